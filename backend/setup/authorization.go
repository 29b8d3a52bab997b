package setup

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/source"
)

// AuthorizationInput creates (ID empty) or changes an authorization. A secret
// that is absent keeps its stored value.
type AuthorizationInput struct {
	ID     domain.AuthorizationID
	Source domain.SourceID
	Name   string
	Values map[string]any
}

// Authorizations returns the authorizations of a source, or all for "".
func (s *Service) Authorizations(ctx context.Context, id domain.SourceID) ([]domain.Authorization, error) {
	all, err := s.store.Authorizations(ctx)
	if err != nil {
		return nil, err
	}
	for n := range all {
		all[n] = s.shown(all[n])
	}
	return slices.DeleteFunc(all, func(a domain.Authorization) bool { return id != "" && a.Source != id }), nil
}

// Authorization returns one authorization.
func (s *Service) Authorization(ctx context.Context, id domain.AuthorizationID) (domain.Authorization, error) {
	a, err := s.store.Authorization(ctx, id)
	return s.shown(a), err
}

// soon is how long before its end an authorization is said to expire soon.
const soon = 7 * 24 * time.Hour

// shown is an authorization with its state as of now: one that works may expire soon.
func (s *Service) shown(a domain.Authorization) domain.Authorization {
	if a.State == domain.AuthorizationWorks && !a.ExpiresAt.IsZero() && s.clock.Now().Add(soon).After(a.ExpiresAt) {
		a.State = domain.AuthorizationExpiresSoon
	}
	return a
}

// SaveAuthorization checks the form, seals the secrets, stores, and proves the
// authorization by a real call. An authorization that does not pass is stored
// all the same, with its state, so that nothing typed is lost.
func (s *Service) SaveAuthorization(ctx context.Context, in AuthorizationInput) (domain.Authorization, error) {
	a, err := s.putAuthorization(ctx, in)
	if err != nil {
		return domain.Authorization{}, err
	}
	return s.CheckAuthorization(ctx, a.ID)
}

func (s *Service) putAuthorization(ctx context.Context, in AuthorizationInput) (domain.Authorization, error) {
	name, err := cleanName("authorization", in.Name)
	if err != nil {
		return domain.Authorization{}, err
	}
	a, err := s.authorizationFor(ctx, in.ID, in.Source, name)
	if err != nil {
		return domain.Authorization{}, err
	}
	connector, err := s.sources.Connector(ctx, a.Source)
	if err != nil {
		return domain.Authorization{}, err
	}
	spec, err := connector.Spec(ctx)
	if err != nil {
		return domain.Authorization{}, err
	}
	given, err := s.withKept(ctx, in, a, spec)
	if err != nil {
		return domain.Authorization{}, err
	}
	values, problems := completeAuthorization(spec, given)
	if len(problems) > 0 {
		return domain.Authorization{}, invalid(problems)
	}
	open, sealed, err := s.seal(a.ID, spec.Authorization, values)
	if err != nil {
		return domain.Authorization{}, err
	}
	a.Values, a.SecretFields = open, slices.Sorted(maps.Keys(sealed))
	a.State, a.StateCode, a.StateWords = domain.AuthorizationUnchecked, "", ""
	if err := s.store.SaveAuthorization(ctx, a, sealed); err != nil {
		return domain.Authorization{}, fmt.Errorf("save authorization %s: %w", a.Name, err)
	}
	s.publish(event.AuthorizationChanged{Authorization: a.ID})
	return a, nil
}

// withKept returns what was given, with the stored secrets that stay. Secrets sealed with a key
// that is gone cannot stay: the form then asks for them.
func (s *Service) withKept(ctx context.Context, in AuthorizationInput, a domain.Authorization, spec source.Spec) (map[string]any, error) {
	if in.ID == "" {
		return in.Values, nil
	}
	before, err := s.unseal(ctx, a)
	if err != nil && domain.KindOf(err) == domain.SignIn {
		return in.Values, nil
	}
	if err != nil {
		return nil, err
	}
	given := source.KeepSecrets(spec.Authorization, in.Values, before)
	if spec.SignIn.Chosen(given) && spec.SignIn.Chosen(before) {
		given = withFilled(spec.SignIn, given, before)
	}
	return given, nil
}

