package syncer

import (
	"context"

	"tributary/backend/domain"
)

// SamplesPerKind is how many examples of each kind a dry run shows per data type.
const SamplesPerKind = 20

// Sample is one change a run would make.
type Sample struct {
	DataType string
	Table    string
	Kind     domain.UpdateType
	Identity string // of the record at the service; empty for absences
	Fields   []string
	// Before and After belong to Fields. Before is nil for a new row, After for a
	// deleted one.
	Before, After []domain.Value
}

// samples collects what a dry run shows. Nil collects nothing.
type samples struct {
	changes []Sample
	errors  []domain.RecordError
	taken   map[sampleKind]int
}

type sampleKind struct {
	dataType string
	kind     domain.UpdateType // empty: record error
}

func (s *samples) wants(dataType string, kind domain.UpdateType) bool {
	if s == nil || s.taken[sampleKind{dataType, kind}] >= SamplesPerKind {
		return false
	}
	s.taken[sampleKind{dataType, kind}]++
	return true
}

// sample notes a change; nil fields mean all mapped ones. holds are the values of the mapped
// fields after it.
func (c *comparison) sample(kind domain.UpdateType, e *entry, fields []string, before, holds []domain.Value) {
	if !c.samples.wants(c.DataType.Name, kind) {
		return
	}
	s := Sample{DataType: c.DataType.Name, Table: c.result.Table, Kind: kind, Identity: e.identity(), Before: before}
	s.Fields, s.After = c.mapped.FieldNames(), holds
	if fields != nil {
		s.Fields, s.After = fields, nil
		for i, name := range c.mapped.FieldNames() {
			if containsText(fields, name) {
				s.After = append(s.After, holds[i])
			}
		}
	}
	c.samples.changes = append(c.samples.changes, s)
}

// before returns the values a change replaces.
func (c *comparison) before(change domain.Change) []domain.Value {
	if c.samples == nil {
		return nil
	}
	values := make([]domain.Value, 0, len(change.Fields))
	for i, name := range c.mapped.FieldNames() {
		if containsText(change.Fields, name) {
			values = append(values, c.current[change.Row][i])
		}
	}
	return values
}

func (c *comparison) sampleError(problem domain.RecordError) {
	if c.samples.wants(c.DataType.Name, "") {
		c.samples.errors = append(c.samples.errors, problem)
	}
}

func (t *transfer) sampleDeleted(ctx context.Context, tx Tx, rows []domain.RowID) error {
	if t.samples == nil || len(rows) == 0 {
		return nil
	}
	values, err := tx.Values(ctx, t.result.Table, t.mapped.FieldNames(), rows[:min(len(rows), SamplesPerKind)])
	if err != nil {
		return err
	}
	for _, row := range rows {
		before, ok := values[row]
		if ok && t.samples.wants(t.DataType.Name, domain.Deleted) {
			t.samples.changes = append(t.samples.changes, Sample{
				DataType: t.DataType.Name, Table: t.result.Table, Kind: domain.Deleted,
				Fields: t.mapped.FieldNames(), Before: before,
			})
		}
	}
	return nil
}

func containsText(list []string, s string) bool {
	for _, item := range list {
		if item == s {
			return true
		}
	}
	return false
}
