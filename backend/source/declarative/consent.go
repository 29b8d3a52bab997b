package declarative

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

var _ source.SigningIn = (*Connector)(nil)

// consent is a sign-in with the values of one authorization.
type consent struct {
	*session
	auth  *manifest.AdvancedAuth
	facts SignInFacts
}

func (c *Connector) consent(config source.Config) (*consent, error) {
	s, err := c.open(config)
	if err != nil {
		return nil, err
	}
	auth := c.manifest.Spec.Advanced
	if auth == nil || auth.Consent == nil {
		return nil, fmt.Errorf("sign in to %s: its manifest describes no consent", c.opts.Service)
	}
	out := &consent{session: s, auth: auth}
	if c.opts.SignIn != nil {
		out.facts = *c.opts.SignIn
	}
	return out, nil
}

// values are what the placeholders of a consent mean.
func (c *consent) values(redirect, state, code string) map[string]string {
	keys := c.auth.Consent.Keys
	out := map[string]string{}
	// Everything of the form that has one line may be named, and what the manifest gives
	// a name of its own.
	for name, v := range c.config {
		if _, nested := v.(map[string]any); !nested && v != nil && !strings.HasPrefix(name, "_") {
			out[name] = expr.Str(v)
		}
	}
	for name, path := range c.auth.Inputs {
		out[name] = textAt(c.config, path)
	}
	for name, value := range map[string]string{
		"client_id": c.client("client_id"), "client_secret": c.client("client_secret"), "redirect_uri": redirect,
		"scope": c.auth.Consent.Scope, "state": state, "auth_code": code,
	} {
		key := keys[name+"_key"]
		out[name+"_key"], out[name+"_value"] = key, value
		out[name+"_param"] = url.QueryEscape(key) + "=" + url.QueryEscape(value)
	}
	return out
}

// client is a value of the OAuth app.
func (c *consent) client(name string) string { return textAt(c.config, c.auth.Client[name]) }

// ownChallenge tells whether the manifest makes a code challenge by itself.
func (c *consent) ownChallenge() bool {
	return strings.Contains(c.auth.Consent.ConsentURL, "code_challenge")
}

// ConsentAddress returns the address of the service's consent page.
func (c *Connector) ConsentAddress(_ context.Context, config source.Config, asked source.Consent) (string, error) {
	s, err := c.consent(config)
	if err != nil {
		return "", err
	}
	if s.client("client_id") == "" {
		return "", &domain.Error{
			Kind: domain.SetUp, Code: "client_missing", What: fmt.Sprintf("The client id of your OAuth app at %s is missing.", c.opts.Service),
			Means: "The service must know which app asks.", Do: "Make an OAuth app as the guide says, and enter its client id.",
		}
	}
	text, err := manifest.Fill(s.auth.Consent.ConsentURL, s.values(asked.Redirect, asked.State, ""))
	if err != nil {
		return "", s.consentFault(err)
	}
	u, err := safeAddress(text)
	if err != nil {
		return "", s.consentFault(err)
	}
	query := u.Query()
	if key := s.auth.Consent.Keys["state_key"]; !query.Has(key) {
		query.Set(key, asked.State)
	}
	if !s.facts.NoPKCE && !s.ownChallenge() {
		query.Set("code_challenge", asked.Challenge)
		query.Set("code_challenge_method", "S256")
	}
	u.RawQuery = query.Encode()
	return u.String(), nil
}

// safeAddress takes addresses over which nobody listens in: https, or this computer.
func safeAddress(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("an address of the sign-in is none")
	}
	local := u.Hostname() == "localhost"
	if ip := net.ParseIP(u.Hostname()); ip != nil {
		local = ip.IsLoopback()
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !local) {
		return nil, fmt.Errorf("the address %s of the sign-in is not protected by https", bareURL(u))
	}
	return u, nil
}

// consentFault is a consent that cannot be asked for as the manifest says.
func (c *consent) consentFault(err error) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "consent_address", What: fmt.Sprintf("The sign-in to %s cannot begin.", c.opts.Service),
		Means: "An address of it cannot be made from what was entered.", Do: "Check the fields of the authorization.",
		Details: clip(c.secrets.clean(err.Error())), Err: err,
	}
}
