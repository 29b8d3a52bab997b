package domain

// Finding is one thing that was looked at about the health of the program: what doctor
// prints and the window warns of. Its words are plain English.
type Finding struct {
	Code     string // stable: "disk", "keychain"
	Title    string // "Disk space"
	Severity Severity
	Words    string // what was found, and what it means
	Do       string // what to do; "" when there is nothing
	Page     string // of the window where that is done; ""
}

// Severity is how much a finding matters.
type Severity string

// The severities.
const (
	Fine    Severity = "fine"
	Remark  Severity = "remark"  // worth knowing, nothing is wrong
	Warning Severity = "warning" // something does not work as it should
	Problem Severity = "problem" // something will be lost or is not done
)
