package mailpittest

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// User and Password are what the server takes, and nothing else.
const (
	User     = "owner@shop.example"
	Password = "correct-horse"
)

// Options tune a server.
type Options struct {
	// Port of SMTP; 0: any free one. A server that was stopped can come back at its port.
	Port int
	// Folder keeps what it took over a restart; "": nowhere.
	Folder string
	// Recipients is a regular expression of the addresses it takes; "" takes all.
	Recipients string
	// NoTLS leaves STARTTLS and passwords away.
	NoTLS bool
	// DirectTLS speaks TLS from the first byte.
	DirectTLS bool
}

// Server is a running Mailpit on 127.0.0.1.
type Server struct {
	t     testing.TB
	Port  int
	Roots *x509.CertPool // that its certificate is signed by
	api   string
	child *exec.Cmd
}

// Start starts a server that ends with the test.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	program := find(t)
	dir := t.TempDir()
	s := &Server{t: t, Port: o.Port}
	if s.Port == 0 {
		s.Port = freePort(t)
	}
	web := freePort(t)
	s.api = fmt.Sprintf("http://127.0.0.1:%d/api/v1", web)
	args := []string{
		"--smtp", fmt.Sprintf("127.0.0.1:%d", s.Port), "--listen", fmt.Sprintf("127.0.0.1:%d", web), "--max", "0", "--quiet",
		"--smtp-disable-rdns", "--enable-chaos", "--disable-version-check",
	}
	if o.Folder != "" {
		args = append(args, "--database", filepath.Join(o.Folder, "mail.db"))
	}
	if o.Recipients != "" {
		args = append(args, "--smtp-allowed-recipients", o.Recipients)
	}
	if !o.NoTLS {
		args = append(args, s.tls(dir)...)
		args = append(args, "--smtp-auth-file", write(t, filepath.Join(dir, "users"), []byte(User+":"+Password+"\n")))
	}
	if o.DirectTLS {
		args = append(args, "--smtp-require-tls")
	}
	s.child = exec.CommandContext(context.Background(), program, args...) //nolint:gosec // a test's own server
	s.child.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir}
	var output bytes.Buffer
	s.child.Stdout, s.child.Stderr = &output, &output
	if err := s.child.Start(); err != nil {
		t.Fatalf("start Mailpit: %v", err)
	}
	t.Cleanup(s.Stop)
	s.await(&output)
	return s
}

// Stop kills the server, as when its machine went away.
func (s *Server) Stop() {
	if s.child.ProcessState != nil {
		return
	}
	_ = s.child.Process.Kill()
	_ = s.child.Wait() // killed: there is no other end
}

func (s *Server) await(output fmt.Stringer) {
	s.t.Helper()
	for range 400 {
		if resp, err := http.Get(s.api + "/info"); err == nil { //nolint:noctx // a test's own server
			_ = resp.Body.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatalf("Mailpit does not answer:\n%s", output)
}

// find looks for the program in PATH and where build/test puts it.
func find(t testing.TB) string {
	t.Helper()
	if path, err := exec.LookPath("mailpit"); err == nil {
		return path
	}
	_, here, _, _ := runtime.Caller(0)
	path := filepath.Join(filepath.Dir(here), "..", "..", "..", "build", ".cache", "bin", "mailpit")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("Mailpit is not built: run build/test once")
	}
	t.Skip("Mailpit is not built: run build/test once")
	return ""
}

// tls makes a certificate for 127.0.0.1 that is its own authority.
func (s *Server) tls(dir string) []string {
	s.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	s.check(err)
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Mailpit of a test"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"localhost"},
	}
	raw, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	s.check(err)
	rawKey, err := x509.MarshalECPrivateKey(key)
	s.check(err)
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
	s.Roots = x509.NewCertPool()
	s.Roots.AppendCertsFromPEM(certificate)
	return []string{
		"--smtp-tls-cert", write(s.t, filepath.Join(dir, "cert.pem"), certificate),
		"--smtp-tls-key", write(s.t, filepath.Join(dir, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: rawKey})),
	}
}

// Message is a mail the server took.
type Message struct {
	ID, MessageID, Subject, Text, HTML string
	From                               struct{ Name, Address string }
	To                                 []struct{ Name, Address string }
}

// Messages are the mails it took, the newest first, whole.
func (s *Server) Messages() []Message {
	s.t.Helper()
	var list struct{ Messages []Message }
	s.get("/messages?limit=500", &list)
	for i, m := range list.Messages {
		s.get("/message/"+m.ID, &list.Messages[i])
	}
	return list.Messages
}

// Headers are those of a mail, by name.
func (s *Server) Headers(id string) map[string][]string {
	s.t.Helper()
	var h map[string][]string
	s.get("/message/"+id+"/headers", &h)
	return h
}

// Answer makes the server answer every recipient, or from 0 on none any more, with an error.
func (s *Server) Answer(code int) {
	s.t.Helper()
	probability := 100
	if code == 0 {
		code, probability = 451, 0
	}
	body := fmt.Sprintf(`{"Recipient":{"ErrorCode":%d,"Probability":%d}}`, code, probability)
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPut, s.api+"/chaos", strings.NewReader(body))
	s.check(err)
	resp, err := http.DefaultClient.Do(req)
	s.check(err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		s.t.Fatalf("chaos: %s", resp.Status)
	}
}

func (s *Server) get(path string, into any) {
	s.t.Helper()
	resp, err := http.Get(s.api + path) //nolint:noctx // a test's own server
	s.check(err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	s.check(err)
	if err := json.Unmarshal(raw, into); err != nil {
		s.t.Fatalf("%s: %v\n%s", path, err, raw)
	}
}

func (s *Server) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func write(t testing.TB, path string, content []byte) string {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test's own port
	if err != nil {
		t.Fatal(err)
	}
	at, ok := l.Addr().(*net.TCPAddr)
	if err := l.Close(); err != nil || !ok {
		t.Fatalf("a free port: %v", err)
	}
	return at.Port
}
