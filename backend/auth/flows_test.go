package auth_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tributary/backend/auth"
	"tributary/backend/domain"
	"tributary/backend/source"
)

func TestASignInGoesThrough(t *testing.T) {
	w, s := newWorld(t), &service{}
	flow := w.start(s, "a", source.Redirect{Path: "/back"})
	if len(w.opened) != 1 || w.opened[0] != flow.Address || !flow.Opened {
		t.Errorf("opened %v, want the consent page %s", w.opened, flow.Address)
	}
	if !strings.HasPrefix(flow.Redirect, "http://127.0.0.1:") || !strings.HasSuffix(flow.Redirect, "/back") {
		t.Errorf("the service sends back to %s", flow.Redirect)
	}
	page := w.visit(flow, url.Values{"state": {state(t, flow)}, "code": {"c-1"}, "realmId": {"4711"}})
	contains(t, page, `lang="fr"`, "«You are signed in.»", "«Tributary may now read from Fjord &lt;Books&gt;.»", "close this page")
	if page.status != http.StatusOK || page.head.Get("Referrer-Policy") != "no-referrer" || page.head.Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, headers %v", page.status, page.head)
	}
	w.reached(flow.ID, domain.SignInDone)
	grants := s.redeemed()
	if len(grants) != 1 || grants[0].Code != "c-1" || grants[0].Redirect != flow.Redirect || grants[0].Callback.Get("realmId") != "4711" {
		t.Fatalf("redeemed %+v", grants)
	}
	sum := sha256.Sum256([]byte(grants[0].Verifier))
	if challenge := base64.RawURLEncoding.EncodeToString(sum[:]); !strings.Contains(flow.Address, challenge) {
		t.Errorf("the challenge in %s is not that of the verifier", flow.Address)
	}
	if p, err := w.Progress(flow.ID); err != nil || p.State != domain.SignInDone {
		t.Errorf("progress %+v, %v", p, err)
	}
}

func TestWhatWaitsIsTold(t *testing.T) {
	w, s := newWorld(t), &service{}
	first, second := w.start(s, "a", source.Redirect{}), w.start(s, "b", source.Redirect{})
	if got := w.Waiting(); len(got) != 2 || got[0] != first || got[1] != second {
		t.Errorf("waiting are %+v", got)
	}
	if err := w.Cancel(first.ID); err != nil {
		t.Fatal(err)
	}
	w.visit(second, url.Values{"state": {state(t, second)}, "code": {"c"}})
	w.reached(second.ID, domain.SignInDone)
	if got := w.Waiting(); len(got) != 0 {
		t.Errorf("still waiting: %+v", got)
	}
}

func TestHowASignInEndsOtherwise(t *testing.T) {
	tests := []struct {
		name  string
		query url.Values
		fail  error
		want  domain.SignInState
		code  string
		says  string
	}{
		{"denied", url.Values{"error": {"access_denied"}}, nil, domain.SignInDenied, "consent_denied", "You did not allow"},
		{"refused", url.Values{"error": {"invalid_scope"}, "error_description": {"<b>no</b>"}}, nil, domain.SignInFailed, "consent_refused", "refused the sign-in"},
		{"service down", url.Values{"error": {"server_error"}}, nil, domain.SignInFailed, "consent_refused", "refused the sign-in"},
		{"not redeemed", url.Values{"code": {"c"}}, &domain.Error{Kind: domain.SetUp, Code: "code_refused", What: "It was refused."}, domain.SignInFailed, "code_refused", "It was refused."},
		{"two codes", url.Values{"code": {"c", "d"}}, nil, domain.SignInFailed, "no_code", "cannot be used"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w, s := newWorld(t), &service{fail: test.fail}
			flow := w.start(s, "a", source.Redirect{})
			test.query.Set("state", state(t, flow))
			page := w.visit(flow, test.query)
			contains(t, page, test.says)
			if page.status != http.StatusBadRequest || strings.Contains(page.body, "<b>no") {
				t.Errorf("status %d, page %s", page.status, page.body)
			}
			p := w.reached(flow.ID, test.want)
			var e *domain.Error
			if !errors.As(p.Err, &e) || e.Code != test.code || e.What == "" {
				t.Errorf("ended with %v, want %s", p.Err, test.code)
			}
		})
	}
}

