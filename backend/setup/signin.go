package setup

import (
	"context"
	"errors"
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
	// Progress tells where a sign-in stands; domain.ErrNotFound for one long over.
	Progress(id domain.FlowID) (domain.SignInProgress, error)
	// Waiting returns the sign-ins that are not over, the oldest first.
	Waiting() []domain.SignInFlow
}

// StartSignIn stores an authorization like SaveAuthorization, without the check, and
// opens the service's page in the browser. What comes of it is told by
// event.SignInProgressed; the state of the authorization says it too.
func (s *Service) StartSignIn(ctx context.Context, in AuthorizationInput) (domain.SignInFlow, error) {
	src, spec, err := s.Spec(ctx, in.Source)
	if err != nil {
		return domain.SignInFlow{}, err
	}
	if !spec.SignIn.Chosen(in.Values) {
		return domain.SignInFlow{}, noSignIn(src)
	}
	a, err := s.putAuthorization(ctx, in)
	if err != nil {
		return domain.SignInFlow{}, err
	}
	if in.ID == "" {
		applyCheck(&a, notSignedIn(src))
		if err := s.store.SaveAuthorization(ctx, a, nil); err != nil {
			return domain.SignInFlow{}, fmt.Errorf("save authorization %s: %w", a.Name, err)
		}
	}
	return s.begin(ctx, a)
}

// Reauthorize signs in again for an authorization; its id, and what uses it, stay.
func (s *Service) Reauthorize(ctx context.Context, id domain.AuthorizationID) (domain.SignInFlow, error) {
	a, err := s.store.Authorization(ctx, id)
	if err != nil {
		return domain.SignInFlow{}, err
	}
	return s.begin(ctx, a)
}

// begin opens the service's page for a stored authorization.
func (s *Service) begin(ctx context.Context, a domain.Authorization) (domain.SignInFlow, error) {
	src, spec, err := s.Spec(ctx, a.Source)
	if err != nil {
		return domain.SignInFlow{}, err
	}
	connector, err := s.signingIn(ctx, src, spec, a)
	if err != nil {
		return domain.SignInFlow{}, err
	}
	config, err := s.unsealToSignIn(ctx, a)
	if err != nil {
		return domain.SignInFlow{}, err
	}
	own, _ := source.At(config, spec.SignIn.Redirect.Field)
	address, _ := own.(string)
	return s.signIns.Start(ctx, source.SignInRequest{
		Authorization: a.ID, Service: src.Name, Redirect: spec.SignIn.Redirect, OwnAddress: address,
		Consent: func(c source.Consent) (string, error) { return connector.ConsentAddress(ctx, config, c) },
		Finish:  func(ctx context.Context, g source.Grant) error { return s.finishSignIn(ctx, a.ID, connector, g) },
	})
}

// signingIn returns the connector of an authorization that the browser signs in to.
func (s *Service) signingIn(ctx context.Context, src Source, spec source.Spec, a domain.Authorization) (source.SigningIn, error) {
	if !spec.SignIn.Chosen(a.Values) {
		return nil, noSignIn(src)
	}
	connector, err := s.sources.Connector(ctx, a.Source)
	if err != nil {
		return nil, err
	}
	able, ok := connector.(source.SigningIn)
	if !ok || s.signIns == nil {
		return nil, noSignIn(src)
	}
	return able, nil
}

// finishSignIn exchanges what came back, stores it and proves it. Nobody renews the old
// token meanwhile.
func (s *Service) finishSignIn(ctx context.Context, id domain.AuthorizationID, connector source.SigningIn, g source.Grant) error {
	err := s.changeTokens(ctx, id, s.unsealToSignIn, nil, func(ctx context.Context, now source.Config) (source.Config, error) {
		return connector.Redeem(ctx, now, g)
	})
	if err != nil {
		return err
	}
	a, err := s.CheckAuthorization(ctx, id)
	if err != nil || a.State == domain.AuthorizationWorks || a.State == domain.AuthorizationExpiresSoon || a.StateCode == needsSettings {
		return err
	}
	kind := domain.SetUp
	if a.State == domain.AuthorizationNotAllowed {
		kind = domain.NotAllowed
	}
	return &domain.Error{
		Kind: kind, Code: "signed_in_not_working", What: "You are signed in, but nothing can be read yet.", Means: a.StateWords, Do: "Correct it, then check the authorization.",
	}
}

// noSignIn is the error of a source that the browser is no way to sign in to.
func noSignIn(src Source) error {
	return refuse("no_sign_in", fmt.Sprintf("%s is not signed in to with the browser.", src.Name), "Enter a key instead.")
}

// notSignedIn is the state of an authorization nobody has signed in for yet.
func notSignedIn(src Source) error {
	return &domain.Error{
		Kind: domain.SignIn, Code: "not_signed_in", What: fmt.Sprintf("You are not signed in to %s.", src.Name),
		Means: "The service cannot be asked for anything.", Do: "Sign in.",
	}
}

// BringBack takes the address at which the browser ended, when it could not come back by
// itself.
func (s *Service) BringBack(ctx context.Context, id domain.FlowID, address string) error {
	if s.signIns == nil {
		return domain.ErrNotFound
	}
	return s.signIns.BringBack(ctx, id, address)
}

// CancelSignIn ends a sign-in; one that has ended is no error.
func (s *Service) CancelSignIn(id domain.FlowID) error {
	if s.signIns == nil {
		return nil
	}
	if err := s.signIns.Cancel(id); !errors.Is(err, domain.ErrNotFound) {
		return err
	}
	return nil
}

// SignInProgress tells where a sign-in stands; domain.ErrNotFound for one long over.
func (s *Service) SignInProgress(id domain.FlowID) (domain.SignInProgress, error) {
	if s.signIns == nil {
		return domain.SignInProgress{}, domain.ErrNotFound
	}
	return s.signIns.Progress(id)
}

// WaitingSignIns returns the sign-ins at a source that are not over, the oldest first. A
// window that opens in the middle of one shows it.
func (s *Service) WaitingSignIns(ctx context.Context, id domain.SourceID) ([]domain.SignInFlow, error) {
	if s.signIns == nil {
		return nil, nil
	}
	var out []domain.SignInFlow
	for _, flow := range s.signIns.Waiting() {
		a, err := s.store.Authorization(ctx, flow.Authorization)
		if errors.Is(err, domain.ErrNotFound) {
			continue // it was removed meanwhile
		}
		if err != nil {
			return nil, err
		}
		if a.Source == id {
			out = append(out, flow)
		}
	}
	return out, nil
}

// SignedIn tells whether an authorization is signed in to with the browser, and whether
// the service takes its permission back by a call.
func (s *Service) SignedIn(ctx context.Context, a domain.Authorization) (signedIn, canRevoke bool) {
	_, spec, err := s.Spec(ctx, a.Source)
	if err != nil || !spec.SignIn.Chosen(a.Values) {
		return false, false
	}
	return true, spec.SignIn.CanRevoke
}
