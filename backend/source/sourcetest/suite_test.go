package sourcetest

import (
	"runtime"
	"strings"
	"testing"
)

func TestAFaultlessConnectorPasses(t *testing.T) {
	Run(t, Harness{New: func(t *testing.T) Subject { return memorySubject(t, "") }})
}

// recorder is a testing.TB that only notes whether it failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Error(...any)          { r.failed = true }
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Fatal(...any)          { r.failed = true; runtime.Goexit() }
func (r *recorder) Fatalf(string, ...any) { r.failed = true; runtime.Goexit() }

// fails tells whether a connector with the fault fails the check.
func fails(t *testing.T, c check, fault string) bool {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() { // Goexit ends a goroutine, not the test
		defer close(done)
		c.run(r, memorySubject(t, fault))
	}()
	<-done
	return r.failed
}

func TestEachFaultIsCaught(t *testing.T) {
	cases := map[string]string{ // fault: part of the name of the check that must fail
		"secret in settings":   "partitioned",
		"unstable form":        "partitioned",
		"alters configuration": "not altered",
		"accepts all":          "bad configuration",
		"plain error":          "bad configuration",
		"tells secret":         "bad configuration",
		"same name twice":      "well formed",
		"imagined field":       "fields are found",
		"any data type":        "unknown data type",
		"leaks":                "outlives",
		"trusts checkpoint":    "damaged checkpoint",
		"misses changes":       "changed record",
		"no tombstones":        "deleted record",
		"changes are complete": "invents nothing",
		"yields at once":       "one goroutine",
		"ignores cancel":       "cancelled",
		"ignores yield":        "error of yield",
		"ignores limit":        "limited",
		"limited is complete":  "limited",
		"never complete":       "full read",
		"loses a record":       "full read",
		"float":                "full read",
		"checkpoint ahead":     "checkpoint can be resumed",
	}
	for fault, want := range cases {
		t.Run(fault, func(t *testing.T) {
			for _, c := range checks() {
				if strings.Contains(c.name, want) && fails(t, c, fault) {
					return
				}
			}
			t.Errorf("no check %q fails", want)
		})
	}
}
