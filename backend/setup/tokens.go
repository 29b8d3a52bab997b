package setup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/source"
)

// KeepTokens has a connector's tokens renewed: renew is called alone, among all programs
// that use the authorization config came from, with its values as they are stored now;
// what it returns is stored before it is returned. A config that came from nowhere is
// renewed without being stored.
func (s *Service) KeepTokens(
	ctx context.Context, config source.Config, renew func(ctx context.Context, now source.Config) (source.Config, error),
) (source.Config, error) {
	id, _ := config[source.AuthorizationKey].(string)
	if id == "" {
		return renew(ctx, config)
	}
	var out source.Config
	err := s.changeTokens(ctx, domain.AuthorizationID(id), s.unsealFor, config, func(ctx context.Context, now source.Config) (_ source.Config, err error) {
		out, err = renew(ctx, now)
		return out, err
	})
	return out, err
}

// changeTokens changes the values of an authorization while nobody else does: read returns
// the stored ones, over is what they are laid over (the settings a connector was given).
func (s *Service) changeTokens(
	ctx context.Context, id domain.AuthorizationID, read func(context.Context, domain.Authorization) (source.Config, error), over source.Config,
	change func(ctx context.Context, now source.Config) (source.Config, error),
) error {
	return s.store.Alone(ctx, "authorization/"+string(id), func(ctx context.Context) error {
		a, err := s.store.Authorization(ctx, id)
		if err != nil {
			return err
		}
		stored, err := read(ctx, a)
		if err != nil {
			return err
		}
		now := maps.Clone(over)
		if now == nil {
			now = source.Config{}
		}
		maps.Copy(now, stored)
		changed, err := change(ctx, now)
		if err != nil {
			return err
		}
		// What a service has given out cannot be asked for again: it is stored even while
		// the caller is being cancelled.
		return s.storeTokens(context.WithoutCancel(ctx), a, stored, changed)
	})
}

// storeTokens stores the values of an authorization that a connector has changed. Settings
// among them are left out: they are not the authorization's.
func (s *Service) storeTokens(ctx context.Context, a domain.Authorization, before, changed source.Config) error {
	_, spec, err := s.Spec(ctx, a.Source)
	if err != nil {
		return err
	}
	values := map[string]any{}
	for name, v := range changed {
		isSetting := slices.ContainsFunc(spec.Settings, func(f source.Field) bool { return f.Name == name })
		if _, stored := before[name]; name != source.AuthorizationKey && (stored || !isSetting) {
			values[name] = v
		}
	}
	own, _, err := s.unsealKnown(ctx, a)
	if err != nil {
		return err
	}
	values = withoutClient(spec.SignIn, values, own)
	before = withoutClient(spec.SignIn, before, own)
	if sameJSON(values, source.Without(before, []string{source.AuthorizationKey})) {
		return nil
	}
	open, sealed, err := s.seal(a.ID, spec.Authorization, values)
	if err != nil {
		return err
	}
	a.Values, a.SecretFields, a.ExpiresAt = open, slices.Sorted(maps.Keys(sealed)), source.Ending(changed)
	if err := s.store.SaveAuthorization(ctx, a, sealed); err != nil {
		return fmt.Errorf("store the tokens of %s: %w", a.Name, err)
	}
	s.publish(event.AuthorizationChanged{Authorization: a.ID})
	return nil
}

func sameJSON(a, b map[string]any) bool {
	x, xErr := json.Marshal(a)
	y, yErr := json.Marshal(b)
	return errors.Join(xErr, yErr) == nil && string(x) == string(y)
}

// RevokeAuthorization gives the permission back to the service and forgets its tokens; the
// authorization stays, and needs the person to sign in. Where the service does not answer,
// nothing is forgotten.
func (s *Service) RevokeAuthorization(ctx context.Context, id domain.AuthorizationID) (domain.Authorization, error) {
	a, err := s.store.Authorization(ctx, id)
	if err != nil {
		return a, err
	}
	src, spec, err := s.Spec(ctx, a.Source)
	if err != nil {
		return a, err
	}
	connector, err := s.signingIn(ctx, src, spec, a)
	if err != nil {
		return a, err
	}
	err = s.changeTokens(ctx, id, s.unsealFor, nil, func(ctx context.Context, now source.Config) (source.Config, error) {
		if err := connector.Revoke(ctx, now); err != nil {
			return nil, err
		}
		return source.Without(withoutFilled(spec.SignIn, now), []string{source.TokenKey}), nil
	})
	if err != nil {
		return a, err
	}
	return s.noteState(ctx, id, &domain.Error{
		Kind: domain.SignIn, Code: "revoked", What: fmt.Sprintf("You gave the permission back to %s.", src.Name), Do: "Sign in again to go on.",
	})
}

// noteState stores what an error says about an authorization.
func (s *Service) noteState(ctx context.Context, id domain.AuthorizationID, cause error) (domain.Authorization, error) {
	a, err := s.store.Authorization(ctx, id)
	if err != nil {
		return a, err
	}
	applyCheck(&a, cause)
	if err := s.store.SaveAuthorization(ctx, a, nil); err != nil {
		return a, fmt.Errorf("save authorization %s: %w", a.Name, err)
	}
	s.publish(event.AuthorizationChanged{Authorization: id})
	return s.shown(a), nil
}

// NoteUse records that a run uses an authorization.
func (s *Service) NoteUse(ctx context.Context, id domain.AuthorizationID) error {
	if id == "" {
		return nil
	}
	if err := s.store.NoteUse(ctx, id, s.clock.Now().UTC()); err != nil {
		return fmt.Errorf("note the use of an authorization: %w", err)
	}
	return nil
}

// AuthorizationIntegrations returns the integrations that use an authorization.
func (s *Service) AuthorizationIntegrations(ctx context.Context, id domain.AuthorizationID) ([]domain.Integration, error) {
	users, err := s.AuthorizationUsers(ctx, id)
	if err != nil || len(users) == 0 {
		return nil, err
	}
	uses := map[domain.ConfigurationID]bool{}
	for _, c := range users {
		uses[c.ID] = true
	}
	all, err := s.store.Integrations(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(i domain.Integration) bool { return !uses[i.Configuration] }), nil
}
