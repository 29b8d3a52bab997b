package syncer

import (
	"hash/maphash"
	"strconv"
	"strings"
)

// firstPlaces remembers where each identity stood first in this read: a fingerprint
// and the number its position ends with, about 14 bytes for both.
//
// A file has no identities of its own, so that every row of it is remembered; a map
// takes two to three times as much, and a jump of twice its size whenever it grows. Here
// the groups are split one after the other as places come in, never all at once.
type firstPlaces struct {
	seed   maphash.Seed
	groups [][]place // by the last bits of the fingerprint
	split  int       // the next group to be split in two
	whole  int       // groups there were when the splitting began anew, a power of two
	count  int
}

// place is a fingerprint, in two halves so that it needs no padding, and a number.
type place struct{ high, low, number uint32 }

const (
	// placesAGroup is how many places a group holds on average: few enough to look
	// at all of them.
	placesAGroup = 48
	// placesMore is how many a full group gets room for.
	placesMore = 8
)

func newFirstPlaces() *firstPlaces {
	return &firstPlaces{seed: maphash.MakeSeed(), groups: make([][]place, 1), whole: 1}
}

// note remembers the place of an identity unless it has one; then it returns that.
func (p *firstPlaces) note(identity string, number uint32) (first uint32, repeated bool) {
	return p.noteFingerprint(maphash.String(p.seed, identity), number)
}

func (p *firstPlaces) noteFingerprint(fingerprint uint64, number uint32) (first uint32, repeated bool) {
	one := place{high: uint32(fingerprint >> 32), low: uint32(fingerprint), number: number} //nolint:gosec // the two halves
	at := p.group(one)
	for _, other := range p.groups[at] {
		if other.low == one.low && other.high == one.high {
			return other.number, true
		}
	}
	p.groups[at] = withPlace(p.groups[at], one)
	if p.count++; p.count > len(p.groups)*placesAGroup {
		p.splitNext()
	}
	return 0, false
}

// group is where a place belongs: a group that was split already tells by one bit more.
func (p *firstPlaces) group(one place) int {
	if at := int(one.low) & (p.whole - 1); at >= p.split {
		return at
	}
	return int(one.low) & (2*p.whole - 1)
}

// splitNext moves the places with the next bit set from one group to a new one.
func (p *firstPlaces) splitNext() {
	group, going := p.groups[p.split], 0
	for _, one := range group {
		if int(one.low)&p.whole != 0 {
			going++
		}
	}
	stays, goes := make([]place, 0, len(group)-going+placesMore), make([]place, 0, going+placesMore)
	for _, one := range group {
		if int(one.low)&p.whole == 0 {
			stays = append(stays, one)
		} else {
			goes = append(goes, one)
		}
	}
	p.groups[p.split] = stays
	p.groups = append(p.groups, goes)
	if p.split++; p.split == p.whole {
		p.split, p.whole = 0, 2*p.whole
	}
}

// withPlace appends without the doubling of append: most groups stay as they are.
func withPlace(group []place, one place) []place {
	if len(group) == cap(group) {
		larger := make([]place, len(group), len(group)+placesMore)
		copy(larger, group)
		group = larger
	}
	return append(group, one)
}

// repeated tells whether the source without identities of its own brought this one
// before in this run, and where.
func (t *transfer) repeated(e *entry) (where string, repeated bool) {
	if t.first == nil || e.gone {
		return "", false
	}
	words := strings.TrimRight(e.position, "0123456789")
	number, err := strconv.ParseUint(e.position[len(words):], 10, 32)
	if err != nil {
		number = 0 // no number in the position
	}
	first, repeated := t.first.note(e.identity(), uint32(number))
	switch {
	case !repeated:
		return "", false
	case first == 0:
		return "an earlier record", true
	}
	return words + strconv.FormatUint(uint64(first), 10), true
}
