package domain

import "time"

// NoticeKind is which change of state a notice tells of. The set is closed.
type NoticeKind string

// The kinds of notices.
const (
	NoticeWarning   NoticeKind = "warning"   // half of the error budget is used up
	NoticeDisabled  NoticeKind = "disabled"  // the error budget is used up
	NoticeReminder  NoticeKind = "reminder"  // still disabled, after so many days
	NoticeSignIn    NoticeKind = "sign_in"   // an authorization is no longer accepted
	NoticeDecision  NoticeKind = "decision"  // the mass-change guard asks
	NoticeRecovered NoticeKind = "recovered" // a good run after one of the above
)

// Notice is one change of state of an integration, as the person is told of it: by a
// bubble on the desktop and by mail. Its words are plain English.
type Notice struct {
	ID          NoticeID
	Kind        NoticeKind
	Integration IntegrationID
	Name        string // of the integration at that time
	At          time.Time
	Since       time.Time     // since when it stands still, or fails
	Cause       string        // in words, with numbers
	Errors      []CommonError // the three commonest
	DisableAt   time.Time     // of a warning: at the present rate; zero: not known
	Days        int           // of a reminder
	Waiting     []string      // of a sign-in: further integrations that wait for it
	Addresses   []string      // who is written to
	MailAt      time.Time     // not mailed yet: when it may be at the earliest; zero: nothing left to mail
	ShownAt     time.Time     // zero: no bubble yet
}

// CommonError is one reason of failures with how often it happened.
type CommonError struct {
	Words string
	Count int64
}

// Tidings are notices and the mails that carry them. They are stored together with the
// change of state they tell of, or not at all.
type Tidings struct {
	Notices []Notice
	Mails   []Mail
}
