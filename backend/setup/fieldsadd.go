package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/mapping"
)

// Bounds of what is added without a person looking.
const (
	addedAtOnce  = 50
	addedMapping = 500 // assignments of one mapping
)

// AddNewFields makes a field of the table and an assignment of every new field of the data
// type, where the transfer is to have them by itself. A field that has shown no value yet has
// no type and waits. It returns the transfer as it is then.
func (s *Service) AddNewFields(ctx context.Context, t domain.Transfer, d domain.DataType) (domain.Transfer, []domain.FieldChange, error) {
	if t.WhenFieldsChange != domain.AddNewFields {
		return t, nil, nil
	}
	var added []domain.FieldChange
	err := s.store.Alone(ctx, "fields/"+string(t.ID), func(ctx context.Context) (err error) {
		if t, err = s.store.Transfer(ctx, t.ID); err != nil {
			return err
		}
		added, err = s.addNewFields(ctx, &t, d)
		return err
	})
	return t, added, err
}

func (s *Service) addNewFields(ctx context.Context, t *domain.Transfer, d domain.DataType) ([]domain.FieldChange, error) {
	table, err := s.project.Table(ctx, t.Mapping.Table)
	if errors.Is(err, domain.ErrNotFound) {
		return nil, nil // the run itself says so
	}
	if err != nil {
		return nil, err
	}
	known, err := s.store.KnownFields(ctx, t.ID)
	if err != nil {
		return nil, fmt.Errorf("known fields of %s: %w", t.DataType, err)
	}
	fresh := newFields(known, *t, d, table)
	if len(fresh) == 0 {
		return nil, nil
	}
	// The names are kept first: whatever ends the program now, the same fields are gone on
	// with, and none is made twice.
	name(fresh, d, table)
	for _, c := range fresh {
		known.Changes = append(slices.DeleteFunc(known.Changes, c.Same), c)
	}
	if err := s.store.SaveKnownFields(ctx, t.ID, known); err != nil {
		return nil, err
	}
	if fresh, err = s.makeAll(ctx, table, fresh); err != nil || len(fresh) == 0 {
		return nil, err
	}
	t.Mapping.Assignments = append(slices.Clone(t.Mapping.Assignments), assignments(fresh, d)...)
	t.UpdatedAt = s.clock.Now().UTC()
	if err := s.putTransfer(ctx, *t); err != nil {
		return nil, err
	}
	known.Accept(func(c domain.FieldChange) bool { return slices.ContainsFunc(fresh, c.Same) })
	for i := range fresh {
		fresh[i].Kind = domain.FieldAdded
	}
	return fresh, s.store.SaveKnownFields(ctx, t.ID, known)
}

// makeAll makes the fields and returns those there are now. One that the project refuses
// waits for the person.
func (s *Service) makeAll(ctx context.Context, table domain.Table, fresh []domain.FieldChange) (made []domain.FieldChange, err error) {
	for _, c := range fresh {
		if _, exists := table.Field(c.To); !exists {
			err := s.project.AddField(ctx, table.Name, domain.Field{Name: c.To, Type: c.Type})
			if err != nil && domain.KindOf(err) == domain.SetUp {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("add the field %s: %w", c.To, err)
			}
		}
		made = append(made, c)
	}
	s.publish(event.ProjectChanged{Table: table.Name})
	return made, nil
}

// newFields are those that wait, and those the source declares for the first time.
func newFields(known domain.KnownFields, t domain.Transfer, d domain.DataType, table domain.Table) []domain.FieldChange {
	w := mapping.NewFieldWatch(known, t.WhenFieldsChange)
	w.Begin(d, t.Mapping, table)
	fresh := slices.DeleteFunc(w.Known().Changes, func(c domain.FieldChange) bool {
		_, mapped := assignmentFrom(t.Mapping, c.Path)
		return c.Kind != domain.FieldNew || c.Type == "" || mapped
	})
	return fresh[:max(0, min(len(fresh), addedAtOnce, addedMapping-len(t.Mapping.Assignments)))]
}

// sourceField is a change as the suggestions take it, with how the source writes its values.
func sourceField(c domain.FieldChange, d domain.DataType) domain.SourceField {
	for _, f := range d.Fields {
		if slices.Equal(f.Path, c.Path) {
			return f
		}
	}
	return domain.SourceField{Path: c.Path, Type: c.Type}
}

// name gives each a field of the table that does not exist yet.
func name(fresh []domain.FieldChange, d domain.DataType, table domain.Table) {
	var fields []domain.SourceField
	for _, c := range fresh {
		fields = append(fields, sourceField(c, d))
	}
	for i, suggestion := range mapping.SuggestNew(fields, table) {
		if fresh[i].To == "" {
			fresh[i].To, fresh[i].Type = suggestion.To, suggestion.Type
		}
	}
}

func assignments(fresh []domain.FieldChange, d domain.DataType) []domain.Assignment {
	var list []domain.Assignment
	for _, c := range fresh {
		f := sourceField(c, d)
		list = append(list, domain.Assignment{From: c.Path, To: c.To, DateOrder: f.DateOrder, DecimalComma: f.DecimalComma, Added: true})
	}
	return list
}
