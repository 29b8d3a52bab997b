package backend_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend"
	"tributary/backend/api"
	"tributary/backend/domain"
)

// The markers of a sign-in. Their tails are in no other.
const (
	clientMarker = "clientMARK-/+ü&=60d1\"81"
	codeMarker   = "codeMARKER-/+ü&=1c77'15"
	accessMarker = "accessMARK-/+&=b21f~"
	renewMarker  = "renewMARKE-/+&=93ce~"
)

// careless is a service with a sign-in that repeats in its errors all it was sent. While it
// is asked for tokens it looks at the arguments of every program.
type careless struct {
	*httptest.Server
	t *testing.T

	mu       sync.Mutex // guards all below
	number   int        // of tokens given out
	echo     bool       // repeats instead of answering
	verifier string
	args     []byte
}

func newCareless(t *testing.T) *careless {
	t.Helper()
	s := &careless{t: t}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

func (s *careless) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := r.ParseForm(); err != nil {
		s.t.Error(err)
	}
	if r.URL.Path == "/token" {
		s.args = append(s.args, arguments(s.t)...)
	}
	if v := r.FormValue("code_verifier"); v != "" {
		s.verifier = v
	}
	if s.echo {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `{"message": "cannot do %s with %s and %v"}`, r.URL.String(), r.Header.Get("Authorization"), r.Form)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	switch r.URL.Path {
	case "/token":
		if r.FormValue("client_secret") != clientMarker {
			s.t.Errorf("the service was given the client secret %q", r.FormValue("client_secret"))
		}
		s.number++
		answer, err := json.Marshal(map[string]any{"access_token": fmt.Sprint(accessMarker, s.number), "refresh_token": fmt.Sprint(renewMarker, s.number), "expires_in": 3600})
		if err != nil {
			s.t.Error(err)
		}
		_, _ = w.Write(answer) // a reader that has gone is the test's own
	default:
		fmt.Fprint(w, `{"items":[{"id":1}]}`)
	}
}

// arguments are the command lines of every program there is.
func arguments(t *testing.T) []byte {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Error(err)
	}
	var all []byte
	for _, file := range files {
		raw, _ := os.ReadFile(file) // a program that has ended meanwhile has no arguments
		all = append(all, raw...)
	}
	return all
}

// signInSecrets are all secrets of the sign-ins so far.
func (s *careless) secrets() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[string]string{"the client secret": clientMarker, "the code": codeMarker, "the verifier": s.verifier}
	for n := 1; n <= s.number; n++ {
		all[fmt.Sprint("access token ", n)], all[fmt.Sprint("refresh token ", n)] = fmt.Sprint(accessMarker, n), fmt.Sprint(renewMarker, n)
	}
	return all
}

const carelessSpec = `
  advanced_auth:
    auth_flow_type: oauth2.0
    oauth_config_specification:
      oauth_connector_input_specification:
        consent_url: "{{address}}/consent?response_type=code&{{client_id_param}}&{{redirect_uri_param}}&{{state_param}}"
        access_token_url: "{{address}}/token"
        redirect_uri: http://127.0.0.1/
      complete_oauth_output_specification: {type: object, properties: {refresh_token: {type: string, path_in_connector_config: [refresh_token]}}}
      complete_oauth_server_output_specification:
        type: object
        properties:
          client_id: {type: string, path_in_connector_config: [client_id]}
          client_secret: {type: string, path_in_connector_config: [client_secret]}
`

// carelessSetup is a set-up with an integration, so that runs use the authorization too.
func carelessSetup(address string) string {
	return `
version: 1
project: {tables: [{name: Items, fields: [{name: Number, type: text}]}]}
authorizations:
  - {name: Careless, source: careless.yaml, values: {client_id: app, client_secret: {env: TRIBUTARY_TEST_CLIENT}, address: "` + address + `"}}
source_configurations:
  - name: Careless
    source: careless.yaml
    authorization: Careless
    data_transfers: [{data_type: items, table: Items, active: true, mapping: [{from: id, to: Number, primary_key: true}]}]
integrations:
  - {name: Careless, source_configuration: Careless, every: 24h, active: true, updates: {items: [created, updated]}}
`
}

