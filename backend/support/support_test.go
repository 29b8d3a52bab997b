package support_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/support"
)

func facts() support.Facts {
	return support.Facts{At: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC), Home: "/home/odile", Redact: func(s string) string { return strings.ReplaceAll(s, "hunter2", "[redacted]") }}
}

func texts(t *testing.T, f support.Facts) map[string]string {
	t.Helper()
	b, err := support.New(f)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range b.Files {
		all[file.Name] = string(file.Content)
	}
	return all
}

func TestWhatMayBeOfARecordIsLeftOut(t *testing.T) {
	run := func(kind domain.Kind, detail string) support.Facts {
		f := facts()
		f.Runs = []domain.Run{{ID: "1", Result: domain.RunFailed, ErrorKind: kind, ErrorDetail: detail}}
		return f
	}
	log := func(line string) support.Facts {
		f := facts()
		f.Log = []byte(line)
		return f
	}
	setUp := facts()
	setUp.SetUp = []byte("address_book: [odile@shop.example]\nsettings: {path: /home/odile/exports}\n")
	cases := map[string]struct {
		facts             support.Facts
		file, gone, stays string
	}{
		"a service's answer":         {run(domain.ServiceDown, "HTTP 200 Odile"), "runs.jsonl", "Odile", "service_down"},
		"a value in a database's":    {run(domain.OurFault, `invalid input syntax for type numeric: "Odile" (22P02)`), "runs.jsonl", "Odile", "22P02"},
		"the stack of a defect":      {run(domain.OurFault, "index out of range\nmain.go:12"), "runs.jsonl", "Odile", "main.go:12"},
		"a value in the log":         {log(`level=error error="invalid syntax: \"Odile\" (22P02)"`), "tributary.log", "Odile", "22P02"},
		"what was done, in the log":  {log(`level=info msg="Run ended" table="Customers"`), "tributary.log", "Odile", "Run ended"},
		"a secret in the log":        {log("error=hunter2 x"), "tributary.log", "hunter2", "error="},
		"addresses of mail":          {setUp, "set-up.yaml", "odile@", "(address)"},
		"the name of the person":     {setUp, "set-up.yaml", "/home/odile", "~/exports"},
		"a mail address in the log":  {log("no such user odile.b+x@shop.example."), "tributary.log", "odile", "no such user"},
		"no record errors are there": {facts(), "record-errors.txt", "Odile", "none"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := texts(t, c.facts)[c.file]
			if strings.Contains(got, c.gone) || !strings.Contains(got, c.stays) {
				t.Errorf("%s holds %q; want %q gone and %q to stay", c.file, got, c.gone, c.stays)
			}
		})
	}
}

func TestABundleIsBounded(t *testing.T) {
	f := facts()
	line := strings.Repeat("x", 99) + "\n"
	f.Log = bytes.Repeat([]byte(line), support.MaxFileBytes/50)
	log := texts(t, f)["tributary.log"]
	if len(log) > support.MaxFileBytes || len(log) < support.MaxFileBytes-len(line) || !strings.HasPrefix(log, line) || !strings.HasSuffix(log, line) {
		t.Errorf("%d bytes of log, beginning %.120q", len(log), log)
	}
}

func TestHowManyRecordsFailedIsCounted(t *testing.T) {
	f := facts()
	f.Integrations = map[domain.IntegrationID]string{"a": "Shop"}
	f.OpenErrors = map[domain.IntegrationID]map[domain.RecordErrorCode]int64{"a": {domain.NotDate: 12}}
	got := strings.Join(strings.Fields(texts(t, f)["record-errors.txt"]), " ")
	if got != "12 not_a_date Shop" {
		t.Errorf("got %q", got)
	}
}
