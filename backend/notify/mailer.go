package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"tributary/backend/domain"
)

// Account is a mail server with what is needed to use it.
type Account struct {
	domain.MailServer
	// Password signs in; of a server with an authorization it is the access token.
	Password string
}

// MailerOptions tune a Mailer. Account is required.
type MailerOptions struct {
	// Account returns the mail server of this moment; its zero value means none is set up.
	// refused is the access token that it has just not taken; "" at first.
	Account func(ctx context.Context, refused string) (Account, error)
	Roots   *x509.CertPool // certificates that are trusted; nil: the system's
	Timeout time.Duration  // of one step of the conversation; 0: 30 s
}

// Mailer sends mail through the mail server of the person. Safe for concurrent use.
type Mailer struct {
	options  MailerOptions
	partings sync.WaitGroup // conversations that are being ended
}

// NewMailer returns a Mailer.
func NewMailer(o MailerOptions) *Mailer {
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	return &Mailer{options: o}
}

// Close waits until the last conversations have ended.
func (m *Mailer) Close() error {
	m.partings.Wait()
	return nil
}

// Domain returns the domain of the sender's address; "" when no mail server is set up.
func (m *Mailer) Domain(ctx context.Context) string {
	a, err := m.options.Account(ctx, "")
	if err != nil {
		return ""
	}
	_, name, _ := strings.Cut(a.From, "@")
	return name
}

// Send hands one mail to the server and returns its answer. The mail was taken exactly when
// err is nil; it returns at that moment, before it takes leave of the server.
func (m *Mailer) Send(ctx context.Context, mail domain.Mail) (answer string, err error) {
	account, client, err := m.connect(ctx)
	if err != nil {
		return "", err
	}
	defer m.part(client)
	message, err := compose(account.From, mail)
	if err != nil {
		return "", err
	}
	err = client.Send(message)
	if message.IsDelivered() { // whatever went wrong after that
		return strings.TrimSpace(message.ServerResponse()), nil
	}
	return "", sending(account, mail.To, err)
}

// connect signs in to the mail server of this moment. A token can be withdrawn before its
// time: one that is not taken is renewed, once.
func (m *Mailer) connect(ctx context.Context) (Account, *mail.Client, error) {
	account, err := m.options.Account(ctx, "")
	if err != nil {
		return account, nil, err
	}
	client, err := m.dial(ctx, account)
	if account.Authorization == "" || domain.KindOf(err) != domain.SignIn {
		return account, client, err
	}
	renewed, again := m.options.Account(ctx, account.Password)
	if again != nil || renewed.Password == account.Password {
		return account, nil, errors.Join(again, err)
	}
	client, err = m.dial(ctx, renewed)
	return renewed, client, err
}

// SignIn proves that a mail server takes an account: it signs in and leaves again.
func (m *Mailer) SignIn(ctx context.Context, a Account) error {
	client, err := m.dial(ctx, a)
	if err == nil {
		m.part(client)
	}
	return err
}

// dial begins a conversation with a server, as far as being signed in.
func (m *Mailer) dial(ctx context.Context, a Account) (*mail.Client, error) {
	var line lines
	client, err := m.client(a, &line)
	if err != nil {
		return nil, err
	}
	if err := client.DialWithContext(ctx); err != nil {
		line.cut()
		return nil, connecting(a, err)
	}
	return client, nil
}

// part takes leave of the server without making anybody wait: what it answered comes first.
// Every step of it has a deadline.
func (m *Mailer) part(client *mail.Client) {
	m.partings.Go(func() {
		_ = client.Close() // the mail is safe, or its failure known
	})
}

// lines dials and remembers the connection: the library leaves one open on which it could not
// begin. (One that is encrypted from the first byte it dials itself; the system closes that
// when the memory is cleared.)
type lines struct{ conn net.Conn }

func (l *lines) dial(ctx context.Context, network, address string) (net.Conn, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, network, address)
	l.conn = conn
	return conn, err
}

func (l *lines) cut() {
	if l.conn != nil {
		_ = l.conn.Close() // nothing was said on it that matters
	}
}

// client is set up so that nobody ever signs in over an open line.
func (m *Mailer) client(a Account, line *lines) (*mail.Client, error) {
	if a.Host == "" {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "mail_none", What: "No mail server is set up.", Means: "Emails wait in the outbox.",
			Do: "Set up the mail server in Settings.",
		}
	}
	options := []mail.Option{
		mail.WithTimeout(m.options.Timeout), mail.WithTLSConfig(&tls.Config{
			ServerName: a.Host, RootCAs: m.options.Roots, MinVersion: tls.VersionTLS12,
		}),
	}
	switch a.TLS {
	case domain.MailTLS:
		options = append(options, mail.WithSSL())
	case domain.MailPlain:
		if a.User != "" || a.Password != "" {
			return nil, &domain.Error{
				Kind: domain.SetUp, Code: "mail_open_line", What: "A password is never sent over an open line.",
				Means: "Everybody on the way could read it.", Do: "Choose STARTTLS or TLS in Settings, or leave user and password empty.",
			}
		}
		options = append(options, mail.WithTLSPolicy(mail.NoTLS), mail.WithDialContextFunc(line.dial))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithDialContextFunc(line.dial))
	}
	if a.Port > 0 {
		options = append(options, mail.WithPort(a.Port))
	}
	switch {
	case a.Authorization != "":
		options = append(options, mail.WithSMTPAuthCustom(smtp.XOAuth2Auth(a.User, a.Password)))
	case a.User != "":
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(a.User), mail.WithPassword(a.Password))
	}
	client, err := mail.NewClient(a.Host, options...)
	if err != nil {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "mail_server", What: "The mail server cannot be used as it is set up.", Means: "Emails wait in the outbox.",
			Do: "Correct the mail server in Settings.", Details: err.Error(), Err: err,
		}
	}
	return client, nil
}

// compose writes the message; its id and date stay the same however often it is sent.
func compose(from string, m domain.Mail) (*mail.Msg, error) {
	message := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := message.FromFormat("Tributary", from); err != nil {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "mail_from", What: fmt.Sprintf("“%s” is not an email address.", from), Means: "Emails have no sender.",
			Do: "Correct the sender in Settings.", Details: err.Error(), Err: err,
		}
	}
	if err := message.To(m.To); err != nil {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: domain.MailRefused, What: fmt.Sprintf("“%s” is not an email address.", m.To), Details: err.Error(), Err: err,
		}
	}
	message.Subject(m.Subject)
	message.SetMessageIDWithValue(m.MessageID)
	message.SetDateWithValue(m.CreatedAt)
	message.SetGenHeader("Auto-Submitted", "auto-generated") // no automatic answers (RFC 3834)
	message.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		message.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	return message, nil
}
