package declarative

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// oauthToken returns an access token, renewed when needed. refused is a token
// the service did not accept, or empty.
func (s *session) oauthToken(ctx context.Context, a manifest.OAuth, sc scope, refused string) (string, error) {
	if a.Endpoint == nil {
		return s.key(a.AccessToken, sc)
	}
	form, err := s.oauthForm(a, sc)
	if err != nil {
		return "", err
	}
	endpoint, err := sc.text(a.Endpoint)
	if err != nil {
		return "", err
	}
	t := s.tokens.of("oauth", endpoint, form)
	return t.use(ctx, s.opts.Clock.Now(), refused, func() error {
		if t.value == "" && refused == "" && s.knownToken(a, sc, t) {
			return nil
		}
		return s.renew(ctx, a, sc, endpoint, form, t)
	})
}

// knownToken takes the token of the configuration while it is still good.
func (s *session) knownToken(a manifest.OAuth, sc scope, t *token) bool {
	value, err := sc.text(a.AccessToken)
	expiry, expiryErr := sc.text(a.Expiry)
	if a.Kept != nil {
		value, expiry = textAt(s.config, a.Kept.AccessToken), textAt(s.config, a.Kept.Expiry)
	}
	if errors.Join(err, expiryErr) != nil || value == "" || expiry == "" {
		return false
	}
	for _, format := range []string{"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S"} {
		if at, err := expr.ParseDate(expiry, format); err == nil && at.After(s.opts.Clock.Now().Add(time.Minute)) {
			t.value, t.expires = value, at
			return true
		}
	}
	return false
}

func textAt(config map[string]any, path []string) string {
	if v := lookup(config, path); v != nil {
		return expr.Str(v)
	}
	return ""
}

