package api

import (
	"context"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/setup"
)

// AuthorizationsAPI is bound to the window: third-party service authorizations.
type AuthorizationsAPI struct {
	caller
	speech
	setup *setup.Service
}

// List returns the authorizations of a source, or all for "".
func (a *AuthorizationsAPI) List(source string) ([]Authorization, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	all, err := a.setup.Authorizations(ctx, domain.SourceID(source))
	if err != nil {
		return nil, err
	}
	out := make([]Authorization, 0, len(all))
	for _, one := range all {
		dto, err := a.describe(ctx, one)
		if err != nil {
			return nil, err
		}
		out = append(out, dto)
	}
	return out, nil
}

// Save creates or changes an authorization and checks it by a real call; the state
// of the answer says what came of the check.
func (a *AuthorizationsAPI) Save(input AuthorizationInput) (Authorization, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	return a.answer(ctx)(a.setup.SaveAuthorization(ctx, authorizationInput(input)))
}

// Rename gives an authorization another name.
func (a *AuthorizationsAPI) Rename(id, name string) (Authorization, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.answer(ctx)(a.setup.RenameAuthorization(ctx, domain.AuthorizationID(id), name))
}

// Check proves an authorization by a real call.
func (a *AuthorizationsAPI) Check(id string) (Authorization, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	return a.answer(ctx)(a.setup.CheckAuthorization(ctx, domain.AuthorizationID(id)))
}

// Delete removes an authorization; refused while in use.
func (a *AuthorizationsAPI) Delete(id string) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.setup.DeleteAuthorization(ctx, domain.AuthorizationID(id))
}

func (a *AuthorizationsAPI) answer(ctx context.Context) func(domain.Authorization, error) (Authorization, error) {
	return func(one domain.Authorization, err error) (Authorization, error) {
		if err != nil {
			return Authorization{}, err
		}
		return a.describe(ctx, one)
	}
}

func (a *AuthorizationsAPI) describe(ctx context.Context, one domain.Authorization) (Authorization, error) {
	users, err := a.setup.AuthorizationUsers(ctx, one.ID)
	if err != nil {
		return Authorization{}, err
	}
	integrations, err := a.setup.AuthorizationIntegrations(ctx, one.ID)
	if err != nil {
		return Authorization{}, err
	}
	out := authorizationDTO(one, a.setup.SourceOrUnknown(ctx, one.Source), users, a.speech)
	out.Integrations = convert(integrations, integrationReference)
	out.IsSignIn, out.CanRevoke = a.setup.SignedIn(ctx, one)
	return out, nil
}

func authorizationDTO(one domain.Authorization, src setup.Source, users []domain.Configuration, s speech) Authorization {
	say := s.saying()
	return Authorization{
		ID: string(one.ID), Source: sourceDTO(src, s.language()), Name: one.Name, Values: visibleValues(one.Values), SecretFields: visibleNames(one.SecretFields),
		State: one.State, StateWords: say(one.StateWords), Hint: say(one.Hint), CheckedAt: moment(one.CheckedAt),
		LastUsedAt: moment(one.LastUsedAt), ExpiresAt: moment(one.ExpiresAt), UsedBy: convert(users, configurationReference),
		Integrations: []Reference{},
	}
}

// reserved tells a name that is no form field but kept beside them.
func reserved(name string) bool { return strings.HasPrefix(name, "_") }

func visibleValues(values map[string]any) map[string]any {
	out := make(map[string]any, len(values))
	for name, v := range values {
		if !reserved(name) {
			out[name] = v
		}
	}
	return out
}

func visibleNames(names []string) []string {
	return slices.DeleteFunc(append([]string{}, names...), reserved)
}

func configurationReference(c domain.Configuration) Reference {
	return Reference{ID: string(c.ID), Name: c.Name}
}

func integrationReference(i domain.Integration) Reference {
	return Reference{ID: string(i.ID), Name: i.Name}
}
