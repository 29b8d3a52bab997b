package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// invalid is the error of a form with problems; the first is told, all are in the
// details.
func invalid(problems []source.Problem) error {
	details := ""
	for _, p := range problems {
		details += p.Field + ": " + p.Words + "\n"
	}
	return &domain.Error{
		Kind: domain.SetUp, Code: "form_invalid", What: problems[0].Words, Means: "Nothing was saved.",
		Do: "Correct the field “" + problems[0].Field + "”.", Details: details,
	}
}

// secretName binds a sealed value to its authorization and field.
func secretName(id domain.AuthorizationID, field string) string {
	return "authorization/" + string(id) + "/" + field
}

// holdsSecret tells whether a field of the authorization form is sealed: secrets, and groups or
// choices with a secret anywhere inside.
func holdsSecret(f source.Field) bool {
	if f.Kind == source.SecretField {
		return true
	}
	for _, inner := range f.Fields {
		if holdsSecret(inner) {
			return true
		}
	}
	for _, o := range f.Options {
		for _, inner := range o.Fields {
			if holdsSecret(inner) {
				return true
			}
		}
	}
	return false
}

// seal splits checked values into open ones and sealed ones.
func (s *Service) seal(id domain.AuthorizationID, fields []source.Field, values map[string]any) (open map[string]any, sealed map[string]string, err error) {
	open, sealed = map[string]any{}, map[string]string{}
	for _, f := range fields {
		v, given := values[f.Name]
		if !given {
			continue
		}
		if !holdsSecret(f) {
			open[f.Name] = v
			continue
		}
		raw, err := json.Marshal(v)
		if err != nil {
			return nil, nil, fmt.Errorf("encode field %s: %w", f.Name, err)
		}
		if sealed[f.Name], err = s.vault.Seal(secretName(id, f.Name), raw); err != nil {
			return nil, nil, fmt.Errorf("seal field %s: %w", f.Name, err)
		}
	}
	return open, sealed, nil
}

// unseal returns all values of an authorization, secrets in clear.
func (s *Service) unseal(ctx context.Context, a domain.Authorization) (map[string]any, error) {
	values := maps.Clone(a.Values)
	if values == nil {
		values = map[string]any{}
	}
	sealed, err := s.store.Sealed(ctx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("read the secrets of authorization %s: %w", a.Name, err)
	}
	for field, text := range sealed {
		raw, err := s.vault.Open(secretName(a.ID, field), text)
		if err != nil {
			return nil, err
		}
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			return nil, fmt.Errorf("decode field %s of authorization %s: %w", field, a.Name, err)
		}
		values[field] = v
	}
	return values, nil
}

// Config returns all a connector needs to work for a source configuration,
// secrets in clear. It must not be logged or stored.
func (s *Service) Config(ctx context.Context, c domain.Configuration) (source.Config, error) {
	config := source.Config{}
	if c.Authorization != "" {
		a, err := s.store.Authorization(ctx, c.Authorization)
		if err != nil {
			return nil, fmt.Errorf("authorization of %s: %w", c.Name, err)
		}
		values, err := s.unseal(ctx, a)
		if err != nil {
			return nil, err
		}
		maps.Copy(config, values)
	}
	maps.Copy(config, c.Settings)
	return config, nil
}

// Connector returns the connector and the config of a source configuration.
func (s *Service) Connector(ctx context.Context, c domain.Configuration) (source.Connector, source.Config, error) {
	connector, err := s.sources.Connector(ctx, c.Source)
	if err != nil {
		return nil, nil, err
	}
	config, err := s.Config(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	return connector, config, nil
}
