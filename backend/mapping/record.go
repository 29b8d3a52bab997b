package mapping

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"tributary/backend/domain"
)

// Mapped is a record as values for a row.
type Mapped struct {
	// Identity is the source identity as text; different identities have
	// different texts.
	Identity string
	// Key is the normal form of KeyValues, the primary key's values.
	Key       domain.Key
	KeyValues []domain.Value
	// Values belong to Plan.Fields, in order.
	Values []domain.Value
	// Hash identifies Values under the mapping's version.
	Hash []byte
}

// Map turns a record into values. A record error tells why it cannot become a
// row: the code, field and words of the first problem (the words name up to three),
// and the Identity where it is known; all else is the caller's to fill.
func (p *Plan) Map(record domain.Record) (Mapped, *domain.RecordError) {
	m := Mapped{Values: make([]domain.Value, len(p.steps))}
	var problems []fieldProblem
	for i := range p.steps {
		s := &p.steps[i]
		v, _ := s.from.Lookup(record)
		value, problem := Convert(v, s.field, s.assign)
		if problem == nil && value == nil && s.field.Required && !s.assign.PrimaryKey {
			problem = &Problem{domain.RequiredMissing, "a value; the field is required"}
		}
		if problem != nil {
			problems = append(problems, fieldProblem{s, problem})
		}
		m.Values[i] = value
	}
	var ok bool
	if m.Identity, ok = p.Identity(record); !ok && p.OwnIdentity() {
		return Mapped{}, p.identityMissing()
	}
	if len(problems) > 0 {
		return Mapped{}, recordError(m.Identity, problems)
	}
	if !p.setKey(&m) {
		return Mapped{}, p.keyMissing(m.Identity)
	}
	m.Hash = p.hash(m.Values)
	return m, nil
}

// Identity returns the source identity of a record, also of one that cannot be
// mapped. ok is false when it is empty or missing.
func (p *Plan) Identity(record domain.Record) (identity string, ok bool) {
	if !p.OwnIdentity() {
		return p.mappedIdentity(record)
	}
	parts := make([]string, len(p.identity))
	for i, path := range p.identity {
		v, _ := path.Lookup(record)
		if parts[i], ok = scalarText(v); !ok || parts[i] == "" || !readable(parts[i]) || len(parts[i]) > maxIdentityBytes {
			return "", false
		}
	}
	return joinIdentity(parts), true
}

// maxIdentityBytes keeps identities fit for an index.
const maxIdentityBytes = 1000

func (p *Plan) mappedIdentity(record domain.Record) (string, bool) {
	parts := make([]string, len(p.keys))
	for i, k := range p.keys {
		v, _ := p.steps[k].from.Lookup(record)
		value, problem := Convert(v, p.steps[k].field, p.steps[k].assign)
		parts[i] = domain.TextOf(value)
		if problem != nil || parts[i] == "" || len(parts[i]) > maxIdentityBytes {
			return "", false
		}
		if p.steps[k].field.Type == domain.Email { // as domain.KeyOf compares them
			parts[i] = strings.ToLower(parts[i])
		}
	}
	return joinIdentity(parts), true
}

// joinIdentity keeps a single part as it is and escapes the separator in several,
// so that ("a|b", "c") and ("a", "b|c") differ.
func joinIdentity(parts []string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	escaper := strings.NewReplacer(`\`, `\\`, `|`, `\|`)
	for i, part := range parts {
		parts[i] = escaper.Replace(part)
	}
	return strings.Join(parts, "|")
}

func (p *Plan) setKey(m *Mapped) bool {
	fields := make([]domain.Field, len(p.keys))
	m.KeyValues = make([]domain.Value, len(p.keys))
	for i, k := range p.keys {
		fields[i], m.KeyValues[i] = p.fields[k], m.Values[k]
	}
	var ok bool
	m.Key, ok = domain.KeyOf(fields, m.KeyValues)
	return ok && len(m.Key) <= maxIdentityBytes*len(p.keys)
}

// hash writes every value with its type and length, so that no two different
// lists of values give the same bytes, and keeps 128 bits.
func (p *Plan) hash(values []domain.Value) []byte {
	var stack [1024]byte
	b := append(stack[:0], p.version...)
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			b = append(b, 0)
		case bool:
			b = strconv.AppendBool(append(b, 1), v)
		case int64:
			b = append(strconv.AppendInt(append(b, 2), v, 10), ';')
		case string:
			b = append(strconv.AppendInt(append(b, 3), int64(len(v)), 10), ':')
			b = append(b, v...)
		}
	}
	sum := sha256.Sum256(b)
	return sum[:16]
}

type fieldProblem struct {
	step    *step
	problem *Problem
}

func recordError(identity string, problems []fieldProblem) *domain.RecordError {
	const most = 3
	words := make([]string, 0, most+1)
	for i, f := range problems {
		if i == most {
			words = append(words, fmt.Sprintf("%d more fields do not fit.", len(problems)-most))
			break
		}
		words = append(words, fmt.Sprintf("“%s” does not fit the field “%s”: expected %s.",
			f.step.from.String(), f.step.field.Name, f.problem.Expected))
	}
	first := problems[0]
	return &domain.RecordError{
		Identity: identity, Code: first.problem.Code, Message: strings.Join(words, " "),
		SourceField: first.step.from.String(), Field: first.step.field.Name,
	}
}

func (p *Plan) identityMissing() *domain.RecordError {
	names := make([]string, len(p.identity))
	for i, path := range p.identity {
		names[i] = path.String()
	}
	return &domain.RecordError{
		Code: domain.KeyMissing, SourceField: names[0],
		Message: "The record has no “" + strings.Join(names, "” and “") + "”, by which the service tells its records apart.",
	}
}

func (p *Plan) keyMissing(identity string) *domain.RecordError {
	s := p.steps[p.keys[0]]
	return &domain.RecordError{
		Identity: identity, Code: domain.KeyMissing, SourceField: s.from.String(), Field: s.field.Name,
		Message: "“" + s.from.String() + "” is empty (or far too long). It goes into the primary key field “" + s.field.Name + "”, which needs a value.",
	}
}
