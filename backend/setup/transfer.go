package setup

import (
	"context"
	"fmt"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Transfers returns the data transfers of a source configuration.
func (s *Service) Transfers(ctx context.Context, id domain.ConfigurationID) ([]domain.Transfer, error) {
	return s.store.Transfers(ctx, id)
}

// Transfer returns one data transfer.
func (s *Service) Transfer(ctx context.Context, id domain.TransferID) (domain.Transfer, error) {
	return s.store.Transfer(ctx, id)
}

// AddTransfer adds a data type to a source configuration, Inactive.
func (s *Service) AddTransfer(ctx context.Context, id domain.ConfigurationID, dataType string) (domain.Transfer, error) {
	c, err := s.store.Configuration(ctx, id)
	if err != nil {
		return domain.Transfer{}, err
	}
	if _, err := s.dataType(ctx, c, dataType); err != nil {
		return domain.Transfer{}, err
	}
	all, err := s.store.Transfers(ctx, id)
	if err != nil {
		return domain.Transfer{}, err
	}
	if slices.ContainsFunc(all, func(t domain.Transfer) bool { return t.DataType == dataType }) {
		return domain.Transfer{}, refuse("already_added", fmt.Sprintf("“%s” is transferred already.", dataType), "Open its mapping instead.")
	}
	now := s.clock.Now().UTC()
	t := domain.Transfer{ID: domain.NewID[domain.TransferID](), Configuration: id, DataType: dataType, CreatedAt: now, UpdatedAt: now}
	return t, s.putTransfer(ctx, t)
}

func (s *Service) putTransfer(ctx context.Context, t domain.Transfer) error {
	if err := s.store.SaveTransfer(ctx, t); err != nil {
		return fmt.Errorf("save data transfer %s: %w", t.DataType, err)
	}
	s.publish(event.ConfigurationChanged{Configuration: t.Configuration})
	return nil
}

// RemoveTransfer removes a data transfer. Rows in the project stay.
func (s *Service) RemoveTransfer(ctx context.Context, id domain.TransferID) error {
	t, err := s.store.Transfer(ctx, id)
	if err != nil {
		return err
	}
	if err := s.store.DeleteTransfer(ctx, id); err != nil {
		return fmt.Errorf("remove data transfer %s: %w", t.DataType, err)
	}
	s.publish(event.ConfigurationChanged{Configuration: t.Configuration})
	return nil
}

// TransferRefusal says in words why a data transfer cannot be active; "" if it can.
func TransferRefusal(t domain.Transfer) string {
	switch {
	case t.Mapping.Table == "":
		return "Choose a table in Mapping first"
	case len(t.Mapping.Keys()) == 0:
		return "Choose a primary key in Mapping first"
	}
	return ""
}

// ActivateTransfer makes a data transfer active. Without a mapped primary key it is
// refused.
func (s *Service) ActivateTransfer(ctx context.Context, id domain.TransferID) (domain.Transfer, error) {
	t, err := s.store.Transfer(ctx, id)
	if err != nil {
		return domain.Transfer{}, err
	}
	if why := TransferRefusal(t); why != "" {
		return domain.Transfer{}, refuse("no_primary_key", fmt.Sprintf("“%s” cannot be activated yet.", t.DataType), why+".")
	}
	t.Active, t.UpdatedAt = true, s.clock.Now().UTC()
	return t, s.putTransfer(ctx, t)
}

// DeactivateTransfer makes a data transfer inactive; its rows stay.
func (s *Service) DeactivateTransfer(ctx context.Context, id domain.TransferID) (domain.Transfer, error) {
	t, err := s.store.Transfer(ctx, id)
	if err != nil {
		return domain.Transfer{}, err
	}
	t.Active, t.UpdatedAt = false, s.clock.Now().UTC()
	return t, s.putTransfer(ctx, t)
}

// TransferFacts are what the screen shows beside a data transfer.
type TransferFacts struct {
	Fields  int   // of the data type; 0 where the source must be asked
	Records int64 // of the last full read; -1 when there was none
	// FieldChanges are the changes of fields that wait for the person.
	FieldChanges []domain.FieldChange
}

// TransferFacts returns what is known of a data transfer without asking the service.
func (s *Service) TransferFacts(ctx context.Context, t domain.Transfer) (TransferFacts, error) {
	facts := TransferFacts{Records: -1}
	integrations, err := s.ConfigurationUsers(ctx, t.Configuration)
	if err != nil {
		return facts, err
	}
	for _, i := range integrations {
		p, err := s.project.Progress(ctx, domain.Scope{Integration: i.ID, DataType: t.DataType})
		if err != nil {
			return facts, fmt.Errorf("progress of %s: %w", t.DataType, err)
		}
		if !p.LastFullAt.IsZero() {
			facts.Records = p.LastFullRecords
		}
	}
	facts.Fields = s.fields.of(t)
	facts.FieldChanges, err = s.waitingChanges(ctx, t)
	return facts, err
}
