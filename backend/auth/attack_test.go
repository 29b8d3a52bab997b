package auth_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

func portOf(t *testing.T, address string) int {
	t.Helper()
	_, text, err := net.SplitHostPort(address)
	port, wrong := strconv.Atoi(text)
	if err != nil || wrong != nil {
		t.Fatal(address, err, wrong)
	}
	return port
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}()
	return portOf(t, l.Addr().String())
}

func TestAnswersThatBelongToNoFlowAreRefused(t *testing.T) {
	w, s, other := newWorld(t), &service{}, &service{}
	flow, another := w.start(s, "a", source.Redirect{Path: "/back"}), w.start(other, "b", source.Redirect{Path: "/back"})
	good := state(t, flow)
	for name, query := range map[string]url.Values{
		"no state":                     {"code": {"c"}},
		"an empty state":               {"code": {"c"}, "state": {""}},
		"a guessed state":              {"code": {"c"}, "state": {"guessed"}},
		"a state with one letter more": {"code": {"c"}, "state": {good + "x"}},
		"the state in another case":    {"code": {"c"}, "state": {strings.ToUpper(good)}},
		"two states":                   {"code": {"c"}, "state": {good, "guessed"}},
		"the state of another flow":    {"code": {"c"}, "state": {state(t, another)}},
		"an error with a wrong state":  {"error": {"access_denied"}, "state": {"guessed"}},
	} {
		t.Run(name, func(t *testing.T) {
			page := w.visit(flow, query)
			contains(t, page, "This answer belongs to no sign-in.")
			if page.status != http.StatusBadRequest {
				t.Errorf("status %d", page.status)
			}
			w.waits(flow, s)
			w.waits(another, other)
		})
	}
	w.visit(flow, url.Values{"code": {"c"}, "state": {good}})
	w.reached(flow.ID, domain.SignInDone)
}

func TestASecondAnswerIsRefused(t *testing.T) {
	w, s := newWorld(t), &service{hold: make(chan struct{})}
	flow := w.start(s, "a", source.Redirect{})
	answered := url.Values{"code": {"c"}, "state": {state(t, flow)}}
	first := make(chan answer, 1)
	go func() { first <- w.visit(flow, answered) }()
	w.reached(flow.ID, domain.SignInFinishing)
	for _, code := range []string{"c", "stolen"} { // while the first is being redeemed: a replay, and another code
		page := w.visit(flow, url.Values{"code": {code}, "state": {state(t, flow)}})
		if page.status != http.StatusConflict {
			t.Errorf("status %d for a second answer", page.status)
		}
	}
	s.hold <- struct{}{}
	contains(t, <-first, "You are signed in.")
	w.reached(flow.ID, domain.SignInDone)
	if page := w.visit(flow, answered); page.status == http.StatusOK {
		t.Error("a replayed answer was welcomed after the end")
	}
	if n := len(s.redeemed()); n != 1 {
		t.Errorf("%d answers were redeemed, want 1", n)
	}
}

func TestTheDoorLeadsNowhereElse(t *testing.T) {
	w, s := newWorld(t), &service{}
	flow := w.start(s, "a", source.Redirect{Path: "/back"})
	base := strings.TrimSuffix(flow.Redirect, "/back")
	for _, address := range []string{
		base + "/", base + "//evil.example/back", base + "/back/../evil", base + "/evil", base + "/back%2f", base + "/favicon.ico",
		flow.Redirect + "?redirect=https://evil.example&next=https://evil.example&state=x&code=c",
		flow.Redirect + "?error=x&error_uri=https://evil.example&state=" + url.QueryEscape("https://evil.example"),
	} {
		page := w.ask(http.MethodGet, address, "", nil)
		if page.status < 400 || page.head.Get("Location") != "" || strings.Contains(page.body, "evil.example") {
			t.Errorf("%s: status %d, leads to %q: %s", address, page.status, page.head.Get("Location"), page.body)
		}
	}
	w.waits(flow, s)
}

func TestAPageElsewhereCannotUseTheDoor(t *testing.T) {
	w, s := newWorld(t), &service{}
	flow := w.start(s, "a", source.Redirect{})
	// A name that a stranger lets lead to 127.0.0.1 arrives with that name as host.
	page := w.ask(http.MethodGet, flow.Redirect+"?code=c&state="+state(t, flow), "evil.example", nil)
	if page.status != http.StatusMisdirectedRequest {
		t.Errorf("status %d for another host", page.status)
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodOptions, http.MethodHead} {
		if page := w.ask(method, flow.Redirect+"?code=c&state="+state(t, flow), "", nil); page.status != http.StatusMethodNotAllowed || page.head.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: status %d, headers %v", method, page.status, page.head)
		}
	}
	w.waits(flow, s)
}

func TestTheDoorIsOnThisComputerOnly(t *testing.T) {
	w, s := newWorld(t), &service{}
	flow := w.start(s, "a", source.Redirect{})
	u, err := url.Parse(flow.Redirect)
	if err != nil {
		t.Fatal(err)
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, a := range addresses {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.Equal(net.IPv4(127, 0, 0, 1)) {
			continue
		}
		tried++
		if conn, err := net.Dial("tcp", net.JoinHostPort(ip.IP.String(), u.Port())); err == nil {
			t.Errorf("the door answers at %s", ip.IP)
			_ = conn.Close()
		}
	}
	if tried == 0 {
		// A computer without a network: any other address of the loopback block stands for one.
		if conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.2", u.Port())); err == nil {
			t.Error("the door answers at 127.0.0.2")
			_ = conn.Close()
		}
	}
	w.waits(flow, s)
}

func TestAnAnswerOfTenMegabytes(t *testing.T) {
	w, s := newWorld(t), &service{}
	flow := w.start(s, "a", source.Redirect{})
	large := strings.Repeat("x", 10<<20)
	page := w.ask(http.MethodGet, flow.Redirect+"?state="+state(t, flow)+"&code="+large, "", nil)
	if page.status != http.StatusRequestHeaderFieldsTooLarge && page.status != 0 { // 0: it hung up before all was sent
		t.Errorf("status %d for a long address", page.status)
	}
	body := &counted{r: bytes.NewReader([]byte(large))}
	page = w.ask(http.MethodPost, flow.Redirect+"?state="+state(t, flow)+"&code=c", "", body)
	if page.status != http.StatusMethodNotAllowed && page.status != 0 {
		t.Errorf("status %d for a large body", page.status)
	}
	w.waits(flow, s)

	u, err := url.Parse(flow.Redirect)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }() // it is closed by the other side
	// A header without end: the door hangs up long before 10 MB.
	sent := 0
	for sent < 10<<20 {
		n, err := fmt.Fprintf(conn, "X-Header-%d: %s\r\n", sent, strings.Repeat("y", 1000))
		sent += n
		if err != nil {
			break
		}
	}
	if sent >= 10<<20 {
		t.Error("the door took 10 MB of headers")
	}
	w.visit(flow, url.Values{"code": {"c"}, "state": {state(t, flow)}})
	w.reached(flow.ID, domain.SignInDone)
}

// counted is a body that is no plain buffer, so that it is sent in pieces.
type counted struct{ r io.Reader }

func (c *counted) Read(p []byte) (int, error) { return c.r.Read(p) }
