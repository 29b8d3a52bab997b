//go:build gitea

package backend_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tributary/backend"
	"tributary/backend/cli"
	"tributary/backend/clock"
)

// gitea is a real server with one account, whose person sits at a browser.
type gitea struct {
	t       *testing.T
	address string
	browser *http.Client
}

const (
	giteaUser     = "shop"
	giteaPassword = "secret-4711-gitea"
)

// startGitea starts the server that build/gitea has built, in a folder of its own.
func startGitea(t *testing.T) *gitea {
	t.Helper()
	home, dir, port := os.Getenv("TRIBUTARY_GITEA"), t.TempDir(), freePort(t)
	g := &gitea{t: t, address: "http://127.0.0.1:" + port, browser: &http.Client{}}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	g.browser.Jar = jar
	settings := writeFile(t, filepath.Join(dir, "app.ini"), fmt.Sprintf(`
RUN_MODE = prod
WORK_PATH = %[1]s
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = %[2]s
ROOT_URL = %[3]s/
DISABLE_SSH = true
OFFLINE_MODE = true
STATIC_ROOT_PATH = %[4]s/source
[database]
DB_TYPE = sqlite3
PATH = %[1]s/gitea.db
[security]
INSTALL_LOCK = true
SECRET_KEY = of-this-test-only
[oauth2]
INVALIDATE_REFRESH_TOKENS = true
[log]
LEVEL = Warn
`, dir, port, g.address, home))
	command := func(args ...string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), filepath.Join(home, "gitea"), append([]string{"--config", settings}, args...)...)
		c.Env = append(os.Environ(), "GITEA_I_AM_BEING_UNSAFE_RUNNING_AS_ROOT=true", "HOME="+dir, "GITEA_WORK_DIR="+dir)
		return c
	}
	for _, args := range [][]string{{"migrate"}, {"admin", "user", "create", "--username", giteaUser, "--password", giteaPassword, "--email", "shop@example.com", "--must-change-password=false"}} {
		if out, err := command(args...).CombinedOutput(); err != nil {
			t.Fatalf("gitea %v: %v\n%s", args, err, out)
		}
	}
	server := command("web")
	var log bytes.Buffer
	server.Stdout, server.Stderr = &log, &log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill() // it has nothing to save
		_ = server.Wait()
		if t.Failed() {
			t.Logf("gitea said:\n%s", log.String())
		}
	})
	for try := 0; ; try++ {
		if response, err := http.Get(g.address + "/api/v1/version"); err == nil {
			_ = response.Body.Close()
			return g
		}
		if try == 600 {
			t.Fatal("gitea does not answer")
		}
		time.Sleep(100 * time.Millisecond) // another program starts
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// call uses the server's own interface as the person.
func (g *gitea) call(path string, body, into any) {
	g.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		g.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(g.t.Context(), http.MethodPost, g.address+"/api/v1/"+path, bytes.NewReader(raw))
	if err != nil {
		g.t.Fatal(err)
	}
	r.SetBasicAuth(giteaUser, giteaPassword)
	r.Header.Set("Content-Type", "application/json")
	response, text := g.send(&http.Client{}, r)
	if response.StatusCode >= 300 {
		g.t.Fatalf("%s: %d %s", path, response.StatusCode, text)
	}
	if into != nil {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			g.t.Fatal(err)
		}
	}
}

func (g *gitea) send(client *http.Client, r *http.Request) (*http.Response, string) {
	g.t.Helper()
	response, err := client.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(response.Body, 4<<20))
	if err != nil {
		g.t.Fatal(err)
	}
	return response, string(text)
}

