package alert

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Store keeps notices and the outbox. Get methods return domain.ErrNotFound.
type Store interface {
	Integrations(ctx context.Context) ([]domain.Integration, error)
	Integration(ctx context.Context, id domain.IntegrationID) (domain.Integration, error)
	Configurations(ctx context.Context) ([]domain.Configuration, error)
	Runs(ctx context.Context, f domain.FindRuns) ([]domain.Run, error)

	SaveTidings(ctx context.Context, t domain.Tidings) error
	LastNotice(ctx context.Context, id domain.IntegrationID) (domain.Notice, error)
	// HeldNotices are those that wait for a mail, the oldest first.
	HeldNotices(ctx context.Context) ([]domain.Notice, error)
	// UnshownNotices are those no bubble was shown for, the oldest first.
	UnshownNotices(ctx context.Context) ([]domain.Notice, error)
	ClaimBubble(ctx context.Context, id domain.NoticeID, at time.Time) (bool, error)
	DeleteToldBefore(ctx context.Context, before time.Time) error

	// WaitingMails are all that are not finished, the one to try next first.
	WaitingMails(ctx context.Context) ([]domain.Mail, error)
	ClaimMail(ctx context.Context, id domain.MailID, now, until time.Time) (bool, error)
	// SaveMail stores how a mail stands and ends its claim.
	SaveMail(ctx context.Context, m domain.Mail) error
	// RequeueMail makes a mail due at once, unless it was delivered or somebody has it.
	RequeueMail(ctx context.Context, id domain.MailID, now, giveUpAt time.Time) error
	LastMailAt(ctx context.Context, id domain.IntegrationID) (time.Time, error)
}

// RecordErrors counts open record errors by their reason.
type RecordErrors interface {
	CodeCounts(ctx context.Context, id domain.IntegrationID) (map[domain.RecordErrorCode]int64, error)
	RecordErrors(ctx context.Context, find domain.FindRecordErrors) ([]domain.RecordError, error)
}

// Mailer hands one mail to the mail server. The answer is the server's own words. Of its
// errors, a *domain.Error with the code domain.MailRefused or domain.MailLater concerns this
// mail; any other holds for all.
type Mailer interface {
	Send(ctx context.Context, m domain.Mail) (answer string, err error)
	// Domain is the domain of the sender's address, for message ids; "" when no mail server
	// is set.
	Domain(ctx context.Context) string
}

// Bubbles shows bubbles on the desktop. A click on one opens the page.
type Bubbles interface {
	Show(ctx context.Context, b Bubble) error
	// Withdraw puts away the bubbles about this that still stand, where the desktop can; none
	// is no error.
	Withdraw(ctx context.Context, about string) error
}

// Bubble is one notification on the desktop. Its texts are plain.
type Bubble struct {
	Title, Body string
	Page        string // of the window, "/integrations/…"
	Urgent      bool
	About       string // what Withdraw takes; "" of a bubble that stands for several notices
}

// Preferences are the person's choices about notices.
type Preferences struct {
	NoBubbles             bool
	QuietFrom, QuietUntil string // "22:00" to "07:00", local time; "" is none
}

// Speech says the program's English texts in the language of the person.
type Speech interface {
	Language() string
	Say(language, text string) string
}

// Events is where events go and come from.
type Events interface {
	Publish(e event.Event)
	Subscribe(handle func(event.Event)) (cancel func())
}
