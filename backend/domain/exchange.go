package domain

import "time"

// Exchange is one request to a service and its answer, fit to be shown and kept: without
// heads, bodies, and anything secret.
type Exchange struct {
	At      time.Time
	Method  string
	Address string // with its query; what is secret in it is hidden
	Status  int    // of HTTP; 0 where there was no answer
	Took    time.Duration
	Bytes   int64  // of the answer's body that were read so far
	Failure string // why there was no answer; ""
}

// Failed tells whether there was no answer, or one that is an error.
func (e Exchange) Failed() bool {
	const firstFailure = 400
	return e.Status == 0 || e.Status >= firstFailure
}

// Exchanges are what a service was asked in a run: how often in all, and the first and the
// last requests. The zero value is none.
type Exchanges struct {
	Count, Failed int64
	Bytes         int64      // of all answers
	First         []Exchange // in the order they ended
	Last          []Exchange // those after First that are still kept, in the same order
}
