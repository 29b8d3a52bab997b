//go:build !race

package backend_test

const oftenKills = 210
