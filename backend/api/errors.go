package api

import (
	"context"
	"encoding/json"
	"errors"

	"tributary/backend/domain"
)

// FormatError turns an error of a bound method into what the window receives as the
// rejection: an Error, as JSON text. It is given to Wails as its ErrorFormatter. Text,
// because Wails makes the message of a JavaScript Error of it, which loses an object.
func (a *API) FormatError(err error) any {
	text, failed := json.Marshal(a.describe(err))
	if failed != nil {
		return err.Error()
	}
	return string(text)
}

// describe returns the error for the window, in its language; nil for nil. The details are
// technical and stay as they are.
func (s speech) describe(err error) *Error {
	if err == nil {
		return nil
	}
	e, say := explain(err), s.saying()
	e.What, e.Means, e.Do = say(e.What), say(e.Means), say(e.Do)
	e.Fields = orEmpty(e.Fields)
	for i, f := range e.Fields {
		e.Fields[i].Words = say(f.Words)
	}
	return e
}

// explain returns an error in plain English.
func explain(err error) *Error {
	var e *domain.Error
	switch {
	case errors.As(err, &e):
		return &Error{
			Kind: e.Kind, Code: e.Code, What: e.What, Means: e.Means, Do: e.Do, Details: details(e, err),
			Retryable: e.Kind == domain.Offline || e.Kind == domain.RateLimited || e.Kind == domain.ServiceDown,
			Fields:    convert(e.Fields, func(f domain.FieldProblem) FieldProblem { return FieldProblem(f) }),
		}
	case errors.Is(err, domain.ErrNotFound):
		return &Error{
			Kind: domain.SetUp, Code: "not_found", What: "This no longer exists.",
			Means: "It was removed in the meantime.", Do: "Go back and choose another.", Details: err.Error(),
		}
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{
			Kind: domain.ServiceDown, Code: "timeout", What: "This took too long.",
			Means: "Nothing was changed.", Do: "Try again in a while.", Details: err.Error(), Retryable: true,
		}
	case errors.Is(err, context.Canceled):
		return &Error{Kind: domain.Cancelled, Code: "cancelled", What: "This was stopped.", Details: err.Error()}
	default:
		return &Error{
			Kind: domain.OurFault, Code: "our_fault", What: "Something went wrong inside Tributary.",
			Means: "This is a defect of the program, not of your set-up.", Do: "Try again. If it stays, send the details to the makers.",
			Details: err.Error(), Retryable: true,
		}
	}
}

// details are the technical text of e and what else the chain says.
func details(e *domain.Error, err error) string {
	if e.Details != "" {
		return e.Details
	}
	return err.Error()
}
