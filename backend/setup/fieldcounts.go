package setup

import (
	"sync"

	"tributary/backend/domain"
)

// fieldCounts remembers how many fields the data types of a source configuration had
// when the source was last asked, so that a list can say "9 of 34 fields" without
// asking again. The zero value is ready; safe for concurrent use.
type fieldCounts struct {
	mu    sync.Mutex // guards known
	known map[domain.ConfigurationID]map[string]int
}

func (f *fieldCounts) note(id domain.ConfigurationID, all []domain.DataType) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known == nil {
		f.known = map[domain.ConfigurationID]map[string]int{}
	}
	counts := map[string]int{}
	for _, d := range all {
		counts[d.Name] = len(d.Fields)
	}
	f.known[id] = counts
}

// of returns the number of fields of the transfer's data type, 0 if not known.
func (f *fieldCounts) of(t domain.Transfer) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.known[t.Configuration][t.DataType]
}
