package catalog

import (
	"fmt"
	"strings"
	"time"
)

// SignIn is what the catalog knows about signing in to a service with the browser, beyond the manifest's advanced_auth
// (which holds the addresses, the permissions and the fields that are filled in). Paths into the form and into answers are
// dotted.
type SignIn struct {
	// App guides to the business's own OAuth app at the service. The address to register is shown after its steps, with a
	// button that copies it.
	App      Guide    `yaml:"app"`
	Redirect Redirect `yaml:"redirect"`
	// NoPKCE: the service refuses a code challenge. Where it only ignores one, leave this out.
	NoPKCE   bool          `yaml:"no_pkce"`
	Callback CallbackCheck `yaml:"callback"`
	Then     []FollowUp    `yaml:"then"`
	Revoke   Revocation    `yaml:"revoke"`
	Life     time.Duration `yaml:"life"` // of the whole sign-in, where no answer says it (2160h: 90 days)
}

// Redirect is the address the service sends the person back to, as it demands it.
type Redirect struct {
	Host string `yaml:"host"` // 127.0.0.1 (left out) or localhost
	// Port is the one port that is registered. 0 (left out): the service takes any port of this computer, as RFC 8252 asks.
	Port int    `yaml:"port"`
	Path string `yaml:"path"` // left out: /
	// Field names the form field for an https address of the person's own, where the service takes no other. The person then
	// brings the address that the browser ends at back by hand.
	Field string `yaml:"field"`
}

// CallbackCheck proves that an answer came from the service.
type CallbackCheck struct {
	Signature string            `yaml:"signature"` // parameter with the hex HMAC-SHA256 of the others, keyed by the client secret
	Same      map[string]string `yaml:"same"`      // parameter → form field it must equal
}

// FollowUp is one GET with the fresh token, for values that later calls need (a tenant, the account's own address).
type FollowUp struct {
	Address string            `yaml:"address"`
	Scheme  string            `yaml:"scheme"` // of the Authorization header; left out: Bearer
	Keep    map[string]string `yaml:"keep"`   // form field → place in the answer; numbers count in lists: 0.tenantId
}

// Revocation says how a token is given back (RFC 7009).
type Revocation struct {
	Address string `yaml:"address"`
	Token   string `yaml:"token"`  // access or refresh (left out)
	Client  string `yaml:"client"` // where the OAuth app's id and secret go: body (left out) or basic
}

func (s SignIn) check() error {
	r := s.Redirect
	switch {
	case r.Host != "" && r.Host != "127.0.0.1" && r.Host != "localhost":
		return fmt.Errorf("sign_in: redirect.host must be 127.0.0.1 or localhost, not %q", r.Host)
	case r.Port != 0 && (r.Port < 1024 || r.Port > 65535):
		return fmt.Errorf("sign_in: redirect.port must be between 1024 and 65535, not %d", r.Port)
	case r.Path != "" && !strings.HasPrefix(r.Path, "/"):
		return fmt.Errorf("sign_in: redirect.path must begin with a slash, not %q", r.Path)
	case r.Field != "" && (r.Host != "" || r.Port != 0 || r.Path != ""):
		return fmt.Errorf("sign_in: redirect has both a field and an address of this computer")
	}
	switch s.Revoke.Token {
	case "", "access", "refresh":
	default:
		return fmt.Errorf("sign_in: revoke.token must be access or refresh, not %q", s.Revoke.Token)
	}
	switch s.Revoke.Client {
	case "", "body", "basic":
	default:
		return fmt.Errorf("sign_in: revoke.client must be body or basic, not %q", s.Revoke.Client)
	}
	if s.Life < 0 {
		return fmt.Errorf("sign_in: life must not be negative")
	}
	return nil
}
