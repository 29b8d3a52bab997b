// Package queue keeps the runs that are to begin, durably, in the state database, and
// hands each to the engine once. It is the River job queue: unique jobs keep two runs of
// one integration apart, also between programs on one database; a run whose program
// ended or was killed is handed out again at the next start; what is done is cleared
// after an hour.
//
// A program has a queue of its own (its name is the data folder's), because what it asked
// for is waited for in this process. On SQLite and through database/sql River only polls;
// what this process puts in is fetched at once all the same.
//
// When a run is due is not decided here: that is schedule's.
package queue
