package backend_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tributary/backend"
)

// raw takes the connection over and writes to it what no good server would.
func raw(fault func(c net.Conn)) func(w http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer func() { _ = c.Close() }() // the fault may have closed it
		fault(c)
	}
}

func send(c net.Conn, text string) { _, _ = c.Write([]byte(text)) } // whoever went away is what is tested

const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

const wellRecord = `{"customers":[{"id":11,"name":"Customer 11","extra":{"n":10}}]}`

// hasty is a program that waits half a second for an answer.
func hasty(t *testing.T) *program {
	p := newProgram(t)
	p.tools = backend.ToolsWaiting("test", &hurried{}, 500*time.Millisecond)
	return p
}

// firstRead reads the whole shop once.
func (p *program) firstRead(s *shop, manifest string) {
	p.t.Helper()
	p.write("shop.yaml", manifest)
	p.apply(shopSetup(s.URL, shopKey))
	p.good()
}

// heals: the next good run makes the project what the shop is.
func (p *program) heals(s *shop) {
	p.t.Helper()
	s.answers(nil)
	s.rename(14, "New name")
	if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Created != 0 || r.DataTypes[0].Deleted != 0 {
		p.t.Errorf("the next good run: %+v; want one row updated", r.DataTypes[0])
	}
	if rows := p.rows("Customers"); len(rows) != len(s.records) {
		p.t.Errorf("%d rows, want %d", len(rows), len(s.records))
	}
	p.must("doctor")
}

func TestAFaultOnTheWayEndsTheRunWithItsReasonAndTheNextOneHeals(t *testing.T) {
	cases := map[string]struct {
		fault      func(c net.Conn)
		kind, code string
	}{
		"reset before the answer": {func(c net.Conn) {
			if tcp, ok := c.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0) // so that closing resets
			}
		}, "service_down", "connection_lost"},
		"reset in the answer": {func(c net.Conn) {
			send(c, head+"Content-Length: 500\r\n\r\n"+`{"customers":[{"id":11,`)
			if tcp, ok := c.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0)
			}
		}, "service_down", "connection_lost"},
		"closed without an answer": {func(net.Conn) {}, "service_down", "connection_lost"},
		"stalled before the answer": {func(c net.Conn) {
			_, _ = c.Read(make([]byte, 1)) // until the program gives up
		}, "service_down", "too_slow"},
		"stalled in the answer": {func(c net.Conn) {
			send(c, head+"Content-Length: 500\r\n\r\n"+`{"customers":[`)
			_, _ = c.Read(make([]byte, 1))
		}, "service_down", "too_slow"},
		"a byte now and then": {func(c net.Conn) {
			send(c, head+"Content-Length: 500\r\n\r\n")
			for range 500 {
				if _, err := c.Write([]byte(" ")); err != nil {
					return
				}
				if _, err := c.Read(expired(c)); err == nil {
					return
				}
			}
		}, "service_down", "too_slow"},
		"chunks that end in the middle": {func(c net.Conn) {
			send(c, head+"Transfer-Encoding: chunked\r\n\r\n10\r\n{\"customers\":[{}")
		}, "service_down", "connection_lost"},
		"longer than it says": {func(c net.Conn) {
			send(c, head+"Content-Length: 20\r\n\r\n"+wellRecord)
		}, "service_down", "not_json"},
		"shorter than it says": {func(c net.Conn) {
			send(c, head+fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(wellRecord)+100, wellRecord))
		}, "service_down", "connection_lost"},
		"not compressed as it says": {func(c net.Conn) {
			send(c, head+fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(wellRecord), wellRecord))
		}, "service_down", ""},
		"compressed and cut": {func(c net.Conn) {
			var b strings.Builder
			z := gzip.NewWriter(&b)
			_, _ = z.Write([]byte(wellRecord))
			_ = z.Close()
			cut := b.String()[:b.Len()/2]
			send(c, head+fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(cut), cut))
		}, "service_down", ""},
		"no HTTP": {func(c net.Conn) { send(c, "220 mail.example.org ESMTP\r\n") }, "service_down", "connection_lost"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := newShop(t, 25), hasty(t)
			p.firstRead(s, shopManifest)
			before := p.kept()
			s.onSecondPage(raw(c.fault))
			r := p.sync()
			if r.Result != "failed" || r.ErrorKind != c.kind || c.code != "" && r.ErrorCode != c.code || r.Message == "" {
				t.Errorf("the run ended %s, %s, %s: %q (%s); want failed, %s, %s and words", r.Result, r.ErrorKind, r.ErrorCode, r.Message, r.Details, c.kind, c.code)
			}
			p.same(before)
			p.heals(s)
		})
	}
}

