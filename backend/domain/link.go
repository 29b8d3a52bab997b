package domain

import "strings"

// Scope names whose links are meant: one data type of one integration.
type Scope struct {
	Integration IntegrationID
	DataType    string
}

// Key is the normal form of the primary key values of a row, comparable with
// ==: two rows with equal keys are one row. Emails compare without regard to
// case.
type Key string

// KeyOf joins the values of the key fields, in their order. ok is false when
// one is empty (nil or "").
func KeyOf(fields []Field, values []Value) (key Key, ok bool) {
	var b strings.Builder
	for i, v := range values {
		part := text(v)
		if part == "" {
			return "", false
		}
		if fields[i].Type == Email {
			part = strings.ToLower(part)
		}
		if i > 0 {
			b.WriteByte(0x1f)
		}
		b.WriteString(keyEscaper.Replace(part))
	}
	return Key(b.String()), b.Len() > 0
}

// keyEscaper keeps the separator out of the parts, so that ("a", "b") and
// ("a<sep>b") never make one key. A Replacer is safe for concurrent use.
//
//nolint:gochecknoglobals // immutable
var keyEscaper = strings.NewReplacer("\x1e", "\x1e0", "\x1f", "\x1e1")

// RowID is the internal number of a row, unique in the project, never reused.
type RowID int64

// Link joins a record of a service to a row: (scope, source identity) → row.
type Link struct {
	ID       int64 // internal number of the link
	Identity string
	Row      RowID
	// Hash is the content hash of the mapped values and the mapping version
	// that was last written. Empty: adopted or left out, compare again.
	Hash []byte
	// Deleted: the record is gone at the service and that was applied.
	Deleted bool
}
