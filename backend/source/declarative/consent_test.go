package declarative_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// consentSpec is a manifest whose sign-in asks a server of the test.
func consentSpec(address, consent string) string {
	return `
spec:
  type: Spec
  connection_specification:
    type: object
    properties:
      client_id: {type: string}
      client_secret: {type: string, airbyte_secret: true}
      subdomain: {type: string}
      refresh_token: {type: string, airbyte_secret: true}
      instance: {type: string}
      realm: {type: string}
  advanced_auth:
    auth_flow_type: oauth2.0
    oauth_config_specification:
      oauth_user_input_from_connector_config_specification: {type: object, properties: {subdomain: {type: string, path_in_connector_config: [subdomain]}}}
      oauth_connector_input_specification:
        consent_url: "https://{{subdomain}}.login.example/consent?response_type=code&{{client_id_key}}={{client_id_value}}&{{redirect_uri_key}}={{ {{redirect_uri_value}} | urlEncoder}}&{{scope_param}}&{{state_key}}={{state_value}}"
        access_token_url: "` + address + `/token"
        scope: read write
        extract_output: [data.refresh_token, instance, realmId]
` + consent + `
      complete_oauth_output_specification:
        type: object
        properties:
          refresh_token: {type: string, path_in_connector_config: [refresh_token]}
          instance: {type: string, path_in_connector_config: [instance], path_in_oauth_response: [instance_url]}
          realmId: {type: string, path_in_connector_config: [realm]}
      complete_oauth_server_output_specification:
        type: object
        properties:
          client_id: {type: string, path_in_connector_config: [client_id]}
          client_secret: {type: string, path_in_connector_config: [client_secret]}
`
}

func signingIn(t *testing.T, spec string, facts *declarative.SignInFacts) source.SigningIn {
	t.Helper()
	return connector(t, manifestOf(plainRetriever)+spec, func(o *declarative.Options) { o.SignIn = facts })
}

// app is an authorization before its sign-in.
func app(more ...string) source.Config {
	config := source.Config{"client_id": "app-1", "client_secret": "secret-key-4711", "subdomain": "fjord", "_authorization": "a"}
	for i := 0; i+1 < len(more); i += 2 {
		config[more[i]] = more[i+1]
	}
	return config
}

func TestTheAddressOfTheConsent(t *testing.T) {
	c := signingIn(t, consentSpec("https://login.example", ""), nil)
	asked := source.Consent{State: "st", Redirect: "http://localhost:47821/", Challenge: "ch"}
	got, err := c.ConsentAddress(t.Context(), app(), asked)
	want := "https://fjord.login.example/consent?client_id=app-1&code_challenge=ch&code_challenge_method=S256&redirect_uri=http%3A%2F%2Flocalhost%3A47821%2F&response_type=code&scope=read+write&state=st"
	if err != nil || got != want {
		t.Errorf("address %s, %v; want %s", got, err, want)
	}
	_, err = c.ConsentAddress(t.Context(), app("client_id", ""), asked)
	wantError(t, err, domain.SetUp, "client_missing")
	for _, evil := range []string{"evil.example/#", "{{client_secret_value}}", "a b"} {
		got, err := c.ConsentAddress(t.Context(), app("subdomain", evil), asked)
		if strings.Contains(got, "secret-key") || (err != nil && domain.KindOf(err) != domain.SetUp) {
			t.Errorf("subdomain %q leads to %s, %v", evil, got, err)
		}
	}
	bare := signingIn(t, strings.Replace(consentSpec("https://login.example", ""), "https://{{subdomain}}", "http://{{subdomain}}", 1), nil)
	_, err = bare.ConsentAddress(t.Context(), app(), asked)
	wantError(t, err, domain.SetUp, "consent_address")
}

