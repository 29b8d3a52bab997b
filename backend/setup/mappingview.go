package setup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

// MappingView is all the Mapping pop-up shows.
type MappingView struct {
	Transfer domain.Transfer
	Sample   Sample
	// Table is the table chosen, or one proposed for the data type when Proposed.
	Table       domain.Table
	Proposed    bool
	Suggestions []mapping.Suggestion
	// Key are the paths the advice is about: the mapped primary key, or the one
	// proposed.
	Key    []domain.Path
	Advice mapping.KeyAdvice
	// New are the fields the service sends since the mapping was made.
	New []domain.Path
}

// MappingView reads a sample and makes the suggestions for a data transfer.
func (s *Service) MappingView(ctx context.Context, id domain.TransferID) (MappingView, error) {
	t, err := s.store.Transfer(ctx, id)
	if err != nil {
		return MappingView{}, err
	}
	v := MappingView{Transfer: t}
	if v.Sample, err = s.Sample(ctx, id, SampleSize); err != nil {
		return v, err
	}
	if v.Table, v.Proposed, err = s.mappedTable(ctx, t.Mapping.Table, v.Sample.DataType); err != nil {
		return v, err
	}
	if err := s.showNewFields(ctx, &v); err != nil {
		return v, err
	}
	v.Suggestions = suggestions(v.Sample.DataType, v.Table, v.Proposed, v.New)
	for _, a := range t.Mapping.Keys() {
		v.Key = append(v.Key, a.From)
	}
	if len(v.Key) == 0 {
		v.Key = proposedKey(v.Sample)
	}
	v.Advice = advise(v.Sample, v.Key)
	return v, nil
}

// mappedTable returns the table a mapping goes to, or a new one made of the data type.
func (s *Service) mappedTable(ctx context.Context, name string, d domain.DataType) (t domain.Table, proposed bool, err error) {
	if name != "" {
		t, err = s.project.Table(ctx, name)
		if err == nil || !errors.Is(err, domain.ErrNotFound) {
			return t, false, err
		}
	}
	t = mapping.ProposeTable(d)
	existing, err := s.project.Tables(ctx)
	if err != nil {
		return t, false, fmt.Errorf("list tables: %w", err)
	}
	for _, other := range existing {
		if other.Name == t.Name {
			return other, false, nil
		}
	}
	return t, true, nil
}

// suggestions are those the person is shown: into a table that exists only fields it
// has, and new ones for what the service sends since; the table proposed for a data type takes every field.
func suggestions(d domain.DataType, t domain.Table, proposed bool, fresh []domain.Path) []mapping.Suggestion {
	target := t
	if proposed {
		target = domain.Table{Name: t.Name}
	}
	all := mapping.Suggest(d.Fields, target)
	if proposed {
		return all
	}
	return slices.DeleteFunc(all, func(g mapping.Suggestion) bool {
		return g.New && !slices.ContainsFunc(fresh, func(p domain.Path) bool { return slices.Equal(p, g.From) })
	})
}

// showNewFields marks the fields that wait to be taken, and adds those that no record of the
// sample has.
func (s *Service) showNewFields(ctx context.Context, v *MappingView) error {
	changes, err := s.waitingChanges(ctx, v.Transfer)
	for _, c := range changes {
		if c.Kind != domain.FieldNew {
			continue
		}
		v.New = append(v.New, c.Path)
		if slices.ContainsFunc(v.Sample.DataType.Fields, func(f domain.SourceField) bool { return slices.Equal(f.Path, c.Path) }) {
			continue
		}
		v.Sample.DataType.Fields = append(slices.Clip(v.Sample.DataType.Fields), domain.SourceField{Path: c.Path, Type: cmp.Or(c.Type, domain.Text)})
	}
	return err
}

// proposedKey is the service's own identity; without one, the first field that is
// different in every record of the sample.
func proposedKey(s Sample) []domain.Path {
	if len(s.DataType.PrimaryKey) > 0 {
		return s.DataType.PrimaryKey
	}
	if len(s.DataType.Fields) == 0 {
		return nil
	}
	adviser := mapping.NewKeyAdviser(nil, s.DataType.Fields)
	for _, r := range s.Records {
		adviser.Observe(r)
	}
	if different := adviser.Advice().AlsoDifferent; len(different) > 0 {
		return different[:1]
	}
	return nil
}

func advise(s Sample, key []domain.Path) mapping.KeyAdvice {
	adviser := mapping.NewKeyAdviser(key, s.DataType.Fields)
	for _, r := range s.Records {
		adviser.Observe(r)
	}
	return adviser.Advice()
}

// AdviseKey tells how good other paths would be as a primary key.
func (s *Service) AdviseKey(ctx context.Context, id domain.TransferID, key []domain.Path) (mapping.KeyAdvice, error) {
	sample, err := s.recentSample(ctx, id)
	if err != nil {
		return mapping.KeyAdvice{}, err
	}
	return advise(sample, key), nil
}

// Suggest makes the suggestions for another table of the project, or for a new one.
func (s *Service) Suggest(ctx context.Context, id domain.TransferID, table string) ([]mapping.Suggestion, error) {
	sample, err := s.recentSample(ctx, id)
	if err != nil {
		return nil, err
	}
	t, err := s.project.Table(ctx, table)
	if errors.Is(err, domain.ErrNotFound) {
		return suggestions(sample.DataType, domain.Table{Name: table}, true, nil), nil
	}
	if err != nil {
		return nil, err
	}
	return suggestions(sample.DataType, t, false, nil), nil
}
