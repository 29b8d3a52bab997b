package declarative

import (
	"context"
	"regexp"
	"time"

	"tributary/backend/manifest"
	"tributary/backend/source"
)

// earliest is how long before its end a token is renewed, or half its life where that is
// shorter.
const earliest = 15 * time.Minute

// tokenState is a token as it is kept under source.TokenKey.
type tokenState struct {
	access  string
	expires time.Time
	life    time.Duration
	ends    time.Time // of the whole sign-in; zero: not known, or never
}

func (t tokenState) values() map[string]any {
	out := map[string]any{"access_token": t.access, "expires_at": t.expires.UTC().Format(time.RFC3339), "seconds": t.life.Seconds()}
	if !t.ends.IsZero() {
		out["ends_at"] = t.ends.UTC().Format(time.RFC3339)
	}
	return out
}

// keptToken reads the token that was kept; zero when there is none.
func keptToken(config source.Config) tokenState {
	kept, _ := config[source.TokenKey].(map[string]any)
	if kept == nil {
		return tokenState{}
	}
	var t tokenState
	t.access, _ = kept["access_token"].(string)
	expires, _ := kept["expires_at"].(string)
	seconds, _ := kept["seconds"].(float64)
	t.expires, _ = time.Parse(time.RFC3339, expires) // zero: long over
	t.life = time.Duration(seconds * float64(time.Second))
	t.ends = source.Ending(config)
	return t
}

// early is how long before its end the token is renewed.
func (t tokenState) early() time.Duration { return min(earliest, t.life/2) }

// take makes a kept token the present one.
func (t *token) take(kept tokenState) {
	t.value, t.expires, t.early, t.refresh = kept.access, kept.expires, kept.early(), ""
}

// renewKept renews a token once for everybody who uses the authorization, also in other
// programs: it begins with what is stored now, and the new tokens are stored before they
// are used.
func (s *session) renewKept(ctx context.Context, a manifest.OAuth, t *token, refused string) error {
	var renewed *token
	_, err := s.opts.Keep(ctx, s.given, func(ctx context.Context, now source.Config) (source.Config, error) {
		if kept := keptToken(now); kept.access != "" && kept.access != refused {
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
	state := tokenState{access: t.value, expires: t.expires, life: t.expires.Sub(now), ends: source.Ending(config)}
	if s.opts.SignIn != nil && s.opts.SignIn.Life > 0 && t.refresh != "" {
		state.ends = now.Add(s.opts.SignIn.Life)
	}
	if t.lasts > 0 {
		state.ends = now.Add(t.lasts)
	}
	out := source.With(config, []string{source.TokenKey}, state.values())
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
	plainField = regexp.MustCompile(`^\s*\{\{\s*config((?:\s*\[\s*['"][^'"\]]+['"]\s*\]|\.[A-Za-z_]\w*)+)\s*\}\}\s*$`)
	fieldName  = regexp.MustCompile(`\[\s*['"]([^'"\]]+)['"]\s*\]|\.([A-Za-z_]\w*)`)
)

// configPath is where a template takes its value from; nil when it is not one plain value
// of the configuration.
func configPath(t *manifest.Template) []string {
	if t == nil {
		return nil
	}
	found := plainField.FindStringSubmatch(t.Source)
	if found == nil {
		return nil
	}
	var path []string
	for _, m := range fieldName.FindAllStringSubmatch(found[1], -1) {
		path = append(path, m[1]+m[2])
	}
	return path
}
