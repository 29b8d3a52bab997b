package mapping

import (
	"slices"

	"tributary/backend/domain"
)

// KeyAdviser tells from a sample how good a primary key is. It looks at no more than
// 10,000 records and holds a bounded amount of their values.
type KeyAdviser struct {
	chosen  []domain.Path
	records int
	blank   int
	times   map[string]int
	order   []string // values in the order they came, for stable examples
	others  []*candidate
}

// candidate is another path that may be different in every record.
type candidate struct {
	path domain.Path
	seen map[string]struct{}
	out  bool
}

// KeyAdvice is what the sample showed.
type KeyAdvice struct {
	Records   int // looked at
	Different int // different values of the chosen key
	Blank     int // records without one
	// Shared are up to five values that several records have.
	Shared []SharedKey
	// AlsoDifferent are up to five other fields that are there and different in
	// every record.
	AlsoDifferent []domain.Path
}

// Unique tells whether every record of the sample has a value of its own.
func (a KeyAdvice) Unique() bool { return a.Records > 0 && a.Different == a.Records && a.Blank == 0 }

// SharedKey is a value of the chosen key and how many records have it.
type SharedKey struct {
	Value string
	Times int
}

const (
	adviserRecords    = 10_000
	adviserCandidates = 50
	adviserExamples   = 5
	adviserValueBytes = 200 // longer values are texts, not keys
)

// NewKeyAdviser advises on the chosen path, or several together.
func NewKeyAdviser(chosen []domain.Path, fields []domain.SourceField) *KeyAdviser {
	a := &KeyAdviser{chosen: chosen, times: map[string]int{}}
	for _, f := range fields {
		alone := len(chosen) == 1 && slices.Equal(f.Path, chosen[0])
		if !alone && len(a.others) < adviserCandidates && mayBeKey(f.Type) {
			a.others = append(a.others, &candidate{path: f.Path, seen: map[string]struct{}{}})
		}
	}
	return a
}

func mayBeKey(t domain.FieldType) bool {
	switch t {
	case domain.Text, domain.Integer, domain.Email, domain.Phone, domain.URL, "":
		return true
	case domain.Decimal, domain.Boolean, domain.Date, domain.DateTime, domain.Choice, domain.JSON:
		return false
	default:
		return false
	}
}

// Observe takes one record of the sample.
func (a *KeyAdviser) Observe(record domain.Record) {
	if a.records >= adviserRecords {
		return
	}
	a.records++
	parts := make([]string, 0, len(a.chosen))
	for _, path := range a.chosen {
		if text, ok := keyText(path, record); ok {
			parts = append(parts, text)
		}
	}
	if len(parts) < len(a.chosen) || len(parts) == 0 {
		a.blank++
	} else {
		value := joinIdentity(parts)
		if a.times[value]++; a.times[value] == 2 {
			a.order = append(a.order, value)
		}
	}
	for _, c := range a.others {
		c.observe(record)
	}
}

func (c *candidate) observe(record domain.Record) {
	if c.out {
		return
	}
	text, ok := keyText(c.path, record)
	if _, repeated := c.seen[text]; !ok || repeated {
		c.out, c.seen = true, nil
		return
	}
	c.seen[text] = struct{}{}
}

func keyText(path domain.Path, record domain.Record) (string, bool) {
	v, _ := path.Lookup(record)
	text, ok := scalarText(v)
	return text, ok && text != "" && len(text) <= adviserValueBytes
}

// Advice returns what was seen so far.
func (a *KeyAdviser) Advice() KeyAdvice {
	advice := KeyAdvice{Records: a.records, Different: len(a.times), Blank: a.blank}
	for _, value := range a.order[:min(len(a.order), adviserExamples)] {
		advice.Shared = append(advice.Shared, SharedKey{value, a.times[value]})
	}
	for _, c := range a.others {
		if !c.out && a.records > 1 && len(advice.AlsoDifferent) < adviserExamples {
			advice.AlsoDifferent = append(advice.AlsoDifferent, c.path)
		}
	}
	return advice
}
