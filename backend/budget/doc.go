// Package budget holds the rules of the error budget: how many failures an
// integration may have before it is disabled, when to warn, and what does not count.
// It is pure: the past comes in, a verdict goes out.
//
// What does not count: runs started by hand, dry runs, runs that were cancelled, cut off
// by the end of the program, or kept from working by the network, a rate limit or a
// lost sign-in. A good run (also one with warnings) ends a row of failures.
package budget
