package declarative

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"tributary/backend/manifest"
	"tributary/backend/source"
)

// SignInFacts are what a manifest's advanced_auth leaves open about signing in with a
// browser. The zero value holds for a manifest nobody knows more about.
type SignInFacts struct {
	// ClientShipped: the program has an OAuth app of its own for the source.
	ClientShipped bool
	Redirect      source.Redirect
	// NoPKCE: the service refuses requests with a code challenge.
	NoPKCE bool
	// Signature names the callback's parameter with the hex HMAC-SHA256 of all others in the
	// order of their names, keyed by the client secret; empty: none.
	Signature string
	// Same are parameters of the callback that must equal a form field: parameter → path.
	Same map[string][]string
	// Then are requests to make with a fresh token, for values that later calls need.
	Then []FollowUp
	// RevokeAddress takes tokens back (RFC 7009); empty: the service has none.
	RevokeAddress string
	RevokeAccess  bool          // it takes access tokens instead of refresh tokens
	RevokeBasic   bool          // the OAuth app's id and secret go into the header
	Life          time.Duration // of the whole sign-in, where no answer says it; 0: not known
}

// FollowUp is one GET with a fresh token, and which values of its JSON answer to keep.
type FollowUp struct {
	Address string
	Scheme  string // of the Authorization header; empty: Bearer
	Keep    []Kept
}

// Kept is one value of an answer, and the form field it goes to.
type Kept struct{ Answer, Config []string }

// defaultPort is the port of the redirect address where nothing is known about the service:
// most want the exact address registered. Most also take localhost only.
const defaultPort = 47821

// redirectTo is the address of the facts, else the one the manifest says.
func redirectTo(facts *SignInFacts, said string) source.Redirect {
	if facts != nil {
		return facts.Redirect
	}
	u, err := url.Parse(said)
	if said == "" || err != nil || u.Scheme != "http" || u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1" {
		return source.Redirect{Host: "localhost", Port: defaultPort, Path: "/"}
	}
	port, _ := strconv.Atoi(u.Port()) // 0: any
	return source.Redirect{Host: u.Hostname(), Port: port, Path: u.Path}
}

// signIn describes the consent for the form; nil when the manifest has none that can be
// run.
func signIn(m manifest.Manifest, facts *SignInFacts) *source.SignIn {
	a := m.Spec.Advanced
	if a == nil || a.Consent == nil {
		return nil
	}
	s := &source.SignIn{
		When: a.PredicateKey, WhenValue: a.PredicateValue, ClientID: a.Client["client_id"], ClientSecret: a.Client["client_secret"],
	}
	var known SignInFacts
	if facts != nil {
		known = *facts
	}
	s.ClientShipped = known.ClientShipped
	s.Redirect, s.CanRevoke = redirectTo(facts, a.Consent.Redirect), known.RevokeAddress != ""
	add := func(path []string) {
		if !slices.ContainsFunc(s.Filled, func(p []string) bool { return slices.Equal(p, path) }) {
			s.Filled = append(s.Filled, path)
		}
	}
	for _, o := range a.Outputs {
		add(o.Config)
	}
	for _, then := range known.Then {
		for _, k := range then.Keep {
			add(k.Config)
		}
	}
	return s
}
