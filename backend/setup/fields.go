package setup

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/mapping"
)

// FieldWatch returns what a run compares the fields of the service with.
func (s *Service) FieldWatch(ctx context.Context, t domain.Transfer) (*mapping.FieldWatch, error) {
	known, err := s.store.KnownFields(ctx, t.ID)
	if err != nil {
		return nil, fmt.Errorf("known fields of %s: %w", t.DataType, err)
	}
	return mapping.NewFieldWatch(known, t.WhenFieldsChange), nil
}

// ChangedTransfer is a data transfer with changes of fields that wait for the person.
type ChangedTransfer struct {
	Transfer domain.Transfer
	Changes  []domain.FieldChange
}

// ChangedTransfers returns those of a source configuration.
func (s *Service) ChangedTransfers(ctx context.Context, id domain.ConfigurationID) ([]ChangedTransfer, error) {
	all, err := s.store.FieldChanges(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	transfers, err := s.store.Transfers(ctx, id)
	var changed []ChangedTransfer
	for _, t := range transfers {
		if waiting := waiting(t, all[t.ID]); len(waiting) > 0 {
			changed = append(changed, ChangedTransfer{t, waiting})
		}
	}
	return changed, err
}

func (s *Service) waitingChanges(ctx context.Context, t domain.Transfer) ([]domain.FieldChange, error) {
	all, err := s.store.FieldChanges(ctx)
	return waiting(t, all[t.ID]), err
}

// waiting leaves out the new fields that the next run adds by itself.
func waiting(t domain.Transfer, changes []domain.FieldChange) []domain.FieldChange {
	return slices.DeleteFunc(slices.Clone(changes), func(c domain.FieldChange) bool {
		return t.WhenFieldsChange == domain.AddNewFields && c.Kind == domain.FieldNew && len(t.Mapping.Assignments) < addedMapping
	})
}

// NoteFields keeps what a run has shown. What the person took or dismissed during the run
// stays so.
func (s *Service) NoteFields(ctx context.Context, id domain.TransferID, w *mapping.FieldWatch) error {
	return s.changeFields(ctx, id, func(stored domain.KnownFields, m domain.Mapping) domain.KnownFields {
		shown, before := w.Known(), w.Before()
		for i, c := range shown.Changes {
			if c.At.IsZero() {
				shown.Changes[i].At = s.clock.Now().UTC()
			}
		}
		shown.Accept(func(c domain.FieldChange) bool {
			dismissed := slices.ContainsFunc(before.Changes, c.Same) && !slices.ContainsFunc(stored.Changes, c.Same)
			return dismissed || taken(c, m, m)
		})
		return shown
	})
}

// DismissFieldChanges makes what has changed known: nothing more is told of it, and no run
// stops for it.
func (s *Service) DismissFieldChanges(ctx context.Context, id domain.TransferID) error {
	t, err := s.store.Transfer(ctx, id)
	if err != nil {
		return err
	}
	if err := s.acceptFields(ctx, id, func(domain.FieldChange) bool { return true }); err != nil {
		return err
	}
	s.publish(event.ConfigurationChanged{Configuration: t.Configuration})
	return nil
}

func (s *Service) acceptFields(ctx context.Context, id domain.TransferID, which func(domain.FieldChange) bool) error {
	return s.changeFields(ctx, id, func(stored domain.KnownFields, _ domain.Mapping) domain.KnownFields {
		stored.Accept(which)
		return stored
	})
}

// changeFields changes what is known of a transfer while nobody else does. One that was
// removed meanwhile has nothing to be known.
func (s *Service) changeFields(ctx context.Context, id domain.TransferID, change func(domain.KnownFields, domain.Mapping) domain.KnownFields) error {
	return s.store.Alone(ctx, "fields/"+string(id), func(ctx context.Context) error {
		t, err := s.store.Transfer(ctx, id)
		if errors.Is(err, domain.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		stored, err := s.store.KnownFields(ctx, id)
		if err != nil {
			return fmt.Errorf("known fields of %s: %w", t.DataType, err)
		}
		changed := change(stored, t.Mapping)
		if reflect.DeepEqual(stored, changed) {
			return nil
		}
		return s.store.SaveKnownFields(ctx, id, changed)
	})
}

// taken tells whether a mapping has dealt with a change: a new field is mapped, one that is
// gone is not any more, one of another type goes elsewhere.
func taken(c domain.FieldChange, before, after domain.Mapping) bool {
	was, _ := assignmentFrom(before, c.Path)
	now, mapped := assignmentFrom(after, c.Path)
	switch c.Kind {
	case domain.FieldNew:
		return mapped
	case domain.FieldGone:
		return !mapped
	case domain.FieldRetyped:
		return !mapped || was.To != now.To
	case domain.FieldAdded:
	}
	return true
}

func assignmentFrom(m domain.Mapping, path domain.Path) (domain.Assignment, bool) {
	i := slices.IndexFunc(m.Assignments, func(a domain.Assignment) bool { return slices.Equal(a.From, path) })
	if i < 0 {
		return domain.Assignment{}, false
	}
	return m.Assignments[i], true
}
