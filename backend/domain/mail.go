package domain

import "time"

// MailServer is how Tributary sends mail; its password is sealed elsewhere.
type MailServer struct {
	Host string
	Port int
	TLS  string // MailStartTLS, MailTLS or MailPlain
	User string
	From string
	// Authorization signs in by OAuth (XOAUTH2) instead of a password; empty: by password.
	Authorization AuthorizationID `json:",omitempty"`
}

// The ways of talking to a mail server. Over MailPlain nobody ever signs in.
const (
	MailStartTLS = "starttls"
	MailTLS      = "tls"
	MailPlain    = "none"
)

// Mail is one entry of the outbox: one mail to one address. It is tried until the server
// has taken it or GiveUpAt is past, and its MessageID never changes, so that a server
// that was asked twice can tell.
type Mail struct {
	ID          MailID
	Integration IntegrationID
	To          string
	MessageID   string // without angle brackets
	Subject     string
	Text, HTML  string
	CreatedAt   time.Time
	State       MailState
	Attempts    int
	NextAt      time.Time // of a waiting one: when it is tried next
	GiveUpAt    time.Time
	Answer      string // the server's last words; of a failure why, and on the lines below what was said to the letter
	AnsweredAt  time.Time
}

// MailState is where a mail stands.
type MailState string

// The states of a mail.
const (
	MailWaiting   MailState = "waiting"
	MailDelivered MailState = "delivered" // a mail server has taken it
	MailFailed    MailState = "failed"    // given up
)

// Codes of an Error of sending that concern this one mail; every other error is the
// server's and holds for all mails.
const (
	MailRefused = "mail_refused" // never: this address or this mail is not taken
	MailLater   = "mail_later"   // this address is not served just now
)
