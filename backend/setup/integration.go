package setup

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Forever is the PausedUntil of an integration paused until it is resumed.
//
//nolint:gochecknoglobals // a constant; time.Time cannot be one
var Forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Integrations returns all integrations.
func (s *Service) Integrations(ctx context.Context) ([]domain.Integration, error) {
	return s.store.Integrations(ctx)
}

// Integration returns one integration.
func (s *Service) Integration(ctx context.Context, id domain.IntegrationID) (domain.Integration, error) {
	return s.store.Integration(ctx, id)
}

// SaveIntegration checks and stores an integration. Of in, the state is ignored: an
// integration is activated and deactivated by its own methods. A new one (ID empty) is
// Inactive.
func (s *Service) SaveIntegration(ctx context.Context, in domain.Integration) (domain.Integration, error) {
	name, err := cleanName("integration", in.Name)
	if err != nil {
		return domain.Integration{}, err
	}
	now := s.clock.Now().UTC()
	old := domain.Integration{ID: domain.NewID[domain.IntegrationID](), State: domain.Inactive, StateAt: now, CreatedAt: now}
	if in.ID != "" {
		if old, err = s.store.Integration(ctx, in.ID); err != nil {
			return domain.Integration{}, err
		}
	}
	if err := s.integrationNameFree(ctx, old.ID, name); err != nil {
		return domain.Integration{}, err
	}
	if _, err := s.store.Configuration(ctx, in.Configuration); err != nil {
		return domain.Integration{}, fmt.Errorf("source configuration of the integration: %w", err)
	}
	if err := checkSchedule(&in.Schedule); err != nil {
		return domain.Integration{}, err
	}
	if in.EmailAlerts, err = cleanAddresses(in.EmailAlerts); err != nil {
		return domain.Integration{}, err
	}
	in.ID, in.Name, in.CreatedAt, in.UpdatedAt = old.ID, name, old.CreatedAt, now
	in.State, in.StateCause, in.StateAt, in.PausedUntil = old.State, old.StateCause, old.StateAt, old.PausedUntil
	return in, s.putIntegration(ctx, in)
}

func (s *Service) integrationNameFree(ctx context.Context, id domain.IntegrationID, name string) error {
	all, err := s.store.Integrations(ctx)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ID != id && strings.EqualFold(other.Name, name) {
			return nameTaken("an integration", name)
		}
	}
	return nil
}

func checkSchedule(sched *domain.Schedule) error {
	if sched.Every == 0 && sched.Cron == "" {
		sched.Every = domain.DefaultEvery
	}
	if sched.Cron == "" && sched.Every < time.Second {
		return refuse("schedule", "The schedule is shorter than one second.", "Choose five minutes or more.")
	}
	return nil
}

func cleanAddresses(list []string) ([]string, error) {
	clean := []string{}
	for _, raw := range list {
		a, err := CleanAddress(raw)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(clean, a) {
			clean = append(clean, a)
		}
	}
	return clean, nil
}

// CleanAddress returns the bare form of an email address, or refuses it.
func CleanAddress(raw string) (string, error) {
	a, err := mail.ParseAddress(strings.TrimSpace(raw))
	if err != nil {
		return "", refuse("address", fmt.Sprintf("“%s” is not an email address.", raw), "Write it like owner@example.com.")
	}
	return a.Address, nil
}

func (s *Service) putIntegration(ctx context.Context, i domain.Integration) error {
	if err := s.store.SaveIntegration(ctx, i); err != nil {
		return fmt.Errorf("save integration %s: %w", i.Name, err)
	}
	s.publish(event.IntegrationChanged{Integration: i.ID})
	return nil
}

// ActiveTransfers returns the active data transfers of a source configuration.
func (s *Service) ActiveTransfers(ctx context.Context, id domain.ConfigurationID) ([]domain.Transfer, error) {
	all, err := s.store.Transfers(ctx, id)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(t domain.Transfer) bool { return !t.Active }), nil
}

// IntegrationRefusal says in words why an integration cannot be active; "" if it
// can.
func (s *Service) IntegrationRefusal(ctx context.Context, i domain.Integration) (string, error) {
	c, err := s.store.Configuration(ctx, i.Configuration)
	if err != nil {
		return "", err
	}
	src, err := s.sources.Find(ctx, c.Source)
	if err != nil {
		return "", err
	}
	if src.NeedsAuthorization && c.Authorization == "" {
		return "Choose an authorization in the source configuration first", nil
	}
	active, err := s.ActiveTransfers(ctx, c.ID)
	if err != nil {
		return "", err
	}
	if len(active) == 0 {
		return "Activate a data transfer in the source configuration first", nil
	}
	for _, t := range active {
		if len(i.Updates[t.DataType]) > 0 {
			return "", nil
		}
	}
	return "Tick a type of update first", nil
}

