package auth

import (
	_ "embed" // page.html
	"errors"
	"html/template"
	"io"
	"log/slog" //nolint:depguard // net/http knows no other log; nothing is written
	"net/http"
	"strings"

	"tributary/backend/domain"
)

// shown is a page at the end of a sign-in, in English.
type shown struct {
	good              bool
	title, text, todo string
}

// strangePage answers what belongs to no sign-in. It says nothing about those there are.
func strangePage() shown {
	return shown{
		title: "This answer belongs to no sign-in.", text: "It was used already, or came from somewhere else. Nothing was changed.",
		todo: "Go back to Tributary and begin again.",
	}
}

func outcomePage(service string, p domain.SignInProgress) shown {
	switch p.State {
	case domain.SignInDone:
		return shown{good: true, title: "You are signed in.", text: "Tributary may now read from " + service + ".", todo: "You can close this page and go back to Tributary."}
	case domain.SignInCancelled, domain.SignInTimedOut:
		return shown{title: "This sign-in was stopped.", text: "Nothing was changed.", todo: "You can close this page and go back to Tributary."}
	case domain.SignInWaiting, domain.SignInFinishing, domain.SignInFailed, domain.SignInDenied:
	}
	page := shown{title: "The sign-in did not work.", todo: "You can close this page and go back to Tributary."}
	var e *domain.Error
	if errors.As(p.Err, &e) {
		page.title, page.text = e.What, e.Means
	}
	return page
}

// pageText needs nothing from anywhere: the page must also read well without a network.
//
//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText)) //nolint:gochecknoglobals // parsed once, never changed

// page writes a page. The address of the request holds the code: no page may refer on,
// and nothing is kept.
func (f *Flows) page(w http.ResponseWriter, status int, s shown) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	h.Set("Connection", "close")
	w.WriteHeader(status)
	var page strings.Builder
	err := pageTemplate.Execute(&page, struct {
		Language, Title, Text, Todo, Foot string
		Good                              bool
	}{f.opts.Language(), f.opts.Say(s.title), f.opts.Say(s.text), f.opts.Say(s.todo), f.opts.Say("This page comes from Tributary on this computer."), s.good})
	if err != nil {
		return
	}
	_, _ = io.WriteString(w, page.String()) // a browser that has gone is no error
}

// silent keeps a server from logging: what strangers send to a door is not worth a line.
func silent(s *http.Server) { s.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) }