// expired makes the next read of a connection give up after a moment.
func expired(c net.Conn) []byte {
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Millisecond)) // only a broken connection refuses it
	return make([]byte, 1)
}

// storm answers by a bad status some times before each good answer.
func (s *shop) storm(times, status int, header http.Header) {
	bad := 0
	s.answers(func(w http.ResponseWriter, page int) {
		if bad < times {
			bad++
			for name, values := range header {
				w.Header()[name] = values
			}
			w.WriteHeader(status)
			return
		}
		bad = 0
		writeRecords(w, s.page(page))
	})
}

func TestAStormIsWaitedOut(t *testing.T) {
	for name, c := range map[string]struct {
		times, status int
		header        http.Header
	}{
		"too many requests, no word how long":  {4, http.StatusTooManyRequests, nil},
		"too many requests, seconds":           {4, http.StatusTooManyRequests, http.Header{"Retry-After": {"30"}}},
		"too many requests, a nonsense time":   {4, http.StatusTooManyRequests, http.Header{"Retry-After": {"soon"}}},
		"service problems":                     {4, http.StatusInternalServerError, nil},
		"a gateway that cannot reach it":       {4, http.StatusBadGateway, nil},
		"unavailable, a time in the past":      {4, http.StatusServiceUnavailable, http.Header{"Retry-After": {"Fri, 01 Jan 2021 00:00:00 GMT"}}},
		"unavailable, a time far in the past":  {1, http.StatusServiceUnavailable, http.Header{"Retry-After": {"-5"}}},
		"too many requests, several at a time": {2, http.StatusTooManyRequests, http.Header{"Retry-After": {"0"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := newShop(t, 25), newProgram(t)
			p.firstRead(s, shopManifest)
			s.rename(3, "In the storm")
			s.storm(c.times, c.status, c.header)
			if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Read != 25 {
				t.Errorf("the run in the storm: %+v", r.DataTypes[0])
			}
			p.heals(s)
		})
	}
}

// What others have used up of a limit in the middle of a run, or a service that wants to be left alone for an
// hour, ends the run; nothing is asked meanwhile.
func TestALimitThatLastsLongEndsTheRun(t *testing.T) {
	for name, c := range map[string]struct {
		fault func(w http.ResponseWriter, s *shop)
		code  string
	}{
		"used up": {func(w http.ResponseWriter, s *shop) {
			w.Header().Set("X-RateLimit-Limit", "100")
			w.Header().Set("X-RateLimit-Remaining", "12")
			w.Header().Set("X-RateLimit-Reset", "1800")
			writeRecords(w, s.page(2))
		}, "limit_nearly_used_up"},
		"left alone": {func(w http.ResponseWriter, _ *shop) {
			w.Header().Set("Retry-After", "1800")
			w.WriteHeader(http.StatusTooManyRequests)
		}, "rate_limited"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := newShop(t, 25), newProgram(t)
			p.firstRead(s, shopManifest)
			before := p.kept()
			asked := 0
			s.answers(func(w http.ResponseWriter, page int) {
				if asked++; page == 2 {
					c.fault(w, s)
					return
				}
				writeRecords(w, s.page(page))
			})
			if r := p.sync(); r.Result != "failed" || r.ErrorKind != "rate_limited" || r.ErrorCode != c.code || r.Message == "" || asked != 2 {
				t.Errorf("after %d requests the run ended %s, %s, %s: %q", asked, r.Result, r.ErrorKind, r.ErrorCode, r.Message)
			}
			p.same(before)
			s.answers(nil)
			if r := p.good(); r.DataTypes[0].Created+r.DataTypes[0].Updated+r.DataTypes[0].Deleted != 0 {
				t.Errorf("the run that went on: %+v", r.DataTypes[0])
			}
			p.heals(s)
		})
	}
}