// ActivateIntegration makes an integration run on its schedule.
func (s *Service) ActivateIntegration(ctx context.Context, id domain.IntegrationID) (domain.Integration, error) {
	i, err := s.store.Integration(ctx, id)
	if err != nil {
		return domain.Integration{}, err
	}
	why, err := s.IntegrationRefusal(ctx, i)
	if err != nil {
		return domain.Integration{}, err
	}
	if why != "" {
		return domain.Integration{}, refuse("not_ready", fmt.Sprintf("“%s” cannot be activated yet.", i.Name), why+".")
	}
	if i.State == domain.Disabled || i.State == domain.AwaitingSignIn {
		if err := s.proveAuthorization(ctx, i); err != nil {
			return domain.Integration{}, err
		}
	}
	return s.SetState(ctx, id, domain.Active, "")
}

// proveAuthorization proves the authorization of an integration that was off: one that the service
// does not accept would only fail again. A service that does not answer is no reason to
// refuse; the run will tell.
func (s *Service) proveAuthorization(ctx context.Context, i domain.Integration) error {
	c, err := s.store.Configuration(ctx, i.Configuration)
	if err != nil || c.Authorization == "" {
		return err
	}
	a, err := s.CheckAuthorization(ctx, c.Authorization)
	if err != nil {
		return err
	}
	if a.State != domain.AuthorizationNeedsSignIn && a.State != domain.AuthorizationNotAllowed {
		return nil
	}
	return &domain.Error{
		Kind: domain.SignIn, Code: a.StateCode, What: fmt.Sprintf("“%s” cannot be activated yet.", i.Name),
		Means: a.StateWords, Do: "Sign in again, or enter a new key. Then activate it.",
	}
}

// DeactivateIntegration stops an integration from running; nothing it brought is
// removed.
func (s *Service) DeactivateIntegration(ctx context.Context, id domain.IntegrationID) (domain.Integration, error) {
	return s.SetState(ctx, id, domain.Inactive, "")
}

// SetState stores a new state with its cause in words.
func (s *Service) SetState(ctx context.Context, id domain.IntegrationID, state domain.IntegrationState, cause string) (domain.Integration, error) {
	i, err := s.store.Integration(ctx, id)
	if err != nil {
		return domain.Integration{}, err
	}
	if i.State == state && i.StateCause == cause {
		return i, nil
	}
	i.State, i.StateCause, i.StateAt = state, cause, s.clock.Now().UTC()
	return i, s.putState(ctx, i)
}

// PauseIntegration stops scheduled runs until the time given; Forever means until
// resumed, the zero time resumes.
func (s *Service) PauseIntegration(ctx context.Context, id domain.IntegrationID, until time.Time) (domain.Integration, error) {
	i, err := s.store.Integration(ctx, id)
	if err != nil {
		return domain.Integration{}, err
	}
	i.PausedUntil = until
	return i, s.putIntegration(ctx, i)
}

// DeleteIntegration removes an integration with its links, checkpoints and record
// errors. The rows it brought stay.
func (s *Service) DeleteIntegration(ctx context.Context, id domain.IntegrationID) error {
	if err := s.project.ForgetIntegration(ctx, id); err != nil {
		return fmt.Errorf("forget the links of the integration: %w", err)
	}
	if err := s.store.DeleteIntegration(ctx, id); err != nil {
		return fmt.Errorf("delete integration: %w", err)
	}
	s.publish(event.IntegrationChanged{Integration: id})
	return nil
}

// AddressBook returns the addresses email alerts may go to.
func (s *Service) AddressBook(ctx context.Context) ([]string, error) { return s.store.AddressBook(ctx) }

// SaveAddressBook replaces the address book.
func (s *Service) SaveAddressBook(ctx context.Context, addresses []string) error {
	clean, err := cleanAddresses(addresses)
	if err != nil {
		return err
	}
	if err := s.store.SaveAddressBook(ctx, clean); err != nil {
		return fmt.Errorf("save the address book: %w", err)
	}
	s.publish(event.SettingsChanged{})
	return nil
}
