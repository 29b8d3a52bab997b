package oauth_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tributary/backend"
	"tributary/backend/api"
	"tributary/backend/domain"
)

// program is Tributary with its window's methods and the test as its browser.
type program struct {
	*backend.Backend
	t              *testing.T
	authorizations *api.AuthorizationsAPI
	sources        *api.SourcesAPI
	opened         chan string
}

func open(t *testing.T) *program {
	t.Helper()
	p := &program{t: t, opened: make(chan string, 1)}
	var err error
	p.Backend, err = backend.New(t.Context(), backend.Options{
		DataDir: t.TempDir(), Exclusive: true,
		OpenBrowser: func(_ context.Context, address string) error {
			p.opened <- address
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	for _, bound := range p.Bindings() {
		switch bound := bound.(type) {
		case *api.AuthorizationsAPI:
			p.authorizations = bound
		case *api.SourcesAPI:
			p.sources = bound
		}
	}
	return p
}

// load makes a source of a manifest.
func (p *program) load(manifest string) api.Source {
	p.t.Helper()
	file := filepath.Join(p.t.TempDir(), "provider.yaml")
	if err := os.WriteFile(file, []byte(manifest), 0o600); err != nil {
		p.t.Fatal(err)
	}
	source, err := p.sources.LoadManifest(file)
	if err != nil {
		p.t.Fatal(err)
	}
	return source
}

// ended waits for the end of a sign-in.
func (p *program) ended(flow api.SignInFlow) api.SignInProgress {
	p.t.Helper()
	limit := time.Now().Add(time.Minute)
	for {
		progress, err := p.authorizations.SignInProgress(flow.ID)
		if err != nil || time.Now().After(limit) {
			p.t.Fatalf("the sign-in did not end: %+v, %v", progress, err)
		}
		if progress.State != domain.SignInWaiting && progress.State != domain.SignInFinishing {
			return progress
		}
		time.Sleep(20 * time.Millisecond) // the state is asked for, as the window does after a reload
	}
}

func (p *program) authorization(id string) api.Authorization {
	p.t.Helper()
	all, err := p.authorizations.List("")
	if err != nil {
		p.t.Fatal(err)
	}
	for _, one := range all {
		if one.ID == id {
			return one
		}
	}
	p.t.Fatalf("no authorization %s", id)
	return api.Authorization{}
}

func TestASignInAtAProviderOfOthers(t *testing.T) {
	server, p := newProvider(t), open(t)
	source := p.load(server.manifest())
	spec, err := p.sources.Spec(source.ID)
	if err != nil || spec.SignIn == nil || strings.Join(spec.SignIn.Filled, " ") != "refresh_token" || strings.Join(spec.SignIn.ClientFields, " ") != "client_id" {
		t.Fatalf("the form says %+v, %v", spec.SignIn, err)
	}
	flow, err := p.authorizations.StartSignIn(api.AuthorizationInput{Source: source.ID, Name: "Fjord", Values: map[string]any{"client_id": "tributary"}})
	if err != nil {
		t.Fatal(err)
	}
	if before := p.authorization(flow.Authorization); before.State != domain.AuthorizationNeedsSignIn || !before.IsSignIn {
		t.Errorf("before the sign-in the authorization is %+v", before)
	}
	if page := server.agree(<-p.opened); !strings.Contains(page, "You are signed in.") {
		t.Fatalf("the last page is %s", page)
	}
	if end := p.ended(flow); end.State != domain.SignInDone {
		t.Fatalf("it ended %+v", end)
	}
	a := p.authorization(flow.Authorization)
	if a.State != domain.AuthorizationWorks || a.CheckedAt == "" || len(a.Values) != 1 {
		t.Errorf("after the sign-in the authorization is %+v", a)
	}
	if n := server.asked.Load(); n != 1 {
		t.Errorf("the token address was asked %d times; the check is to use the token of the sign-in", n)
	}
}

func TestSigningInAgainKeepsTheAuthorization(t *testing.T) {
	server, p := newProvider(t), open(t)
	source := p.load(server.manifest())
	flow, err := p.authorizations.StartSignIn(api.AuthorizationInput{Source: source.ID, Name: "Fjord", Values: map[string]any{"client_id": "tributary"}})
	if err != nil {
		t.Fatal(err)
	}
	server.agree(<-p.opened)
	p.ended(flow)
	again, err := p.authorizations.Reauthorize(flow.Authorization)
	if err != nil || again.Authorization != flow.Authorization {
		t.Fatalf("again %+v, %v", again, err)
	}
	server.agree(<-p.opened)
	if end := p.ended(again); end.State != domain.SignInDone {
		t.Fatalf("it ended %+v", end)
	}
	if a := p.authorization(flow.Authorization); a.State != domain.AuthorizationWorks {
		t.Errorf("the authorization is %+v", a)
	}
}

func TestACodeIsOfNoUseToAnotherFlow(t *testing.T) {
	server, p := newProvider(t), open(t)
	source := p.load(server.manifest())
	var flows [2]api.SignInFlow
	for n, name := range []string{"One", "Two"} {
		var err error
		flows[n], err = p.authorizations.StartSignIn(api.AuthorizationInput{Source: source.ID, Name: name, Values: map[string]any{"client_id": "tributary"}})
		if err != nil {
			t.Fatal(err)
		}
		<-p.opened
	}
	// The thief lets the person agree to his own request and puts the code into another
	// answer, with the right state: the provider compares the verifier.
	code := server.codeFor(flows[0].Address)
	state := stateOf(t, flows[1].Address)
	err := p.authorizations.BringBack(flows[1].ID, flows[1].RedirectAddress+"?code="+code+"&state="+state)
	if err == nil {
		t.Error("a code of another flow was taken")
	}
	if end := p.ended(flows[1]); end.State != domain.SignInFailed || end.Error == nil || end.Error.Code != "code_refused" {
		t.Errorf("it ended %+v", end)
	}
	if a := p.authorization(flows[1].Authorization); a.State != domain.AuthorizationNeedsSignIn {
		t.Errorf("the authorization is %+v", a)
	}
}
