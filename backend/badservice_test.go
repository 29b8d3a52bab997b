package backend_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tributary/backend/clock"
	"tributary/backend/project"
)

// text answers with a status and a body.
func text(status int, kind, body string) func(w http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body)) // a reader that went away is its own affair
	}
}

func nested(levels int) string {
	return strings.Repeat(`{"a":`, levels) + "1" + strings.Repeat("}", levels)
}

func TestABadAnswerEndsTheRunWithItsReasonAndLosesNothing(t *testing.T) {
	record := `{"customers":[{"id":11,"name":"x","extra":%s}]}`
	cases := map[string]struct {
		answer     func(w http.ResponseWriter)
		kind, code string
	}{
		"wrong key":               {text(401, "application/json", `{"message":"no"}`), "sign_in", "wrong_key"},
		"missing permission":      {text(403, "application/json", `{"message":"no"}`), "not_allowed", "not_allowed"},
		"service down":            {text(503, "text/html", `<html>Back soon</html>`), "service_down", "service_down"},
		"too many requests":       {text(429, "text/plain", "slow down"), "rate_limited", "rate_limited"},
		"gone":                    {text(404, "application/json", `{}`), "set_up", "not_found"},
		"a page instead of data":  {text(200, "text/html", `<!DOCTYPE html><html><body>Please log in</body></html>`), "service_down", "not_json"},
		"cut JSON":                {text(200, "application/json", `{"customers":[{"id":11,"name":"Custo`), "service_down", "not_json"},
		"JSON and something more": {text(200, "application/json", `{"customers":[]} <!-- served by cache -->`), "service_down", "not_json"},
		"nothing at all":          {text(200, "application/json", ``), "service_down", "empty_answer"},
		"nested 10,000 deep":      {text(200, "application/json", fmt.Sprintf(record, nested(10_000))), "service_down", "too_deep"},
		"cut connection": {func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(`{"customers":[`)) // the rest never comes
		}, "service_down", "connection_lost"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, s := synced(t, 25)
			before := p.kept()
			s.onSecondPage(c.answer)
			r := p.sync()
			if r.Result != "failed" || r.ErrorKind != c.kind || r.ErrorCode != c.code || r.Message == "" {
				t.Errorf("the run ended %s, %s, %s: %q; want failed, %s, %s and words", r.Result, r.ErrorKind, r.ErrorCode, r.Message, c.kind, c.code)
			}
			p.same(before)
			s.answers(nil)
			s.rename(14, "New name")
			if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Created != 0 || r.DataTypes[0].Deleted != 0 {
				t.Errorf("the next good run: %+v; want one row updated", r.DataTypes[0])
			}
			p.must("doctor")
		})
	}
}

func TestAServiceThatDoesNotRunEndsTheRunWithItsReason(t *testing.T) {
	t.Parallel()
	p, s := synced(t, 25)
	before := p.kept()
	s.Close()
	r := p.sync()
	if r.Result != "failed" || r.ErrorKind != "service_down" || r.ErrorCode != "connection_lost" || !strings.Contains(r.Message, "connection") {
		t.Errorf("the run: %+v", r)
	}
	p.same(before)
}

func TestOddRecordsDoNotStopTheOthers(t *testing.T) {
	cases := map[string]struct {
		record string // in place of number 11
		code   string // of the record error; none: it becomes a row
	}{
		"a field of 10 MB":    {`{"id":11,"name":"` + strings.Repeat("x", 10<<20) + `"}`, ""},
		"a field of 17 MB":    {`{"id":11,"name":"` + strings.Repeat("x", 17<<20) + `"}`, "too_long"},
		"nested 100 deep":     {`{"id":11,"name":"deep","extra":` + nested(100) + `}`, "too_deep"},
		"a name twice":        {`{"id":11,"name":"first","name":"second"}`, ""},
		"no primary key":      {`{"name":"nobody"}`, "key_missing"},
		"empty primary key":   {`{"id":"","name":"nobody"}`, "key_missing"},
		"null primary key":    {`{"id":null,"name":"nobody"}`, "key_missing"},
		"text for a number":   {`{"id":"eleven","name":"nobody"}`, "not_an_integer"},
		"an object for text":  {`{"id":11,"name":{"first":"A"}}`, "not_text"},
		"a number too large":  {`{"id":123456789012345678901234567890,"name":"x"}`, "not_an_integer"},
		"half a surrogate":    {`{"id":11,"name":"a\ud800b"}`, ""},
		"a zero byte in text": {`{"id":11,"name":"a\u0000b"}`, "not_text"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, s := synced(t, 10)
			s.onSecondPage(text(200, "application/json", `{"customers":[`+c.record+`,{"id":12,"name":"Customer 12"}]}`))
			r := p.sync()
			want := "warning"
			if c.code == "" {
				want = "ok"
			}
			if r.Result != want {
				t.Fatalf("the run ended %s (%s %s %s), want %s", r.Result, r.ErrorCode, r.Message, r.Details, want)
			}
			open := p.errors()
			if c.code == "" && len(open) != 0 || c.code != "" && (len(open) != 1 || open[0].Code != c.code || open[0].Message == "") {
				t.Errorf("the record errors are %.500v, want %q", open, c.code)
			}
			rows := p.rows("Customers")
			if wanted := map[bool]int{true: 12, false: 11}[c.code == ""]; len(rows) != wanted {
				t.Errorf("%d rows, want %d", len(rows), wanted)
			}
			last := rows[len(rows)-1]
			if last["Name"] != "Customer 12" {
				t.Errorf("the record after it did not become a row: %.300v", last)
			}
			p.must("doctor")
		})
	}
}

