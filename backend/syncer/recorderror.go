package syncer

import (
	"encoding/json"
	"fmt"
	"strings"

	"tributary/backend/domain"
)

const maxRawBytes = 64 << 10 // of a record kept with its error

// fail notes that an entry cannot become a row. problem holds code and words.
func (c *comparison) fail(e *entry, problem domain.RecordError) {
	problem.ID = domain.NewID[domain.RecordErrorID]()
	problem.Integration, problem.DataType = c.scope.Integration, c.scope.DataType
	problem.Position, problem.Run = e.position, c.plan.Run.ID
	problem.Record = rawRecord(e.record)
	problem.FirstSeen, problem.LastSeen = c.cause.At, c.cause.At
	c.errors = append(c.errors, problem)
	c.sampleError(problem)
}

// rawRecord writes a record as JSON, cut where it is too long to keep.
func rawRecord(record domain.Record) []byte {
	raw, err := json.Marshal(record)
	if err != nil {
		return nil // a value JSON cannot say; the error's words have to do
	}
	return raw[:min(len(raw), maxRawBytes)]
}

func keyShared(e *entry, other string) domain.RecordError {
	return domain.RecordError{
		Identity: e.identity(), Code: domain.KeyShared,
		Message: fmt.Sprintf("This record has the same primary key as the record %s, and a row can belong to one of them only. "+
			"Give one of them another value at the service, or let the last one win in the mapping.", other),
	}
}

func keyTaken(e *entry, key []domain.Field) domain.RecordError {
	names := make([]string, len(key))
	for i, f := range key {
		names[i] = f.Name
	}
	return domain.RecordError{
		Identity: e.identity(), Code: domain.KeyTaken, Field: names[0],
		Message: fmt.Sprintf("The record's new value for the primary key “%s” already belongs to another row. "+
			"The row keeps its old values until one of the two changes.", strings.Join(names, "” and “")),
	}
}

// keyRepeated is told apart by its position: its identity is that of a good record.
func keyRepeated(e *entry, first string) domain.RecordError {
	return domain.RecordError{
		Code: domain.KeyRepeated,
		Message: fmt.Sprintf("The primary key of %s is already in %s. The first one is the row; "+
			"give this one another value or remove it.", e.position, first),
	}
}
