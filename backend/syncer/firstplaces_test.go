package syncer

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"unsafe"
)

// A map is what firstPlaces stands for: the same questions get the same answers, whatever
// the number of places and however their fingerprints lie.
func TestFirstPlacesAnswerAsAMap(t *testing.T) {
	for name, c := range map[string]struct {
		asked int
		from  func(r *rand.Rand) uint64
	}{
		"one":                 {1, func(*rand.Rand) uint64 { return 7 }},
		"always the same":     {1_000, func(*rand.Rand) uint64 { return 7 }},
		"many":                {100_000, (*rand.Rand).Uint64},
		"most come again":     {100_000, func(r *rand.Rand) uint64 { return r.Uint64N(20_000) }},
		"alike in the end":    {3_000, func(r *rand.Rand) uint64 { return r.Uint64() << 32 }},
		"alike but for a bit": {3_000, func(r *rand.Rand) uint64 { return 1 << r.Uint64N(64) }},
		"one after the other": {100_000, func() func(*rand.Rand) uint64 { n := uint64(0); return func(*rand.Rand) uint64 { n++; return n } }()},
	} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			places, model := newFirstPlaces(), map[uint64]uint32{}
			for n := range uint32(c.asked) {
				fingerprint := c.from(r)
				want, known := model[fingerprint]
				if !known {
					model[fingerprint] = n
				}
				got, repeated := places.noteFingerprint(fingerprint, n)
				if repeated != known || got != want {
					t.Fatalf("%x at %d: first at %d (%t), want %d (%t)", fingerprint, n, got, repeated, want, known)
				}
			}
			if places.count != len(model) {
				t.Errorf("%d places remembered, want %d", places.count, len(model))
			}
		})
	}
}

func TestFirstPlacesAreSmall(t *testing.T) {
	places := newFirstPlaces()
	const rows = 500_000
	for n := range uint32(rows) {
		if _, repeated := places.note("C-"+strconv.Itoa(int(n)), n); repeated {
			t.Fatalf("row %d is taken for another", n)
		}
	}
	held := cap(places.groups) * int(unsafe.Sizeof([]place(nil)))
	for _, group := range places.groups {
		held += cap(group) * int(unsafe.Sizeof(place{}))
	}
	if each := float64(held) / rows; each > 16 {
		t.Errorf("%.1f bytes a place, want at most 16", each)
	}
}

func BenchmarkFirstPlaces(b *testing.B) {
	b.ReportAllocs()
	identities := make([]string, 1_000_000)
	for n := range identities {
		identities[n] = "C-" + strconv.Itoa(n)
	}
	for b.Loop() {
		places := newFirstPlaces()
		for n, identity := range identities {
			places.note(identity, uint32(n))
		}
	}
}
