package declarative_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// moving is a clock on which every sleep is over at once and has taken its time, and a look
// takes ten milliseconds.
type moving struct {
	clock.Clock
	mu  sync.Mutex // guards now
	now time.Time
}

func newMoving() *moving { return &moving{Clock: clock.NewManual(now), now: now} }

func (m *moving) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(10 * time.Millisecond)
	return m.now
}

func (m *moving) Sleep(ctx context.Context, d time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(max(d, 0))
	return ctx.Err()
}

func (m *moving) passed() time.Duration { return m.Now().Sub(now) }

// limited is a service that allows so many requests in a window to each key and tells of it.
type limited struct {
	*service
	mu      sync.Mutex // guards all below
	clock   *moving
	most    int
	window  time.Duration
	tell    func(w map[string]string, most, left int, reset time.Duration, at time.Time)
	used    map[string]int // by key
	began   map[string]time.Time
	least   int // that was ever left
	refused int
}

const pagesOfLimited = 60

func newLimited(t *testing.T, tell func(w map[string]string, most, left int, reset time.Duration, at time.Time)) *limited {
	t.Helper()
	l := &limited{clock: newMoving(), most: 20, window: 10 * time.Second, tell: tell, used: map[string]int{}, began: map[string]time.Time{}, least: 20}
	l.service = serve(t, l.answer)
	return l
}

func (l *limited) answer(_ int, r *http.Request) answer {
	l.mu.Lock()
	defer l.mu.Unlock()
	key, at := r.Header.Get("Authorization"), l.clock.Now()
	if at.Sub(l.began[key]) >= l.window {
		l.began[key], l.used[key] = at, 0
	}
	l.used[key]++
	left := max(l.most-l.used[key], 0)
	l.least = min(l.least, left)
	head := map[string]string{"Date": at.UTC().Format(http.TimeFormat)}
	l.tell(head, l.most, left, l.began[key].Add(l.window).Sub(at), at)
	if l.used[key] > l.most {
		l.refused++
		return answer{status: http.StatusTooManyRequests, head: head}
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("p")) // 0 is the first
	if page >= pagesOfLimited {
		return answer{200, `{"data":[]}`, head}
	}
	return answer{200, fmt.Sprintf(`{"data":[{"id":%d}]}`, page), head}
}

func inSeconds(prefix string) func(map[string]string, int, int, time.Duration, time.Time) {
	return func(w map[string]string, most, left int, reset time.Duration, _ time.Time) {
		w[prefix+"Limit"], w[prefix+"Remaining"], w[prefix+"Reset"] = fmt.Sprint(most), fmt.Sprint(left), fmt.Sprint(reset.Seconds())
	}
}

var pagesManifest = manifestOf(streamWith("", paginator("{type: PageIncrement, page_size: 1, start_from_page: 0}", tokenParameter)))

// reader is a connector for a limited service.
func (l *limited) reader(t *testing.T, change ...func(*declarative.Options)) *declarative.Connector {
	t.Helper()
	return connector(t, pagesManifest, append([]func(*declarative.Options){func(o *declarative.Options) { o.Clock = l.clock }}, change...)...)
}

func authorized(web *service, id string) source.Config {
	config := web.config()
	config[source.AuthorizationKey], config["key"] = id, "key of "+id
	return config
}

func TestTheLimitOfAServiceIsNeverReached(t *testing.T) {
	for name, tell := range map[string]func(map[string]string, int, int, time.Duration, time.Time){
		"standard, three headers": inSeconds("RateLimit-"),
		"usual":                   inSeconds("X-RateLimit-"),
		"a time": func(w map[string]string, most, left int, reset time.Duration, at time.Time) {
			w["X-RateLimit-Limit"], w["X-RateLimit-Remaining"] = fmt.Sprint(most), fmt.Sprint(left)
			w["X-RateLimit-Reset"] = fmt.Sprint(at.Add(reset).Unix() + 1)
		},
		"structured": func(w map[string]string, most, left int, reset time.Duration, _ time.Time) {
			w["RateLimit-Policy"] = fmt.Sprintf(`"app";q=%d;w=10`, most)
			w["RateLimit"] = fmt.Sprintf(`"app";r=%d;t=%d`, left, int(reset.Seconds())+1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLimited(t, tell)
			r := read(t, l.reader(t), authorized(l.service, "one"), domain.ReadRequest{})
			if r.err != nil || len(r.records) != pagesOfLimited {
				t.Fatalf("%d records, error %v; want %d", len(r.records), r.err, pagesOfLimited)
			}
			if l.refused > 0 || l.least < 4 {
				t.Errorf("%d requests were refused, at least %d of %d were left to others; want 0 and 4", l.refused, l.least, l.most)
			}
			if took := l.clock.passed(); took < 25*time.Second || took > 60*time.Second {
				t.Errorf("61 requests at 16 in 10 seconds took %v", took)
			}
		})
	}
}

