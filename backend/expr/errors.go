package expr

import (
	"errors"
	"fmt"
)

// SyntaxError says where a template cannot be read. Offset counts bytes from the start of the source.
type SyntaxError struct {
	Offset int
	Line   int // from 1
	Column int // from 1, in bytes
	Msg    string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("template line %d, column %d: %s", e.Line, e.Column, e.Msg)
}

// Kind is the closed set of reasons for which an evaluation stops.
type Kind int

// The kinds follow the exceptions of the reference runner, because what happens next depends on them.
const (
	KindValue     Kind = iota // a value has the right type but no sense here: bad date, division by zero
	KindType                  // an operation does not exist for these types; a compatible Env renders the source instead
	KindUndefined             // a missing value was used for more than printing
	KindName                  // the template names something that is not among the Vars
	KindLimit                 // too many steps, too much output, too deep
)

// EvalError is returned by every evaluation that stops. Its text holds names and types, never values.
type EvalError struct {
	Kind Kind
	Msg  string
}

func (e *EvalError) Error() string { return e.Msg }

// IsKind reports whether err is, or wraps, an EvalError of the kind.
func IsKind(err error, kind Kind) bool {
	var evalErr *EvalError
	return errors.As(err, &evalErr) && evalErr.Kind == kind
}

func typeErr(format string, args ...any) error {
	return &EvalError{Kind: KindType, Msg: fmt.Sprintf(format, args...)}
}

func valueErr(format string, args ...any) error {
	return &EvalError{Kind: KindValue, Msg: fmt.Sprintf(format, args...)}
}

func limitErr(what string) error {
	return &EvalError{Kind: KindLimit, Msg: what + " limit exceeded"}
}

func undefinedErr(u undefined) error {
	if u.name == "" {
		return &EvalError{Kind: KindUndefined, Msg: "value is undefined"}
	}
	return &EvalError{Kind: KindUndefined, Msg: fmt.Sprintf("%q is undefined", u.name)}
}
