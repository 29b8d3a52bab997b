package declarative

import (
	"context"
	"encoding/base64"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// authenticate adds what the authenticator says to a request. It is called for
// every try, so that a retry is signed anew. refused is the token of a former
// try that the service did not accept, or empty.
func (s *session) authenticate(ctx context.Context, r *request, auth manifest.Authenticator, sc scope, refused string) error {
	switch a := auth.(type) {
	case nil, manifest.NoAuth:
		return nil
	case manifest.APIKey:
		return s.apiKey(r, a, sc)
	case manifest.Bearer:
		token, err := s.key(a.Token, sc)
		if err != nil {
			return err
		}
		return r.sign("Bearer " + token)
	case manifest.Basic:
		return s.basic(r, a, sc)
	case manifest.Selective:
		chosen, err := s.selected(a)
		if err != nil {
			return err
		}
		return s.authenticate(ctx, r, chosen, sc, refused)
	case manifest.OAuth:
		token, err := s.oauthToken(ctx, a, sc, refused)
		if err != nil {
			return err
		}
		if a.Endpoint != nil {
			r.renewable = token
		}
		return r.sign("Bearer " + token)
	case manifest.SessionToken:
		token, err := s.sessionToken(ctx, a, sc, refused)
		if err != nil {
			return err
		}
		r.renewable = token
		return s.useSession(r, a, sc, token)
	case manifest.JWT:
		return s.useJWT(r, a, sc)
	}
	return fmt.Errorf("authenticate: unknown authenticator %T", auth)
}

// key is the text of a key. A missing one is found out before the service is
// asked.
func (s *session) key(t *manifest.Template, sc scope) (string, error) {
	token, err := s.secretText(t, sc)
	if err != nil {
		return "", err
	}
	if token == "" && s.opts.Strict {
		return "", &domain.Error{
			Kind: domain.SignIn, Code: "key_missing",
			What:  fmt.Sprintf("The key for %s is empty.", s.opts.Service),
			Means: "The service cannot be asked for anything.",
			Do:    "Enter the key again.",
		}
	}
	return token, nil
}

// sign sets the header that usually proves who asks.
func (r *request) sign(value string) error {
	return r.merge(part{head: map[string]string{"Authorization": value}})
}

func (s *session) apiKey(r *request, a manifest.APIKey, sc scope) error {
	token, err := s.key(a.Token, sc)
	if err != nil {
		return err
	}
	var p part
	if err := p.inject(sc, a.Inject, token); err != nil {
		return err
	}
	return r.merge(p)
}

func (s *session) basic(r *request, a manifest.Basic, sc scope) error {
	user, err := s.key(a.Username, sc)
	if err != nil {
		return err
	}
	password, err := s.secretText(a.Password, sc)
	if err != nil {
		return err
	}
	return r.sign(basicAuth(user, password))
}

func basicAuth(user, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

// selected picks an authenticator by the text at a place of the configuration.
func (s *session) selected(a manifest.Selective) (manifest.Authenticator, error) {
	name := asText(lookup(map[string]any(s.config), a.Path))
	chosen, ok := a.Options[name]
	if !ok {
		return nil, &domain.Error{
			Kind: domain.SignIn, Code: "sign_in_way_missing",
			What:  fmt.Sprintf("It is not said how to sign in to %s.", s.opts.Service),
			Means: "The service cannot be asked for anything.",
			Do:    "Choose a way to sign in, and save.",
		}
	}
	return chosen, nil
}

// lookup follows names into nested objects; nil when one is missing.
func lookup(v any, path []string) any {
	for _, name := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	return v
}