// authorizationFor returns the authorization to change, or a new one, once its
// name is free.
func (s *Service) authorizationFor(ctx context.Context, id domain.AuthorizationID, src domain.SourceID, name string) (domain.Authorization, error) {
	all, err := s.store.Authorizations(ctx)
	if err != nil {
		return domain.Authorization{}, err
	}
	for _, other := range all {
		if other.ID != id && strings.EqualFold(other.Name, name) {
			return domain.Authorization{}, nameTaken("an authorization", name)
		}
	}
	if id == "" {
		return domain.Authorization{ID: domain.NewID[domain.AuthorizationID](), Source: src, Name: name, CreatedAt: s.clock.Now().UTC()}, nil
	}
	a, err := s.store.Authorization(ctx, id)
	a.Name = name
	return a, err
}

// CheckAuthorization proves an authorization by a real call and stores what came
// of it. That the check does not pass is no error: the state says it.
func (s *Service) CheckAuthorization(ctx context.Context, id domain.AuthorizationID) (domain.Authorization, error) {
	a, err := s.store.Authorization(ctx, id)
	if err != nil {
		return domain.Authorization{}, err
	}
	hint, err := s.check(ctx, a)
	if ctx.Err() != nil {
		return domain.Authorization{}, ctx.Err()
	}
	// The check may have renewed a token, and with it what is stored.
	a, again := s.store.Authorization(ctx, id)
	if again != nil {
		return domain.Authorization{}, again
	}
	a.CheckedAt = s.clock.Now().UTC()
	if err == nil {
		a.Hint = hint
	}
	applyCheck(&a, err)
	if err := s.store.SaveAuthorization(ctx, a, nil); err != nil {
		return domain.Authorization{}, fmt.Errorf("save authorization %s: %w", a.Name, err)
	}
	s.publish(event.AuthorizationChanged{Authorization: a.ID})
	return s.shown(a), nil
}

func (s *Service) check(ctx context.Context, a domain.Authorization) (hint string, err error) {
	connector, err := s.sources.Connector(ctx, a.Source)
	if err != nil {
		return "", err
	}
	values, err := s.unsealFor(ctx, a)
	if err != nil {
		return "", err
	}
	spec, err := connector.Spec(ctx)
	if err != nil {
		return "", err
	}
	settings, lacking, err := s.settingsForCheck(ctx, a.ID, spec)
	if err != nil {
		return "", err
	}
	maps.Copy(settings, values)
	account, err := connector.Check(ctx, settings)
	if err != nil && lacking && domain.KindOf(err) == domain.SetUp {
		return "", errNeedsSettings()
	}
	return account.Hint, err
}

// settingsForCheck are those of a source configuration that uses the authorization, else
// the defaults. lacking tells that settings a call may need are not known yet.
func (s *Service) settingsForCheck(ctx context.Context, id domain.AuthorizationID, spec source.Spec) (settings source.Config, lacking bool, err error) {
	users, err := s.AuthorizationUsers(ctx, id)
	if err != nil {
		return nil, false, err
	}
	var given map[string]any
	if len(users) > 0 {
		given = users[0].Settings
	}
	settings, _, problems := source.Complete(spec.Settings, given)
	return settings, len(problems) > 0, nil
}

// needsSettings is the code of a check that must wait for a source configuration.
const needsSettings = "needs_settings"

// errNeedsSettings tells that a service can only be asked once it is known what to read.
func errNeedsSettings() error {
	return &domain.Error{
		Kind: domain.SetUp, Code: needsSettings, What: "This authorization is not checked yet.",
		Means: "It is checked as soon as a source configuration says what to read.", Do: "Choose it, and fill in the rest.",
	}
}

