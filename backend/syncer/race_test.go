//go:build race

package syncer_test

// The race detector makes each sequence ten times slower.
const sequences = 200
