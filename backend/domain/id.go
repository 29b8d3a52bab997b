package domain

import (
	"crypto/rand"
	"encoding/base32"
	"strings"
)

// IDs are opaque, unique in all data directories, and safe in file names and
// addresses. The zero value of each means "not saved yet".
type (
	// AuthorizationID names one stored authorization.
	AuthorizationID string
	// ConfigurationID names one source configuration.
	ConfigurationID string
	// TransferID names one data transfer.
	TransferID string
	// IntegrationID names one integration.
	IntegrationID string
	// RunID names one run of an integration.
	RunID string
	// RecordErrorID names one record error.
	RecordErrorID string
	// NoticeID names one notice.
	NoticeID string
	// MailID names one mail of the outbox.
	MailID string
	// SourceID names an integration source: a catalog id ("woocommerce",
	// "spreadsheet") or "manifest:" and the id of a loaded manifest file.
	SourceID string
)

// NewID returns a new random identifier of 26 lower-case letters and digits
// (128 bits).
func NewID[T ~string]() T {
	var raw [16]byte
	if _, err := rand.Read(raw[:]); err != nil {
		panic(err) // crypto/rand never fails on supported systems (it aborts the program itself)
	}
	return T(strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:])))
}
