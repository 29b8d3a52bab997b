package setup

import (
	"context"
	"sync"
	"time"

	"tributary/backend/domain"
)

// sampleLife is how long a sample serves the Mapping pop-up, which asks again with every
// key tried; after that the service is asked anew.
const sampleLife = 5 * time.Minute

// sampleCache keeps the last sample: one pop-up is open at a time. The zero value is
// ready; safe for concurrent use.
type sampleCache struct {
	mu     sync.Mutex // guards all below
	of     domain.TransferID
	taken  time.Time
	sample Sample
}

func (c *sampleCache) put(id domain.TransferID, at time.Time, s Sample) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of, c.taken, c.sample = id, at, s
}

func (c *sampleCache) get(id domain.TransferID, now time.Time) (Sample, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	age := now.Sub(c.taken)
	return c.sample, c.of == id && age >= 0 && age < sampleLife
}

// recentSample is Sample, or the last one of this transfer if it is fresh.
func (s *Service) recentSample(ctx context.Context, id domain.TransferID) (Sample, error) {
	if sample, ok := s.samples.get(id, s.clock.Now()); ok {
		return sample, nil
	}
	return s.Sample(ctx, id, SampleSize)
}
