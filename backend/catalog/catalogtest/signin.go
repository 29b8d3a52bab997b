package catalogtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// signIn is how a service gives out tokens (OAuth 2.0).
type signIn struct {
	Token  string `yaml:"token"` // path of the token endpoint
	Client client `yaml:"client"`
	// In says where the client's id and secret go: body or basic.
	In   string `yaml:"in"`
	JSON bool   `yaml:"json"` // questions come as JSON, not as a form
	Code string `yaml:"code"` // that a consent gave
	// Refresh is the token for the first renewal; empty: tokens do not end.
	Refresh string `yaml:"refresh"`
	Rotates bool   `yaml:"rotates"` // a renewal gives a new one, and the old one is worth nothing
	PKCE    bool   `yaml:"pkce"`    // a code is redeemed with its verifier only
	// Used is the answer to a refresh token that is worth nothing; left out: error invalid_grant.
	Used map[string]any `yaml:"used"`
	// Answer is what the token endpoint answers; {access} and {refresh} are the tokens, {in_30_days} their end.
	Answer map[string]any `yaml:"answer"`
	// Callback are further parameters that come back from the consent page.
	Callback map[string]string `yaml:"callback"`
	// Values are the form fields the sign-in begins with.
	Values map[string]any `yaml:"values"`
	// Before are the values of an authorization that was made when the service had one way to sign in only.
	Before map[string]any `yaml:"before"`
}

type client struct {
	ID     string `yaml:"id"`
	Secret string `yaml:"secret"` // empty: a public client
}

// tokens are those given out so far.
type tokens struct {
	given     int
	refresh   string // accepted next; empty: that of the file
	withdrawn bool
}

// Withdraw makes every token worthless, as a person does who removes the program at the service.
func (s *Server) Withdraw() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens.withdrawn = true
}

// Expire ends the present access token.
func (s *Server) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens.given++
}

// Replace makes every token given out so far worthless, as a newer sign-in with another program may do.
func (s *Server) Replace() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens.given++
	s.tokens.refresh = "replaced"
}

// SignIn gives the form fields that a sign-in begins with, the code of its consent and what else comes back; ok is false
// where the service knows no sign-in.
func (s *Server) SignIn() (values map[string]any, code string, callback map[string]string, ok bool) {
	if s.answers.SignIn == nil {
		return nil, "", nil, false
	}
	return expandAll(s.answers.SignIn.Values, s.names(), 0), s.answers.SignIn.Code, maps.Clone(s.answers.SignIn.Callback), true
}

// Before gives the values of an authorization made before the source could be signed in to with the browser; nil: none.
func (s *Server) Before() map[string]any {
	if s.answers.SignIn == nil || s.answers.SignIn.Before == nil {
		return nil
	}
	return expandAll(s.answers.SignIn.Before, s.names(), 0)
}

// signedIn tells whether a request carries the newest access token.
func (s *Server) signedIn(r *http.Request) bool {
	if s.answers.SignIn == nil || s.tokens.given == 0 || s.tokens.withdrawn {
		return false
	}
	_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return token == s.access()
}

func (s *Server) access() string { return fmt.Sprintf("access-%d", s.tokens.given) }

// token answers the token endpoint.
func (s *Server) token(r *http.Request, body string) reply {
	w := s.answers.SignIn
	asked, err := w.asked(r, body)
	if err != nil {
		return s.refuse(http.StatusBadRequest, "token: "+err.Error())
	}
	refused := func(code string) reply {
		return reply{Status: http.StatusBadRequest, Body: map[string]any{"error": code, "error_description": "refused"}}
	}
	if asked["client_id"] != w.Client.ID || asked["client_secret"] != w.Client.Secret {
		return reply{Status: http.StatusUnauthorized, Body: map[string]any{"error": "invalid_client"}}
	}
	if s.tokens.refresh == "" {
		s.tokens.refresh = w.Refresh
	}
	switch grant := asked["grant_type"]; {
	case s.tokens.withdrawn:
		return refused("invalid_grant")
	case grant == "authorization_code" && asked["code"] == w.Code && asked["redirect_uri"] != "" && (!w.PKCE || len(asked["code_verifier"]) >= 43):
	case grant == "refresh_token" && w.Refresh != "" && asked["refresh_token"] == s.tokens.refresh:
		if w.Rotates {
			s.tokens.refresh = fmt.Sprintf("%s-%d", w.Refresh, s.tokens.given+1)
		}
	case grant == "refresh_token" && w.Used != nil:
		return reply{Status: http.StatusBadRequest, Body: w.Used}
	default:
		return refused("invalid_grant")
	}
	s.tokens.given++
	return reply{Status: http.StatusOK, Body: expandAll(w.Answer, map[string]any{"access": s.access(), "refresh": s.tokens.refresh, "url": s.URL, "in_30_days": "2026-12-23T12:00:00Z"}, 0)}
}

// asked reads a question to the token endpoint in the one form the service takes.
func (w *signIn) asked(r *http.Request, body string) (map[string]string, error) {
	out := map[string]string{}
	if w.JSON {
		if err := json.Unmarshal([]byte(body), &out); err != nil {
			return nil, fmt.Errorf("no JSON: %w", err)
		}
	} else {
		form, err := url.ParseQuery(body)
		if err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
			return nil, fmt.Errorf("no form: %q", r.Header.Get("Content-Type"))
		}
		for name := range form {
			out[name] = form.Get(name)
		}
	}
	if r.URL.RawQuery != "" {
		return nil, fmt.Errorf("secrets in the address")
	}
	if w.In == "basic" {
		if out["client_secret"] != "" {
			return nil, fmt.Errorf("the secret stands in the body too")
		}
		id, secret, _ := r.BasicAuth()
		out["client_id"], out["client_secret"] = id, secret
	}
	return out, nil
}
