// Package desktop is what the workstation offers: the folders of the platform, files written
// whole or not at all, and the
// one Instance of the program that runs integrations on a data folder.
//
// An instance holds the folder's lock, which the system releases when the process
// ends, however it ends, and listens on a control socket in the folder. A second start
// finds the lock taken and hands its command line over with Ask. HandOver replaces the
// program by a new one that keeps lock and socket, so that nobody finds the folder free
// or the socket deaf in between.
package desktop