func TestWhatACodeIsExchangedWith(t *testing.T) {
	standard := url.Values{
		"grant_type": {"authorization_code"}, "code": {"c-1"}, "code_verifier": {"verifier"}, "redirect_uri": {"http://localhost:47821/"},
		"client_id": {"app-1"}, "client_secret": {"secret-key-4711"},
	}
	without := func(names ...string) url.Values {
		out := url.Values{}
		for name, v := range standard {
			out[name] = v
		}
		for _, name := range names {
			out.Del(name)
		}
		return out
	}
	for _, test := range []struct {
		name, consent string
		facts         *declarative.SignInFacts
		config        source.Config
		form          url.Values
		body, basic   string
	}{
		{name: "as the standard says", form: standard},
		{name: "without a code challenge", facts: &declarative.SignInFacts{NoPKCE: true}, form: without("code_verifier")},
		{name: "an app without a secret", config: app("client_secret", ""), form: without("client_secret")},
		{
			name: "the app in the header", consent: `        access_token_headers: {Authorization: "Basic {{ {{client_id_value}}:{{client_secret_value}} | base64Encoder }}"}`,
			form: without("client_id", "client_secret"), basic: "Basic YXBwLTE6c2VjcmV0LWtleS00NzEx",
		},
		{
			name: "JSON with its own names", consent: `        access_token_params: {"{{auth_code_key}}": "{{auth_code_value}}", app: "{{client_id_value}}"}`,
			body: `{"app":"app-1","code":"c-1","code_verifier":"verifier","grant_type":"authorization_code"}`,
		},
		{
			name: "another name for the code", consent: "        auth_code_key: auth_code",
			form: func() url.Values { f := without("code"); f.Set("auth_code", "c-2"); return f }(),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return ok(`{"access_token":"a","refresh_token":"r"}`) })
			c := signingIn(t, consentSpec(web.URL, test.consent), test.facts)
			config := test.config
			if config == nil {
				config = app()
			}
			grant := source.Grant{Code: "c-1", Verifier: "verifier", Redirect: "http://localhost:47821/", State: "st", Callback: url.Values{"code": {"c-1"}, "auth_code": {"c-2"}}}
			if _, err := c.Redeem(t.Context(), config, grant); err != nil {
				t.Fatal(err)
			}
			sent := web.seen()[0]
			if test.body != "" && sent.body != test.body {
				t.Errorf("sent %s, want %s", sent.body, test.body)
			}
			if got := sent.body; test.form != nil && got != test.form.Encode() {
				t.Errorf("sent %s, want %s", got, test.form.Encode())
			}
			if got := sent.head.Get("Authorization"); got != test.basic || sent.head.Get("Accept") != "application/json" {
				t.Errorf("headers %v", sent.head)
			}
		})
	}
}

func TestWhatASignInGives(t *testing.T) {
	web := serve(t, func(_ int, r *httpRequest) answer {
		if r.URL.Path == "/connections" {
			return ok(fmt.Sprintf(`[{"tenantId":"t-7","for":%q}]`, r.Header.Get("Authorization")))
		}
		return ok(`{"access_token":"a-1","expires_in":1800,"refresh_token_expires_in":86400,"data":{"refresh_token":"r-1"},"instance_url":"https://eu.fjord.example"}`)
	})
	c := signingIn(t, consentSpec(web.URL, ""), &declarative.SignInFacts{
		Then: []declarative.FollowUp{{Address: web.URL + "/connections", Keep: []declarative.Kept{
			{Answer: []string{"0", "tenantId"}, Config: []string{"tenant"}}, {Answer: []string{"0", "for"}, Config: []string{"asked", "with"}},
		}}},
	})
	before := app()
	got, err := c.Redeem(t.Context(), before, source.Grant{Code: "c", Callback: url.Values{"code": {"c"}, "realmId": {"4711-9"}}})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"refresh_token": "r-1", "instance": "https://eu.fjord.example", "realm": "4711-9", "tenant": "t-7", "asked.with": "Bearer a-1",
		"_token.access_token": "a-1", "_token.expires_at": "2026-03-10T12:30:00Z", "client_secret": "secret-key-4711",
	} {
		if v, _ := source.At(got, strings.Split(path, ".")); v != want {
			t.Errorf("%s is %v, want %s", path, v, want)
		}
	}
	if end := source.Ending(got); !end.Equal(now.Add(24 * time.Hour)) {
		t.Errorf("it ends %v", end)
	}
	if len(before) != 4 {
		t.Errorf("the given values were changed: %d of them", len(before))
	}
}

