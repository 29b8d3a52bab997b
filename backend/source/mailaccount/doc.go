// Package mailaccount signs in to mail services that let programs send mail by OAuth 2.0
// instead of a password: Google and Microsoft.
//
// To the set-up it is a source like any other: it has a form, a page in the browser, and an
// authorization that can be checked, renewed and given back. It has no data types. What it is
// there for is MailToken: what a mail server takes in place of a password (XOAUTH2).
package mailaccount
