package setup

import (
	"context"
	"fmt"

	"tributary/backend/domain"
)

// SealAnew seals every secret again, with the vault's present key. Those whose key is not
// on this computer stay as they are. It can be called again after a crash.
func (s *Service) SealAnew(ctx context.Context) error {
	all, err := s.store.Authorizations(ctx)
	if err != nil {
		return err
	}
	for _, one := range all {
		err := s.store.Alone(ctx, "authorization/"+string(one.ID), func(ctx context.Context) error { return s.sealAuthorizationAnew(ctx, one.ID) })
		if err != nil {
			return fmt.Errorf("seal the secrets of %s anew: %w", one.Name, err)
		}
	}
	server, sealed, err := s.store.MailServer(ctx)
	if err != nil || sealed == "" {
		return err
	}
	password, err := s.vault.Open(mailPassword, sealed)
	if err != nil && domain.KindOf(err) == domain.SignIn {
		return nil
	}
	if err != nil {
		return err
	}
	if sealed, err = s.vault.Seal(mailPassword, password); err != nil {
		return err
	}
	return s.store.SaveMailServer(ctx, server, sealed)
}

func (s *Service) sealAuthorizationAnew(ctx context.Context, id domain.AuthorizationID) error {
	a, err := s.store.Authorization(ctx, id)
	if err != nil {
		return err
	}
	sealed, err := s.store.Sealed(ctx, id)
	if err != nil {
		return err
	}
	for path, text := range sealed {
		raw, err := s.vault.Open(secretName(id, path), text)
		if err != nil && domain.KindOf(err) == domain.SignIn {
			continue
		}
		if err != nil {
			return err
		}
		if sealed[path], err = s.vault.Seal(secretName(id, path), raw); err != nil {
			return err
		}
	}
	return s.store.SaveAuthorization(ctx, a, sealed)
}
