package notify_test

import (
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
)

// line is a wire between client and server on which a test listens, and which it can cut.
type line struct {
	port int
	mu   sync.Mutex // guards text
	text []byte
}

// tap lays a line to the server. It is cut before anything is passed on with which cut is
// true of all the client has said; nil never cuts.
func tap(t *testing.T, server int, cut func(said string) bool) *line {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatalf("listens at %v", l.Addr())
	}
	w := &line{port: at.Port}
	var conns sync.WaitGroup
	conns.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			conns.Go(func() { w.pass(client, server, cut) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close() // nobody comes any more
		conns.Wait()
	})
	return w
}

func (w *line) pass(client net.Conn, server int, cut func(string) bool) {
	defer func() { _ = client.Close() }() // hung up, whoever did it first
	there, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", server))
	if err != nil {
		return
	}
	defer func() { _ = there.Close() }()
	go func() {
		_, _ = io.Copy(client, there) // until either side hangs up
		_ = client.Close()
	}()
	buffer := make([]byte, 4096)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			return
		}
		w.mu.Lock()
		w.text = append(w.text, buffer[:n]...)
		w.mu.Unlock()
		if cut != nil && cut(w.said()) {
			return
		}
		if _, err := there.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func (w *line) said() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.text)
}
