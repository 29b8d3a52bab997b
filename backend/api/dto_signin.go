package api

import "tributary/backend/domain"

// SignInSpec says how a source is signed in to with the browser, for the form. Fields are
// dotted names of form fields of the authorization.
type SignInSpec struct {
	When         string   `json:"when"`         // field that chooses among several ways; "" when the browser is the only one
	WhenValue    string   `json:"whenValue"`    // its value that means the browser
	ClientFields []string `json:"clientFields"` // the OAuth app's id and secret
	// ClientShipped: the program has an OAuth app of its own for this service; the client
	// fields may stay empty.
	ClientShipped bool `json:"clientShipped"`
	// Filled are the fields that the sign-in fills in: do not ask for them.
	Filled []string `json:"filled"`
	// RedirectAddress is what to register at the service, to be copied; "" when RedirectField
	// holds an address of the person's own.
	RedirectAddress string      `json:"redirectAddress"`
	RedirectField   string      `json:"redirectField"`
	Guide           []GuideStep `json:"guide"`       // to the business's own OAuth app, in the person's language
	Permissions     []string    `json:"permissions"` // what the app must be allowed, as the service calls it
	CanRevoke       bool        `json:"canRevoke"`
}

// SignInFlow is one sign-in under way.
type SignInFlow struct {
	ID            string `json:"id"`
	Authorization string `json:"authorization"` // id; it exists from the start
	// Address is the service's page. Show it when Opened is false, and offer it for copying.
	Address         string `json:"address"`
	RedirectAddress string `json:"redirectAddress"`
	Opened          bool   `json:"opened"` // the browser was opened
	// ByHand: nobody listens for the answer here; ask for the address the browser ends at
	// and hand it to BringBack.
	ByHand    bool   `json:"byHand"`
	ExpiresAt string `json:"expiresAt"`
}

// SignInProgress is where a sign-in stands.
type SignInProgress struct {
	Flow          string             `json:"flow"`
	Authorization string             `json:"authorization"`
	State         domain.SignInState `json:"state"`
	Error         *Error             `json:"error,omitempty"` // of failed and denied
}

func signInFlowDTO(f domain.SignInFlow) SignInFlow {
	return SignInFlow{
		ID: string(f.ID), Authorization: string(f.Authorization), Address: f.Address, RedirectAddress: f.Redirect,
		Opened: f.Opened, ByHand: f.ByHand, ExpiresAt: moment(f.ExpiresAt),
	}
}

func signInProgressDTO(p domain.SignInProgress, s speech) SignInProgress {
	return SignInProgress{Flow: string(p.Flow), Authorization: string(p.Authorization), State: p.State, Error: s.describe(p.Err)}
}
