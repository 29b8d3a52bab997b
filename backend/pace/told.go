package pace

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Header is the head of an answer.
type Header interface {
	Values(name string) []string
}

// Names are the headers in which a service tells of one limit.
type Names struct {
	Most, Left, Reset string // Most may be empty
	Milliseconds      bool   // Reset is in thousandths of a second
}

// What a number can mean.
const (
	mostRequests = 1e9
	longest      = 31 * 24 * time.Hour // until a reset
	// A reset from here on is a time, in seconds since 1970, from there on in milliseconds.
	unixFrom      = 1e9
	unixMilliFrom = 1e12
	longestHeader = 2 << 10
)

// families are the headers in use.
func families() []Names {
	return []Names{
		{Most: "RateLimit-Limit", Left: "RateLimit-Remaining", Reset: "RateLimit-Reset"},
		{Most: "X-RateLimit-Limit", Left: "X-RateLimit-Remaining", Reset: "X-RateLimit-Reset"},
		{Most: "X-Rate-Limit-Limit", Left: "X-Rate-Limit-Remaining", Reset: "X-Rate-Limit-Reset"},
		{Most: "X-Sib-RateLimit-Limit", Left: "X-Sib-RateLimit-Remaining", Reset: "X-Sib-RateLimit-Reset"},
		{Most: "X-Rate-Limit-Requests-Quota", Left: "X-Rate-Limit-Requests-Left", Reset: "X-Rate-Limit-Time-Reset-Ms", Milliseconds: true},
		{Most: "X-HubSpot-RateLimit-Max", Left: "X-HubSpot-RateLimit-Remaining", Reset: "X-HubSpot-RateLimit-Interval-Milliseconds", Milliseconds: true},
	}
}

// Read returns the limits an answer tells of. Besides the headers in use it knows those of
// further; now is when the answer came.
func Read(h Header, now time.Time, further ...Names) []Limit {
	service := now
	if at, err := time.Parse(time.RFC1123, first(h, "Date")); err == nil {
		service = at // its times are of its own clock
	}
	out := structured(h)
	for _, names := range append(families(), further...) {
		if l, ok := names.read(h, service); ok {
			out = append(out, l)
		}
	}
	if l, ok := bucket(first(h, "X-Shopify-Shop-Api-Call-Limit")); ok {
		out = append(out, l)
	}
	return out
}

func (n Names) read(h Header, service time.Time) (Limit, bool) {
	l := Limit{Name: strings.ToLower(n.Left) + " " + first(h, "X-RateLimit-Resource")}
	var ok bool
	if l.Left, ok = count(first(h, n.Left)); !ok {
		return l, false
	}
	if l.Reset, ok = n.reset(first(h, n.Reset), service); !ok {
		return l, false
	}
	if text := first(h, n.Most); n.Most != "" && text != "" {
		if l.Most, ok = count(text); !ok || l.Most == 0 || l.Left > l.Most {
			return l, false
		}
	}
	return l, true
}

// reset reads how long it is until a reset: as a time to go, or as a time on the service's
// clock. Its size tells which.
func (n Names) reset(text string, service time.Time) (time.Duration, bool) {
	f, ok := number(text)
	if !ok {
		return 0, false
	}
	if n.Milliseconds {
		f /= 1000
	}
	switch {
	case f >= unixMilliFrom:
		f = f/1000 - float64(service.Unix())
	case f >= unixFrom:
		f -= float64(service.Unix())
	}
	return span(f)
}

// bucket reads used/most of a bucket that is empty again after twenty seconds: Shopify's of
// every plan.
func bucket(text string) (Limit, bool) {
	used, most, ok := strings.Cut(text, "/")
	if !ok {
		return Limit{}, false
	}
	u, usedOK := count(used)
	m, mostOK := count(most)
	const emptyAfter = 20 * time.Second
	return Limit{Name: "bucket", Most: m, Left: max(m-u, 0), Reset: emptyAfter, Bucket: true}, usedOK && mostOK && m > 0
}

// first is the first value of a header; nothing of one that is too long.
func first(h Header, name string) string {
	values := h.Values(name)
	if name == "" || len(values) == 0 || len(values[0]) > longestHeader {
		return ""
	}
	return values[0]
}

// count reads how many requests; of a list the first.
func count(text string) (int64, bool) {
	f, ok := number(text)
	return int64(f), ok && f <= mostRequests
}

func number(text string) (float64, bool) {
	if end := strings.IndexAny(text, ",;"); end >= 0 {
		text = text[:end]
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return f, err == nil && f >= 0 && !math.IsInf(f, 0)
}

// span is a time to go, in seconds, that has not passed already.
func span(seconds float64) (time.Duration, bool) {
	if !(seconds > 0 && seconds <= longest.Seconds()) {
		return 0, false
	}
	d := time.Duration(seconds * float64(time.Second))
	return d, d > 0
}
