// Package source is the contract between Tributary and the code that talks to
// one kind of service: the Connector. Each sub-package is one connector
// (declarative, spreadsheet, database); sourcetest is the conformance suite that
// every connector passes.
//
// A connector holds no state between calls except caches it may lose. All it
// needs to know comes in a Config; all it wants remembered goes out as a
// Checkpoint.
package source
