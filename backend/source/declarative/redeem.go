package declarative

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// Redeem exchanges a grant for tokens.
func (c *Connector) Redeem(ctx context.Context, config source.Config, g source.Grant) (source.Config, error) {
	s, err := c.consent(config)
	if err != nil {
		return nil, err
	}
	s.secrets = s.secrets.with(g.Code, g.Verifier)
	if err := s.genuine(g.Callback); err != nil {
		return nil, err
	}
	code := g.Callback.Get(s.auth.Consent.Keys["auth_code_key"])
	if code == "" {
		code = g.Code
	}
	if code == "" {
		return nil, s.forged("It has no code. Nothing was changed.")
	}
	at, err := s.exchangeCode(ctx, g, code)
	if err != nil {
		return nil, err
	}
	if at.err != nil || !at.answer.ok() {
		return nil, s.notRedeemed(ctx, at)
	}
	body, err := at.answer.json()
	if err != nil {
		return nil, s.notJSON(at.answer, err)
	}
	out, err := s.signedIn(config, body, g.Callback)
	if err != nil {
		return nil, s.notRedeemed(ctx, at)
	}
	return s.followUp(ctx, out)
}

// genuine checks that an answer came from the service, as far as it can be told.
func (c *consent) genuine(callback url.Values) error {
	if name := c.facts.Signature; name != "" {
		given, err := hex.DecodeString(callback.Get(name))
		if err != nil || !hmac.Equal(given, signature(callback, name, c.client("client_secret"))) {
			return c.forged("Its signature is wrong. Nothing was changed.")
		}
	}
	for name, path := range c.facts.Same {
		got, want := strings.ToLower(callback.Get(name)), strings.ToLower(textAt(c.config, path))
		// The form may hold the first part of a host only.
		first, _, _ := strings.Cut(got, ".")
		if got != want && (strings.Contains(want, ".") || first != want) {
			return c.forged("It is for another account. Nothing was changed.")
		}
	}
	return nil
}

// signature is the HMAC of all parameters but one, in the order of their names.
func signature(callback url.Values, without, key string) []byte {
	var names []string
	for name := range callback {
		if name != without {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = name + "=" + callback.Get(name)
	}
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(strings.Join(parts, "&")))
	return mac.Sum(nil)
}

func (c *consent) forged(means string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "answer_not_genuine", What: fmt.Sprintf("The answer is not one that %s would give.", c.opts.Service),
		Means: means, Do: "Begin again.",
	}
}

// exchangeCode asks for the tokens, once: a code can be used once.
func (c *consent) exchangeCode(ctx context.Context, g source.Grant, code string) (attempt, error) {
	values := c.values(g.Redirect, g.State, code)
	endpoint, err := manifest.Fill(c.auth.Consent.TokenURL, values)
	if err != nil {
		return attempt{}, c.consentFault(err)
	}
	u, err := safeAddress(endpoint)
	if err != nil {
		return attempt{}, c.consentFault(err)
	}
	head := map[string]string{"Accept": "application/json"}
	for _, pair := range c.auth.Consent.TokenHeaders {
		if head[pair[0]], err = manifest.Fill(pair[1], values); err != nil {
			return attempt{}, c.consentFault(err)
		}
	}
	fields, err := c.tokenFields(u, head, values, g)
	if err != nil {
		return attempt{}, c.consentFault(err)
	}
	r := &request{method: http.MethodPost, url: u, query: url.Values{}, head: head}
	asJSON := len(c.auth.Consent.TokenParams) > 0 && contentType(head) == "" || strings.Contains(strings.ToLower(contentType(head)), "json")
	if asJSON {
		r.json = fields
	} else {
		r.form = url.Values{}
		for name, v := range fields {
			r.form.Set(name, asText(v))
		}
	}
	return c.askOnce(ctx, r)
}