func TestAnAnswerThatIsNotGenuine(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return ok(`{"access_token":"a","refresh_token":"r"}`) })
	c := signingIn(t, consentSpec(web.URL, ""), &declarative.SignInFacts{Signature: "hmac", Same: map[string][]string{"shop": {"subdomain"}}})
	signed := func(pairs ...string) url.Values {
		out, message := url.Values{}, make([]string, 0, len(pairs)/2)
		for i := 0; i < len(pairs); i += 2 {
			out.Set(pairs[i], pairs[i+1])
			message = append(message, pairs[i]+"="+pairs[i+1])
		}
		mac := hmac.New(sha256.New, []byte("secret-key-4711"))
		mac.Write([]byte(strings.Join(message, "&")))
		out.Set("hmac", hex.EncodeToString(mac.Sum(nil)))
		return out
	}
	if _, err := c.Redeem(t.Context(), app(), source.Grant{Callback: signed("code", "c", "shop", "fjord.shops.example", "state", "s")}); err != nil {
		t.Errorf("a genuine answer is refused: %v", err)
	}
	forged := signed("code", "c", "shop", "fjord.shops.example", "state", "s")
	forged.Set("code", "d")
	for name, callback := range map[string]url.Values{
		"changed": forged, "unsigned": {"code": {"c"}, "shop": {"fjord.shops.example"}}, "of another shop": signed("code", "c", "shop", "evil.shops.example", "state", "s"),
		"without a code": signed("shop", "fjord.shops.example"),
	} {
		_, err := c.Redeem(t.Context(), app(), source.Grant{Callback: callback})
		var e *domain.Error
		if !errors.As(err, &e) || e.Code != "answer_not_genuine" {
			t.Errorf("%s: %v, want it refused", name, err)
		}
	}
	if n := len(web.seen()); n != 1 {
		t.Errorf("the service was asked %d times, want once for the genuine one", n)
	}
}

func TestAnExchangeThatFails(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer answer
		kind   domain.Kind
		code   string
	}{
		{"wrong secret", answer{status: 401, body: `{"error":"invalid_client"}`}, domain.SetUp, "code_refused"},
		{"code used before", answer{status: 400, body: `{"error":"invalid_grant","seen":"secret-key-4711 the-code-of-it the-verifier"}`}, domain.SetUp, "code_refused"},
		{"no token", ok(`{}`), domain.SetUp, "code_refused"},
		{"a page", ok(`<html>`), domain.ServiceDown, "not_json"},
		{"down", answer{status: 503}, domain.ServiceDown, "service_down"},
	} {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return test.answer })
			c := signingIn(t, consentSpec(web.URL, ""), nil)
			_, err := c.Redeem(t.Context(), app(), source.Grant{Code: "the-code-of-it", Verifier: "the-verifier", Callback: url.Values{"code": {"the-code-of-it"}}})
			wantError(t, err, test.kind, test.code)
			if e := told(t, err, test.kind, test.code); strings.Contains(e.Details, "the-code-of-it") || strings.Contains(e.Details, "the-verifier") {
				t.Errorf("the details tell secrets: %s", e.Details)
			}
			if n := len(web.seen()); n != 1 {
				t.Errorf("a code was sent %d times", n)
			}
		})
	}
}

func TestRevoke(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return answer{status: 200} })
	for _, test := range []struct {
		name  string
		facts declarative.SignInFacts
		body  string
		basic string
	}{
		{"refresh token", declarative.SignInFacts{}, "client_id=app-1&client_secret=secret-key-4711&token=r-1&token_type_hint=refresh_token", ""},
		{"access token, app in the header", declarative.SignInFacts{RevokeAccess: true, RevokeBasic: true}, "token=a-1&token_type_hint=access_token", "Basic YXBwLTE6c2VjcmV0LWtleS00NzEx"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.facts.RevokeAddress = web.URL + "/revoke"
			c := signingIn(t, consentSpec(web.URL, ""), &test.facts)
			config := app("refresh_token", "r-1")
			config["_token"] = map[string]any{"access_token": "a-1"}
			if err := c.Revoke(t.Context(), config); err != nil {
				t.Fatal(err)
			}
			sent := web.seen()[len(web.seen())-1]
			if sent.body != test.body || sent.head.Get("Authorization") != test.basic {
				t.Errorf("sent %s with %q", sent.body, sent.head.Get("Authorization"))
			}
		})
	}
}
