package expr_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tributary/backend/expr"
)

// goldenDates holds what the reference runner answered: nil stands for an error.
type goldenDates struct {
	Parse    [][]*string `json:"parse"`    // value, format, ISO result
	Format   [][]string  `json:"format"`   // ISO time, format, text
	Duration [][]*string `json:"duration"` // text, printed, added to and taken from 2024-01-31T10:00Z
}

func readDates(t *testing.T) goldenDates {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "dates.json"))
	if err != nil {
		t.Fatal(err)
	}
	var g goldenDates
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// isoText is Python's isoformat(): the fraction is there only when it is not zero.
func isoText(t time.Time) string {
	layout := "2006-01-02T15:04:05.000000-07:00"
	if t.Nanosecond() == 0 {
		layout = "2006-01-02T15:04:05-07:00"
	}
	if _, offset := t.Zone(); offset%60 != 0 {
		layout += ":00"
	}
	return t.Format(layout)
}

func TestDatesParseAsInTheReferenceRunner(t *testing.T) {
	for _, c := range readDates(t).Parse {
		value, format, want := *c[0], *c[1], c[2]
		got, err := expr.ParseDate(value, format)
		switch {
		case want == nil && err == nil:
			t.Errorf("ParseDate(%q, %q) = %s, want an error", value, format, isoText(got))
		case want != nil && (err != nil || isoText(got) != *want):
			t.Errorf("ParseDate(%q, %q) = %s, %v, want %s", value, format, isoText(got), err, *want)
		}
	}
}

func TestDatesPrintAsInTheReferenceRunner(t *testing.T) {
	for _, c := range readDates(t).Format {
		at, err := time.Parse(time.RFC3339Nano, c[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := expr.FormatDate(at, c[1]); got != c[2] {
			t.Errorf("FormatDate(%s, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestDurationsCountCalendarMonthsAndYears(t *testing.T) {
	from := time.Date(2024, 1, 31, 10, 0, 0, 0, time.UTC)
	for _, c := range readDates(t).Duration {
		d, err := expr.ParseDuration(*c[0])
		if c[1] == nil {
			if err == nil {
				t.Errorf("ParseDuration(%q) = %s, want an error", *c[0], d)
			}
			continue
		}
		if err != nil || d.String() != *c[1] {
			t.Errorf("ParseDuration(%q) = %s, %v, want %s", *c[0], d, err, *c[1])
		}
		if got := isoText(d.AddTo(from)); got != *c[2] {
			t.Errorf("%s added = %s, want %s", *c[0], got, *c[2])
		}
		if got := isoText(d.SubtractFrom(from)); got != *c[3] {
			t.Errorf("%s subtracted = %s, want %s", *c[0], got, *c[3])
		}
	}
}

func TestDurationIsZero(t *testing.T) {
	for text, want := range map[string]bool{"P0D": true, "PT0S": true, "P0Y": true, "P1D": false, "P1M": false} {
		if d, err := expr.ParseDuration(text); err != nil || d.IsZero() != want {
			t.Errorf("ParseDuration(%q).IsZero() = %v, %v, want %v", text, d.IsZero(), err, want)
		}
	}
}
