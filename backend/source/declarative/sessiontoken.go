package declarative

import (
	"context"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// sessionToken returns the token of a login, made when needed. refused is a
// token the service did not accept any more, or empty.
func (s *session) sessionToken(ctx context.Context, a manifest.SessionToken, sc scope, refused string) (string, error) {
	var life expr.Duration
	if a.Lifetime != "" {
		var err error
		if life, err = expr.ParseDuration(a.Lifetime); err != nil {
			return "", &templateError{a.Lifetime, err}
		}
	}
	where, err := sc.text(a.Login.URLBase)
	if err != nil {
		return "", err
	}
	t := s.tokens.of("session", where, map[string]any(s.config))
	return t.use(ctx, s.opts.Clock.Now(), refused, func() error {
		given, err := s.secretText(a.Given, sc)
		if err != nil {
			return err
		}
		if given != "" && given != refused {
			t.value, t.expires = given, time.Time{}
			return nil
		}
		login, err := s.send(ctx, a.Login, call{scope: s.base})
		if err != nil {
			return err
		}
		body, err := login.json()
		if err != nil {
			return s.notJSON(login, err)
		}
		found, _ := follow(body, a.TokenPath)
		value := asTextOrEmpty(found)
		if value == "" {
			return &domain.Error{
				Kind: domain.SignIn, Code: "sign_in_refused",
				What:  fmt.Sprintf("%s answered the sign-in without giving access.", capital(s.opts.Service)),
				Means: "The name or the password is probably wrong.",
				Do:    "Enter them again.",
			}
		}
		t.value, t.expires = value, time.Time{}
		if !life.IsZero() {
			t.expires = life.AddTo(s.opts.Clock.Now())
		}
		return nil
	})
}

// useSession puts the token of a login into a request.
func (s *session) useSession(r *request, a manifest.SessionToken, sc scope, value string) error {
	if a.Inject == nil {
		return r.sign("Bearer " + value)
	}
	if a.Value != nil {
		text, err := sc.with("session_token", value).text(a.Value)
		if err != nil {
			return err
		}
		value = text
	}
	var p part
	if err := p.inject(sc, a.Inject, value); err != nil {
		return err
	}
	return r.merge(p)
}
