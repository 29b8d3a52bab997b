package mailaccount

import (
	"strings"
	"time"

	"tributary/backend/source"
)

// Provider is a mail service, as it documents its sign-in.
type Provider struct {
	Service string // its name, in sentences
	// Consent and Token are its addresses for the browser and for tokens; {tenant} stands for
	// the organisation. Revoke takes tokens back (RFC 7009); empty: there is no such address.
	Consent, Token, Revoke string
	Scopes                 []string
	Parameters             map[string]string // of the consent page, beside the standard ones
	HasSecret              bool              // its OAuth apps have a secret, also those of programs
	HasTenant              bool              // accounts belong to organisations
	Redirect               source.Redirect
	Life                   time.Duration // of a sign-in that is not used; 0: for ever
}

// Providers are the mail services by the id of their source.
//
// Sources: developers.google.com/workspace/gmail/imap/xoauth2-protocol and
// developers.google.com/identity/protocols/oauth2/native-app; learn.microsoft.com, “Authenticate
// an IMAP, POP or SMTP connection using OAuth” and “Microsoft identity platform and OAuth 2.0
// authorization code flow”. openid and email bring along whose account it is.
func Providers() map[string]Provider {
	const ninetyDays = 90 * 24 * time.Hour
	return map[string]Provider{
		"google_mail": { //nolint:gosec // G101: addresses, and no credentials
			Service: "Google", Consent: "https://accounts.google.com/o/oauth2/v2/auth", Token: "https://oauth2.googleapis.com/token",
			Revoke: "https://oauth2.googleapis.com/revoke", Scopes: []string{"https://mail.google.com/", "openid", "email"},
			// Without prompt=consent the second sign-in brings no refresh token.
			Parameters: map[string]string{"access_type": "offline", "prompt": "consent select_account"},
			HasSecret:  true, Redirect: source.Redirect{Host: "127.0.0.1", Path: "/"},
		},
		"microsoft_mail": { //nolint:gosec // G101: addresses, and no credentials
			Service: "Microsoft", Consent: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
			Token:      "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
			Scopes:     []string{"https://outlook.office.com/SMTP.Send", "offline_access", "openid", "email", "profile"},
			Parameters: map[string]string{"prompt": "select_account"},
			HasTenant:  true, Redirect: source.Redirect{Host: "localhost", Path: "/tributary"}, Life: ninetyDays,
		},
	}
}

// at is an address of the provider for an organisation.
func (p Provider) at(address, tenant string) string {
	if tenant == "" {
		tenant = "common"
	}
	return strings.ReplaceAll(address, "{tenant}", tenant)
}
