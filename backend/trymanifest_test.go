package backend_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend"
	"tributary/backend/api"
)

// openLogged is a program with a window whose log goes to a buffer.
func openLogged(t *testing.T) (b *backend.Backend, dir string, log *bytes.Buffer) {
	t.Helper()
	dir, log = t.TempDir(), &bytes.Buffer{}
	b, err := backend.New(t.Context(), backend.Options{DataDir: dir, Clock: &hurried{}, LogTo: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Stop(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
	})
	return b, dir, log
}

func shopTry(manifest, address string) api.ManifestTry {
	return api.ManifestTry{Path: manifest, DataType: "customers", Values: map[string]any{"address": address, "token": shopKey}}
}

func TestAManifestIsTriedWithoutBeingLoaded(t *testing.T) {
	shop := newShop(t, 250)
	b, dir, log := openLogged(t)
	sources := bound[*api.SourcesAPI](t, b)
	before, err := sources.List()
	if err != nil {
		t.Fatal(err)
	}
	file := writeFile(t, filepath.Join(t.TempDir(), "shop.yaml"), shopManifest)

	form, err := sources.ManifestForm(file)
	if err != nil || form.Spec == nil || len(form.Report.DataTypes) != 1 || len(form.Spec.Authorization) != 2 {
		t.Fatalf("the form is %+v, %v", form, err)
	}
	trial, err := sources.TryManifest(shopTry(file, shop.URL))
	if err != nil || trial.Preview.Error != nil {
		t.Fatalf("tried with %v, %+v", err, trial.Preview.Error)
	}
	if trial.DataType != "customers" || trial.Part != "streams[0]" || len(trial.Preview.Rows) != 100 || len(trial.Preview.Raw) != 100 {
		t.Errorf("%d records of %q at %q; want 100 of customers at streams[0]", len(trial.Preview.Rows), trial.DataType, trial.Part)
	}
	if n := len(trial.Preview.Requests); n < 10 {
		t.Errorf("%d requests are told for 100 records in pages of 10", n)
	}
	for _, r := range trial.Preview.Requests {
		if r.Method != http.MethodGet || r.Status != http.StatusOK || !strings.Contains(r.Address, "/customers?api_key=[hidden]&page=") {
			t.Errorf("a request is told as %+v", r)
		}
	}

	after, err := sources.List()
	if err != nil || len(after) != len(before) {
		t.Errorf("%d sources before, %d after, %v: something was kept", len(before), len(after), err)
	}
	secret := map[string]string{"the key": shopKey}
	said, err := json.Marshal(trial)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, "the trial", said, secret)
	b.Log().Warnf("carelessly: %s", shopKey)
	holds(t, "the log", log.Bytes(), secret)
	if !strings.Contains(log.String(), "carelessly") {
		t.Errorf("nothing was logged: %s", log)
	}
	folderHolds(t, dir, secret)
}

func TestAManifestIsReadAnewAtEachTry(t *testing.T) {
	shop := newShop(t, 3)
	b, _, _ := openLogged(t)
	sources := bound[*api.SourcesAPI](t, b)
	file := writeFile(t, filepath.Join(t.TempDir(), "shop.yaml"), strings.Replace(shopManifest, "field_path: [customers]", "field_path: [clients]", 1))
	trial, err := sources.TryManifest(shopTry(file, shop.URL))
	if err != nil || len(trial.Preview.Rows) != 0 || len(trial.Preview.Requests) == 0 {
		t.Fatalf("with the wrong path: %d records, %d requests, %v", len(trial.Preview.Rows), len(trial.Preview.Requests), err)
	}
	writeFile(t, file, shopManifest)
	trial, err = sources.TryManifest(shopTry(file, shop.URL))
	if err != nil || len(trial.Preview.Rows) != 3 {
		t.Errorf("mended: %d records, %v; want 3", len(trial.Preview.Rows), err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := sources.TryManifest(shopTry(file, shop.URL)); err == nil {
		t.Error("a file that is gone was tried")
	}
}

// echoed answers every request with its own secrets, as services do in their errors.
func echoed(t *testing.T) *httptest.Server {
	t.Helper()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(r.URL.String() + r.Header.Get("Authorization"))) // a reader that went away is its own affair
	}))
	t.Cleanup(web.Close)
	return web
}

