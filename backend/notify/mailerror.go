package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"regexp"
	"strings"

	"github.com/wneessen/go-mail"

	"tributary/backend/domain"
)

// connecting says why no conversation with the server came about.
func connecting(a Account, err error) error {
	e := &domain.Error{Details: bounded(err.Error()), Err: err, Means: "Emails wait in the outbox and are tried again."}
	var (
		answer    *textproto.Error
		unknown   x509.UnknownAuthorityError
		wrongHost x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		noName    *net.DNSError
	)
	switch {
	case errors.As(err, &answer) && answer.Code == 535, strings.Contains(err.Error(), "SMTP AUTH failed") && !temporary(err):
		e.Kind, e.Code, e.What = domain.SignIn, "mail_password", fmt.Sprintf("The mail server %s does not accept the user and password.", a.Host)
		e.Do = "Enter them again in Settings. Many services want a password made for programs."
		if a.Authorization != "" {
			e.What, e.Do = fmt.Sprintf("The mail server %s does not accept the authorization.", a.Host), "Sign in again under Authorizations."
		}
	case errors.As(err, &unknown), errors.As(err, &wrongHost), errors.As(err, &invalid):
		e.Kind, e.Code, e.What = domain.SetUp, "mail_certificate", fmt.Sprintf("The certificate of the mail server %s is not valid.", a.Host)
		e.Do = "Check the name of the server in Settings."
	case errors.As(err, &record), strings.Contains(err.Error(), "does not support STARTTLS"):
		e.Kind, e.Code, e.What = domain.SetUp, "mail_no_tls", fmt.Sprintf("The mail server %s does not speak this kind of encryption at this port.", a.Host)
		e.Do = "Choose the other encryption or another port in Settings: STARTTLS is usually at 587, TLS at 465."
	case errors.As(err, &noName):
		e.Kind, e.Code, e.What = domain.Offline, "mail_name", fmt.Sprintf("The mail server %s was not found.", a.Host)
		e.Do = "Check the network, and the name of the server in Settings."
	case errors.Is(err, mail.ErrNoSupportedAuthDiscovered), strings.Contains(err.Error(), "does not support SMTP AUTH"):
		e.Kind, e.Code, e.What = domain.SetUp, "mail_no_sign_in", fmt.Sprintf("The mail server %s offers no way to sign in.", a.Host)
		e.Do = "Leave user and password empty in Settings, or choose another port."
	case errors.Is(err, context.Canceled):
		return err
	default:
		e.Kind, e.Code, e.What = domain.ServiceDown, "mail_down", fmt.Sprintf("The mail server %s does not answer.", a.Host)
		e.Do = "Check the network, and the server and its port in Settings."
	}
	return e
}

func temporary(err error) bool {
	var answer *textproto.Error
	return !errors.As(err, &answer) || answer.Code < 500
}

// sending says why the server did not take a mail.
func sending(a Account, to string, err error) error {
	e := &domain.Error{Kind: domain.ServiceDown, Code: "mail_down", Details: bounded(err.Error()), Err: err}
	var failed *mail.SendError
	if !errors.As(err, &failed) || failed.ErrorCode() == 0 {
		e.What = fmt.Sprintf("The mail server %s broke off.", a.Host)
		e.Means = "Emails wait in the outbox and are tried again."
		return e
	}
	e.Details = bounded(answered(err))
	switch {
	case failed.ErrorCode() == 530:
		e.Kind, e.Code, e.What = domain.SignIn, "mail_password", fmt.Sprintf("The mail server %s wants a user and a password.", a.Host)
		e.Do = "Enter them in Settings."
	case failed.Reason == mail.ErrSMTPMailFrom && failed.ErrorCode() >= 500:
		e.Kind, e.Code, e.What = domain.SetUp, "mail_sender", fmt.Sprintf("The mail server %s does not accept the sender %s.", a.Host, a.From)
		e.Do = "Enter the address in Settings that belongs to the user."
	case failed.Reason == mail.ErrSMTPMailFrom:
		e.What = fmt.Sprintf("The mail server %s asks to try later.", a.Host)
	case failed.ErrorCode() >= 500:
		e.Kind, e.Code, e.What = domain.SetUp, domain.MailRefused, fmt.Sprintf("The mail server refused the email to %s.", to)
	default:
		e.Code, e.What = domain.MailLater, fmt.Sprintf("The mail server cannot take the email to %s just now.", to)
	}
	return e
}

// answered is what the server said, out of what the library says about it.
func answered(err error) string {
	said := regexp.MustCompile(`\b([245]\d\d) "([^"]+)"`).FindStringSubmatch(err.Error())
	if said == nil {
		return err.Error()
	}
	return said[1] + " " + said[2]
}

// bounded keeps details small.
func bounded(text string) string {
	const most = 1000
	if len(text) > most {
		return text[:most]
	}
	return text
}
