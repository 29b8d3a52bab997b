package domain

import "time"

// FlowID names one sign-in under way.
type FlowID string

// SignInFlow is one sign-in under way: the person is at the service's page in the
// browser, or on the way there.
type SignInFlow struct {
	ID            FlowID
	Authorization AuthorizationID
	// Address is the service's page, to open in a browser or to print.
	Address string
	// Redirect is the address the service sends the person back to.
	Redirect string
	// Opened tells whether a browser could be opened here.
	Opened bool
	// ByHand: nobody listens at Redirect; the person brings the address the browser ends at.
	ByHand    bool
	ExpiresAt time.Time
}

// SignInState is where a sign-in stands.
type SignInState string

// The states of a sign-in. Those after finishing are final.
const (
	SignInWaiting   SignInState = "waiting"   // for the person, at the service's page
	SignInFinishing SignInState = "finishing" // the answer is being exchanged and checked
	SignInDone      SignInState = "done"
	SignInFailed    SignInState = "failed"
	SignInDenied    SignInState = "denied" // the person said no at the service
	SignInCancelled SignInState = "cancelled"
	SignInTimedOut  SignInState = "timed_out"
)

// SignInProgress is where a sign-in stands, and why it failed.
type SignInProgress struct {
	Flow          FlowID
	Authorization AuthorizationID
	State         SignInState
	Err           error // for SignInFailed and SignInDenied; what the person can do
}
