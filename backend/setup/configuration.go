package setup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/source"
)

// ConfigurationInput creates (ID empty) or changes a source configuration.
type ConfigurationInput struct {
	ID            domain.ConfigurationID
	Name          string
	Source        domain.SourceID
	Authorization domain.AuthorizationID
	Settings      map[string]any
}

// Configurations returns all source configurations.
func (s *Service) Configurations(ctx context.Context) ([]domain.Configuration, error) {
	return s.store.Configurations(ctx)
}

// Configuration returns one source configuration.
func (s *Service) Configuration(ctx context.Context, id domain.ConfigurationID) (domain.Configuration, error) {
	return s.store.Configuration(ctx, id)
}

// SaveConfiguration checks the form and stores the source configuration.
func (s *Service) SaveConfiguration(ctx context.Context, in ConfigurationInput) (domain.Configuration, error) {
	name, err := cleanName("source configuration", in.Name)
	if err != nil {
		return domain.Configuration{}, err
	}
	c, err := s.configurationFor(ctx, in, name)
	if err != nil {
		return domain.Configuration{}, err
	}
	connector, err := s.sources.Connector(ctx, c.Source)
	if err != nil {
		return domain.Configuration{}, err
	}
	spec, err := connector.Spec(ctx)
	if err != nil {
		return domain.Configuration{}, err
	}
	if err := s.fits(ctx, spec, c.Source, in.Authorization); err != nil {
		return domain.Configuration{}, err
	}
	settings, _, problems := source.Complete(spec.Settings, in.Settings)
	if len(problems) > 0 {
		return domain.Configuration{}, invalid(problems)
	}
	c.Authorization, c.Settings, c.UpdatedAt = in.Authorization, settings, s.clock.Now().UTC()
	if err := s.store.SaveConfiguration(ctx, c); err != nil {
		return domain.Configuration{}, fmt.Errorf("save source configuration %s: %w", c.Name, err)
	}
	s.publish(event.ConfigurationChanged{Configuration: c.ID})
	return c, s.checkAgain(ctx, c.Authorization)
}

// checkAgain checks an authorization that is not known to work, now that settings are
// known. What comes of it is its state, not an error of the save.
func (s *Service) checkAgain(ctx context.Context, id domain.AuthorizationID) error {
	if id == "" {
		return nil
	}
	a, err := s.store.Authorization(ctx, id)
	if err != nil || a.State == domain.AuthorizationWorks {
		return err
	}
	_, err = s.CheckAuthorization(ctx, id)
	return err
}

// configurationFor returns the source configuration to change, or a new one, once
// its name is free. The source of one that exists cannot change.
func (s *Service) configurationFor(ctx context.Context, in ConfigurationInput, name string) (domain.Configuration, error) {
	all, err := s.store.Configurations(ctx)
	if err != nil {
		return domain.Configuration{}, err
	}
	for _, other := range all {
		if other.ID != in.ID && strings.EqualFold(other.Name, name) {
			return domain.Configuration{}, nameTaken("a source configuration", name)
		}
	}
	if in.ID == "" {
		return domain.Configuration{ID: domain.NewID[domain.ConfigurationID](), Name: name, Source: in.Source, CreatedAt: s.clock.Now().UTC()}, nil
	}
	c, err := s.store.Configuration(ctx, in.ID)
	c.Name = name
	return c, err
}

// fits tells whether the authorization is one of this source. A source that needs
// an authorization may be saved without one: it is asked for before anything is
// read.
func (s *Service) fits(ctx context.Context, spec source.Spec, src domain.SourceID, id domain.AuthorizationID) error {
	if id == "" {
		return nil
	}
	if len(spec.Authorization) == 0 {
		return refuse("no_authorization_needed", "This integration source needs no authorization.", "Leave the authorization empty.")
	}
	a, err := s.store.Authorization(ctx, id)
	if err != nil {
		return fmt.Errorf("find authorization: %w", err)
	}
	if a.Source != src {
		return refuse("other_source", fmt.Sprintf("The authorization “%s” belongs to another service.", a.Name), "Choose one of this service.")
	}
	return nil
}

// ConfigurationUsers returns the integrations that use it.
func (s *Service) ConfigurationUsers(ctx context.Context, id domain.ConfigurationID) ([]domain.Integration, error) {
	all, err := s.store.Integrations(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(i domain.Integration) bool { return i.Configuration != id }), nil
}

// DeleteConfiguration removes a source configuration that no integration uses, with
// its data transfers. Rows in the project stay.
func (s *Service) DeleteConfiguration(ctx context.Context, id domain.ConfigurationID) error {
	users, err := s.ConfigurationUsers(ctx, id)
	if err != nil {
		return err
	}
	if len(users) > 0 {
		return refuse("in_use", "This source configuration is used by "+integrationNames(users)+".", "Remove the integration first.")
	}
	if err := s.store.DeleteConfiguration(ctx, id); err != nil {
		return fmt.Errorf("delete source configuration: %w", err)
	}
	s.publish(event.ConfigurationChanged{Configuration: id})
	return nil
}

func integrationNames(list []domain.Integration) string {
	names := make([]string, len(list))
	for i, one := range list {
		names[i] = "“" + one.Name + "”"
	}
	return strings.Join(names, ", ")
}

// DataTypes returns what the source configuration offers.
func (s *Service) DataTypes(ctx context.Context, id domain.ConfigurationID) ([]domain.DataType, error) {
	c, err := s.store.Configuration(ctx, id)
	if err != nil {
		return nil, err
	}
	connector, config, err := s.Connector(ctx, c)
	if err != nil {
		return nil, err
	}
	all, err := connector.Discover(ctx, config)
	s.fields.note(c.ID, all)
	return all, err
}

// dataType returns one data type of a source configuration; a set_up error when
// the service no longer offers it.
func (s *Service) dataType(ctx context.Context, c domain.Configuration, name string) (domain.DataType, error) {
	connector, config, err := s.Connector(ctx, c)
	if err != nil {
		return domain.DataType{}, err
	}
	all, err := connector.Discover(ctx, config)
	if err != nil {
		return domain.DataType{}, err
	}
	s.fields.note(c.ID, all)
	return FindDataType(all, c.Name, name)
}

// FindDataType finds a data type among those a source configuration offers; a set_up
// error when it is not there.
func FindDataType(offered []domain.DataType, configuration, name string) (domain.DataType, error) {
	for _, d := range offered {
		if d.Name == name {
			return d, nil
		}
	}
	return domain.DataType{}, &domain.Error{
		Kind: domain.SetUp, Code: "data_type_gone", What: fmt.Sprintf("“%s” no longer offers the data type “%s”.", configuration, name),
		Means: "It was renamed or removed at the source.", Do: "Choose another data type, or put it back.",
	}
}