// oauthForm are the fields of a renewal.
func (s *session) oauthForm(a manifest.OAuth, sc scope) (map[string]any, error) {
	form := map[string]any{}
	grant, err := sc.text(a.GrantType)
	if err != nil {
		return nil, err
	}
	if grant == "" {
		grant = "refresh_token"
	}
	form[a.Names.GrantType] = grant
	fields := map[string]*manifest.Template{a.Names.RefreshToken: a.RefreshToken}
	// A service that wants the client in the header does not want it here too.
	if !slices.ContainsFunc(a.Headers, func(p manifest.Pair) bool { return strings.EqualFold(p.Key.Source, "Authorization") }) {
		fields[a.Names.ClientID], fields[a.Names.ClientSecret] = a.ClientID, a.ClientSecret
	}
	for name, t := range fields {
		text, err := sc.text(t)
		if err != nil {
			return nil, err
		}
		if text != "" {
			form[name] = text
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

// renew asks for a new token, a few times if the service is busy.
func (s *session) renew(ctx context.Context, a manifest.OAuth, sc scope, endpoint string, form map[string]any, t *token) error {
	if t.refresh != "" {
		form[a.Names.RefreshToken] = t.refresh
	}
	const tries = 4
	for try := 1; ; try++ {
		at, err := s.askToken(ctx, a, sc, endpoint, form)
		if err != nil {
			return err
		}
		if at.err == nil && at.answer.ok() {
			return s.takeToken(ctx, a, at, t)
		}
		busy := at.err != nil || at.answer.status == http.StatusTooManyRequests || at.answer.status >= 500
		if !busy || try == tries || ctx.Err() != nil {
			return s.refusedToken(ctx, a, at)
		}
		if err := s.opts.Clock.Sleep(ctx, time.Duration(1<<try)*time.Second); err != nil {
			return err
		}
	}
}

func (s *session) askToken(ctx context.Context, a manifest.OAuth, sc scope, endpoint string, form map[string]any) (attempt, error) {
	u, err := parseURL(endpoint)
	if err != nil {
		return attempt{}, addressFault(err)
	}
	head, err := s.headers(a.Headers, sc)
	if err != nil {
		return attempt{}, err
	}
	values := url.Values{}
	for name, v := range form {
		if list, ok := v.([]any); ok {
			for _, item := range list {
				values.Add(name, expr.Str(item))
			}
			continue
		}
		values.Set(name, expr.Str(v))
	}
	r := &request{method: http.MethodPost, url: u, query: url.Values{}, head: head, form: values}
	switch {
	case a.InQuery:
		r.query, r.form = values, nil
	case strings.Contains(strings.ToLower(contentType(head)), "json"):
		r.json, r.form = form, nil
	}
	if s.opts.RequestTimeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, min(s.opts.RequestTimeout, time.Minute), errTooSlow)
		defer cancel()
	}
	req, err := r.http(ctx, s.opts.UserAgent)
	if err != nil {
		return attempt{}, err
	}
	at := attempt{url: bareURL(req.URL)}
	resp, err := s.client.Do(req)
	if err != nil {
		at.err = ended(ctx, err)
		return at, nil
	}
	defer func() { _ = resp.Body.Close() }() // it was read to its end or is given up
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	at.answer, at.err = &answer{status: resp.StatusCode, head: resp.Header, body: raw}, ended(ctx, err)
	return at, nil
}

func contentType(head map[string]string) string {
	for name, value := range head {
		if strings.EqualFold(name, "Content-Type") {
			return value
		}
	}
	return ""
}

// takeToken reads the new token, and has it kept where the manifest says.
func (s *session) takeToken(ctx context.Context, a manifest.OAuth, at attempt, t *token) error {
	body, err := at.answer.json()
	if err != nil {
		return s.notJSON(at.answer, err)
	}
	value := asTextOrEmpty(search(body, a.Names.AccessToken, 0))
	if value == "" {
		return s.refusedToken(ctx, a, at)
	}
	life := time.Hour
	if seconds, err := strconv.ParseFloat(asTextOrEmpty(search(body, a.Names.ExpiresIn, 0)), 64); err == nil && seconds > 0 {
		life = toDuration(seconds)
	}
	t.value, t.expires = value, s.opts.Clock.Now().Add(life)
	if refresh := asTextOrEmpty(search(body, a.Names.RefreshToken, 0)); refresh != "" {
		t.refresh = refresh
	}
	return s.keepToken(ctx, a, t)
}

func (s *session) keepToken(ctx context.Context, a manifest.OAuth, t *token) error {
	if a.Kept == nil || s.opts.Keep == nil {
		return nil
	}
	config := setIn(s.given, a.Kept.AccessToken, t.value)
	config = setIn(config, a.Kept.Expiry, t.expires.UTC().Format(time.RFC3339))
	if t.refresh != "" {
		config = setIn(config, a.Kept.RefreshToken, t.refresh)
	}
	// A rotated token that is lost locks the person out: kept even while the
	// read is being cancelled.
	if err := s.opts.Keep(context.WithoutCancel(ctx), s.given, config); err != nil {
		return fmt.Errorf("keep the renewed sign-in: %w", err)
	}
	return nil
}

// refusedToken is the error when there is no new token.
func (s *session) refusedToken(ctx context.Context, a manifest.OAuth, at attempt) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if at.answer != nil && (at.answer.ok() || s.mustSignIn(a, at.answer)) {
		return &domain.Error{
			Kind: domain.SignIn, Code: "sign_in_expired",
			What:  fmt.Sprintf("%s no longer accepts the sign-in.", capital(s.opts.Service)),
			Means: "It has expired, or was withdrawn there.",
			Do:    "Sign in again.", Details: s.details(at),
		}
	}
	return s.classify(at, verdict{})
}

func (s *session) mustSignIn(a manifest.OAuth, ans *answer) bool {
	if ans.status == http.StatusUnauthorized || slices.Contains(a.Refused.Statuses, ans.status) && a.Refused.Key == "" {
		return true
	}
	if ans.status != http.StatusBadRequest && !slices.Contains(a.Refused.Statuses, ans.status) {
		return false
	}
	body, err := ans.json()
	if err != nil {
		return false
	}
	key, values := a.Refused.Key, a.Refused.Values
	if key == "" {
		key = "error"
	}
	if len(values) == 0 {
		values = []string{"invalid_grant", "invalid_permissions", "invalid_client"}
	}
	return slices.Contains(values, asTextOrEmpty(search(body, key, 0)))
}

// search finds a name in nested objects, to a small depth.
func search(v any, name string, depth int) any {
	const most = 5
	m, ok := v.(map[string]any)
	if !ok || depth > most {
		return nil
	}
	if found, ok := m[name]; ok {
		return found
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if found := search(m[k], name, depth+1); found != nil {
			return found
		}
	}
	return nil
}

func asTextOrEmpty(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}