// tokenFields are the fields of the exchange: those of the manifest, else the standard ones
// that stand nowhere else.
func (c *consent) tokenFields(u *url.URL, head, values map[string]string, g source.Grant) (map[string]any, error) {
	fields := map[string]any{}
	for _, pair := range c.auth.Consent.TokenParams {
		name, err := manifest.Fill(pair[0], values)
		if err != nil {
			return nil, err
		}
		if fields[name], err = manifest.Fill(pair[1], values); err != nil {
			return nil, err
		}
	}
	query := u.Query()
	add := func(name, value string) {
		if _, set := fields[name]; !set && !query.Has(name) && value != "" {
			fields[name] = value
		}
	}
	add("grant_type", "authorization_code")
	if !c.facts.NoPKCE && !c.ownChallenge() {
		add("code_verifier", g.Verifier)
	}
	if len(c.auth.Consent.TokenParams) > 0 {
		return fields, nil
	}
	standard := []string{"auth_code", "redirect_uri"}
	// A service that wants the app in the header does not want it here too.
	if !hasHeader(head, "Authorization") {
		standard = append(standard, "client_id", "client_secret")
	}
	for _, name := range standard {
		add(values[name+"_key"], values[name+"_value"])
	}
	return fields, nil
}

func hasHeader(head map[string]string, name string) bool {
	for have := range head {
		if strings.EqualFold(have, name) {
			return true
		}
	}
	return false
}

// notRedeemed is the error of an exchange that gave no token.
func (c *consent) notRedeemed(ctx context.Context, at attempt) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if at.answer == nil || at.answer.status >= 500 || at.answer.status == http.StatusTooManyRequests {
		return c.classify(at, verdict{})
	}
	return &domain.Error{
		Kind: domain.SetUp, Code: "code_refused", What: fmt.Sprintf("%s did not complete the sign-in.", capital(c.opts.Service)),
		Means: "Often the client id, the client secret or the redirect address of the OAuth app is another one than entered here.",
		Do:    "Compare them, then begin again.", Details: c.details(at),
	}
}

// signedIn are the values with what the service gave.
func (c *consent) signedIn(config source.Config, body any, callback url.Values) (source.Config, error) {
	now := c.opts.Clock.Now()
	access := asTextOrEmpty(search(body, "access_token", 0))
	kept := source.Token{Access: access, Expires: now.Add(time.Hour)}
	if ends, said := ending(asTextOrEmpty(search(body, "expires_in", 0)), "", now); said {
		kept.Expires = ends
	}
	kept.Life = kept.Expires.Sub(now)
	out := map[string]any(config)
	gotToken := access != ""
	for _, o := range c.auth.Outputs {
		value := c.output(o, body, callback)
		if value == "" {
			continue
		}
		gotToken = gotToken || strings.HasSuffix(o.Name, "token")
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && o.Moment {
			value = now.Add(toDuration(seconds)).UTC().Format(time.RFC3339)
		}
		out = source.With(out, o.Config, value)
	}
	if !gotToken {
		return nil, fmt.Errorf("the answer has no token")
	}
	kept.Ends = c.wholeEnd(body)
	if access != "" {
		out = kept.In(out)
	}
	return out, nil
}

// output finds one value in the answer, or in what came back with the browser.
func (c *consent) output(o manifest.ConsentOutput, body any, callback url.Values) string {
	paths := [][]string{o.Answer}
	for _, extract := range c.auth.Consent.Extract {
		path := strings.Split(extract, ".")
		if path[len(path)-1] == o.Name {
			paths = append(paths, path)
		}
	}
	for _, path := range paths {
		if len(path) == 0 {
			continue
		}
		if found, ok := follow(body, path); ok && asTextOrEmpty(found) != "" {
			return asTextOrEmpty(found)
		}
	}
	if found := asTextOrEmpty(search(body, o.Name, 0)); found != "" {
		return found
	}
	return callback.Get(o.Name)
}

// wholeEnd is when the sign-in as a whole ends; zero: not known, or never.
func (c *consent) wholeEnd(body any) time.Time {
	now := c.opts.Clock.Now()
	for _, name := range []string{"refresh_token_expires_in", "x_refresh_token_expires_in", "refresh_expires_in"} {
		if ends, said := ending(asTextOrEmpty(search(body, name, 0)), "", now); said {
			return ends
		}
	}
	switch {
	case c.facts.Life > 0:
		return now.Add(c.facts.Life)
	case asTextOrEmpty(search(body, "refresh_token", 0)) != "":
		return time.Time{}
	}
	// A token that cannot be renewed ends the sign-in; one without an end is written as 0 seconds.
	ends, _ := ending(asTextOrEmpty(search(body, "expires_in", 0)), "", now)
	return ends
}
