// Package desktop is what the workstation offers: the folders of the platform and
// the lock that keeps two programs from running integrations on one data folder.
package desktop
