package declarative

import (
	"context"
	"regexp"
	"sync"
	"time"

	"tributary/backend/manifest"
	"tributary/backend/source"
)

// take makes a kept token the present one.
func (t *token) take(kept source.Token) {
	t.value, t.expires, t.early, t.refresh = kept.Access, kept.Expires, kept.Early(), ""
}

// renewKept renews a token once for everybody who uses the authorization, also in other
// programs: it begins with what is stored now, and the new tokens are stored before they
// are used.
func (s *session) renewKept(ctx context.Context, a manifest.OAuth, t *token, refused string) error {
	var renewed *token
	_, err := s.opts.Keep(ctx, s.given, func(ctx context.Context, now source.Config) (source.Config, error) {
		if kept := source.TokenOf(now); kept.Access != "" && kept.Access != refused {
			t.take(kept)
			if t.good(s.opts.Clock.Now(), refused, max(tokenMargin, t.early)) {
				return now, nil // somebody else was faster
			}
		}
		fresh, err := s.open(now)
		if err != nil {
			return nil, err
		}
		asked, err := fresh.renewal(a, fresh.base)
		if err != nil {
			return nil, err
		}
		renewed = &token{}
		if err := fresh.renew(ctx, a, fresh.base, asked, renewed); err != nil {
			return nil, err
		}
		return s.withToken(now, a, renewed), nil
	})
	if err != nil {
		return err
	}
	if renewed != nil {
		t.value, t.expires, t.early, t.refresh = renewed.value, renewed.expires, renewed.early, ""
	}
	return nil
}

// withToken is the configuration with a renewed token: where the manifest says, and where the
// refresh token came from.
func (s *session) withToken(config source.Config, a manifest.OAuth, t *token) source.Config {
	now := s.opts.Clock.Now()
	kept := source.Token{Access: t.value, Expires: t.expires, Life: t.expires.Sub(now), Ends: source.Ending(config)}
	if s.opts.SignIn != nil && s.opts.SignIn.Life > 0 && t.refresh != "" {
		kept.Ends = now.Add(s.opts.SignIn.Life)
	}
	if t.lasts > 0 {
		kept.Ends = now.Add(t.lasts)
	}
	out := kept.In(config)
	refresh := configPath(a.RefreshToken)
	if a.Kept != nil {
		out = source.With(out, a.Kept.AccessToken, t.value)
		out = source.With(out, a.Kept.Expiry, t.expires.UTC().Format(time.RFC3339))
		refresh = a.Kept.RefreshToken
	}
	if t.refresh != "" && len(refresh) > 0 {
		out = source.With(out, refresh, t.refresh)
	}
	return out
}

// plainField recognises a template that is one value of the configuration.
var (
	plainField = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\s*\{\{\s*config((?:\s*\[\s*['"][^'"\]]+['"]\s*\]|\.[A-Za-z_]\w*)+)\s*\}\}\s*$`)
	})
	fieldName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[\s*['"]([^'"\]]+)['"]\s*\]|\.([A-Za-z_]\w*)`) })
)

// configPath is where a template takes its value from; nil when it is not one plain value
// of the configuration.
func configPath(t *manifest.Template) []string {
	if t == nil {
		return nil
	}
	found := plainField().FindStringSubmatch(t.Source)
	if found == nil {
		return nil
	}
	var path []string
	for _, m := range fieldName().FindAllStringSubmatch(found[1], -1) {
		path = append(path, m[1]+m[2])
	}
	return path
}
