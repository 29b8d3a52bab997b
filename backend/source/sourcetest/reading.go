package sourcetest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
)

// limit ends a connector that hangs; every check is far quicker.
const limit = 30 * time.Second

// reading is what one read brought.
type reading struct {
	pages   []domain.Page
	outcome domain.ReadOutcome
	err     error
}

// read reads with a time limit. each may be nil.
func read(ctx context.Context, s Subject, request domain.ReadRequest, each func(i int, p domain.Page) error) reading {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if request.DataType == "" {
		request.DataType = s.DataType
	}
	var r reading
	r.outcome, r.err = s.Connector.Read(ctx, s.Config, request, func(p domain.Page) error {
		i := len(r.pages)
		r.pages = append(r.pages, p)
		if each != nil {
			return each(i, p)
		}
		return nil
	})
	return r
}

// readAll is a full read that must succeed.
func readAll(t testing.TB, s Subject) reading {
	t.Helper()
	r := read(t.Context(), s, domain.ReadRequest{Mode: domain.FullRead}, nil)
	if r.err != nil {
		t.Fatalf("full read: %v", r.err)
	}
	return r
}

// identities returns the identity of every record, in order.
func (r reading) identities(s Subject) []string {
	var all []string
	for _, page := range r.pages {
		for _, record := range page.Records {
			all = append(all, s.Identity(record))
		}
	}
	return all
}

// checkpoint returns what a caller would have stored at the end.
func (r reading) checkpoint() domain.Checkpoint {
	var last domain.Checkpoint
	for _, page := range r.pages {
		if page.Checkpoint != nil {
			last = page.Checkpoint
		}
	}
	return last
}

// find returns the last version of a record.
func (r reading) find(s Subject, identity string) (domain.Record, bool) {
	for _, page := range slices.Backward(r.pages) {
		for _, record := range slices.Backward(page.Records) {
			if s.Identity(record) == identity {
				return record, true
			}
		}
	}
	return nil, false
}

// wantSet compares without regard to order; repeats are allowed when the
// subject says so.
func wantSet(t testing.TB, s Subject, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if s.Repeats {
		got, want = slices.Compact(got), slices.Compact(want)
	}
	if !slices.Equal(got, want) {
		t.Errorf("identities: missing %v, not expected %v (got %d, want %d)",
			sample(without(want, got)), sample(without(got, want)), len(got), len(want))
	}
}

// without returns the elements of a that b lacks, counting repeats.
func without(a, b []string) []string {
	count := map[string]int{}
	for _, x := range b {
		count[x]++
	}
	var rest []string
	for _, x := range a {
		if count[x] > 0 {
			count[x]--
			continue
		}
		rest = append(rest, x)
	}
	return rest
}

func sample(all []string) []string {
	if len(all) > 5 {
		return append(slices.Clone(all[:5]), "…")
	}
	return all
}

// manyPages leaves the check when the subject has one page by nature, and fails
// it when the harness has too few records.
func manyPages(t testing.TB, s Subject, pages int) bool {
	t.Helper()
	if s.OnePage {
		return false
	}
	if pages < 2 {
		t.Fatalf("the read has %d page(s): the harness needs more records or smaller pages", pages)
	}
	return true
}

// wantTold checks that err is one a person can act on, and holds no secret.
func wantTold(t testing.TB, err error, kind domain.Kind, code string, secrets []string) {
	t.Helper()
	var told *domain.Error
	if !errors.As(err, &told) {
		t.Errorf("error is %T (%v); want a *domain.Error", err, err)
		return
	}
	if kind != "" && told.Kind != kind {
		t.Errorf("kind is %s; want %s (%v)", told.Kind, kind, err)
	}
	if code != "" && told.Code != code {
		t.Errorf("code is %s; want %s (%v)", told.Code, code, err)
	}
	if told.Code == "" || told.What == "" || told.Do == "" {
		t.Errorf("error lacks its code or words: %+v", *told)
	}
	if len(told.Details) > 4<<10 {
		t.Errorf("details have %d bytes; want at most 4 kB", len(told.Details))
	}
	texts := strings.Join([]string{err.Error(), told.What, told.Means, told.Do, told.Details}, "\n")
	for _, secret := range secrets {
		if strings.Contains(texts, secret) {
			t.Errorf("the error shows a secret value: %s", strings.ReplaceAll(texts, secret, "<SECRET>"))
		}
	}
}