// applyCheck turns the outcome of a check into the state. A passing failure (no
// network, service down) leaves a state that was good as it was.
func applyCheck(a *domain.Authorization, err error) {
	if err == nil {
		a.State, a.StateCode, a.StateWords = domain.AuthorizationWorks, "", ""
		return
	}
	var e *domain.Error
	a.StateCode, a.StateWords = "check_failed", err.Error()
	if errors.As(err, &e) {
		a.StateCode, a.StateWords = e.Code, strings.TrimSpace(strings.Join([]string{e.What, e.Means, e.Do}, " "))
	}
	switch domain.KindOf(err) {
	case domain.SignIn:
		a.State = domain.AuthorizationNeedsSignIn
	case domain.NotAllowed:
		a.State = domain.AuthorizationNotAllowed
	case domain.Offline, domain.RateLimited, domain.ServiceDown, domain.SetUp, domain.BadRecords, domain.OurFault, domain.Cancelled:
		if a.State != domain.AuthorizationWorks {
			a.State = domain.AuthorizationUnchecked
		}
	}
}

// NoteSignIn records that a run found the authorization no longer accepted.
func (s *Service) NoteSignIn(ctx context.Context, id domain.AuthorizationID, cause error) error {
	_, err := s.noteState(ctx, id, cause)
	return err
}

// RenameAuthorization gives an authorization another name.
func (s *Service) RenameAuthorization(ctx context.Context, id domain.AuthorizationID, name string) (domain.Authorization, error) {
	name, err := cleanName("authorization", name)
	if err != nil {
		return domain.Authorization{}, err
	}
	a, err := s.authorizationFor(ctx, id, "", name)
	if err != nil {
		return domain.Authorization{}, err
	}
	if err := s.store.SaveAuthorization(ctx, a, nil); err != nil {
		return domain.Authorization{}, fmt.Errorf("save authorization %s: %w", a.Name, err)
	}
	s.publish(event.AuthorizationChanged{Authorization: id})
	return a, nil
}

// AuthorizationUsers returns the source configurations that use it.
func (s *Service) AuthorizationUsers(ctx context.Context, id domain.AuthorizationID) ([]domain.Configuration, error) {
	all, err := s.store.Configurations(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(c domain.Configuration) bool { return c.Authorization != id }), nil
}

// DeleteAuthorization removes an authorization that nothing uses.
func (s *Service) DeleteAuthorization(ctx context.Context, id domain.AuthorizationID) error {
	users, err := s.AuthorizationUsers(ctx, id)
	if err != nil {
		return err
	}
	if len(users) > 0 {
		return s.inUse(ctx, id, users)
	}
	if server, _, err := s.store.MailServer(ctx); err != nil {
		return err
	} else if server.Authorization == id {
		return refuse("in_use", "This authorization is used to send mail.", "Change the mail server in Settings first.")
	}
	if err := s.store.DeleteAuthorization(ctx, id); err != nil {
		return fmt.Errorf("delete authorization: %w", err)
	}
	s.publish(event.AuthorizationChanged{Authorization: id})
	return nil
}

// inUse is the refusal to delete an authorization; it names the integrations behind it.
func (s *Service) inUse(ctx context.Context, id domain.AuthorizationID, users []domain.Configuration) error {
	integrations, err := s.AuthorizationIntegrations(ctx, id)
	if err != nil {
		return err
	}
	if len(integrations) == 0 {
		return refuse("in_use", "This authorization is used by "+configurationNames(users)+".", "Choose another authorization there first.")
	}
	names := make([]string, len(integrations))
	for n, i := range integrations {
		names[n] = "“" + i.Name + "”"
	}
	what := fmt.Sprintf("This authorization is used by %s; these integrations depend on it: %s.", configurationNames(users), strings.Join(names, ", "))
	return refuse("in_use", what, "Choose another authorization there first.")
}

func configurationNames(list []domain.Configuration) string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = "“" + c.Name + "”"
	}
	return strings.Join(names, ", ")
}
