package sourcetest

import (
	"slices"
	"testing"

	"tributary/backend/domain"
)

// checkResume continues an interrupted full read from each checkpoint.
func checkResume(t testing.TB, s Subject) {
	t.Helper()
	whole := readAll(t, s)
	if !manyPages(t, s, len(whole.pages)) {
		return
	}
	var before []string
	var at domain.Checkpoint
	for i, page := range whole.pages {
		for _, record := range page.Records {
			before = append(before, s.Identity(record))
		}
		if page.Checkpoint != nil {
			at = page.Checkpoint
		}
		r := read(t.Context(), s, domain.ReadRequest{Mode: domain.FullRead, Checkpoint: slices.Clone(at)}, nil)
		if r.err != nil {
			t.Fatalf("resume after page %d: %v", i, r.err)
		}
		if missing := without(without(s.Want, before), r.identities(s)); len(missing) > 0 {
			t.Errorf("resumed after page %d of %d, the read lacks %v", i, len(whole.pages), sample(missing))
		}
		if foreign := without(slices.Compact(slices.Sorted(slices.Values(r.identities(s)))), s.Want); len(foreign) > 0 {
			t.Errorf("resumed after page %d, the read brings %v", i, sample(foreign))
		}
	}
}

// checkDamagedCheckpoint: a checkpoint of another version or a damaged store is
// an error, or as good as none.
func checkDamagedCheckpoint(t testing.TB, s Subject) {
	t.Helper()
	for _, damaged := range []string{`"x"`, `{}`, `[1]`, `{"cursor":`, `{"version":99,"cursor":{"a":[1]}}`} {
		for _, mode := range []domain.ReadMode{domain.FullRead, domain.ChangedOnly} {
			r := read(t.Context(), s, domain.ReadRequest{Mode: mode, Checkpoint: domain.Checkpoint(damaged)}, nil)
			if r.err != nil {
				wantTold(t, r.err, "", "", secretValues(t, s, s.Config))
				continue
			}
			if missing := without(s.Want, r.identities(s)); len(missing) > 0 {
				t.Errorf("%s read from the checkpoint %s lacks %v and has the outcome %+v", mode, damaged, sample(missing), r.outcome)
			}
		}
	}
}