// Pages that come twice, in another order, or shifted because something was added or taken
// away meanwhile.
func TestPagesOutOfOrderLoseAndDoubleNothing(t *testing.T) {
	for name, order := range map[string][]int{
		"a page twice":   {1, 1, 2, 3},
		"reordered":      {2, 1, 3},
		"the last first": {2, 1, 2, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := newShop(t, 25), newProgram(t)
			p.firstRead(s, shopManifest)
			before := p.rows("Customers")
			s.answers(func(w http.ResponseWriter, page int) {
				writeRecords(w, s.page(order[min(page, len(order))-1]))
			})
			r := p.good()
			if d := r.DataTypes[0]; d.Created+d.Updated+d.Deleted != 0 {
				t.Errorf("the run: %+v; want nothing written", d)
			}
			if after := p.rows("Customers"); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Errorf("rows changed")
			}
			p.heals(s)
		})
	}
}

func TestACursorThatRepeatsItselfEndsTheRun(t *testing.T) {
	t.Parallel()
	s, p := newShop(t, 25), newProgram(t)
	manifest := strings.Replace(shopManifest, "pagination_strategy: {type: PageIncrement, start_from_page: 1, page_size: 10, inject_on_first_request: true}",
		`pagination_strategy: {type: CursorPagination, cursor_value: "{{ response['next'] }}", stop_condition: "{{ not response['next'] }}"}`, 1)
	next := func(page int) any {
		if page*shopPage < len(s.records) {
			return fmt.Sprint(page + 1)
		}
		return nil
	}
	answer := func(next func(int) any) func(w http.ResponseWriter, page int) {
		return func(w http.ResponseWriter, page int) {
			writeAny(w, map[string]any{"customers": s.page(page), "next": next(page)})
		}
	}
	s.answers(answer(next))
	p.firstRead(s, manifest)
	before := p.kept()
	s.answers(answer(func(int) any { return "2" }))
	if r := p.sync(); r.Result != "failed" || r.ErrorKind == "our_fault" || r.Message == "" {
		t.Errorf("the run ended %s, %s, %s: %s", r.Result, r.ErrorKind, r.ErrorCode, r.Message)
	}
	p.same(before)
	s.answers(answer(next))
	s.rename(14, "New name")
	if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Created+r.DataTypes[0].Deleted != 0 {
		t.Errorf("the next good run: %+v", r.DataTypes[0])
	}
}

// A service that does not know of pages answers every one alike.
func TestAServiceThatIgnoresThePageEndsTheRun(t *testing.T) {
	t.Parallel()
	s, p := newShop(t, 25), newProgram(t)
	p.firstRead(s, shopManifest)
	before := p.kept()
	asked := 0
	s.answers(func(w http.ResponseWriter, _ int) {
		if asked++; asked > 100 { // so that the test ends if the run does not
			writeRecords(w, nil)
			return
		}
		writeRecords(w, s.page(1))
	})
	if r := p.sync(); r.Result != "failed" || r.ErrorKind == "our_fault" || r.Message == "" || asked > 10 {
		t.Errorf("after %d pages the run ended %s, %s, %s: %s", asked, r.Result, r.ErrorKind, r.ErrorCode, r.Message)
	}
	p.same(before)
	p.heals(s)
}

func TestASecureConnectionThatIsCut(t *testing.T) {
	t.Parallel()
	s, p := newShop(t, 25), newProgram(t)
	p.firstRead(s, shopManifest)
	before := p.kept()
	listener, err := (&net.ListenConfig{}).Listen(context.WithoutCancel(t.Context()), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }() // nothing hangs on it
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = c.Read(make([]byte, 200)) // some of the first words, then silence
			_ = c.Close()
		}
	}()
	unknown := httptest.NewTLSServer(s.Config.Handler)
	defer unknown.Close()
	for address, want := range map[string]string{"https://" + listener.Addr().String(): "service_down", unknown.URL: "set_up"} {
		p.apply(shopSetup(address, shopKey))
		if r := p.sync(); r.Result != "failed" || r.ErrorKind != want || r.Message == "" {
			t.Errorf("%s: the run ended %s, %s, %s: %s (%s); want %s", address, r.Result, r.ErrorKind, r.ErrorCode, r.Message, r.Details, want)
		}
		p.same(before)
	}
	p.apply(shopSetup(s.URL, shopKey))
	p.heals(s)
}

// A key that is withdrawn in the middle of a run.
func TestAKeyThatExpiresInTheMiddleOfARun(t *testing.T) {
	t.Parallel()
	s, p := newShop(t, 25), newProgram(t)
	p.firstRead(s, shopManifest)
	before := p.kept()
	s.onSecondPage(text(http.StatusUnauthorized, "application/json", `{"message":"token expired"}`))
	if r := p.sync(); r.ErrorKind != "sign_in" {
		t.Errorf("the run: %+v", r)
	}
	p.same(before)
}
