// Package logging sets the log up and names its fields. Everything else takes
// a Logger, scoped once per component:
//
//	log = log.WithField(logging.Component, "syncer")
//
// The message of an entry is constant; what varies goes into fields whose keys
// are the constants of this package. No token, no web address with its query, no
// body and no row value is ever logged on purpose; a Redactor takes out what
// slips through, as the second line of defence.
//
// The library behind it is named in this package only, so that replacing it is
// one change.
package logging
