//go:build !race

package syncer_test

// Sequences of events in one run of the tests.
const sequences = 2000
