package backend_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tributary/backend"
	"tributary/backend/api"
	"tributary/backend/domain"
)

// asChecker makes the test binary a program that checks its one authorization so many
// times at once and prints the states.
const asChecker = "TRIBUTARY_TEST_CHECKS"

// checks is the work of asChecker.
func checks(ctx context.Context, dataDir string, times int) error {
	b, err := backend.New(ctx, backend.Options{DataDir: dataDir})
	if err != nil {
		return err
	}
	var authorizations *api.AuthorizationsAPI
	for _, one := range b.Bindings() {
		if found, ok := one.(*api.AuthorizationsAPI); ok {
			authorizations = found
		}
	}
	all, err := authorizations.List("")
	if err != nil || len(all) != 1 {
		return fmt.Errorf("%d authorizations, %w", len(all), err)
	}
	var group sync.WaitGroup
	states := make([]domain.AuthorizationState, times)
	for n := range times {
		group.Go(func() {
			if checked, err := authorizations.Check(all[0].ID); err == nil {
				states[n] = checked.State
			}
		})
	}
	group.Wait()
	if err := b.Stop(ctx); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(states)
}

// rotating is a service whose refresh tokens can be used once. With grace the one before
// the last can be used again until the last was used, for callers that lost an answer.
type rotating struct {
	*httptest.Server
	grace bool

	mu        sync.Mutex // guards all below
	life      int        // seconds of the next token
	number    int        // of the last tokens
	refreshes int
	victim    *os.Process
	before    bool // the victim is killed before the tokens rotate, else right after the answer
}

func newRotating(t *testing.T) *rotating {
	t.Helper()
	s := &rotating{life: 20}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

func (s *rotating) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path != "/token" {
		if r.Header.Get("Authorization") != fmt.Sprintf("Bearer access-%d", s.number) {
			w.WriteHeader(http.StatusUnauthorized)
		}
		fmt.Fprint(w, `{"items":[{"id":1}]}`)
		return
	}
	s.refreshes++
	if s.victim != nil && s.before {
		s.kill()
		return
	}
	given := r.FormValue("refresh_token")
	last, former := fmt.Sprintf("refresh-%d", s.number), fmt.Sprintf("refresh-%d", s.number-1)
	if given != last && (!s.grace || given != former) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"invalid_grant"}`)
		return
	}
	s.number++
	fmt.Fprintf(w, `{"access_token":"access-%d","refresh_token":"refresh-%d","expires_in":%d}`, s.number, s.number, s.life)
	if s.victim != nil {
		_ = http.NewResponseController(w).Flush() // the answer is on its way; a victim that has gone does not read it
		s.kill()
	}
}

func (s *rotating) kill() {
	_ = s.victim.Kill() // it may have ended by itself: the test sees that
	s.victim = nil
}

// count returns how often tokens were renewed, and begins to count anew.
func (s *rotating) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.refreshes
	s.refreshes = 0
	return n
}

const rotatingManifest = `
version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [items]}
streams:
  - type: DeclarativeStream
    name: items
    primary_key: [id]
    retriever:
      type: SimpleRetriever
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [items]}}
      requester:
        type: HttpRequester
        url_base: "{{ config['address'] }}"
        path: /items
        authenticator:
          type: OAuthAuthenticator
          token_refresh_endpoint: "{{ config['address'] }}/token"
          client_id: "{{ config['client_id'] }}"
          client_secret: "{{ config['client_secret'] }}"
          refresh_token: "{{ config['refresh_token'] }}"
    schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {id: {type: integer}}}}
spec:
  type: Spec
  connection_specification:
    type: object
    required: [client_id, client_secret, refresh_token, address]
    properties:
      client_id: {type: string}
      client_secret: {type: string, airbyte_secret: true}
      refresh_token: {type: string, airbyte_secret: true}
      address: {type: string}
`

func rotatingSetup(address string) string {
	return `
version: 1
authorizations:
  - {name: Rotating, source: rotating.yaml, values: {client_id: app, client_secret: secret-of-the-app, refresh_token: refresh-0, address: "` + address + `"}}
`
}

// checker starts the checks in a process of its own.
func (p *program) checker(times int, out *bytes.Buffer) *exec.Cmd {
	p.t.Helper()
	binary, err := os.Executable()
	if err != nil {
		p.t.Fatal(err)
	}
	cmd := exec.CommandContext(p.t.Context(), binary, filepath.Join(p.dir, "data"))
	cmd.Env = append(os.Environ(), asChecker+"="+strconv.Itoa(times))
	cmd.Stdout, cmd.Stderr = out, out
	return cmd
}

// works checks, in a process of its own, that the authorization works.
func (p *program) works() bool {
	p.t.Helper()
	var out bytes.Buffer
	if err := p.checker(1, &out).Run(); err != nil {
		p.t.Fatalf("%v: %s", err, out.String())
	}
	return strings.TrimSpace(out.String()) == `["works"]`
}

func newRotatingProgram(t *testing.T, s *rotating) *program {
	t.Helper()
	p := newProgram(t)
	p.write("rotating.yaml", rotatingManifest)
	p.apply(rotatingSetup(s.URL))
	if n := s.count(); n != 1 {
		t.Fatalf("%d renewals for the first check, want 1", n)
	}
	return p
}

func TestFiftyRequestsOfFiveProgramsRenewATokenOnce(t *testing.T) {
	t.Parallel()
	s := newRotating(t)
	p := newRotatingProgram(t, s) // its token has 20 seconds left: too few for a request
	s.mu.Lock()
	s.life = 3600
	s.mu.Unlock()
	const programs, each = 5, 10
	outputs := make([]bytes.Buffer, programs)
	var running []*exec.Cmd
	for n := range programs {
		cmd := p.checker(each, &outputs[n])
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, cmd)
	}
	for n, cmd := range running {
		if err := cmd.Wait(); err != nil {
			t.Fatalf("%v: %s", err, outputs[n].String())
		}
		if got := strings.Count(outputs[n].String(), `"works"`); got != each {
			t.Errorf("program %d: %s", n, outputs[n].String())
		}
	}
	if n := s.count(); n != 1 {
		t.Errorf("%d renewals, want 1", n)
	}
}

func TestKilledWhileATokenRotates(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name          string
		grace, before bool
	}{
		{"before the service rotated, strict service", false, true},
		{"before the service rotated, service with grace", true, true},
		{"after its answer, service with grace", true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newRotating(t)
			s.grace, s.before = test.grace, test.before
			p := newRotatingProgram(t, s)
			for round := range 8 {
				var out bytes.Buffer
				cmd := p.checker(3, &out)
				s.mu.Lock()
				err := cmd.Start()
				s.victim = cmd.Process
				s.mu.Unlock()
				if err != nil {
					t.Fatal(err)
				}
				_ = cmd.Wait() // its end is looked at below
				if cmd.ProcessState.ExitCode() != -1 {
					t.Fatalf("round %d: the program was not killed: %s", round, out.String())
				}
				if !p.works() {
					t.Fatalf("round %d: the authorization is lost", round)
				}
			}
		})
	}
}

func TestARefusedRefreshTokenNeedsTheSignIn(t *testing.T) {
	t.Parallel()
	s := newRotating(t)
	p := newRotatingProgram(t, s)
	s.mu.Lock()
	s.number += 5 // the service has withdrawn everything
	s.mu.Unlock()
	if p.works() {
		t.Fatal("it works with a withdrawn token")
	}
	if n := s.count(); n != 1 {
		t.Errorf("%d tries with a token the service refused, want 1", n)
	}
}
