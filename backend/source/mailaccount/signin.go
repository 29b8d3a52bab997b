package mailaccount

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// app is the OAuth app of an authorization, for the library.
func (c *Connector) app(config source.Config, redirect string) *oauth2.Config {
	p, tenant := c.opts.Provider, text(config, tenantField)
	return &oauth2.Config{
		ClientID: text(config, clientField), ClientSecret: text(config, secretField), RedirectURL: redirect, Scopes: p.Scopes,
		Endpoint: oauth2.Endpoint{AuthURL: p.at(p.Consent, tenant), TokenURL: p.at(p.Token, tenant), AuthStyle: oauth2.AuthStyleInParams},
	}
}

func (c *Connector) with(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, c.opts.Client)
}

// ConsentAddress returns the address of the service's consent page.
func (c *Connector) ConsentAddress(_ context.Context, config source.Config, asked source.Consent) (string, error) {
	if text(config, clientField) == "" {
		return "", &domain.Error{
			Kind: domain.SetUp, Code: "client_missing", What: fmt.Sprintf("The client id of your OAuth app at %s is missing.", c.opts.Service),
			Means: "The service must know which app asks.", Do: "Make an OAuth app as the guide says, and enter its client id.",
		}
	}
	more := []oauth2.AuthCodeOption{
		oauth2.SetAuthURLParam("code_challenge", asked.Challenge), oauth2.SetAuthURLParam("code_challenge_method", "S256"),
	}
	for name, value := range c.opts.Parameters {
		more = append(more, oauth2.SetAuthURLParam(name, value))
	}
	return c.app(config, asked.Redirect).AuthCodeURL(asked.State, more...), nil
}

// Redeem exchanges a grant for tokens.
func (c *Connector) Redeem(ctx context.Context, config source.Config, g source.Grant) (source.Config, error) {
	got, err := c.app(config, g.Redirect).Exchange(c.with(ctx), g.Code, oauth2.VerifierOption(g.Verifier))
	if err != nil {
		return nil, c.notRedeemed(ctx, err)
	}
	address := addressIn(got)
	if got.RefreshToken == "" || address == "" {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "sign_in_incomplete", What: fmt.Sprintf("The answer of %s is not complete.", c.opts.Service),
			Means: "It does not tell the address of the account, or cannot be renewed.", Do: "Begin again, and allow everything that is asked for.",
		}
	}
	out := source.With(config, []string{addressField}, address)
	return c.keep(out, got), nil
}

// keep returns config with the tokens that the service gave.
func (c *Connector) keep(config source.Config, got *oauth2.Token) source.Config {
	now := c.opts.Clock.Now()
	kept := source.Token{Access: got.AccessToken, Life: lifeOf(got)}
	kept.Expires = now.Add(kept.Life)
	if c.opts.Life > 0 {
		kept.Ends = now.Add(c.opts.Life)
	}
	out := config
	if got.RefreshToken != "" {
		out = source.With(out, []string{refreshField}, got.RefreshToken)
	}
	return kept.In(out)
}

// Revoke gives the permission back; a token that is known no more is no error.
func (c *Connector) Revoke(ctx context.Context, config source.Config) error {
	token := text(config, refreshField)
	if c.opts.Revoke == "" || token == "" {
		return nil
	}
	form := strings.NewReader(url.Values{"token": {token}}.Encode())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.opts.at(c.opts.Revoke, text(config, tenantField)), form)
	if err != nil {
		return fmt.Errorf("give the permission back: %w", err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.opts.Client.Do(r)
	if err != nil {
		return c.unreachable(ctx, err)
	}
	_ = answer.Body.Close() // nothing of it is needed
	if answer.StatusCode >= http.StatusInternalServerError || answer.StatusCode == http.StatusTooManyRequests {
		return c.down(fmt.Sprintf("HTTP %d", answer.StatusCode), nil)
	}
	return nil
}
