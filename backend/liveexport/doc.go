// Package liveexport keeps the live export folder: files of the tables of the project,
// written anew after every run that changed them.
//
// When (serve.go): a while after a run ended or the project changed otherwise, at the start of the
// program, and from time to time, every table is compared with what was written of it last
// by its edition. So nothing is forgotten when the program is killed, and nothing is written
// that did not change. A table waits while a run that feeds it is in hand, but
// some minutes at most: then it is written as it stands between two batches.
//
// How (write.go): with the export of the project, whole or not at all, at constant memory. A
// file that is there and was never written by the program is left alone.
//
// What went wrong (fault.go) is kept with the file and told in words; it is tried again later
// and later, at the latest after a quarter of an hour.
package liveexport
