package support

import (
	"time"

	"tributary/backend/domain"
)

// Facts are what a bundle is made of. All are required except Log.
type Facts struct {
	At      time.Time
	Version string
	System  string // operating system and processor
	Home    string // the person's home folder, "" where it is not known
	// Places are where the data rests, and how large it is.
	Places   []Fact
	Findings []domain.Finding
	// SetUp is the set-up file without secrets.
	SetUp []byte
	// Integrations are the names by id.
	Integrations map[domain.IntegrationID]string
	Runs         []domain.Run // the newest first
	// Requests are what services were asked in those runs, where that is kept.
	Requests map[domain.RunID]domain.Exchanges
	// OpenErrors counts the record errors of each integration by code.
	OpenErrors map[domain.IntegrationID]map[domain.RecordErrorCode]int64
	Log        []byte
	// Redact takes secrets out of a text.
	Redact func(text string) string
}

// Fact is one line about the program.
type Fact struct{ Name, Value string }
