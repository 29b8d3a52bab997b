package pace_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"tributary/backend/pace"
)

// api is a service with one limit, which other programs use too.
type api struct {
	most, used int64
	window     time.Duration
	bucket     bool // what was used drains steadily, to nothing in a window
	began      time.Time
	least      int64 // that was ever left to others
	refused    int
}

// ask is one request at a time.
func (a *api) ask(at time.Time, others int64) pace.Limit {
	if a.bucket {
		one := a.window / time.Duration(a.most)
		drained := int64(at.Sub(a.began) / one)
		a.used = max(a.used-drained, 0)
		a.began = a.began.Add(time.Duration(drained) * one)
	} else if periods := int64(at.Sub(a.began) / a.window); periods > 0 {
		a.used, a.began = 0, a.began.Add(time.Duration(periods)*a.window)
	}
	a.used += others
	if a.used >= a.most {
		a.refused++
	} else {
		a.used++
	}
	a.least = min(a.least, a.most-a.used)
	return pace.Limit{Most: a.most, Left: a.most - a.used, Reset: a.reset(at), Bucket: a.bucket}
}

func (a *api) reset(at time.Time) time.Duration {
	if a.bucket {
		return a.window
	}
	return a.began.Add(a.window).Sub(at)
}

// Whatever the limit is: no request is refused, a fifth is never touched, and what is ours is used.
func TestALimitIsKeptWithItsReserveAndUsed(t *testing.T) {
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 1))
	t.Logf("seed %d", seed)
	for range 300 {
		most := 5 + random.Int64N(500)
		a := &api{most: most, least: most, window: time.Duration(1+random.Int64N(600)) * time.Second, bucket: random.IntN(3) == 0, began: now}
		var g pace.Gauge
		at := now
		const requests = 2000
		for range requests {
			at = at.Add(g.Wait(at))
			g.Take(at)
			g.Told(a.ask(at, 0), 0, at)
			at = at.Add(time.Duration(random.Int64N(int64(a.window) / most))) // the answer takes its time
		}
		if a.refused > 0 || a.least < pace.Reserve(most) {
			t.Errorf("%d in %v, bucket %v: %d were refused, only %d left to others", most, a.window, a.bucket, a.refused, a.least)
		}
		fair := time.Duration(float64(a.window) * requests / float64(most-pace.Reserve(most)))
		if took := at.Sub(now); took > 2*fair+2*a.window {
			t.Errorf("%d in %v, bucket %v: %d requests took %v; %v are enough", most, a.window, a.bucket, requests, took, fair)
		}
	}
}

func TestOthersFindTheirReserve(t *testing.T) {
	a := &api{most: 100, least: 100, window: time.Minute, began: now}
	var g pace.Gauge
	at := now
	for n := range 1000 {
		at = at.Add(g.Wait(at))
		g.Take(at)
		var others int64
		if n%2 == 0 {
			others = 1 // they are half as busy
		}
		g.Told(a.ask(at, others), 0, at)
		at = at.Add(50 * time.Millisecond)
	}
	if a.refused > 0 || a.least < 18 {
		t.Errorf("%d were refused; %d of 100 were left", a.refused, a.least)
	}
}

func TestHowLongTheNextRequestWaits(t *testing.T) {
	minute := func(left int64) pace.Limit { return pace.Limit{Most: 100, Left: left, Reset: time.Minute} }
	bucket := func(left int64) pace.Limit {
		return pace.Limit{Most: 40, Left: left, Reset: 20 * time.Second, Bucket: true}
	}
	for name, c := range map[string]struct {
		limit    pace.Limit
		underway int
		after    time.Duration
		want     time.Duration
	}{
		"plenty is left":               {minute(51), 0, 0, 0},
		"half is left":                 {minute(50), 0, 0, 2 * time.Second},
		"little above the reserve":     {minute(26), 0, 0, 10 * time.Second},
		"one above the reserve":        {minute(21), 0, 0, 10 * time.Second},
		"the reserve":                  {minute(20), 0, 0, time.Minute},
		"some are underway":            {minute(22), 2, 0, time.Minute},
		"the reserve, some time later": {minute(20), 0, 45 * time.Second, 15 * time.Second},
		"the reserve, a reset later":   {minute(20), 0, time.Minute, 0},
		"the clock was set back":       {minute(0), 0, -time.Hour, 0},
		"a day":                        {pace.Limit{Most: 100, Left: 3, Reset: 24 * time.Hour}, 0, 0, time.Hour},
		"a day, an hour later":         {pace.Limit{Most: 100, Left: 3, Reset: 24 * time.Hour}, 0, time.Hour, 0},
		"a day, and many are left":     {pace.Limit{Most: 1000, Left: 300, Reset: 24 * time.Hour}, 0, 0, 10 * time.Second},
		"the limit is not told":        {pace.Limit{Left: 10, Reset: time.Minute}, 0, 0, 0},
		"too small for a reserve":      {pace.Limit{Most: 2, Left: 1, Reset: time.Second}, 0, 0, time.Second},
		"too small, nothing left":      {pace.Limit{Most: 2, Left: 0, Reset: time.Second}, 0, 0, time.Second},
		"a bucket half full":           {bucket(20), 0, 0, time.Second / 2},
		"a bucket at the reserve":      {bucket(8), 0, 0, time.Second / 2},
		"a bucket that is full":        {bucket(0), 0, 0, 9 * time.Second / 2},
		"a bucket, ten seconds later":  {bucket(0), 0, 11 * time.Second, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var g pace.Gauge
			g.Take(now.Add(c.after)) // the last request
			g.Told(c.limit, c.underway, now)
			if got := g.Wait(now.Add(c.after)); got != c.want {
				t.Errorf("it waits %v, want %v", got, c.want)
			}
		})
	}
	var nothing pace.Gauge
	if got := nothing.Wait(now); got != 0 {
		t.Errorf("without any answer it waits %v", got)
	}
}