func TestWithoutWordOfALimitNothingWaits(t *testing.T) {
	for name, tell := range map[string]func(map[string]string, int, int, time.Duration, time.Time){
		"no word": func(map[string]string, int, int, time.Duration, time.Time) {},
		"garbage": func(w map[string]string, _, _ int, _ time.Duration, _ time.Time) {
			w["X-RateLimit-Limit"], w["X-RateLimit-Remaining"], w["X-RateLimit-Reset"] = "-5", "NaN", "1e99"
			w["RateLimit"], w["X-Shopify-Shop-Api-Call-Limit"], w["Retry-After"] = `"a";r=-1;t=Inf`, "x/y", "99999"
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLimited(t, tell)
			l.most, l.least = 1000, 1000
			r := read(t, l.reader(t), authorized(l.service, "one"), domain.ReadRequest{})
			if took := l.clock.passed(); r.err != nil || len(r.records) != pagesOfLimited || took > 10*time.Second {
				t.Errorf("%d records, error %v, in %v", len(r.records), r.err, took)
			}
		})
	}
}

// Several reads with one authorization keep its limit together; another authorization has its own.
func TestAllWhoUseAnAuthorizationShareItsLimit(t *testing.T) {
	l := newLimited(t, inSeconds("X-RateLimit-"))
	c := l.reader(t)
	var group sync.WaitGroup
	errs := make([]error, 3)
	for i := range errs {
		group.Go(func() {
			_, errs[i] = c.Read(t.Context(), authorized(l.service, "one"), domain.ReadRequest{DataType: "items", Mode: domain.FullRead}, func(domain.Page) error { return nil })
		})
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if l.refused > 0 || l.least < 1 {
		t.Errorf("%d requests were refused, at least %d left", l.refused, l.least)
	}
	if took := l.clock.passed(); took < 100*time.Second { // 183 requests at 16 in 10 seconds, the first 16 at once
		t.Errorf("three reads took %v together", took)
	}
	l.most, l.least = 1000, 1000
	before := l.clock.passed()
	if r := read(t, c, authorized(l.service, "two"), domain.ReadRequest{}); r.err != nil || l.clock.passed()-before > 10*time.Second {
		t.Errorf("another authorization waited %v, error %v", l.clock.passed()-before, r.err)
	}
}

// The reference runner knows nothing of headers.
func TestParityRunsIntoTheLimit(t *testing.T) {
	l := newLimited(t, inSeconds("X-RateLimit-"))
	r := read(t, l.reader(t, parity), l.config(), domain.ReadRequest{})
	if r.err != nil || l.refused == 0 || l.least > 0 {
		t.Errorf("%d requests were refused, %d left, error %v", l.refused, l.least, r.err)
	}
}

// A service that wants to be left alone is left alone by everybody, and asked again in time.
func TestAWishToBeLeftAloneHoldsForAll(t *testing.T) {
	angry := true
	web := serve(t, func(int, *httpRequest) answer {
		if angry {
			return answer{status: http.StatusTooManyRequests, head: map[string]string{"Retry-After": "5000000"}}
		}
		return ok(`{"data":[{"id":1}]}`)
	})
	clock := newMoving()
	c := connector(t, manifestOf(plainRetriever), func(o *declarative.Options) { o.Clock = clock })
	for range 3 {
		r := read(t, c, authorized(web, "one"), domain.ReadRequest{})
		if e := told(t, r.err, domain.RateLimited, "rate_limited"); e.RetryAfter < 50*time.Minute {
			t.Errorf("reading goes on after %v", e.RetryAfter)
		}
	}
	if n := len(web.seen()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
	angry = false
	if r := read(t, c, authorized(web, "two"), domain.ReadRequest{}); r.err != nil {
		t.Errorf("another authorization: %v", r.err)
	}
	if err := clock.Sleep(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if r := read(t, c, authorized(web, "one"), domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
		t.Errorf("an hour later: %q, %v", r.ids(), r.err)
	}
}

// await waits until so many wait on the clock.
func await(t *testing.T, hand *clock.Manual, timers int) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	return hand.AwaitTimers(ctx, timers)
}

// While one request waits for its limit, another is told to slow down: the first waits longer.
func TestWhoWaitsAlreadyHearsOfAWishToBeLeftAlone(t *testing.T) {
	hand := clock.NewManual(now)
	var mu sync.Mutex // guards asked
	asked := map[string][]time.Duration{}
	web := serve(t, func(_ int, r *httpRequest) answer {
		mu.Lock()
		defer mu.Unlock()
		asked[r.URL.Path] = append(asked[r.URL.Path], hand.Now().Sub(now))
		switch {
		case r.URL.Path == "/items":
			return answer{200, `{"data":[{"id":1}]}`, map[string]string{"RateLimit-Limit": "10", "RateLimit-Remaining": "0", "RateLimit-Reset": "30"}}
		case len(asked["/other"]) == 2:
			return answer{status: http.StatusTooManyRequests, head: map[string]string{"Retry-After": "60"}}
		}
		return answer{200, `{"data":[{"id":1}]}`, map[string]string{"RateLimit-Limit": "1000", "RateLimit-Remaining": "999", "RateLimit-Reset": "30"}}
	})
	other := "- type: DeclarativeStream\n  name: other\n  primary_key: [id]" + strings.Replace(plainRetriever, `{$ref: "#/definitions/requester"}`, `{$ref: "#/definitions/requester", path: /other}`, 1)
	c := connector(t, manifestOf(plainRetriever+other), func(o *declarative.Options) { o.Clock = hand })
	for _, dataType := range []string{"other", "items"} {
		if r := read(t, c, authorized(web, "one"), domain.ReadRequest{DataType: dataType}); r.err != nil {
			t.Fatal(r.err)
		}
	}
	var group sync.WaitGroup
	for n, dataType := range []string{"items", "other"} {
		group.Go(func() {
			if _, err := c.Read(t.Context(), authorized(web, "one"), domain.ReadRequest{DataType: dataType, Mode: domain.FullRead}, func(domain.Page) error { return nil }); err != nil {
				t.Errorf("%s: %v", dataType, err)
			}
		})
		if err := await(t, hand, n+1); err != nil {
			t.Fatal(err)
		}
	}
	hand.Advance(30 * time.Second)
	if err := await(t, hand, 2); err != nil {
		t.Fatal(err)
	}
	hand.Advance(30 * time.Second)
	group.Wait()
	want := map[string][]time.Duration{"/items": {0, time.Minute}, "/other": {0, 0, time.Minute}}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked at (-want +got):\n%s", diff)
	}
}

func TestAWaitCanBeCancelled(t *testing.T) {
	hand := clock.NewManual(now)
	web := serve(t, func(int, *httpRequest) answer {
		return answer{200, `{"data":[{"id":1}]}`, map[string]string{"RateLimit-Limit": "10", "RateLimit-Remaining": "0", "RateLimit-Reset": "30"}}
	})
	c := connector(t, manifestOf(plainRetriever), func(o *declarative.Options) { o.Clock = hand })
	if r := read(t, c, web.config(), domain.ReadRequest{}); r.err != nil {
		t.Fatal(r.err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := c.Read(ctx, web.config(), domain.ReadRequest{DataType: "items", Mode: domain.FullRead}, func(domain.Page) error { return nil })
		ended <- err
	}()
	if err := await(t, hand, 1); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if n := len(web.seen()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
	hand.Advance(30 * time.Second)
	if r := read(t, c, web.config(), domain.ReadRequest{}); r.err != nil {
		t.Errorf("after the reset: %v", r.err)
	}
}

func TestWhatTheManifestDeclaresOfLimits(t *testing.T) {
	text := pagesManifest + `
api_budget:
  type: HTTPAPIBudget
  ratelimit_remaining_header: X-Left
  ratelimit_reset_header: X-Until
  status_codes_for_ratelimit_hit: [418]
  policies:
  - type: MovingWindowCallRatePolicy
    rates: [{limit: 10, interval: PT10S}]
    matchers: [{method: GET, weight: 2}]
`
	wait := func(change func(n int) answer) (waits []time.Duration) {
		web := serve(t, func(n int, _ *httpRequest) answer { return change(n) })
		clock := newImpatient()
		if r := read(t, connector(t, text, func(o *declarative.Options) { o.Clock = clock }), web.config(), domain.ReadRequest{}); r.err != nil {
			t.Error(r.err)
		}
		return clock.waited()
	}
	page := func(n, last int, head map[string]string) answer {
		a := numbered(n, 1, "")
		if n == last {
			a = numbered(0, 0, "")
		}
		a.head = head
		return a
	}
	for name, c := range map[string]struct {
		answer func(n int) answer
		want   []time.Duration
	}{
		"ten less the reserve, each counts twice": {func(n int) answer { return page(n, 6, nil) }, seconds(10, 10)},
		"the headers it names": {func(n int) answer {
			return page(n, 2, map[string]string{"X-Left": "0", "X-Until": "7"})
		}, seconds(7)},
		"the status it names": {func(n int) answer {
			if n == 1 {
				return answer{status: 418}
			}
			return page(n, 2, nil)
		}, seconds(1)},
	} {
		t.Run(name, func(t *testing.T) {
			if got := wait(c.answer); !reflect.DeepEqual(got, c.want) {
				t.Errorf("waited %v, want %v", got, c.want)
			}
		})
	}
}
