// Package clock is the only place that asks the system for the time. Everything
// else receives a Clock, so that tests move time by hand.
package clock
