package api

import (
	"strings"

	"tributary/backend/domain"
	"tributary/backend/setup"
	"tributary/backend/source"
)

// StartSignIn creates (ID "") or changes an authorization like Save, and opens the
// service's page in the browser. The authorization exists from now on and needs the
// sign-in; how it goes is told by sign_in:progressed.
func (a *AuthorizationsAPI) StartSignIn(input AuthorizationInput) (SignInFlow, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	flow, err := a.setup.StartSignIn(ctx, authorizationInput(input))
	return signInFlowDTO(flow), err
}

// Reauthorize signs in again for an authorization; its id, and what uses it, stay.
func (a *AuthorizationsAPI) Reauthorize(id string) (SignInFlow, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	flow, err := a.setup.Reauthorize(ctx, domain.AuthorizationID(id))
	return signInFlowDTO(flow), err
}

// BringBack hands a sign-in the address at which the browser ended, when it could not come
// back by itself.
func (a *AuthorizationsAPI) BringBack(flow, address string) error {
	return a.setup.BringBack(a.life, domain.FlowID(flow), address)
}

// CancelSignIn ends a sign-in. One that has ended already is no error.
func (a *AuthorizationsAPI) CancelSignIn(flow string) error {
	return a.setup.CancelSignIn(domain.FlowID(flow))
}

// SignInProgress tells where a sign-in stands.
func (a *AuthorizationsAPI) SignInProgress(flow string) (SignInProgress, error) {
	p, err := a.setup.SignInProgress(domain.FlowID(flow))
	return signInProgressDTO(p, a.speech), err
}

// WaitingSignIns returns the sign-ins at a source that are under way, the oldest first: a
// window that opens in the middle of one shows it.
func (a *AuthorizationsAPI) WaitingSignIns(source string) ([]SignInFlow, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	flows, err := a.setup.WaitingSignIns(ctx, domain.SourceID(source))
	return convert(flows, signInFlowDTO), err
}

// Revoke gives the permission back to the service: the authorization stays and needs the
// person to sign in.
func (a *AuthorizationsAPI) Revoke(id string) (Authorization, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	return a.answer(ctx)(a.setup.RevokeAuthorization(ctx, domain.AuthorizationID(id)))
}

func authorizationInput(input AuthorizationInput) setup.AuthorizationInput {
	return setup.AuthorizationInput{
		ID: domain.AuthorizationID(input.ID), Source: domain.SourceID(input.Source), Name: input.Name, Values: input.Values,
	}
}

// signInSpec is nil for a source that has no sign-in.
func signInSpec(src setup.Source, s *source.SignIn, language string) *SignInSpec {
	if s == nil {
		return nil
	}
	out := &SignInSpec{
		When: dotted(s.When), WhenValue: s.WhenValue, ClientFields: []string{}, ClientShipped: s.ClientShipped,
		Filled: convert(s.Filled, dotted), RedirectAddress: s.Redirect.Address(0), RedirectField: dotted(s.Redirect.Field),
		Guide: guide(src.AppGuide[language]), Permissions: orEmpty(inLanguage(src.AppPermissions, language)), CanRevoke: s.CanRevoke,
	}
	for _, path := range [][]string{s.ClientID, s.ClientSecret} {
		if len(path) > 0 {
			out.ClientFields = append(out.ClientFields, dotted(path))
		}
	}
	return out
}

func dotted(path []string) string { return strings.Join(path, ".") }
