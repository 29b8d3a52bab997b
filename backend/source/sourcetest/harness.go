package sourcetest

import (
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// Harness describes a connector to the suite.
type Harness struct {
	// New returns the connector with an environment of its own. It is called
	// for every check; what it starts it ends with t.Cleanup.
	New func(t *testing.T) Subject
}

// Subject is a connector and the small service it talks to. The service must
// hold enough records for at least two pages. Fields without "optional" are
// required.
type Subject struct {
	Connector source.Connector
	Config    source.Config // works
	DataType  string        // the data type that is read

	// Want are the identities of all records of DataType.
	Want []string
	// Identity returns the identity of a record.
	Identity func(domain.Record) string

	// Bad configurations and what Check must say to each. At least one.
	Bad []BadConfig

	// Repeats allows that one read brings a record more than once (optional;
	// overlapping pages are documented behaviour of some services).
	Repeats bool
	// Declared tells that fields come from a schema, so that some may be in no
	// record (optional). Otherwise each field must be found in some record.
	Declared bool
	// OnePage tells that the service cannot give pages (optional). Checks that
	// need several are then left out.
	OnePage bool
	// Settle releases what is allowed to outlive a read, such as idle
	// connections, before goroutines are counted (optional).
	Settle func()

	// The hooks alter the service and return the identity of the record they
	// touched (optional; the checks of changes need them). Change must alter a
	// field that is not the identity.
	Add, Change, Delete func(t testing.TB) string
}

// BadConfig is a configuration that does not work.
type BadConfig struct {
	Name   string
	Config source.Config
	Kind   domain.Kind
	Code   string // optional
}

// check is one promise of the contract.
type check struct {
	name string
	run  func(t testing.TB, s Subject)
}

func checks() []check {
	return []check{
		{"the form is stable and partitioned", checkSpec},
		{"a configuration prints redacted", checkConfigRedacted},
		{"a good configuration passes and is not altered", checkGood},
		{"a bad configuration is refused in words without secrets", checkBad},
		{"the data types are stable and well formed", checkDiscover},
		{"the fields are found in the records", checkFields},
		{"a full read brings every record once and is complete", checkFullRead},
		{"pages come one at a time from one goroutine", checkOneGoroutine},
		{"an error of yield stops the read and is returned", checkYieldError},
		{"a cancelled context stops the read", checkCancel},
		{"every checkpoint can be resumed", checkResume},
		{"a damaged checkpoint loses nothing", checkDamagedCheckpoint},
		{"a limited read ends early and is not complete", checkLimit},
		{"an unknown data type is an error of the set-up", checkUnknownDataType},
		{"without a change a changed-only read invents nothing", checkNoChange},
		{"an added record is brought", checkAdded},
		{"a changed record is brought", checkChanged},
		{"a deleted record is noticed", checkDeleted},
		{"reads at the same time do not disturb each other", checkConcurrent},
		{"no goroutine outlives a read", checkGoroutines},
	}
}

// Run runs every check as a subtest.
func Run(t *testing.T, h Harness) {
	t.Helper()
	for _, c := range checks() {
		t.Run(c.name, func(t *testing.T) {
			s := h.New(t)
			if s.Connector == nil || s.Identity == nil || s.DataType == "" || len(s.Want) == 0 || len(s.Bad) == 0 {
				t.Fatal("the harness misses a required field of Subject")
			}
			c.run(t, s)
		})
	}
}
