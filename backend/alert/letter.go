package alert

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"tributary/backend/domain"
)

// letter is a notice in words, in the language of the person.
type letter struct {
	Subject string
	Lead    []string // paragraphs: what stopped, since when, why
	Errors  []domain.CommonError
	Do      string // what to do; "" when there is nothing
	Page    string // of the window
	Urgent  bool
	About   domain.IntegrationID
}

// write says what a notice tells.
func write(n domain.Notice, local *time.Location, say func(string) string) letter {
	l := letter{Page: "/integrations/" + string(n.Integration), Errors: n.Errors, About: n.Integration}
	since := pointInTime(n.Since, local)
	switch n.Kind {
	case domain.NoticeWarning:
		l.Subject = fmt.Sprintf("“%s” may soon be disabled", n.Name)
		l.Lead = []string{n.Cause, "If this goes on, it will be disabled."}
		if !n.DisableAt.IsZero() {
			l.Lead[1] = fmt.Sprintf("At the present rate it will be disabled around %s.", pointInTime(n.DisableAt, local))
		}
		l.Do = "Open the integration and correct the cause. One good run sets the count of failed runs back."
	case domain.NoticeDisabled:
		l.Subject, l.Urgent = fmt.Sprintf("“%s” was disabled", n.Name), true
		l.Lead = []string{
			fmt.Sprintf("Because of a large number of errors, “%s” has been off since %s.", n.Name, since), n.Cause,
			"Your project stays as it is. What changes at the service in the meantime is fetched once the integration is on again.",
		}
		l.Do = "Correct the cause, then open the integration and choose “Activate”."
	case domain.NoticeReminder:
		l.Subject, l.Urgent = fmt.Sprintf("“%s” has been off for %d days", n.Name, n.Days), true
		l.Lead = []string{fmt.Sprintf("Because of a large number of errors, “%s” has been off since %s.", n.Name, since), n.Cause}
		l.Do = "Correct the cause, then open the integration and choose “Activate”."
	case domain.NoticeSignIn:
		l.Subject, l.Urgent = fmt.Sprintf("“%s” needs you to sign in", n.Name), true
		l.Lead = []string{n.Cause}
		if len(n.Waiting) > 0 {
			l.Lead = append(l.Lead, fmt.Sprintf("These wait for it too: %s.", strings.Join(n.Waiting, ", ")))
		}
		l.Do = "Open the authorizations and sign in again, or enter a new key. Everything then goes on by itself, and no change is lost."
		l.Page = "/configuration/authorizations"
	case domain.NoticeDecision:
		l.Subject, l.Urgent = fmt.Sprintf("“%s” needs your decision", n.Name), true
		l.Lead = []string{n.Cause}
		l.Do = "Open the integration and allow the changes once, or keep the rows as they are."
	case domain.NoticeRecovered:
		l.Subject = fmt.Sprintf("“%s” works again", n.Name)
		l.Lead = []string{fmt.Sprintf("The run of %s ended well. What changed in the meantime was fetched.", pointInTime(n.At, local))}
	}
	return l.spoken(say)
}

// spoken says the letter in the language of the person.
func (l letter) spoken(say func(string) string) letter {
	l.Subject, l.Do = say(l.Subject), say(l.Do)
	var lead []string
	for _, p := range l.Lead {
		if p != "" {
			lead = append(lead, say(p))
		}
	}
	errors := make([]domain.CommonError, len(l.Errors))
	for i, e := range l.Errors {
		errors[i] = domain.CommonError{Words: say(e.Words), Count: e.Count}
	}
	l.Lead, l.Errors = lead, errors
	return l
}

// bubble is the short form of the letter.
func (l letter) bubble() Bubble {
	const most = 240 // longer texts are cut by the desktops, each at another place
	body := ""
	for i, p := range l.Lead {
		if i > 0 && utf8.RuneCountInString(body)+utf8.RuneCountInString(p) >= most {
			break
		}
		body = strings.TrimSpace(body + " " + p)
	}
	if letters := []rune(body); len(letters) > most {
		body = string(letters[:most-1]) + "…"
	}
	return Bubble{Title: l.Subject, Body: body, Page: l.Page, Urgent: l.Urgent, About: string(l.About)}
}