func TestATrialThatFailsSaysWhyAndWhatWasAsked(t *testing.T) {
	b, _, log := openLogged(t)
	sources := bound[*api.SourcesAPI](t, b)
	file := writeFile(t, filepath.Join(t.TempDir(), "shop.yaml"), shopManifest)

	trial, err := sources.TryManifest(shopTry(file, echoed(t).URL))
	if err != nil || trial.Preview.Error == nil || trial.Preview.Error.Code != "not_allowed" || trial.Part != "streams[0]" {
		t.Fatalf("refused by the service: %+v, %v", trial, err)
	}
	if len(trial.Preview.Requests) == 0 || trial.Preview.Requests[0].Status != http.StatusForbidden {
		t.Errorf("requests are told as %+v", trial.Preview.Requests)
	}
	said, err := json.Marshal(trial)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, "the trial", said, map[string]string{"the key": shopKey})
	holds(t, "the log", log.Bytes(), map[string]string{"the key": shopKey})

	_, err = sources.TryManifest(api.ManifestTry{Path: file, DataType: "customers", Values: map[string]any{"token": shopKey}})
	if e := refusedWith(t, b, err); e.Code != "form_invalid" || len(e.Fields) != 1 || e.Fields[0].Field != "address" {
		t.Errorf("without an address: %+v", e)
	}
	none := writeFile(t, filepath.Join(t.TempDir(), "none.yaml"), "type: DeclarativeSource\nstreams: []\n")
	_, err = sources.TryManifest(api.ManifestTry{Path: none})
	if e := refusedWith(t, b, err); e.Code != "manifest_unusable" || e.Details == "" {
		t.Errorf("a manifest without data types: %+v", e)
	}
	if form, err := sources.ManifestForm(none); err != nil || form.Spec != nil || form.Report.Usable {
		t.Errorf("its form is %+v, %v", form, err)
	}
}

func refusedWith(t *testing.T, b *backend.Backend, err error) (e api.Error) {
	t.Helper()
	if err == nil {
		t.Fatal("nothing was refused")
	}
	text, _ := b.FormatError(err).(string)
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return e
}

func TestATrialIsCancelled(t *testing.T) {
	asked := make(chan struct{}, 1)
	web := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(web.Close)
	b, _, _ := openLogged(t)
	sources := bound[*api.SourcesAPI](t, b)
	file := writeFile(t, filepath.Join(t.TempDir(), "shop.yaml"), shopManifest)
	if err := sources.CancelTry(); err != nil {
		t.Errorf("cancelling nothing: %v", err)
	}
	go func() {
		<-asked
		_ = sources.CancelTry()
	}()
	trial, err := sources.TryManifest(shopTry(file, web.URL))
	if err != nil || trial.Preview.Error == nil || trial.Preview.Error.Kind != "cancelled" {
		t.Errorf("cancelled: %+v, %v", trial.Preview.Error, err)
	}
	if len(trial.Preview.Requests) != 1 {
		t.Errorf("requests are told as %+v, want the one that was cut off", trial.Preview.Requests)
	}
}

// signedInManifest is the shop, signed in to with the browser.
const signedInManifest = shopManifest + `  advanced_auth:
    auth_flow_type: oauth2.0
    oauth_config_specification:
      oauth_connector_input_specification:
        consent_url: "https://shop.example/authorize?{{ client_id_param }}&{{ redirect_uri_param }}&{{ state_param }}"
        access_token_url: "https://shop.example/token"
        extract_output: [token]
      complete_oauth_output_specification:
        type: object
        properties: {token: {type: string, path_in_connector_config: [token]}}
`

func TestASignInWithTheBrowserIsNotTriedButATypedTokenIs(t *testing.T) {
	shop := newShop(t, 3)
	b, _, _ := openLogged(t)
	sources := bound[*api.SourcesAPI](t, b)
	file := writeFile(t, filepath.Join(t.TempDir(), "shop.yaml"), signedInManifest)
	form, err := sources.ManifestForm(file)
	if err != nil || form.Spec == nil || form.Spec.SignIn == nil {
		t.Fatalf("the form is %+v, %v; want one with a sign-in", form, err)
	}
	in := shopTry(file, shop.URL)
	delete(in.Values, "token")
	_, err = sources.TryManifest(in)
	if e := refusedWith(t, b, err); e.Code != "try_sign_in" {
		t.Errorf("without a token: %+v", e)
	}
	trial, err := sources.TryManifest(shopTry(file, shop.URL))
	if err != nil || len(trial.Preview.Rows) != 3 {
		t.Errorf("with a typed token: %d records, %v, %+v", len(trial.Preview.Rows), err, trial.Preview.Error)
	}
}
