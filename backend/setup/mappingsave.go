package setup

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// MappingInput saves the mapping of a data transfer. The table and the fields that do
// not exist yet are made: NewFields gives the types of the latter by name.
type MappingInput struct {
	Transfer domain.TransferID
	Mapping  domain.Mapping
	// WhenFieldsChange is the policy; empty: it stays.
	WhenFieldsChange domain.WhenFieldsChange
	NewFields        map[string]domain.FieldType
}

// SaveMapping checks and stores a mapping. When it no longer has a primary key, an
// active data transfer becomes inactive.
func (s *Service) SaveMapping(ctx context.Context, in MappingInput) (domain.Transfer, error) {
	t, err := s.store.Transfer(ctx, in.Transfer)
	if err != nil {
		return domain.Transfer{}, err
	}
	if in.Mapping.Table == "" {
		return domain.Transfer{}, refuse("no_table", "No table is chosen.", "Choose a table of the project, or name a new one.")
	}
	if err := s.makeFields(ctx, in); err != nil {
		return domain.Transfer{}, err
	}
	before := t.Mapping
	t.Mapping, t.UpdatedAt = in.Mapping, s.clock.Now().UTC()
	t.WhenFieldsChange = cmp.Or(in.WhenFieldsChange, t.WhenFieldsChange, domain.TellChanges)
	if TransferRefusal(t) != "" {
		t.Active = false
	}
	if err := s.putTransfer(ctx, t); err != nil {
		return t, err
	}
	return t, s.acceptFields(ctx, t.ID, func(c domain.FieldChange) bool { return taken(c, before, t.Mapping) })
}

// makeFields makes the table and the fields that the mapping goes to.
func (s *Service) makeFields(ctx context.Context, in MappingInput) error {
	table, err := s.project.Table(ctx, in.Mapping.Table)
	isNew := errors.Is(err, domain.ErrNotFound)
	if err != nil && !isNew {
		return err
	}
	table.Name = in.Mapping.Table
	var missing []domain.Field
	for _, a := range in.Mapping.Assignments {
		if _, ok := table.Field(a.To); ok {
			continue
		}
		kind := in.NewFields[a.To]
		if kind == "" {
			return refuse("field_gone", fmt.Sprintf("The table “%s” has no field “%s”.", table.Name, a.To), "Choose another field, or make a new one.")
		}
		missing = append(missing, domain.Field{Name: a.To, Type: kind})
		table.Fields = append(table.Fields, missing[len(missing)-1])
	}
	if isNew {
		if err := s.project.CreateTable(ctx, table); err != nil {
			return err
		}
	} else {
		for _, f := range missing {
			if err := s.project.AddField(ctx, table.Name, f); err != nil {
				return err
			}
		}
	}
	if isNew || len(missing) > 0 {
		s.publish(event.ProjectChanged{Table: table.Name})
	}
	return nil
}