func (g *gitea) open(address string) string {
	g.t.Helper()
	r, err := http.NewRequestWithContext(g.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		g.t.Fatal(err)
	}
	_, page := g.send(g.browser, r)
	return page
}

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// submit fills in a form of a page; what is hidden in the page goes along.
func (g *gitea) submit(page, action string, fields url.Values) string {
	g.t.Helper()
	for _, hidden := range hiddenInput.FindAllStringSubmatch(page, -1) {
		fields.Set(hidden[1], html.UnescapeString(hidden[2]))
	}
	r, err := http.NewRequestWithContext(g.t.Context(), http.MethodPost, g.address+action, strings.NewReader(fields.Encode()))
	if err != nil {
		g.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_, page = g.send(g.browser, r)
	return page
}

// agree does what a person does at the consent page, and returns the page at the end.
func (g *gitea) agree(address string) string {
	g.t.Helper()
	page := g.open(address)
	if strings.Contains(page, `name="password"`) {
		page = g.submit(page, "/user/login", url.Values{"user_name": {giteaUser}, "password": {giteaPassword}})
	}
	if strings.Contains(page, "/login/oauth/grant") {
		page = g.submit(page, "/login/oauth/grant", url.Values{"granted": {"true"}})
	}
	return page
}

var grantOfPage = regexp.MustCompile(`/user/settings/applications/oauth2/\d+/revoke/\d+`)

// withdraw removes the permission, as the person does on the page of the applications.
func (g *gitea) withdraw() {
	g.t.Helper()
	page := g.open(g.address + "/user/settings/applications")
	action := grantOfPage.FindString(page)
	if action == "" {
		g.t.Fatalf("no permission to withdraw on the page: %.3000s", page)
	}
	token := hiddenInput.FindStringSubmatch(page)
	if token == nil {
		g.t.Fatal("no form on the page of the applications")
	}
	g.submit(`<input type="hidden" name="`+token[1]+`" value="`+token[2]+`">`, action, url.Values{})
}

// authorize signs in with the real program: it listens, the person agrees, it comes back.
func (p *program) authorize(g *gitea, name string) {
	p.t.Helper()
	in, line := io.Pipe()
	var said bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		choice := cli.Run(p.t.Context(), []string{"authorize", name, "--print-url", "--data-dir", filepath.Join(p.dir, "data")},
			cli.Streams{In: strings.NewReader(""), Out: line, Err: &said}, "test", p.tools)
		_ = line.Close() // the reader sees the end
		ended <- choice.Exit
	}()
	out := bufio.NewReader(in)
	address, err := out.ReadString('\n')
	if err != nil {
		p.t.Fatalf("no address: exit %d: %s", <-ended, said.String())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	page := g.agree(strings.TrimSpace(address))
	if exit := <-ended; exit != 0 {
		p.t.Fatalf("authorize: exit %d: %s\n%.2000s", exit, said.String(), page)
	}
}

func TestGiteaFromTheConsentToAWithdrawnPermission(t *testing.T) {
	g := startGitea(t)
	g.call("user/repos", map[string]any{"name": "site", "auto_init": true, "private": true}, nil)
	for n := range 60 {
		g.call("repos/shop/site/issues", map[string]any{"title": fmt.Sprintf("Issue %d", n+1)}, nil)
	}
	var app struct {
		ClientID string `json:"client_id"`
	}
	g.call("user/applications/oauth2", map[string]any{"name": "Tributary", "redirect_uris": []string{"http://127.0.0.1/"}, "confidential_client": false}, &app)

	p := newProgram(t)
	p.tools = backend.ToolsAt("test", clock.System{})
	p.apply(fmt.Sprintf(`
version: 1
project:
  tables: [{name: Issues, fields: [{name: Number, type: integer}, {name: Title, type: text}]}]
authorizations:
  - {name: Our Gitea, source: gitea, values: {address: %q, credentials: {way: browser, client_id: %q}}}
source_configurations:
  - name: Our Gitea
    source: gitea
    authorization: Our Gitea
    settings: {repositories: [shop/site]}
    data_transfers:
      - {data_type: issues, table: Issues, active: true, mapping: [{from: id, to: Number, primary_key: true}, {from: title, to: Title}]}
integrations:
  - {name: Our Gitea, source_configuration: Our Gitea, updates: {issues: [created, updated, deleted]}, active: true}
`, g.address, app.ClientID))

	p.authorize(g, "Our Gitea")
	if r := p.good(); r.DataTypes[0].Created != 60 || len(p.rows("Issues")) != 60 {
		t.Fatalf("first run: %+v", r)
	}

	g.withdraw()
	if r := p.sync(); r.ErrorKind != "sign_in" {
		t.Fatalf("after the permission was withdrawn: %+v", r)
	}
	if got := len(p.rows("Issues")); got != 60 {
		t.Errorf("%d rows stand, want the 60 of before", got)
	}

	g.call("repos/shop/site/issues", map[string]any{"title": "One more"}, nil)
	p.authorize(g, "Our Gitea")
	if r := p.good(); r.DataTypes[0].Created != 1 {
		t.Errorf("after signing in again: %+v", r)
	}
}
