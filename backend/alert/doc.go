// Package alert decides which change of state deserves which notice, writes the words of
// bubbles and mails, and sees to it that they arrive.
//
// What is told (decide.go, pure): one notice per change of state. A warning at half of the
// error budget, the disabling, reminders while it lasts, a sign-in or a decision that is
// needed, and one recovery after any of these.
//
// What is written (letter.go, render.go): the facts of a notice as a bubble and as a mail in
// plain text and HTML, in the language of the person.
//
// How it arrives: a notice and its mails are stored in one transaction with the change of
// state (OfState) or by themselves (Ran, reminders). Serve then shows bubbles, outside the
// hours in which nobody is to be disturbed, and delivers the outbox: each mail with back-off
// until a server has taken it, for three days at most. Except for a disabling, an
// integration gets one mail an hour; what comes in between is collected into the next one.
// A bubble goes when its trouble is over (standing.go).
package alert
