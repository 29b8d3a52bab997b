package backend_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend"
)

// wire is a connection that can be made to fail below the encryption.
type wire struct {
	net.Conn
	mu    sync.Mutex // guards all below
	armed bool
	after int  // bytes that still pass
	reset bool // the end is a reset, else a silent one
	spoil bool // instead of an end a byte is changed
}

// arm lets so many bytes more through.
func (w *wire) arm(after int, reset, spoil bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.armed, w.after, w.reset, w.spoil = true, after, reset, spoil
}

func (w *wire) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.armed || len(b) <= w.after {
		w.after -= len(b)
		return w.Conn.Write(b)
	}
	if w.spoil {
		w.armed = false
		changed := append([]byte(nil), b...)
		changed[w.after] ^= 0x55
		return w.Conn.Write(changed)
	}
	_, _ = w.Conn.Write(b[:w.after]) // the end comes in any case
	w.after = 0
	if tcp, ok := w.Conn.(*net.TCPConn); ok && w.reset {
		_ = tcp.SetLinger(0)
	}
	_ = w.Close()
	return 0, net.ErrClosed
}

type wires struct{ net.Listener }

func (l wires) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &wire{Conn: c}, nil
}

type wireKey struct{}

// securely serves the shop over TLS; onSecondPage is called with the connection before its
// second page is answered, and answers it if it says so.
func (s *shop) securely(t *testing.T, http2 bool, onSecondPage func(w http.ResponseWriter, c *wire) (answered bool)) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, ok := r.Context().Value(wireKey{}).(*wire)
		if !ok {
			t.Error("a request without its connection")
			return
		}
		if r.URL.Query().Get("page") == "2" && onSecondPage(w, c) {
			return
		}
		s.answer(w, r)
	}))
	server.EnableHTTP2 = http2
	server.Listener = wires{server.Listener}
	server.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		if secure, ok := c.(*tls.Conn); ok {
			return context.WithValue(ctx, wireKey{}, secure.NetConn())
		}
		return ctx
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

// trusting is a program that trusts a server's certificate.
func trusting(t *testing.T, server *httptest.Server) *program {
	t.Helper()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	p := newProgram(t)
	p.tools = backend.ToolsTrusting("test", &hurried{}, 10*time.Second, roots)
	return p
}

// longPage is a page like the shop's second, of several records of TLS.
func (s *shop) longPage() string {
	page := s.page(2)
	text, err := json.Marshal(map[string]any{"customers": page, "more": strings.Repeat("x", 100_000)})
	if err != nil {
		panic(err)
	}
	return string(text)
}

func TestASecureConnectionThatIsCutInTheMiddleOfAnAnswer(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		for name, c := range map[string]struct {
			after        int
			reset, spoil bool
		}{
			"before the first byte":               {0, false, false},
			"in the head of a record":             {3, false, false},
			"in the first record":                 {500, false, false},
			"in a later record":                   {50_000, false, false},
			"reset before the first byte":         {0, true, false},
			"reset in the first record":           {500, true, false},
			"reset in a later record":             {50_000, true, false},
			"a byte is changed":                   {50_000, false, true},
			"a byte of the first record, changed": {200, false, true},
		} {
			t.Run(fmt.Sprintf("%s, HTTP/2 %v", name, http2), func(t *testing.T) {
				t.Parallel()
				s := newShop(t, 25)
				var mu sync.Mutex // guards faulty and cuts
				faulty, cuts := false, 0
				server := s.securely(t, http2, func(w http.ResponseWriter, way *wire) bool {
					mu.Lock()
					defer mu.Unlock()
					if !faulty {
						return false
					}
					cuts++
					way.arm(c.after, c.reset, c.spoil)
					w.Header().Set("Content-Type", "application/json")
					_, _ = w.Write([]byte(s.longPage())) // whoever went away is what is tested
					return true
				})
				p := trusting(t, server)
				p.write("shop.yaml", shopManifest)
				p.apply(shopSetup(server.URL, shopKey))
				p.good()
				before := p.kept()
				mu.Lock()
				faulty = true
				mu.Unlock()
				r := p.sync()
				if r.Result != "failed" || r.ErrorKind != "service_down" || r.ErrorCode != "connection_lost" {
					t.Errorf("the run ended %s, %s, %s: %q (%s)", r.Result, r.ErrorKind, r.ErrorCode, r.Message, r.Details)
				}
				p.same(before)
				mu.Lock()
				faulty = false
				if cuts < 2 {
					t.Errorf("cut %d times; a connection that is lost is tried again", cuts)
				}
				mu.Unlock()
				p.heals(s)
			})
		}
	}
}

// Anybody on the way can close a connection without a word in the encryption, and where an
// answer does not say its length that looks like its end.
func TestAnAnswerWhoseEndWasNotSaidIsNotTaken(t *testing.T) {
	t.Parallel()
	s := newShop(t, 25)
	var mu sync.Mutex // guards faulty
	faulty := false
	server := s.securely(t, false, func(w http.ResponseWriter, c *wire) bool {
		mu.Lock()
		defer mu.Unlock()
		if !faulty {
			return false
		}
		secure, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return true
		}
		send(secure, head+"Connection: close\r\n\r\n"+s.longPage()[:200])
		_ = c.Close() // without a word in the encryption
		return true
	})
	p := trusting(t, server)
	p.write("shop.yaml", shopManifest)
	p.apply(shopSetup(server.URL, shopKey))
	p.good()
	before := p.kept()
	mu.Lock()
	faulty = true
	mu.Unlock()
	if r := p.sync(); r.Result != "failed" || r.ErrorKind != "service_down" || r.ErrorCode != "not_json" {
		t.Errorf("the run ended %s, %s, %s: %q (%s)", r.Result, r.ErrorKind, r.ErrorCode, r.Message, r.Details)
	}
	p.same(before)
	mu.Lock()
	faulty = false
	mu.Unlock()
	p.heals(s)
}
