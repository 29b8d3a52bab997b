// Package sourcetest is the conformance suite of source.Connector: what the
// contract promises, as checks. Every connector joins it by describing itself
// in a Harness:
//
//	func TestConformance(t *testing.T) {
//		sourcetest.Run(t, sourcetest.Harness{New: func(t *testing.T) sourcetest.Subject { … }})
//	}
//
// The suite knows nothing of the service behind a connector: the harness makes
// one (a folder, a local server) with known records, and the hooks that change
// them. Run it with -race: some promises are about concurrency.
package sourcetest
