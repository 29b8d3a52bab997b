package alert

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"tributary/backend/budget"
	"tributary/backend/clock"
	"tributary/backend/domain"
)

// Deps are the parts of a Service; all are required except Local and Report.
type Deps struct {
	Store       Store
	Errors      RecordErrors
	Mailer      Mailer
	Bubbles     Bubbles
	Preferences func(ctx context.Context) (Preferences, error)
	Speech      Speech
	Events      Events
	Clock       clock.Clock
	Local       *time.Location // the zone of the person; nil: UTC
	// Report receives errors nobody else can be told about; nil drops them.
	Report func(error)
}

// Service tells the person. Make it with New.
type Service struct {
	store       Store
	errors      RecordErrors
	mailer      Mailer
	bubbles     Bubbles
	preferences func(ctx context.Context) (Preferences, error)
	speech      Speech
	events      Events
	clock       clock.Clock
	local       *time.Location
	report      func(error)
	wake        chan struct{} // asks Serve to look again; buffered, one is enough
	signedIn    atomic.Bool   // somebody signed in since the last round
	standing    standing      // the bubbles of this program that tell of trouble
}

// New returns a Service; nothing is shown or sent before Serve.
func New(d Deps) *Service {
	if d.Local == nil {
		d.Local = time.UTC
	}
	if d.Report == nil {
		d.Report = func(error) {}
	}
	return &Service{
		store: d.Store, errors: d.Errors, mailer: d.Mailer, bubbles: d.Bubbles, preferences: d.Preferences, speech: d.Speech,
		events: d.Events, clock: d.Clock, local: d.Local, report: d.Report, wake: make(chan struct{}, 1), standing: standing{of: map[domain.IntegrationID]domain.NoticeKind{}},
	}
}

// OfState returns what is to be told of the state that an integration is about to have. The
// caller stores both in one transaction.
func (s *Service) OfState(ctx context.Context, i domain.Integration) (domain.Tidings, error) {
	return s.tidings(ctx, Moment{Integration: i})
}

// Ran tells what is to be told after a run that left the integration active: that half of
// its error budget is used up, or that it works again.
func (s *Service) Ran(ctx context.Context, i domain.Integration, verdict budget.Verdict, well bool) error {
	return s.tell(ctx, Moment{Integration: i, Budget: verdict, RanWell: well})
}

// Remind tells what time alone has made due: reminders of what is still off.
func (s *Service) Remind(ctx context.Context) error {
	all, err := s.store.Integrations(ctx)
	if err != nil {
		return fmt.Errorf("integrations to remind of: %w", err)
	}
	for _, i := range all {
		if i.State != domain.Disabled {
			continue
		}
		if err := s.tell(ctx, Moment{Integration: i}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) tell(ctx context.Context, m Moment) error {
	t, err := s.tidings(ctx, m)
	if err != nil || len(t.Notices) == 0 {
		return err
	}
	if err := s.store.SaveTidings(ctx, t); err != nil {
		return fmt.Errorf("keep the notice: %w", err)
	}
	s.look()
	return nil
}

// tidings decides and writes; now and what was told last are added to the moment.
func (s *Service) tidings(ctx context.Context, m Moment) (domain.Tidings, error) {
	var t domain.Tidings
	last, err := s.store.LastNotice(ctx, m.Integration.ID)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return t, fmt.Errorf("what was told last: %w", err)
	}
	m.Now, m.Last = s.clock.Now().UTC(), last
	kind, days, deserved := Decide(m)
	if !deserved {
		return t, nil
	}
	if kind == domain.NoticeSignIn {
		if _, told, err := s.sharers(ctx, m.Integration); err != nil || told {
			return t, err
		}
	}
	n, err := s.notice(ctx, m, kind, days)
	if err != nil {
		return t, err
	}
	if t.Mails, err = s.mailNow(ctx, &n); err != nil {
		return t, err
	}
	t.Notices = []domain.Notice{n}
	return t, nil
}

// mailEvery is how often an integration may write a mail, a disabling aside.
const mailEvery = time.Hour

// mailNow writes the mails of a notice, or notes in it when the next mail may be written.
func (s *Service) mailNow(ctx context.Context, n *domain.Notice) ([]domain.Mail, error) {
	if len(n.Addresses) == 0 {
		return nil, nil
	}
	last, err := s.store.LastMailAt(ctx, n.Integration)
	if err != nil {
		return nil, fmt.Errorf("when the last mail was written: %w", err)
	}
	if next := last.Add(mailEvery); !last.IsZero() && n.Kind != domain.NoticeDisabled && n.At.Before(next) {
		n.MailAt = next
		return nil, nil
	}
	return s.mails(ctx, []domain.Notice{*n})
}