// agreed is a browser whose person agrees at once.
func agreed(t *testing.T) func(context.Context, string) error {
	t.Helper()
	return func(_ context.Context, address string) error {
		u, err := url.Parse(address)
		if err != nil {
			return err
		}
		back := u.Query().Get("redirect_uri") + "?" + url.Values{"state": {u.Query().Get("state")}, "code": {codeMarker}}.Encode()
		go func() {
			resp, err := http.Get(back)
			if err != nil {
				t.Error(err)
				return
			}
			if err := resp.Body.Close(); err != nil {
				t.Error(err)
			}
		}()
		return nil
	}
}

func TestNoSecretOfASignInIsAnywhereInClear(t *testing.T) {
	t.Setenv("TRIBUTARY_TEST_CLIENT", clientMarker)
	s, p := newCareless(t), newProgram(t)
	p.write("careless.yaml", rotatingManifest+carelessSpec)
	p.apply(carelessSetup(s.URL))

	var log, events syncedBuffer
	b, err := backend.New(t.Context(), backend.Options{
		DataDir: filepath.Join(p.dir, "data"), Exclusive: true, LogLevel: "debug", LogTo: &log, OpenBrowser: agreed(t),
		Observer: func(name string, payload any) {
			raw, err := json.Marshal(payload)
			fmt.Fprintln(&events, name, string(raw), err)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	authorizations := bound[*api.AuthorizationsAPI](t, b)
	all, err := authorizations.List("")
	if err != nil || len(all) != 1 {
		t.Fatalf("%d authorizations, %v", len(all), err)
	}
	signIn := func(want domain.SignInState) {
		t.Helper()
		flow, err := authorizations.Reauthorize(all[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		for limit := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
			progress, err := authorizations.SignInProgress(flow.ID)
			if err != nil || time.Now().After(limit) {
				t.Fatalf("the sign-in did not end: %+v, %v", progress, err)
			}
			if progress.State == want {
				return
			}
			if progress.State != domain.SignInWaiting && progress.State != domain.SignInFinishing {
				t.Fatalf("the sign-in ended %+v", progress)
			}
		}
	}
	signIn(domain.SignInDone)
	s.repeat(true)
	signIn(domain.SignInFailed) // the service repeats code, verifier and client secret
	if _, err := authorizations.Check(all[0].ID); err != nil {
		t.Fatal(err)
	}
	s.repeat(false)
	signIn(domain.SignInDone)
	shown, err := json.Marshal(must(authorizations.List(""))(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}

	var outputs bytes.Buffer
	for _, command := range [][]string{{"sync", "--json"}, {"export-setup"}, {"doctor", "--json"}, {"runs", "--json"}, {"apply", filepath.Join(p.dir, "set-up.yaml")}} {
		said := p.run(command...)
		fmt.Fprintf(&outputs, "%v\n%s%s\n", command, said.out, said.err)
	}
	s.repeat(true)
	for _, command := range [][]string{{"sync", "--json", "--full"}, {"errors", "--json"}, {"export-setup", "--out", filepath.Join(p.dir, "data", "exported.yaml")}} {
		said := p.run(command...)
		fmt.Fprintf(&outputs, "%v\n%s%s\n", command, said.out, said.err)
	}
	if text := outputs.String(); !strings.Contains(text, `"result":"ok"`) || !strings.Contains(text, `"result":"failed"`) {
		t.Fatalf("the runs did not go as meant:\n%s", text)
	}
	secrets := s.secrets()
	if len(secrets) < 7 || secrets["the verifier"] == "" || !strings.Contains(events.String(), "sign_in:progressed") {
		t.Fatalf("only %d secrets; events %s", len(secrets), events.String())
	}
	inBundle(t, p, secrets)
	holds(t, "the outputs", outputs.Bytes(), secrets)
	holds(t, "the log", []byte(log.String()), secrets)
	holds(t, "the events", []byte(events.String()), secrets)
	holds(t, "what the window shows", shown, secrets)
	holds(t, "the arguments of programs", s.args, secrets)
	folderHolds(t, filepath.Join(p.dir, "data"), secrets)
}

func (s *careless) repeat(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.echo = on
}

// syncedBuffer may be written to by several at once.
type syncedBuffer struct {
	mu  sync.Mutex // guards all
	all bytes.Buffer
}

func (b *syncedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(p)
}

func (b *syncedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

// must returns a value that there has to be.
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
