package source

import (
	"context"
	"net"
	"net/url"
	"strconv"
	"time"

	"tributary/backend/domain"
)

// SignIn says that a source is signed in to with a browser (OAuth 2.0, authorization
// code), and what of its form that concerns. Paths are names of form fields, from the
// outside in.
type SignIn struct {
	// When names the field that chooses among several ways to sign in, and WhenValue the
	// value that means the browser. Empty: there is no other way.
	When      []string
	WhenValue string
	// ClientID and ClientSecret are the fields of the OAuth app. ClientSecret is empty
	// where the service knows none.
	ClientID, ClientSecret []string
	// ClientShipped: the program has an OAuth app of its own for the source; the fields may
	// stay empty.
	ClientShipped bool
	// Filled are the fields that the sign-in fills in. A form does not ask for them.
	Filled [][]string
	// Redirect is where the service sends the person back to.
	Redirect Redirect
	// CanRevoke: Revoke gives the permission back to the service.
	CanRevoke bool
}

// Redirect is the address on this computer to which a service sends the person back.
type Redirect struct {
	Host string // 127.0.0.1 (the default) or localhost, as the service demands
	Port int    // 0: any free port; else the only one that is registered at the service
	Path string // begins with a slash; empty: /
	// Field names the form field with an https address of the person's own, for services
	// that take no other. Nobody listens there: the person brings the address that the
	// browser ends at back by hand.
	Field []string
}

// Address returns the address for a port, or, for 0, the one to enter at the service. It
// is empty when Field holds the address.
func (r Redirect) Address(port int) string {
	if len(r.Field) > 0 {
		return ""
	}
	host, path := r.Host, r.Path
	if host == "" {
		host = "127.0.0.1"
	}
	if path == "" {
		path = "/"
	}
	if port == 0 {
		port = r.Port
	}
	if port != 0 {
		host = net.JoinHostPort(host, strconv.Itoa(port))
	}
	return (&url.URL{Scheme: "http", Host: host, Path: path}).String()
}

// Consent is what an address for the consent page is made with.
type Consent struct {
	State, Redirect string
	// Challenge is the S256 code challenge (RFC 7636).
	Challenge string
}

// Grant is what came back from the consent page.
type Grant struct {
	Code, Redirect, Verifier string
	// State is what the consent was asked with.
	State string
	// Callback are all parameters that came back.
	Callback url.Values
}

// SigningIn is a Connector whose source is signed in to with a browser. Its methods are
// given all values of an authorization, the OAuth app's among them. They follow the
// rules of Connector.
type SigningIn interface {
	Connector

	// ConsentAddress returns the address of the service's consent page. It does no I/O.
	ConsentAddress(ctx context.Context, config Config, c Consent) (string, error)

	// Redeem exchanges a grant for tokens and returns config with them and with every
	// other value the service gave that later calls need. A code can be redeemed once.
	Redeem(ctx context.Context, config Config, g Grant) (Config, error)

	// Revoke gives the tokens in config back to the service. Tokens that the service
	// knows no more are no error.
	Revoke(ctx context.Context, config Config) error
}

// Reserved names of a Config. No form field begins with an underscore.
const (
	// AuthorizationKey holds the id of the authorization the values come from.
	AuthorizationKey = "_authorization"
	// TokenKey holds the present access token, with what a connector must know of it beyond
	// the form's own fields: access_token, expires_at and seconds (its life), and ends_at,
	// see Ending.
	TokenKey = "_token"
)

// Ending returns when the sign-in as a whole ends: not a token that is renewed, but the
// permission. Zero: not known, or never.
func Ending(config Config) time.Time {
	v, _ := At(config, []string{TokenKey, "ends_at"})
	text, _ := v.(string)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at
}

// Chosen tells whether values choose the sign-in with the browser.
func (s *SignIn) Chosen(values map[string]any) bool {
	if s == nil {
		return false
	}
	if len(s.When) == 0 {
		return true
	}
	chosen, _ := At(values, s.When)
	text, _ := asText(chosen)
	return text == s.WhenValue
}

// SignInRequest is what a sign-in is begun with.
type SignInRequest struct {
	Authorization domain.AuthorizationID
	Service       string // its name, for the person
	Redirect      Redirect
	// OwnAddress is the value of Redirect.Field.
	OwnAddress string
	// Consent makes the address of the service's page.
	Consent func(c Consent) (string, error)
	// Finish exchanges what came back, stores it and proves it by a real call. Its error is
	// shown to the person in the browser and in the window. It is called once at most.
	Finish func(ctx context.Context, g Grant) error
}
