package declarative

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// oauthToken returns an access token, renewed when needed. refused is a token
// the service did not accept, or empty.
func (s *session) oauthToken(ctx context.Context, a manifest.OAuth, sc scope, refused string) (string, error) {
	if a.Endpoint == nil {
		return s.key(a.AccessToken, sc)
	}
	asked, err := s.renewal(a, sc)
	if err != nil {
		return "", err
	}
	t := s.tokens.of("oauth", asked.endpoint, asked.form, asked.head, asked.signer)
	return t.use(ctx, s.opts.Clock.Now(), refused, func() error {
		if t.value == "" && refused == "" && s.knownToken(a, sc, t) {
			return nil
		}
		if s.opts.Keep != nil {
			return s.renewKept(ctx, a, t, refused)
		}
		return s.renew(ctx, a, sc, asked, t)
	})
}

// renewal is what a new token is asked for with.
type renewal struct {
	endpoint string
	form     map[string]any
	head     map[string]string
	names    renewalNames
	// signer is not nil when a statement signed anew for each renewal stands in
	// for the client: what it is signed with.
	signer source.Config
}

// renewalNames are the names of manifest.OAuthNames.
type renewalNames struct{ clientID, clientSecret, refreshToken, grantType, accessToken, expiresIn string }

func (s *session) renewal(a manifest.OAuth, sc scope) (renewal, error) {
	var r renewal
	var err error
	for _, field := range []struct {
		into *string
		from *manifest.Template
	}{
		{&r.endpoint, a.Endpoint},
		{&r.names.clientID, a.Names.ClientID},
		{&r.names.clientSecret, a.Names.ClientSecret},
		{&r.names.refreshToken, a.Names.RefreshToken},
		{&r.names.grantType, a.Names.GrantType},
		{&r.names.accessToken, a.Names.AccessToken},
		{&r.names.expiresIn, a.Names.ExpiresIn},
	} {
		if *field.into, err = sc.text(field.from); err != nil {
			return renewal{}, err
		}
	}
	if r.head, err = s.renewalHead(a, sc); err != nil {
		return renewal{}, err
	}
	if a.Assertion != nil && a.UseAssertion != nil {
		asserted, err := sc.condition(a.UseAssertion)
		if err != nil {
			return renewal{}, err
		}
		if asserted {
			r.form, r.signer = map[string]any{r.names.grantType: bearerGrant}, s.given
			return r, nil
		}
	}
	r.form, err = s.oauthForm(a, sc, r.names)
	return r, err
}

// renewalHead are the headers of a renewal.
func (s *session) renewalHead(a manifest.OAuth, sc scope) (map[string]string, error) {
	head, err := s.headers(a.Headers, sc)
	if err != nil || !a.ClientInHead {
		return head, err
	}
	id, err := s.key(a.ClientID, sc)
	if err != nil {
		return nil, err
	}
	secret, err := s.key(a.ClientSecret, sc)
	if err != nil {
		return nil, err
	}
	head["Authorization"] = basicAuth(id, secret)
	return head, nil
}

// knownToken takes the token of the configuration while it is still good.
func (s *session) knownToken(a manifest.OAuth, sc scope, t *token) bool {
	if kept := source.TokenOf(s.given); kept.Access != "" {
		t.take(kept)
		return t.good(s.opts.Clock.Now(), "", max(tokenMargin, t.early))
	}
	value, err := sc.text(a.AccessToken)
	expiry, expiryErr := sc.text(a.Expiry)
	if a.Kept != nil {
		value, expiry = textAt(s.config, a.Kept.AccessToken), textAt(s.config, a.Kept.Expiry)
	}
	if errors.Join(err, expiryErr) != nil || value == "" || expiry == "" {
		return false
	}
	at, ok := moment(expiry, a.ExpiryFormat)
	if !ok || !at.After(s.opts.Clock.Now().Add(time.Minute)) {
		return false
	}
	t.value, t.expires = value, at
	return true
}

// moment reads a time in a format, or in one that is common: dates as they are
// written, and seconds or milliseconds since 1970.
func moment(value, format string) (time.Time, bool) {
	formats := []string{"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S"}
	if format != "" {
		formats = append([]string{format}, formats...)
	}
	for _, format := range formats {
		if at, err := expr.ParseDate(value, format); err == nil {
			return at, true
		}
	}
	if n, err := strconv.ParseFloat(value, 64); err == nil && n > 0 {
		const milliseconds = 1e11 // as seconds, the year 5138
		if n > milliseconds {
			return time.UnixMilli(int64(n)).UTC(), true
		}
		return time.Unix(int64(n), 0).UTC(), true
	}
	return time.Time{}, false
}

// textAt is the text at a path; empty where there is none, and for no path: the
// whole configuration must never be taken for one value.
func textAt(config map[string]any, path []string) string {
	if len(path) == 0 {
		return ""
	}
	if v := lookup(config, path); v != nil {
		return expr.Str(v)
	}
	return ""
}

// oauthForm are the fields of a renewal.
func (s *session) oauthForm(a manifest.OAuth, sc scope, names renewalNames) (map[string]any, error) {
	form := map[string]any{}
	grant, err := sc.text(a.GrantType)
	if err != nil {
		return nil, err
	}
	if grant == "" {
		grant = "refresh_token"
	}
	form[names.grantType] = grant
	fields := map[string]*manifest.Template{names.refreshToken: a.RefreshToken}
	// A service that wants the client in the header does not want it here too.
	if !a.ClientInHead && !slices.ContainsFunc(a.Headers, func(p manifest.Pair) bool { return strings.EqualFold(p.Key.Source, "Authorization") }) {
		fields[names.clientID], fields[names.clientSecret] = a.ClientID, a.ClientSecret
	}
	for name, t := range fields {
		text, err := sc.text(t)
		if err != nil {
			return nil, err
		}
		if text != "" {
			form[name] = text
		}
		if name == names.refreshToken && text == "" && grant == "refresh_token" && s.opts.Strict {
			return nil, s.notSignedIn()
		}
	}
	var scopes []any
	for _, t := range a.Scopes {
		text, err := sc.text(t)
		if err != nil {
			return nil, err
		}
		scopes = append(scopes, text)
	}
	if len(scopes) > 0 {
		form["scopes"] = scopes
	}
	for _, p := range a.Body {
		key, err := sc.text(p.Key)
		if err != nil {
			return nil, err
		}
		value, err := sc.optional(p.Value, true)
		if err != nil {
			return nil, err
		}
		if _, set := form[key]; !set && value != nil {
			form[key] = value
		}
	}
	return form, nil
}

// notSignedIn is the error where nobody has signed in yet, or the permission was given back.
func (s *session) notSignedIn() error {
	return &domain.Error{
		Kind: domain.SignIn, Code: "not_signed_in", What: fmt.Sprintf("You are not signed in to %s.", s.opts.Service),
		Means: "The service cannot be asked for anything.", Do: "Sign in.",
	}
}
