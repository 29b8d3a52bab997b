package setup

import (
	"context"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// SignIns runs sign-ins with the browser. Any number go on at once.
type SignIns interface {
	// Start listens for the answer, then opens the service's page in the browser. The
	// sign-in goes on after ctx has ended.
	Start(ctx context.Context, r source.SignInRequest) (domain.SignInFlow, error)
	// BringBack takes the address at which the browser ended.
	BringBack(ctx context.Context, id domain.FlowID, address string) error
	Cancel(id domain.FlowID) error
	Progress(id domain.FlowID) (domain.SignInProgress, error)
}

// StartSignIn stores an authorization like SaveAuthorization, without the check, and
// opens the service's page in the browser.
func (s *Service) StartSignIn(ctx context.Context, in AuthorizationInput) (domain.SignInFlow, error) {
	src, spec, err := s.Spec(ctx, in.Source)
	if err != nil {
		return domain.SignInFlow{}, err
	}
	if spec.SignIn == nil {
		return domain.SignInFlow{}, noSignIn(src)
	}
	return domain.SignInFlow{}, noSignIn(src)
}

// noSignIn is the error of a source that the browser is no way to sign in to.
func noSignIn(src Source) error {
	return refuse("no_sign_in", fmt.Sprintf("%s is not signed in to with the browser.", src.Name), "Enter a key instead.")
}

// Reauthorize signs in again for an authorization; its id, and what uses it, stay.
func (s *Service) Reauthorize(ctx context.Context, id domain.AuthorizationID) (domain.SignInFlow, error) {
	a, err := s.store.Authorization(ctx, id)
	if err != nil {
		return domain.SignInFlow{}, err
	}
	return s.StartSignIn(ctx, AuthorizationInput{ID: id, Source: a.Source, Name: a.Name})
}

// BringBack takes the address at which the browser ended.
func (s *Service) BringBack(context.Context, domain.FlowID, string) error {
	return domain.ErrNotFound
}

// CancelSignIn ends a sign-in; one that has ended is no error.
func (s *Service) CancelSignIn(domain.FlowID) error { return nil }

// SignInProgress tells where a sign-in stands.
func (s *Service) SignInProgress(domain.FlowID) (domain.SignInProgress, error) {
	return domain.SignInProgress{}, domain.ErrNotFound
}

// RevokeAuthorization gives the permission back to the service.
func (s *Service) RevokeAuthorization(ctx context.Context, id domain.AuthorizationID) (domain.Authorization, error) {
	a, err := s.store.Authorization(ctx, id)
	if err != nil {
		return a, err
	}
	return a, noSignIn(s.SourceOrUnknown(ctx, a.Source))
}

// SignedIn tells whether an authorization was made with the browser, and whether the
// service takes its permission back by a call.
func (s *Service) SignedIn(ctx context.Context, a domain.Authorization) (signedIn, canRevoke bool) {
	signedIn, _ = a.Values[signInKey].(bool)
	if !signedIn {
		return false, false
	}
	_, spec, err := s.Spec(ctx, a.Source)
	return true, err == nil && spec.SignIn != nil && spec.SignIn.CanRevoke
}

// signInKey marks, among the open values, an authorization that is signed in to with the
// browser.
const signInKey = "_sign_in"

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
	var out []domain.Integration
	for _, i := range all {
		if uses[i.Configuration] {
			out = append(out, i)
		}
	}
	return out, nil
}