func TestTheTimeLimit(t *testing.T) {
	w, s := newWorld(t), &service{}
	flow := w.start(s, "a", source.Redirect{})
	w.reached(flow.ID, domain.SignInWaiting)
	if err := w.clock.AwaitTimers(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(auth.DefaultLimit)
	w.reached(flow.ID, domain.SignInTimedOut)
	if page := w.visit(flow, url.Values{"state": {state(t, flow)}, "code": {"late"}}); page.status == http.StatusOK || len(s.redeemed()) != 0 {
		t.Errorf("a late answer was taken: %+v", page)
	}
}

func TestCancel(t *testing.T) {
	w, s := newWorld(t), &service{hold: make(chan struct{})}
	waiting := w.start(s, "a", source.Redirect{})
	if err := w.Cancel(waiting.ID); err != nil {
		t.Fatal(err)
	}
	w.reached(waiting.ID, domain.SignInCancelled)

	finishing := w.start(s, "b", source.Redirect{})
	got := make(chan answer, 1)
	go func() { got <- w.visit(finishing, url.Values{"state": {state(t, finishing)}, "code": {"c"}}) }()
	w.reached(finishing.ID, domain.SignInFinishing)
	if err := w.Cancel(finishing.ID); err != nil {
		t.Fatal(err)
	}
	w.reached(finishing.ID, domain.SignInCancelled)
	contains(t, <-got, "This sign-in was stopped.")
	if err := w.Cancel(finishing.ID); err != nil {
		t.Errorf("cancelling again: %v", err)
	}
	if err := w.Cancel("unknown"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("cancelling an unknown one: %v", err)
	}
}

func TestSeveralFlowsShareAPortAndDoNotMix(t *testing.T) {
	w, one, two := newWorld(t), &service{}, &service{}
	port := freePort(t)
	first := w.start(one, "a", source.Redirect{Host: "localhost", Port: port})
	second := w.start(two, "b", source.Redirect{Host: "localhost", Port: port})
	if first.Redirect != second.Redirect || first.Address == second.Address {
		t.Fatalf("redirects %s and %s", first.Redirect, second.Redirect)
	}
	w.visit(second, url.Values{"state": {state(t, second)}, "code": {"for-b"}})
	w.reached(second.ID, domain.SignInDone)
	w.waits(first, one)
	w.visit(first, url.Values{"state": {state(t, first)}, "code": {"for-a"}})
	w.reached(first.ID, domain.SignInDone)
	if one.redeemed()[0].Code != "for-a" || two.redeemed()[0].Code != "for-b" {
		t.Errorf("codes went to %v and %v", one.redeemed(), two.redeemed())
	}
}

func TestASecondSignInOfAnAuthorizationEndsTheFirst(t *testing.T) {
	w, s := newWorld(t), &service{}
	port := freePort(t)
	first := w.start(s, "a", source.Redirect{Port: port})
	second := w.start(s, "a", source.Redirect{Port: port})
	w.reached(first.ID, domain.SignInCancelled)
	w.visit(second, url.Values{"state": {state(t, second)}, "code": {"c"}})
	w.reached(second.ID, domain.SignInDone)
}

func TestAPortThatIsTaken(t *testing.T) {
	w, other := newWorld(t), newWorld(t)
	port := freePort(t)
	other.start(&service{}, "a", source.Redirect{Port: port})
	_, err := w.Start(t.Context(), source.SignInRequest{Authorization: "a", Redirect: source.Redirect{Port: port}})
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != "port_taken" || e.Do == "" {
		t.Errorf("error %v, want port_taken", err)
	}
}

func TestWithoutABrowserTheAnswerIsBroughtByHand(t *testing.T) {
	w, s := newWorld(t), &service{}
	w.noOpen = errors.New("no screen")
	for _, r := range []source.Redirect{{}, {Field: []string{"redirect_uri"}}} {
		flow := w.start(s, "a", r)
		if flow.Opened || flow.ByHand != (len(r.Field) > 0) {
			t.Errorf("flow %+v", flow)
		}
		for _, wrong := range []string{
			"", "no address", "https://evil.example/back?state=" + state(t, flow) + "&code=x", flow.Redirect + "?state=guessed&code=x",
			flow.Redirect + "?code=x", flow.Redirect + "?state=" + state(t, flow) + "&code=" + strings.Repeat("x", 20<<10),
		} {
			if err := w.BringBack(t.Context(), flow.ID, wrong); domain.KindOf(err) != domain.SetUp {
				t.Errorf("%.60q is taken: %v", wrong, err)
			}
		}
		if err := w.BringBack(t.Context(), flow.ID, " "+flow.Redirect+"?state="+state(t, flow)+"&code=c\n"); err != nil {
			t.Fatal(err)
		}
		w.reached(flow.ID, domain.SignInDone)
		if err := w.BringBack(t.Context(), flow.ID, flow.Redirect+"?state="+state(t, flow)+"&code=c"); domain.KindOf(err) != domain.SetUp {
			t.Errorf("a second answer is taken: %v", err)
		}
	}
	if n := len(s.redeemed()); n != 2 {
		t.Errorf("%d answers for two flows", n)
	}
}

func TestTheAnswerIsFinishedWhenThePageIsClosed(t *testing.T) {
	w, s := newWorld(t), &service{hold: make(chan struct{})}
	flow := w.start(s, "a", source.Redirect{})
	ctx, closePage := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, flow.Redirect+"?code=c&state="+state(t, flow), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() {
		resp, err := http.DefaultClient.Do(req)
		if err == nil {
			_ = resp.Body.Close()
		}
		gone <- struct{}{}
	}()
	w.reached(flow.ID, domain.SignInFinishing)
	closePage()
	<-gone
	s.hold <- struct{}{}
	w.reached(flow.ID, domain.SignInDone)
}
