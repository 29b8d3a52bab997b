package domain

import (
	"errors"
	"fmt"
	"time"
)

// Kind is what an error means for what happens next. The set is closed.
type Kind string

// The kinds, see "Errors of a run, and what they mean" in the sync rules.
const (
	Offline     Kind = "offline"      // no network; wait for it
	RateLimited Kind = "rate_limited" // the service asks to wait
	ServiceDown Kind = "service_down" // 5xx, time-outs, broken bodies
	SignIn      Kind = "sign_in"      // the authorization is no longer accepted
	NotAllowed  Kind = "not_allowed"  // a permission is missing
	SetUp       Kind = "set_up"       // something must be changed in the set-up
	BadRecords  Kind = "bad_records"  // too many record errors
	OurFault    Kind = "our_fault"    // a defect or the database; support bundle
	Cancelled   Kind = "cancelled"    // the person stopped it
)

// Error is an error a person can act on. Its texts hold no secret and no row
// value.
type Error struct {
	Kind Kind
	// Code is stable and names the case ("wrong_key", "not_json"), for
	// translation and tests.
	Code string
	// What happened, what it Means, what to Do: plain English sentences.
	What, Means, Do string
	// Details is the technical text, one click away; bounded to 4 kB.
	Details string
	// Fields are the problems of a form, in its order; nil for other errors.
	Fields []FieldProblem
	// RetryAfter is set for RateLimited when the service said how long.
	RetryAfter time.Duration
	// StartAgain: the place a read had come to is not one to go on from.
	StartAgain bool
	// Err is the cause, may be nil.
	Err error
}

// FieldProblem is one field of a form that is not right.
type FieldProblem struct {
	Field string // name; dotted in groups, choices and lists: "credentials.api_key"
	Words string // a plain English sentence
}

// Error returns the code and what happened, then the cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.What, e.Err)
	}
	return e.Code + ": " + e.What
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first *Error in the chain, and OurFault for
// anything else. It must not be asked about nil.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return OurFault
}

// ErrNotFound tells that the thing asked for does not exist (any more).
var ErrNotFound = errors.New("not found")

// ErrInUse tells that the thing cannot be removed because others use it.
var ErrInUse = errors.New("in use")
