package sourcetest

import (
	"reflect"
	"slices"
	"testing"

	"tributary/backend/domain"
)

// changedSince reads what changed after a whole read.
func changedSince(t testing.TB, s Subject, at domain.Checkpoint) reading {
	t.Helper()
	r := read(t.Context(), s, domain.ReadRequest{Mode: domain.ChangedOnly, Checkpoint: slices.Clone(at)}, nil)
	if r.err != nil {
		t.Fatalf("changed-only read: %v", r.err)
	}
	return r
}

// startChanges reads everything and leaves the check where the data type cannot
// be read changed-only.
func startChanges(t testing.TB, s Subject) (whole reading, ok bool) {
	t.Helper()
	if !dataType(t, s).ChangedOnly {
		return reading{}, false
	}
	whole = readAll(t, s)
	if whole.checkpoint() == nil {
		t.Fatal("a data type that can be read changed-only gives no checkpoint")
	}
	return whole, true
}

func checkNoChange(t testing.TB, s Subject) {
	t.Helper()
	whole, ok := startChanges(t, s)
	if !ok {
		return
	}
	at := whole.checkpoint()
	for range 2 { // the checkpoint of an empty read must be as good
		r := changedSince(t, s, at)
		got := r.identities(s)
		if foreign := without(slices.Compact(slices.Sorted(slices.Values(got))), s.Want); len(foreign) > 0 {
			t.Errorf("without a change the read brings %v", sample(foreign))
		}
		if r.outcome.Unchanged && len(got) > 0 {
			t.Errorf("the outcome is unchanged and %d records came", len(got))
		}
		// "Complete" with fewer records would delete rows.
		if missing := without(s.Want, got); r.outcome.Complete && len(missing) > 0 {
			t.Errorf("the read is complete and lacks %v", sample(missing))
		}
		if next := r.checkpoint(); next != nil {
			at = next
		}
	}
}

func checkAdded(t testing.TB, s Subject) {
	t.Helper()
	if s.Add == nil {
		return
	}
	whole, ok := startChanges(t, s)
	identity := s.Add(t)
	if slices.Contains(s.Want, identity) {
		t.Fatalf("the hook added %q, which was there before", identity)
	}
	wantSet(t, s, readAll(t, s).identities(s), append(slices.Clone(s.Want), identity))
	if !ok {
		return
	}
	if _, found := changedSince(t, s, whole.checkpoint()).find(s, identity); !found {
		t.Errorf("the changed-only read does not bring the added record %q", identity)
	}
}

func checkChanged(t testing.TB, s Subject) {
	t.Helper()
	if s.Change == nil {
		return
	}
	checkpoint := domain.Checkpoint(nil)
	if whole, ok := startChanges(t, s); ok {
		checkpoint = whole.checkpoint()
	}
	before := readAll(t, s)
	identity := s.Change(t)
	old, existed := before.find(s, identity)
	if !existed {
		t.Fatalf("the hook changed %q, which is not there", identity)
	}
	after := readAll(t, s)
	wantSet(t, s, after.identities(s), s.Want)
	if now, _ := after.find(s, identity); reflect.DeepEqual(old, now) {
		t.Errorf("a full read brings %q as it was", identity)
	}
	if checkpoint == nil {
		return
	}
	now, found := changedSince(t, s, checkpoint).find(s, identity)
	if !found || reflect.DeepEqual(old, now) {
		t.Errorf("the changed-only read does not bring the new version of %q", identity)
	}
}

func checkDeleted(t testing.TB, s Subject) {
	t.Helper()
	if s.Delete == nil {
		return
	}
	whole, ok := startChanges(t, s)
	identity := s.Delete(t)
	rest := without(s.Want, []string{identity})
	full := readAll(t, s)
	wantSet(t, s, full.identities(s), rest)
	if !full.outcome.Complete {
		t.Errorf("after a deletion a full read is not complete: %+v", full.outcome)
	}
	if !ok {
		return
	}
	r := changedSince(t, s, whole.checkpoint())
	if r.outcome.Unchanged {
		t.Error("a deletion happened and the outcome is unchanged")
	}
	if r.outcome.Complete {
		wantSet(t, s, r.identities(s), rest)
	}
	if dataType(t, s).Tombstones && !slices.ContainsFunc(r.pages, func(p domain.Page) bool {
		return slices.ContainsFunc(p.Deleted, func(d domain.Record) bool { return s.Identity(d) == identity })
	}) {
		t.Errorf("no tombstone for %q", identity)
	}
}
