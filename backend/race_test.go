//go:build race

package backend_test

// Each start of the program is ten times slower under the race detector.
const oftenKills = 60
