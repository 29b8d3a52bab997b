package domain

import "time"

// Authorization is a named, stored permission to talk to one account of a
// service. Its secrets are elsewhere; Values holds what is no secret (the shop's
// address) and SecretFields the names of the fields that are sealed.
type Authorization struct {
	ID           AuthorizationID
	Source       SourceID
	Name         string
	Values       map[string]any
	SecretFields []string
	State        AuthorizationState
	StateCode    string // Error.Code of the last check that did not pass
	StateWords   string // what the last check said, for the person
	Hint         string // "key ending in 7f3a"
	CheckedAt    time.Time
	LastUsedAt   time.Time
	ExpiresAt    time.Time // zero: does not expire, or not known
	CreatedAt    time.Time
}

// AuthorizationState is the state in words of an authorization.
type AuthorizationState string

// The states of an authorization.
const (
	AuthorizationUnchecked   AuthorizationState = "unchecked"
	AuthorizationWorks       AuthorizationState = "works"
	AuthorizationExpiresSoon AuthorizationState = "expires_soon"
	AuthorizationNeedsSignIn AuthorizationState = "needs_sign_in"
	AuthorizationNotAllowed  AuthorizationState = "not_allowed"
)
