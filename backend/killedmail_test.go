package backend_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"tributary/backend"
	"tributary/backend/cli"
)

// deadlyPost is a mail server that kills its client while it takes one of the mails.
type deadlyPost struct {
	mu      sync.Mutex // guards all below
	victim  *os.Process
	at      int                 // the mail at which it kills, counted from 1; 0: never
	taken   bool                // that mail is kept all the same: only its answer is lost
	asked   int                 // mails that were begun
	got     map[string][]string // message ids that an address got
	arrived chan struct{}       // gets one for each mail that was kept; roomy
}

// NewSession greets a client.
func (d *deadlyPost) NewSession(*smtp.Conn) (smtp.Session, error) {
	return &deadlySession{post: d}, nil
}

type deadlySession struct {
	post *deadlyPost
	to   string
}

func (*deadlySession) Reset()                               {}
func (*deadlySession) Logout() error                        { return nil }
func (*deadlySession) Mail(string, *smtp.MailOptions) error { return nil }
func (s *deadlySession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return nil
}

// Data takes a mail, or kills while its text is on the way.
func (s *deadlySession) Data(r io.Reader) error {
	d := s.post
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked++
	kills := d.asked == d.at
	if kills && !d.taken {
		return errors.Join(d.victim.Kill(), errors.New("the client died"))
	}
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	d.got[s.to] = append(d.got[s.to], m.Header.Get("Message-Id"))
	d.arrived <- struct{}{}
	if kills {
		return errors.Join(d.victim.Kill(), errors.New("the client died"))
	}
	return nil
}

// unheard is the log of the server: that a client died is no news here.
type unheard struct{}

func (unheard) Printf(string, ...any) {}
func (unheard) Println(...any)        {}

// openPost starts the server on a free port of 127.0.0.1.
func openPost(t *testing.T, d *deadlyPost) (port string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(d)
	server.Domain, server.ErrorLog = "127.0.0.1", unheard{}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(l) // ends when the test closes it
	}()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		<-ended
	})
	_, port, err = net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// TestKilledWhileAMailIsSent kills the real process (kill -9) at the second of three mails.
func TestKilledWhileAMailIsSent(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		taken bool
		mails int // that the server kept in all
	}{
		"in the middle of a mail":             {false, 3},
		"taken, and the answer never arrived": {true, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := &deadlyPost{at: 2, taken: c.taken, got: map[string][]string{}, arrived: make(chan struct{}, 100)}
			p := disabling(t, openPost(t, d))
			d.serveUntilKilled(t, p.dir)
			before := len(d.arrived)
			p.serveUntil(func() {
				for range c.mails {
					<-d.arrived
				}
			})
			d.mu.Lock()
			defer d.mu.Unlock()
			t.Logf("%d kept before the kill, in the end: %v", before, d.got)
			if len(d.got) != 3 {
				t.Fatalf("%d addresses got a mail, want three", len(d.got))
			}
			kept := 0
			for address, ids := range d.got {
				kept += len(ids)
				if len(slices.Compact(slices.Clone(ids))) != 1 { // a mailbox shows the same id once
					t.Errorf("%s got %v, want one mail", address, ids)
				}
			}
			if kept != c.mails {
				t.Errorf("the server kept %d mails, want %d", kept, c.mails)
			}
		})
	}
}

// disabling is a program whose first run disables its integration, which tells three
// addresses.
func disabling(t *testing.T, port string) *program {
	t.Helper()
	s, p := newShop(t, shopPage), newProgram(t)
	for n := range s.records {
		s.records[n]["id"] = "no number"
	}
	p.write("shop.yaml", shopManifest)
	set := strings.Replace(shopSetup(s.URL, shopKey), "every: 24h, active: true",
		"every: 24h, active: true, budget: {record_errors: 1}, email_alerts: [ada@shop.example, ben@shop.example, eve@shop.example]", 1)
	p.apply(set + "address_book: [ada@shop.example, ben@shop.example, eve@shop.example]\n" +
		"mail: {host: 127.0.0.1, port: " + port + ", tls: none, from: tributary@shop.example}\n")
	return p
}

// serveUntilKilled keeps the schedule in a process of its own, which has to be killed.
func (d *deadlyPost) serveUntilKilled(t *testing.T, dir string) {
	t.Helper()
	var out bytes.Buffer
	limited, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(limited, os.Args[0], "serve", "--data-dir", filepath.Join(dir, "data"))
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stdout, cmd.Stderr = &out, &out
	d.mu.Lock()
	err := cmd.Start()
	d.victim = cmd.Process
	d.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if cmd.ProcessState.ExitCode() != -1 || limited.Err() != nil {
		t.Fatalf("the program was not killed at the second mail: %v\n%s", err, out.String())
	}
}

// serveUntil starts the program again, once the claim of the killed one is over, and ends it
// when enough returns.
func (p *program) serveUntil(enough func()) {
	p.t.Helper()
	const claimOver = 5 * time.Minute
	ctx, cancel := context.WithCancel(p.t.Context())
	defer cancel()
	ended := make(chan int, 1)
	var out bytes.Buffer
	go func() {
		streams := cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out}
		tools := backend.ToolsAt("test", &hurried{skipped: claimOver})
		ended <- cli.Run(ctx, []string{"serve", "--data-dir", filepath.Join(p.dir, "data")}, streams, "test", tools).Exit
	}()
	done := make(chan struct{})
	go func() {
		defer close(done)
		enough()
	}()
	select {
	case <-done:
	case exit := <-ended:
		p.t.Fatalf("the program ended by itself with %d:\n%s", exit, out.String())
	case <-time.After(2 * time.Minute):
		p.t.Error("the mails did not arrive")
	}
	cancel()
	if exit := <-ended; exit != 0 {
		p.t.Errorf("serve ended with %d:\n%s", exit, out.String())
	}
}
