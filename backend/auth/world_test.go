package auth_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend/auth"
	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/source"
)

// world is Flows with the browser of a test in front and a service behind.
type world struct {
	*auth.Flows
	t      *testing.T
	clock  *clock.Manual
	events chan domain.SignInProgress

	mu     sync.Mutex // guards all below
	opened []string
	noOpen error
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewManual(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)), events: make(chan domain.SignInProgress, 100)}
	w.Flows = auth.New(auth.Options{
		Clock: w.clock, Language: func() string { return "fr" }, Say: func(text string) string { return "«" + text + "»" },
		Publish: func(e event.Event) {
			if p, ok := e.(event.SignInProgressed); ok {
				w.events <- p.Progress
			}
		},
		Open: func(_ context.Context, address string) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.opened = append(w.opened, address)
			return w.noOpen
		},
	})
	t.Cleanup(func() {
		if err := w.Stop(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// service takes what comes back. It may wait, or refuse.
type service struct {
	mu     sync.Mutex // guards grants
	grants []source.Grant
	fail   error
	hold   chan struct{} // not nil: Finish waits for it, or for the end of its context
}

func (s *service) finish(ctx context.Context, g source.Grant) error {
	s.mu.Lock()
	s.grants = append(s.grants, g)
	s.mu.Unlock()
	if s.hold != nil {
		select {
		case <-s.hold:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return s.fail
}

func (s *service) redeemed() []source.Grant {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]source.Grant(nil), s.grants...)
}

func (w *world) start(s *service, id domain.AuthorizationID, r source.Redirect) domain.SignInFlow {
	w.t.Helper()
	flow, err := w.Start(w.t.Context(), source.SignInRequest{
		Authorization: id, Service: "Fjord <Books>", Redirect: r, OwnAddress: "https://fjord.example/back",
		Consent: func(c source.Consent) (string, error) {
			query := url.Values{"state": {c.State}, "redirect_uri": {c.Redirect}, "code_challenge": {c.Challenge}}
			return "https://login.example/consent?" + query.Encode(), nil
		},
		Finish: s.finish,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return flow
}

// state is what the consent page of a flow was asked with.
func state(t *testing.T, flow domain.SignInFlow) string {
	t.Helper()
	u, err := url.Parse(flow.Address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("state")
}

// answer is a page of the door as the browser sees it.
type answer struct {
	status int
	body   string
	head   http.Header
}

// visit is the browser that comes back, following nothing.
func (w *world) visit(flow domain.SignInFlow, query url.Values) answer {
	w.t.Helper()
	return w.ask(http.MethodGet, flow.Redirect+"?"+query.Encode(), "", nil)
}

func (w *world) ask(method, address, host string, body io.Reader) answer {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, address, body)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Host = host
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		return answer{body: err.Error()}
	}
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Error(err)
	}
	if err := resp.Body.Close(); err != nil {
		w.t.Error(err)
	}
	return answer{resp.StatusCode, string(raw), resp.Header}
}

// reached waits until a flow has come to a state.
func (w *world) reached(id domain.FlowID, want domain.SignInState) domain.SignInProgress {
	w.t.Helper()
	for {
		select {
		case p := <-w.events:
			if p.Flow == id && p.State == want {
				return p
			}
		case <-time.After(30 * time.Second):
			now, err := w.Progress(id)
			w.t.Fatalf("the flow did not come to %s: %+v, %v", want, now, err)
		}
	}
}

// waits checks that a flow still waits and nothing was redeemed.
func (w *world) waits(flow domain.SignInFlow, s *service) {
	w.t.Helper()
	p, err := w.Progress(flow.ID)
	if err != nil || p.State != domain.SignInWaiting {
		w.t.Errorf("the flow is %s, %v; want it to wait", p.State, err)
	}
	if n := len(s.redeemed()); n != 0 {
		w.t.Errorf("%d answers were taken, want none", n)
	}
}

func contains(t *testing.T, page answer, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(page.body, word) {
			t.Errorf("the page does not say %q: %s", word, page.body)
		}
	}
}
