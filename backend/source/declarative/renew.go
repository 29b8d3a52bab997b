package declarative

import (
	"context"
	"encoding/json"
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
	"tributary/backend/source"
)

// renew asks for a new token, a few times if the service is busy.
func (s *session) renew(ctx context.Context, a manifest.OAuth, sc scope, asked renewal, t *token) error {
	if t.refresh != "" && asked.signer == nil {
		asked.form[asked.names.refreshToken] = t.refresh
	}
	const tries = 4
	for try := 1; ; try++ {
		if asked.signer != nil {
			statement, err := s.jwt(*a.Assertion, sc)
			if err != nil {
				return err
			}
			asked.form["assertion"] = statement
		}
		asking := ctx
		if s.opts.Keep != nil {
			// A read that is being cancelled must not lose what the service has rotated.
			asking = context.WithoutCancel(ctx)
		}
		at, err := s.askToken(asking, a, asked)
		if err != nil {
			return err
		}
		if at.err == nil && at.answer.ok() {
			return s.takeToken(ctx, a, asked.names, at, t)
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

func (s *session) askToken(ctx context.Context, a manifest.OAuth, asked renewal) (attempt, error) {
	u, err := parseURL(asked.endpoint)
	if err != nil {
		return attempt{}, addressFault(err)
	}
	values := url.Values{}
	for name, v := range asked.form {
		if list, ok := v.([]any); ok {
			for _, item := range list {
				values.Add(name, expr.Str(item))
			}
			continue
		}
		values.Set(name, expr.Str(v))
	}
	r := &request{method: http.MethodPost, url: u, query: url.Values{}, head: asked.head, form: values}
	switch {
	case a.InQuery:
		r.query, r.form = values, nil
	case strings.Contains(strings.ToLower(contentType(asked.head)), "json"):
		r.json, r.form = asked.form, nil
	}
	return s.askOnce(ctx, r)
}

// askOnce sends a request about tokens and reads its answer, which is small.
func (s *session) askOnce(ctx context.Context, r *request) (attempt, error) {
	if s.opts.RequestTimeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, min(s.opts.RequestTimeout, time.Minute), errTooSlow)
		defer cancel()
	}
	req, err := r.http(ctx, s.opts.UserAgent)
	if err != nil {
		return attempt{}, err
	}
	at := attempt{url: bareURL(req.URL), proof: req.Header.Get("Authorization")}
	resp, err := s.client.Do(req)
	if err != nil {
		at.err = ended(ctx, err)
		return at, nil
	}
	defer func() { _ = resp.Body.Close() }() // it was read to its end or is given up
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil && resp.StatusCode < http.StatusBadRequest {
		at.err = ended(ctx, err) // half an answer refuses nothing
		return at, nil
	}
	at.answer = &answer{status: resp.StatusCode, head: resp.Header, body: raw}
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

// takeToken reads the new token.
func (s *session) takeToken(ctx context.Context, a manifest.OAuth, names renewalNames, at attempt, t *token) error {
	body, err := at.answer.json()
	if err != nil {
		return s.notJSON(at.answer, err)
	}
	value := asTextOrEmpty(search(body, names.accessToken, 0))
	if value == "" {
		return s.refusedToken(ctx, a, at)
	}
	now := s.opts.Clock.Now()
	ends, said := ending(asTextOrEmpty(search(body, names.expiresIn, 0)), a.ExpiryFormat, now)
	if !said {
		ends = now.Add(time.Hour)
	}
	t.value, t.expires = value, ends
	if s.opts.Keep != nil {
		t.early = source.Token{Life: ends.Sub(now)}.Early()
	}
	if ends, said := ending(asTextOrEmpty(search(body, "refresh_token_expires_in", 0)), "", now); said {
		t.lasts = ends.Sub(now)
	}
	if refresh := asTextOrEmpty(search(body, names.refreshToken, 0)); refresh != "" {
		t.refresh = refresh
	}
	return nil
}

// ending reads when a new token ends: after so many seconds, or at a time.
func ending(value, format string, now time.Time) (time.Time, bool) {
	if format != "" {
		return moment(value, format)
	}
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || seconds <= 0 {
		return time.Time{}, false
	}
	return now.Add(toDuration(seconds)), true
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

// mustSignIn tells whether an answer means that the person must sign in again: as
// the standard says it (RFC 6749), or as the manifest says besides.
func (s *session) mustSignIn(a manifest.OAuth, ans *answer) bool {
	named := slices.Contains(a.Refused.Statuses, ans.status)
	if ans.status == http.StatusUnauthorized || named && a.Refused.Key == "" {
		return true
	}
	if ans.status != http.StatusBadRequest && !named {
		return false
	}
	body, err := ans.json()
	if err != nil {
		return false
	}
	says := func(key string, values ...string) bool {
		return slices.Contains(values, asTextOrEmpty(search(body, key, 0)))
	}
	return says("error", "invalid_grant", "invalid_permissions", "invalid_client") ||
		named && says(a.Refused.Key, a.Refused.Values...)
}

// search finds a name in nested objects and lists, to a small depth.
func search(v any, name string, depth int) any {
	const most = 5
	if depth > most {
		return nil
	}
	if list, ok := v.([]any); ok {
		for _, item := range list {
			if found := search(item, name, depth+1); found != nil {
				return found
			}
		}
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok {
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
