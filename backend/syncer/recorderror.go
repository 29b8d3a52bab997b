package syncer

import (
	"encoding/json"
	"fmt"
	"hash/maphash"
	"strconv"
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
	c.counts.RecordErrors++
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
		Message: fmt.Sprintf("The primary key of %s already stands in %s. The first one is the row; "+
			"give this one another value or remove it.", e.position, first),
	}
}

// firstPlaces remembers where each identity stood first in this read, in a few
// bytes each: a fingerprint and the number its position ends with.
type firstPlaces struct {
	seed   maphash.Seed
	places map[uint64]uint32
}

func newFirstPlaces() *firstPlaces {
	return &firstPlaces{seed: maphash.MakeSeed(), places: map[uint64]uint32{}}
}

// repeated tells whether the source without identities of its own brought this one
// before in this run, and where.
func (t *transfer) repeated(e *entry) (where string, repeated bool) {
	if t.first == nil || e.gone {
		return "", false
	}
	fingerprint := maphash.String(t.first.seed, e.identity())
	words := strings.TrimRight(e.position, "0123456789")
	n, seen := t.first.places[fingerprint]
	if !seen {
		number, err := strconv.ParseUint(e.position[len(words):], 10, 32)
		if err != nil {
			number = 0 // no number in the position
		}
		t.first.places[fingerprint] = uint32(number)
		return "", false
	}
	if n == 0 {
		return "an earlier record", true
	}
	return words + strconv.FormatUint(uint64(n), 10), true
}
