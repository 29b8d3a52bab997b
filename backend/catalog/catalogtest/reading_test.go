package catalogtest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/catalog"
	"tributary/backend/catalog/catalogtest"
	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// hurried is a clock on which every wait is over at once, so that no test sleeps.
type hurried struct {
	mu  sync.Mutex // guards now
	now time.Time
}

var _ clock.Clock = (*hurried)(nil)

func (h *hurried) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hurried) Sleep(ctx context.Context, d time.Duration) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
	return ctx.Err()
}

func (h *hurried) NewTimer(d time.Duration) clock.Timer { return clock.System{}.NewTimer(min(d, 0)) }

// setUp starts the server of a source and its connector.
func setUp(t *testing.T, s catalog.Source) (*catalogtest.Server, *declarative.Connector) {
	t.Helper()
	m, problems := manifest.Validate(s.Manifest)
	if manifest.Blocks(problems) {
		t.Fatalf("manifest does not run: %v", problems)
	}
	c, err := declarative.New(m, declarative.Options{
		Service: s.Name, Strict: true, Clock: &hurried{now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return catalogtest.Serve(t, s.ID), c
}

// reading is what a read brought.
type reading struct {
	records    map[string]map[string]any // by key
	count      int                       // with repetitions
	checkpoint domain.Checkpoint
	outcome    domain.ReadOutcome
}

func read(t *testing.T, c *declarative.Connector, s *catalogtest.Server, key []string, request domain.ReadRequest) (reading, error) {
	t.Helper()
	out := reading{records: map[string]map[string]any{}, checkpoint: request.Checkpoint}
	outcome, err := c.Read(t.Context(), source.Config(s.Config().Merged()), request, func(p domain.Page) error {
		for _, r := range p.Records {
			plain := asJSON(t, r)
			out.records[keyOf(plain, key)] = plain
			out.count++
		}
		if p.Checkpoint != nil {
			out.checkpoint = p.Checkpoint
		}
		return nil
	})
	out.outcome = outcome
	return out, err
}

func asJSON(t *testing.T, value any) map[string]any {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func keyOf(record map[string]any, key []string) string {
	parts := make([]string, len(key))
	for i, field := range key {
		parts[i] = fmt.Sprint(record[field])
	}
	return strings.Join(parts, "/")
}

// keys gives the key of each data type of a manifest.
func keys(t *testing.T, s catalog.Source) map[string][]string {
	t.Helper()
	m, _ := manifest.Validate(s.Manifest)
	out := map[string][]string{}
	c, err := declarative.New(m, declarative.Options{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	types, err := c.Discover(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range types {
		for _, path := range d.PrimaryKey {
			out[d.Name] = append(out[d.Name], path.String())
		}
	}
	return out
}

// forEach runs a check on every data type of every source with a manifest.
func forEach(t *testing.T, check func(t *testing.T, s catalog.Source, d catalog.DataType, key []string)) {
	t.Helper()
	for _, s := range catalog.All() {
		if s.Manifest == nil {
			continue
		}
		key := keys(t, s)
		for _, d := range s.DataTypes {
			t.Run(s.ID+"/"+d.Name, func(t *testing.T) {
				t.Parallel()
				check(t, s, d, key[d.Name])
			})
		}
	}
}

func TestAFullReadBringsEveryRecordAsTheServiceHoldsIt(t *testing.T) {
	forEach(t, func(t *testing.T, source catalog.Source, d catalog.DataType, key []string) {
		s, c := setUp(t, source)
		got, err := read(t, c, s, key, domain.ReadRequest{DataType: d.Name, Mode: domain.FullRead})
		if err != nil {
			t.Fatal(err)
		}
		want := truth(s, d.Name, key)
		if diff := cmp.Diff(want, got.records); diff != "" {
			t.Errorf("records differ (-service +read):\n%.2000s", diff)
		}
		if got.count != len(want) {
			t.Errorf("%d records were read, want %d", got.count, len(want))
		}
		if !got.outcome.Complete {
			t.Errorf("the read does not count as complete: %+v", got.outcome)
		}
	})
}

func truth(s *catalogtest.Server, dataType string, key []string) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, r := range s.Records(dataType) {
		out[keyOf(r, key)] = r
	}
	return out
}

func TestAChangedOnlyReadBringsWhatChangedAndLittleElse(t *testing.T) {
	forEach(t, func(t *testing.T, source catalog.Source, d catalog.DataType, key []string) {
		s, c := setUp(t, source)
		before, err := read(t, c, s, key, domain.ReadRequest{DataType: d.Name, Mode: domain.FullRead})
		if err != nil {
			t.Fatal(err)
		}
		old := s.Records(d.Name)
		touched := keyOf(old[len(old)/2], key)
		s.Touch(d.Name, len(old)/2, map[string]any{"touched": "yes"})
		s.Add(d.Name, 1)
		got, err := read(t, c, s, key, domain.ReadRequest{DataType: d.Name, Mode: domain.ChangedOnly, Checkpoint: before.checkpoint})
		if err != nil {
			t.Fatal(err)
		}
		want := truth(s, d.Name, key)
		for k, record := range want {
			_, known := before.records[k]
			if known && (k != touched || d.Changes == catalog.RecentChanges || !hasChangeTime(source.ID, d.Name)) {
				continue
			}
			if diff := cmp.Diff(record, got.records[k]); diff != "" {
				t.Errorf("record %s (-service +read):\n%s", k, diff)
			}
		}
		if d.Changes == catalog.NoChanges && len(got.records) != len(want) {
			t.Errorf("%d records were read, want all %d", len(got.records), len(want))
		}
		if d.Changes == catalog.AllChanges && len(want) > 100 && len(got.records) > len(want)/2 {
			t.Errorf("%d of %d records were read, though few changed", len(got.records), len(want))
		}
	})
}

// hasChangeTime is false where records never change, so that only new ones are expected.
func hasChangeTime(id, dataType string) bool { return id != "woocommerce" || dataType != "refunds" }

func TestTheDesignExampleReadsFromItsStartDate(t *testing.T) {
	shop, ok := catalog.Find("woocommerce")
	if !ok {
		t.Fatal("no woocommerce")
	}
	s, c := setUp(t, shop)
	config := source.Config(s.Config().Merged())
	config["start_date"] = "2024-01-20"
	count := map[string]int{}
	for _, dataType := range []string{"customers", "orders"} {
		_, err := c.Read(t.Context(), config, domain.ReadRequest{DataType: dataType, Mode: domain.FullRead}, func(p domain.Page) error {
			for _, r := range p.Records {
				count[dataType]++
				if modified, _ := r["date_modified_gmt"].(string); dataType == "orders" && modified < "2024-01-20" {
					t.Errorf("order %v was changed on %s", r["id"], modified)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", dataType, err)
		}
	}
	if all := len(s.Records("orders")); count["orders"] == 0 || count["orders"] == all {
		t.Errorf("%d of %d orders were read, want those since the start date", count["orders"], all)
	}
	if all := len(s.Records("customers")); count["customers"] != all {
		t.Errorf("%d of %d customers were read, want all, as the shop cannot filter them", count["customers"], all)
	}
}

func TestAReadOutlastsOnePassingTrouble(t *testing.T) {
	for _, trouble := range []catalogtest.Trouble{catalogtest.RateLimited, catalogtest.Down} {
		eachSource(t, string(trouble), func(t *testing.T, source catalog.Source) {
			s, c := setUp(t, source)
			d, key := source.DataTypes[0], keys(t, source)[source.DataTypes[0].Name]
			s.Fail(trouble, 1)
			got, err := read(t, c, s, key, domain.ReadRequest{DataType: d.Name, Mode: domain.FullRead})
			if err != nil {
				t.Fatal(err)
			}
			if want := truth(s, d.Name, key); len(got.records) != len(want) {
				t.Errorf("%d records were read, want %d", len(got.records), len(want))
			}
		})
	}
}

func TestALastingTroubleIsToldAsWhatItIs(t *testing.T) {
	for _, c := range []struct {
		trouble catalogtest.Trouble
		kinds   []domain.Kind // the first that fits; some services answer a wrong key with 403
	}{
		{catalogtest.WrongKey, []domain.Kind{domain.SignIn, domain.NotAllowed}},
		{catalogtest.NotAllowed, []domain.Kind{domain.NotAllowed}},
		{catalogtest.Down, []domain.Kind{domain.ServiceDown}},
		{catalogtest.RateLimited, []domain.Kind{domain.RateLimited}},
	} {
		eachSource(t, string(c.trouble), func(t *testing.T, source catalog.Source) {
			s, connector := setUp(t, source)
			s.Fail(c.trouble, 5000)
			d := source.DataTypes[0]
			_, err := read(t, connector, s, keys(t, source)[d.Name], domain.ReadRequest{DataType: d.Name, Mode: domain.FullRead})
			var told *domain.Error
			if !errors.As(err, &told) {
				t.Fatalf("got %v, want a *domain.Error", err)
			}
			if !slices.Contains(c.kinds, told.Kind) {
				t.Errorf("kind is %s, want one of %v: %v", told.Kind, c.kinds, err)
			}
			if asked := len(s.Requests()); asked > 50 {
				t.Errorf("the service was asked %d times", asked)
			}
		})
	}
}

func TestACheckPassesWithTheRightKeyOnly(t *testing.T) {
	eachSource(t, "check", func(t *testing.T, s catalog.Source) {
		server, c := setUp(t, s)
		if _, err := c.Check(t.Context(), source.Config(server.Config().Merged())); err != nil {
			t.Errorf("right key: %v", err)
		}
		server.Fail(catalogtest.WrongKey, 100)
		if _, err := c.Check(t.Context(), source.Config(server.Config().Merged())); err == nil {
			t.Error("wrong key: the check passes")
		}
	})
}

// eachSource runs a check on every source with a manifest.
func eachSource(t *testing.T, name string, check func(t *testing.T, s catalog.Source)) {
	t.Helper()
	for _, s := range catalog.All() {
		if s.Manifest == nil {
			continue
		}
		t.Run(name+"/"+s.ID, func(t *testing.T) {
			t.Parallel()
			check(t, s)
		})
	}
}
