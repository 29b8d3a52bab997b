package mailaccount

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/mail"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"tributary/backend/source"
)

// usualLife is how long an access token lives when the service does not say.
const usualLife = time.Hour

// MailToken returns the address of the account and a token that its mail server takes. It is
// renewed when it is about to end, and when it is the one that was refused ("": none was).
func (c *Connector) MailToken(ctx context.Context, config source.Config, refused string) (address, token string, err error) {
	if text(config, refreshField) == "" {
		return "", "", c.ended("")
	}
	if kept := source.TokenOf(config); c.good(kept, refused) {
		return text(config, addressField), kept.Access, nil
	}
	keep := c.opts.Keep
	if keep == nil {
		keep = func(ctx context.Context, config source.Config, renew func(context.Context, source.Config) (source.Config, error)) (source.Config, error) {
			return renew(ctx, config)
		}
	}
	now, err := keep(ctx, config, func(ctx context.Context, now source.Config) (source.Config, error) {
		if c.good(source.TokenOf(now), refused) {
			return now, nil // somebody else was faster
		}
		return c.renew(ctx, now)
	})
	if err != nil {
		return "", "", err
	}
	return text(now, addressField), source.TokenOf(now).Access, nil
}

func (c *Connector) good(t source.Token, refused string) bool {
	return t.Access != "" && t.Access != refused && t.Expires.Sub(c.opts.Clock.Now()) > t.Early()
}

// renew asks for a new token. What a service has rotated must not be lost: the answer is
// waited for also while the caller is being cancelled.
func (c *Connector) renew(ctx context.Context, config source.Config) (source.Config, error) {
	old := &oauth2.Token{RefreshToken: text(config, refreshField)}
	got, err := c.app(config, "").TokenSource(c.with(context.WithoutCancel(ctx)), old).Token()
	if err != nil {
		return nil, c.notRenewed(ctx, err)
	}
	return c.keep(config, got), nil
}

func lifeOf(t *oauth2.Token) time.Duration {
	if t.ExpiresIn <= 0 {
		return usualLife
	}
	return time.Duration(t.ExpiresIn) * time.Second
}

// addressIn reads from the ID token whose account it is; "" when it does not say. The token
// came straight from the service over TLS, which stands in for its signature (OpenID Connect
// Core 1.0, 3.1.3.7, step 6).
func addressIn(t *oauth2.Token) string {
	raw, _ := t.Extra("id_token").(string)
	parts := strings.Split(raw, ".")
	if len(parts) != 3 {
		return ""
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return ""
	}
	var claims struct {
		Email    string `json:"email"`
		Username string `json:"preferred_username"` // Microsoft's, where the account has no email claim
	}
	if err := json.Unmarshal(text, &claims); err != nil {
		return ""
	}
	for _, one := range []string{claims.Email, claims.Username} {
		if a, err := mail.ParseAddress(one); err == nil {
			return a.Address
		}
	}
	return ""
}
