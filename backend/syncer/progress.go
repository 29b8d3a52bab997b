package syncer

import (
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
)

const progressEvery = 250 * time.Millisecond // four a second is as much as eyes take

// meter publishes how a run stands. Used from one goroutine.
type meter struct {
	clock   clock.Clock
	publish func(event.Event)
	run     domain.Run
	last    time.Time

	dataType string
	started  time.Time
	before   int64 // records a former attempt of this run had read
}

func newMeter(c clock.Clock, publish func(event.Event), run domain.Run) *meter {
	return &meter{clock: c, publish: publish, run: run}
}

func (m *meter) begin(dataType string, before int64) {
	m.dataType, m.started, m.before, m.last = dataType, m.clock.Now(), before, time.Time{}
}

// show publishes unless it just did; the end of a data type is always shown.
func (m *meter) show(counts domain.Counts, total int64, end bool) {
	now := m.clock.Now()
	if !end && now.Sub(m.last) < progressEvery {
		return
	}
	m.last = now
	p := domain.Progress{
		Run: m.run.ID, Integration: m.run.Integration, DataType: m.dataType, Counts: counts, Total: total,
	}
	if seconds := now.Sub(m.started).Seconds(); seconds > 0 {
		p.PerSecond = float64(counts.Read-m.before) / seconds
	}
	m.publish(event.RunProgressed{Progress: p})
}