func TestOddRecordsArriveWhole(t *testing.T) {
	large := strings.Repeat("é", 5<<20)
	for name, c := range map[string]struct{ record, want string }{
		"of a name twice the later one": {`{"id":11,"name":"first","name":"second"}`, "second"},
		"a field of 10 MB":              {`{"id":11,"name":"` + large + `"}`, large},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, s := synced(t, 10)
			s.onSecondPage(text(200, "application/json", `{"customers":[`+c.record+`]}`))
			p.good()
			if got := p.rows("Customers")[10]["Name"]; got != c.want {
				t.Errorf("the row has %.50v, want %.50s", got, c.want)
			}
		})
	}
}

func TestAllRecordsGoneIsDoubted(t *testing.T) {
	t.Parallel()
	p, s := synced(t, 25)
	before := p.rows("Customers")
	s.answers(func(w http.ResponseWriter, _ int) { writeRecords(w, nil) })
	r := p.sync()
	if r.Result != "warning" || r.DataTypes[0].Deleted != 0 || len(r.DataTypes[0].Warnings) == 0 {
		t.Errorf("the run: %+v; want a warning and no deletion", r)
	}
	if after := p.rows("Customers"); len(after) != len(before) {
		t.Errorf("%d rows, want %d", len(after), len(before))
	}
}

func TestMappingToADeletedField(t *testing.T) {
	t.Parallel()
	p, s := synced(t, 25)
	before := p.kept()
	if err := project.New(p.database(), clock.System{}).DropField(t.Context(), "Customers", "Name"); err != nil {
		t.Fatal(err)
	}
	r := p.sync()
	if r.Result != "failed" || r.ErrorKind != "set_up" || !strings.Contains(r.Message, "Name") {
		t.Errorf("the run: %+v; want a failure that names the field", r)
	}
	after := p.kept()
	before["rows"], after["rows"] = nil, nil // a field less
	s.rename(0, "unseen")
	if len(after["links"]) != 25 || strings.Join(after["history"], "") != strings.Join(before["history"], "") {
		t.Errorf("the project changed: %v", after)
	}
}

func TestAppliedAndSyncedTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	p, s := synced(t, 250)
	if out := p.must("apply", p.write("set-up.yaml", shopSetup(s.URL, shopKey))); !strings.Contains(out, "nothing to do") {
		t.Errorf("apply again: %s", out)
	}
	if out := p.must("apply", "--json", p.write("set-up.yaml", shopSetup(s.URL, shopKey))); out != "" {
		t.Errorf("apply again: %s", out)
	}
	before := p.kept()
	delete(before, "progress") // when the last complete read was
	for _, options := range [][]string{nil, {"--full"}} {
		r := p.good(options...)
		if d := r.DataTypes[0]; d.Created+d.Updated+d.Deleted != 0 || d.Unchanged != 250 {
			t.Errorf("sync %v again: %+v", options, d)
		}
		after := p.kept()
		delete(after, "progress")
		if strings.Join(before["links"], "\n") != strings.Join(after["links"], "\n") || strings.Join(before["rows"], "\n") != strings.Join(after["rows"], "\n") ||
			len(after["history"]) != len(before["history"]) {
			t.Errorf("sync %v again changed the project", options)
		}
	}
}
