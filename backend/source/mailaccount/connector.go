package mailaccount

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/source"
)

// The form fields.
const (
	clientField  = "client_id"
	secretField  = "client_secret"
	tenantField  = "tenant"
	addressField = "address"
	refreshField = "refresh_token"
)

// answerLimit bounds one request about tokens.
const answerLimit = 30 * time.Second

// Options of New. Clock and Prove are required.
type Options struct {
	Provider
	Host  string // of the mail server
	Clock clock.Clock
	// Prove signs in to the service's mail server and leaves again.
	Prove func(ctx context.Context, address, token string) error
	// Keep renews tokens alone among all programs and stores them, as setup.KeepTokens does;
	// nil: nothing is stored.
	Keep func(ctx context.Context, config source.Config, renew func(ctx context.Context, now source.Config) (source.Config, error)) (source.Config, error)
	// ClientShipped: the program has an OAuth app of its own at the service.
	ClientShipped bool
	// Client sends the requests; nil: one that follows no redirect.
	Client *http.Client
}

// Connector signs in to one mail service. Safe for concurrent use.
type Connector struct{ opts Options }

var _ source.SigningIn = (*Connector)(nil)

// New returns a Connector.
func New(o Options) *Connector {
	if o.Client == nil {
		o.Client = &http.Client{Timeout: answerLimit, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	return &Connector{opts: o}
}

// MailHost is the mail server that tokens are for.
func (c *Connector) MailHost() string { return c.opts.Host }

// Spec describes the form: the OAuth app, and what the sign-in fills in.
func (c *Connector) Spec(context.Context) (source.Spec, error) {
	p := c.opts.Provider
	fields := []source.Field{{Name: clientField, Title: "Client ID", Kind: source.TextField, Required: true, Help: "The ID of your own app at " + p.Service + "."}}
	signIn := &source.SignIn{
		ClientID: []string{clientField}, ClientShipped: c.opts.ClientShipped, Filled: [][]string{{addressField}, {refreshField}},
		Redirect: p.Redirect, CanRevoke: p.Revoke != "",
	}
	if p.HasSecret {
		fields = append(fields, source.Field{Name: secretField, Title: "Client secret", Kind: source.SecretField, Required: true, Help: "The secret that goes with the ID."})
		signIn.ClientSecret = []string{secretField}
	}
	if p.HasTenant {
		fields = append(fields, source.Field{
			Name: tenantField, Title: "Organisation", Kind: source.TextField, Required: true, Default: "common", Pattern: `^[A-Za-z0-9.-]+$`, PatternText: "common",
			Help: "Leave it at common for every kind of account. For one organisation only, enter its directory (tenant) ID or its domain.",
		})
	}
	fields = append(fields,
		source.Field{Name: addressField, Title: "Address", Kind: source.TextField, Help: "Filled in by signing in."},
		source.Field{Name: refreshField, Title: "Refresh token", Kind: source.SecretField, Help: "Filled in by signing in."})
	return source.Spec{Authorization: fields, SignIn: signIn}, nil
}

// Check signs in to the mail server.
func (c *Connector) Check(ctx context.Context, config source.Config) (source.Account, error) {
	address, token, err := c.MailToken(ctx, config, "")
	if err != nil {
		return source.Account{}, err
	}
	return source.Account{Hint: address}, c.opts.Prove(ctx, address, token)
}

// Discover finds nothing: a mail account is there to send mail.
func (c *Connector) Discover(context.Context, source.Config) ([]domain.DataType, error) {
	return nil, nil
}

// Read is an error: there is nothing to read.
func (c *Connector) Read(_ context.Context, _ source.Config, r domain.ReadRequest, _ func(domain.Page) error) (domain.ReadOutcome, error) {
	return domain.ReadOutcome{}, &domain.Error{
		Kind: domain.SetUp, Code: "data_type_unknown", What: fmt.Sprintf("A mail account has no records of the kind “%s”.", r.DataType),
		Means: "It is there to send mail.", Do: "Choose another source.",
	}
}

// text is a form field's text; "" when there is none.
func text(config source.Config, name string) string {
	v, _ := config[name].(string)
	return v
}
