package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// invalid is the error of a form with problems; the first is told, all stand at their
// fields.
func invalid(problems []domain.FieldProblem) error {
	details := ""
	for _, p := range problems {
		details += p.Field + ": " + p.Words + "\n"
	}
	return &domain.Error{
		Kind: domain.SetUp, Code: "form_invalid", What: problems[0].Words, Means: "Nothing was saved.",
		Do: "Correct the field “" + problems[0].Field + "”.", Details: details, Fields: problems,
	}
}

// secretName binds a sealed value to its authorization and field.
func secretName(id domain.AuthorizationID, field string) string {
	return "authorization/" + string(id) + "/" + field
}

// seal parts checked values into open ones and sealed secrets by their dotted path.
func (s *Service) seal(id domain.AuthorizationID, fields []source.Field, values map[string]any) (open map[string]any, sealed map[string]string, err error) {
	open, secrets := source.Split(fields, values)
	sealed = map[string]string{}
	for path, v := range secrets {
		raw, err := json.Marshal(v)
		if err != nil {
			return nil, nil, fmt.Errorf("encode field %s: %w", path, err)
		}
		if sealed[path], err = s.vault.Seal(secretName(id, path), raw); err != nil {
			return nil, nil, fmt.Errorf("seal field %s: %w", path, err)
		}
	}
	return open, sealed, nil
}

// unseal returns all values of an authorization, secrets in clear.
func (s *Service) unseal(ctx context.Context, a domain.Authorization) (map[string]any, error) {
	values, lost, err := s.unsealKnown(ctx, a)
	if err == nil && len(lost) > 0 {
		err = lost[0].err
	}
	if err != nil {
		return nil, err
	}
	return values, nil
}

// lostSecret is a secret whose key is not on this computer.
type lostSecret struct {
	path string
	err  error
}

// unsealKnown is unseal for whoever makes the secrets anew: those whose key is gone (the
// data folder came from another computer) are told and left out.
func (s *Service) unsealKnown(ctx context.Context, a domain.Authorization) (values map[string]any, lost []lostSecret, err error) {
	sealed, err := s.store.Sealed(ctx, a.ID)
	if err != nil {
		return nil, nil, fmt.Errorf("read the secrets of authorization %s: %w", a.Name, err)
	}
	secrets := map[string]any{}
	for _, path := range slices.Sorted(maps.Keys(sealed)) {
		raw, err := s.vault.Open(secretName(a.ID, path), sealed[path])
		if err != nil && domain.KindOf(err) == domain.SignIn {
			lost = append(lost, lostSecret{path, err})
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			return nil, nil, fmt.Errorf("decode field %s of authorization %s: %w", path, a.Name, err)
		}
		secrets[path] = v
	}
	return source.Join(a.Values, secrets), lost, nil
}

// unsealFor is unseal, with what a connector needs beside the stored values: the name of
// the authorization, and the OAuth app that the program ships.
func (s *Service) unsealFor(ctx context.Context, a domain.Authorization) (source.Config, error) {
	values, err := s.unseal(ctx, a)
	if err != nil {
		return nil, err
	}
	return s.completed(ctx, a, values)
}

// unsealToSignIn is unsealFor for a new sign-in: what the last one filled in may be lost.
func (s *Service) unsealToSignIn(ctx context.Context, a domain.Authorization) (source.Config, error) {
	values, lost, err := s.unsealKnown(ctx, a)
	if err != nil {
		return nil, err
	}
	_, spec, err := s.Spec(ctx, a.Source)
	if err != nil {
		return nil, err
	}
	for _, one := range lost {
		for _, path := range clientPaths(spec.SignIn) {
			if one.path == strings.Join(path, ".") {
				return nil, one.err // without the OAuth app's secret nobody can sign in
			}
		}
	}
	return s.completed(ctx, a, values)
}

func (s *Service) completed(ctx context.Context, a domain.Authorization, values map[string]any) (source.Config, error) {
	_, spec, err := s.Spec(ctx, a.Source)
	if err != nil {
		return nil, err
	}
	values = s.withClient(a.Source, spec.SignIn, values)
	values[source.AuthorizationKey] = string(a.ID)
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
		values, err := s.unsealFor(ctx, a)
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
