package mailaccount

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"sync"

	"golang.org/x/oauth2"

	"tributary/backend/domain"
)

// codeWord is an error code as RFC 6749 has them. Nothing else of an answer is repeated: it
// may hold what was sent.
var codeWord = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z_]{1,40}$`) })

// answered is what a service said about tokens: its status and its error code. ok is false
// when it said nothing.
func answered(err error) (status int, code, details string, ok bool) {
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) || refused.Response == nil {
		return 0, "", "", false
	}
	status, code = refused.Response.StatusCode, refused.ErrorCode
	details = fmt.Sprintf("HTTP %d", status)
	if codeWord().MatchString(code) {
		details += ", " + code
	}
	return status, code, details, true
}

func busy(status int) bool {
	return status >= http.StatusInternalServerError || status == http.StatusTooManyRequests
}

// notRedeemed is the error of an exchange that gave no token.
func (c *Connector) notRedeemed(ctx context.Context, err error) error {
	status, _, details, ok := answered(err)
	switch {
	case !ok:
		return c.unreachable(ctx, err)
	case busy(status):
		return c.down(details, nil)
	}
	return &domain.Error{
		Kind: domain.SetUp, Code: "code_refused", What: fmt.Sprintf("%s did not complete the sign-in.", c.opts.Service),
		Means: "Often the client id, the client secret or the redirect address of the OAuth app is another one than entered here.",
		Do:    "Compare them, then begin again.", Details: details,
	}
}

// notRenewed is the error when there is no new token.
func (c *Connector) notRenewed(ctx context.Context, err error) error {
	status, code, details, ok := answered(err)
	switch {
	case !ok:
		return c.unreachable(ctx, err)
	case status == http.StatusUnauthorized, code == "invalid_grant", code == "invalid_client", code == "interaction_required", code == "unauthorized_client":
		return c.ended(details)
	}
	return c.down(details, nil)
}

// ended is the error of a sign-in that is no longer accepted.
func (c *Connector) ended(details string) error {
	return &domain.Error{
		Kind: domain.SignIn, Code: "sign_in_expired", What: fmt.Sprintf("%s no longer accepts the sign-in.", c.opts.Service),
		Means: "It has expired, or was withdrawn there.", Do: "Sign in again.", Details: details,
	}
}

// unreachable is the error of a service that gave no answer one can read.
func (c *Connector) unreachable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var (
		noName *net.DNSError
		noLine *net.OpError
	)
	switch {
	case errors.As(err, &noName):
		return &domain.Error{
			Kind: domain.Offline, Code: "offline", What: "There is no connection to the internet.", Means: "Emails wait in the outbox and are tried again.",
			Do: "Nothing: it is tried again later.", Details: noName.Error(), Err: noName,
		}
	case errors.As(err, &noLine):
		return c.down(noLine.Error(), noLine)
	}
	// The library's other errors may repeat the answer.
	return c.down("", nil)
}

func (c *Connector) down(details string, err error) error {
	return &domain.Error{
		Kind: domain.ServiceDown, Code: "service_down", What: fmt.Sprintf("%s does not answer as it should.", c.opts.Service),
		Means: "Emails wait in the outbox and are tried again.", Do: "Nothing: it is tried again later.", Details: details, Err: err,
	}
}
