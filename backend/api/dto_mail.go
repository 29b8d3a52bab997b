package api

import "tributary/backend/domain"

// Mail is the mail server and the outbox as Settings shows them.
type Mail struct {
	Server  MailServer   `json:"server"`
	Presets []MailPreset `json:"presets"`
	Outbox  []OutboxMail `json:"outbox"` // the newest first
}

// MailServer is how mail is sent; an empty host is none. TLS is starttls, tls or none.
type MailServer struct {
	Host          string `json:"host"`
	Port          int    `json:"port"`
	TLS           string `json:"tls"`
	User          string `json:"user"`
	From          string `json:"from"`
	Authorization string `json:"authorization"` // signs in instead of a password, or ""
	HasPassword   bool   `json:"hasPassword"`
}

// MailPreset is a provider whose server is known.
type MailPreset struct {
	Name        string `json:"name"`
	Host        string `json:"host"`
	Port        int    `json:"port"`
	TLS         string `json:"tls"`
	SignIn      string `json:"signIn"`      // source of authorizations by which it also, or only, lets programs in; ""
	AppPassword bool   `json:"appPassword"` // wants a password made for programs
}

// OutboxMail is one mail to one address.
type OutboxMail struct {
	ID         string           `json:"id"`
	To         string           `json:"to"`
	Subject    string           `json:"subject"`
	CreatedAt  string           `json:"createdAt"`
	State      domain.MailState `json:"state"`
	Attempts   int              `json:"attempts"`
	NextAt     string           `json:"nextAt"`  // of a waiting one
	Answer     string           `json:"answer"`  // of the server, or why there was none
	Details    string           `json:"details"` // of a failure: what was said to the letter, or ""
	AnsweredAt string           `json:"answeredAt"`
}

// Warning is one thing about the health of the program that is not as it should be.
type Warning struct {
	Code     string          `json:"code"`
	Title    string          `json:"title"`
	Severity domain.Severity `json:"severity"`
	Words    string          `json:"words"`
	Do       string          `json:"do"`
	Page     string          `json:"page"` // where that is done, or ""
}
