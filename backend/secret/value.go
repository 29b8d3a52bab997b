package secret

import (
	"crypto/subtle"
	"fmt"
)

// redacted is what a Value prints as.
const redacted = "[secret]"

// Value is a secret value in memory. However it is printed, logged or
// marshalled, it does not show; Unwrap is the only way to it. The zero value is
// the empty secret. The text is behind a pointer because fmt prints unexported
// fields of a surrounding struct without calling their methods.
type Value struct{ text *string }

var (
	_ fmt.Formatter  = Value{}
	_ fmt.GoStringer = Value{}
	_ fmt.Stringer   = Value{}
)

// NewValue wraps text.
func NewValue(text string) Value { return Value{&text} }

// Unwrap returns the text.
func (v Value) Unwrap() string {
	if v.text == nil {
		return ""
	}
	return *v.text
}

// IsEmpty tells whether there is no text.
func (v Value) IsEmpty() bool { return v.Unwrap() == "" }

// Equal compares in constant time. (== compares identity, not text.)
func (v Value) Equal(o Value) bool {
	return subtle.ConstantTimeCompare([]byte(v.Unwrap()), []byte(o.Unwrap())) == 1
}

// String returns a fixed text.
func (v Value) String() string { return redacted }

// GoString returns a fixed text.
func (v Value) GoString() string { return redacted }

// Format writes a fixed text for every verb; without it %d would show the text.
func (v Value) Format(state fmt.State, _ rune) {
	// A failed write to a formatter's state has nobody to be told to.
	_, _ = state.Write([]byte(redacted))
}

// MarshalJSON writes a fixed text.
func (v Value) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// MarshalText writes a fixed text.
func (v Value) MarshalText() ([]byte, error) { return []byte(redacted), nil }
