package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"tributary/backend/domain"
)

// Plan is a mapping made ready for many records. It is immutable and safe for
// concurrent use.
type Plan struct {
	steps    []step
	fields   []domain.Field
	names    []string
	keys     []int // indices of the primary key's steps
	identity []domain.Path
	version  string
}

type step struct {
	from   domain.Path
	field  domain.Field
	assign domain.Assignment
}

// Compile checks the mapping against the table as it is today. identity is the
// data type's own primary key; where it is empty the mapped primary key is the
// identity. Errors are *domain.Error of kind set_up and name the field.
func Compile(m domain.Mapping, t domain.Table, identity []domain.Path) (*Plan, error) {
	p := &Plan{identity: identity}
	assigned := map[string]bool{}
	for _, a := range m.Assignments {
		field, ok := t.Field(a.To)
		switch {
		case !ok:
			return nil, fieldGone(a, t.Name)
		case len(a.From) == 0:
			return nil, noSource(a)
		case assigned[strings.ToLower(a.To)]:
			return nil, assignedTwice(a)
		}
		assigned[strings.ToLower(a.To)] = true
		if a.PrimaryKey {
			p.keys = append(p.keys, len(p.steps))
		}
		p.steps = append(p.steps, step{a.From, field, a})
		p.fields = append(p.fields, field)
		p.names = append(p.names, field.Name)
	}
	if len(p.keys) == 0 {
		return nil, noPrimaryKey()
	}
	p.version = version(m, p.fields, identity)
	return p, nil
}

// Fields returns the project fields the values of Mapped belong to, in order. The
// slice must not be changed; the same holds for the other lists of a Plan.
func (p *Plan) Fields() []domain.Field { return p.fields }

// FieldNames returns the names of Fields.
func (p *Plan) FieldNames() []string { return p.names }

// KeyIndexes returns which of Fields are the primary key.
func (p *Plan) KeyIndexes() []int { return p.keys }

// KeyFields returns the primary key's fields.
func (p *Plan) KeyFields() []domain.Field {
	fields := make([]domain.Field, len(p.keys))
	for i, k := range p.keys {
		fields[i] = p.fields[k]
	}
	return fields
}

// OwnIdentity tells that the data type has a primary key of its own.
func (p *Plan) OwnIdentity() bool { return len(p.identity) > 0 }

// Version identifies the mapping: another one means that every record must be
// mapped again. It depends on nothing but the arguments of Compile.
func (p *Plan) Version() string { return p.version }

func version(m domain.Mapping, fields []domain.Field, identity []domain.Path) string {
	var b []byte
	add := func(s string) { b = append(strconv.AppendInt(b, int64(len(s)), 10), ':'); b = append(b, s...) }
	add("1") // of this format
	add(m.Table)
	add(strconv.FormatBool(m.SharedKeyLastWins))
	for i, a := range m.Assignments {
		add(a.From.String())
		add(a.To)
		add(fmt.Sprint(a.PrimaryKey, a.KeepEmptyText, a.DecimalComma, fields[i].Required))
		add(string(a.DateOrder))
		add(string(fields[i].Type))
		add(strings.Join(fields[i].Choices, "\x1f"))
	}
	for _, path := range identity {
		add(path.String())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

func fieldGone(a domain.Assignment, table string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "field_gone",
		What:  fmt.Sprintf("The mapping writes to the field “%s” of “%s”, which no longer exists.", a.To, table),
		Means: "Nothing was read or changed.",
		Do:    "Open the mapping and assign “" + a.From.String() + "” to another field, or remove it there.",
	}
}

func noSource(a domain.Assignment) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "no_source_field",
		What:  "The mapping names no source field for “" + a.To + "”.",
		Means: "Nothing was read or changed.",
		Do:    "Open the mapping and choose a source field.",
	}
}

func assignedTwice(a domain.Assignment) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "field_assigned_twice",
		What:  "The mapping writes to the field “" + a.To + "” twice.",
		Means: "It is not clear which value belongs there.",
		Do:    "Open the mapping and remove one of the two.",
	}
}

func noPrimaryKey() error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "no_primary_key",
		What:  "The mapping has no primary key.",
		Means: "Without one, records cannot be told apart.",
		Do:    "Open the mapping and tick “Primary key” at the field that is different in every record.",
	}
}
