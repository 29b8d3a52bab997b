package declarative

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tributary/backend/manifest"
	"tributary/backend/source"
)

// followUp asks for the values that later calls need and that no token answer has.
func (c *consent) followUp(ctx context.Context, config source.Config) (source.Config, error) {
	access := textAt(config, []string{source.TokenKey, "access_token"})
	for _, then := range c.facts.Then {
		again, err := c.consent(config)
		if err != nil {
			return nil, err
		}
		address, err := manifest.Fill(then.Address, again.values("", "", ""))
		if err != nil {
			return nil, c.consentFault(err)
		}
		u, err := safeAddress(address)
		if err != nil {
			return nil, c.consentFault(err)
		}
		scheme := then.Scheme
		if scheme == "" {
			scheme = "Bearer"
		}
		at, err := c.askOnce(ctx, &request{
			method: http.MethodGet, url: u, query: url.Values{}, head: map[string]string{"Accept": "application/json", "Authorization": scheme + " " + access},
		})
		if err != nil {
			return nil, err
		}
		if at.err != nil || !at.answer.ok() {
			return nil, c.classify(at, verdict{})
		}
		body, err := at.answer.json()
		if err != nil {
			return nil, c.notJSON(at.answer, err)
		}
		for _, k := range then.Keep {
			if value := asTextOrEmpty(place(body, k.Answer)); value != "" {
				config = source.With(config, k.Config, value)
			}
		}
	}
	return config, nil
}

// place follows names into objects and numbers into lists; nil when there is nothing.
func place(v any, path []string) any {
	for _, name := range path {
		switch node := v.(type) {
		case map[string]any:
			v = node[name]
		case []any:
			n, err := strconv.Atoi(name)
			if err != nil || n < 0 || n >= len(node) {
				return nil
			}
			v = node[n]
		default:
			return nil
		}
	}
	return v
}

// Revoke gives the tokens back to the service.
func (c *Connector) Revoke(ctx context.Context, config source.Config) error {
	s, err := c.consent(config)
	if err != nil || s.facts.RevokeAddress == "" {
		return err
	}
	address, err := manifest.Fill(s.facts.RevokeAddress, s.values("", "", ""))
	if err != nil {
		return s.consentFault(err)
	}
	u, err := safeAddress(address)
	if err != nil {
		return s.consentFault(err)
	}
	token, kind := s.refreshToken(), "refresh_token"
	if s.facts.RevokeAccess || token == "" {
		token, kind = textAt(config, []string{source.TokenKey, "access_token"}), "access_token"
	}
	if token == "" {
		return nil
	}
	r := &request{method: http.MethodPost, url: u, query: url.Values{}, head: map[string]string{}, form: url.Values{"token": {token}, "token_type_hint": {kind}}}
	if s.facts.RevokeBasic {
		r.head["Authorization"] = basicAuth(url.QueryEscape(s.client("client_id")), url.QueryEscape(s.client("client_secret")))
	} else {
		r.form.Set("client_id", s.client("client_id"))
		if secret := s.client("client_secret"); secret != "" {
			r.form.Set("client_secret", secret)
		}
	}
	at, err := s.askOnce(ctx, r)
	if err != nil {
		return err
	}
	if at.err == nil && at.answer.status < http.StatusMultipleChoices {
		return nil
	}
	return s.classify(at, verdict{})
}

// refreshToken is the one that the sign-in filled in.
func (c *consent) refreshToken() string {
	for _, o := range c.auth.Outputs {
		if strings.HasSuffix(o.Name, "refresh_token") {
			return textAt(c.config, o.Config)
		}
	}
	return ""
}
