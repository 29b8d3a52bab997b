package queue

import (
	"context"
	"errors"
	"log/slog" //nolint:depguard // River speaks slog; it is turned into reports here
	"strings"
)

// newLogger hands River's warnings to report.
func newLogger(report func(error)) *slog.Logger { return slog.New(handler{report: report}) }

type handler struct {
	report func(error)
	attrs  string
}

// Enabled keeps what is no warning out.
func (handler) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

// Handle reports one record.
func (h handler) Handle(_ context.Context, r slog.Record) error {
	var text strings.Builder
	text.WriteString(r.Message)
	text.WriteString(h.attrs)
	r.Attrs(func(a slog.Attr) bool {
		text.WriteString(" " + a.String())
		return true
	})
	h.report(errors.New(text.String()))
	return nil
}

// WithAttrs returns a handler that adds attributes.
func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	for _, a := range attrs {
		h.attrs += " " + a.String()
	}
	return h
}

// WithGroup changes nothing: groups would only lengthen the text.
func (h handler) WithGroup(string) slog.Handler { return h }
