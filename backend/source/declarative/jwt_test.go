package declarative_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// signing is a key in the form a person enters, and what proves its tokens.
type signing struct {
	entered string
	proof   any
}

func encoded(t *testing.T, key any) string {
	t.Helper()
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}))
}

func curve(t *testing.T, c elliptic.Curve) signing {
	t.Helper()
	key, err := ecdsa.GenerateKey(c, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return signing{encoded(t, key), key.Public()}
}

func rsaKey(t *testing.T) (*rsa.PrivateKey, signing) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key, signing{encoded(t, key), key.Public()}
}

func jwtStream(fields string) string {
	return streamWith(`authenticator: {type: JwtAuthenticator, secret_key: "{{ config['key'] }}", `+fields+`}`, "")
}

// proven checks a token at the time of the tests, and returns header and claims.
func proven(t *testing.T, token string, proof any) (head, claims map[string]any) {
	t.Helper()
	parsed, err := jwt.Parse(token, func(*jwt.Token) (any, error) { return proof, nil }, jwt.WithTimeFunc(func() time.Time { return now }))
	if err != nil {
		t.Fatalf("the token does not prove itself: %v", err)
	}
	m, ok := parsed.Claims.(jwt.MapClaims)
	if !ok {
		t.Fatalf("claims are %T", parsed.Claims)
	}
	return parsed.Header, m
}

func TestEveryAlgorithmSignsWhatItsKeyProves(t *testing.T) {
	_, rsaPair := rsaKey(t)
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	secret := signing{"secret-key-4711", []byte("secret-key-4711")}
	keys := map[string]signing{
		"HS256": secret, "HS384": secret, "HS512": secret,
		"RS256": rsaPair, "RS384": rsaPair, "RS512": rsaPair, "PS256": rsaPair, "PS384": rsaPair, "PS512": rsaPair,
		"ES256": curve(t, elliptic.P256()), "ES384": curve(t, elliptic.P384()), "ES512": curve(t, elliptic.P521()),
		"EdDSA": {encoded(t, private), public},
	}
	for algorithm, key := range keys {
		t.Run(algorithm, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return numbered(1, 1, "") })
			c := connector(t, manifestOf(jwtStream(`algorithm: `+algorithm+`, header_prefix: Bearer`)))
			if r := read(t, c, source.Config{"url": web.URL, "key": key.entered}, domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
				t.Fatalf("records %q, error %v", r.ids(), r.err)
			}
			token, found := strings.CutPrefix(web.seen()[0].head.Get("Authorization"), "Bearer ")
			if !found {
				t.Fatalf("no bearer token in %v", web.seen()[0].head)
			}
			if head, _ := proven(t, token, key.proof); head["alg"] != algorithm {
				t.Errorf("signed with %v", head["alg"])
			}
		})
	}
}

func TestHeaderAndClaimsOfAJWT(t *testing.T) {
	tests := []struct {
		name, fields string
		head, claims map[string]any
	}{
		{"nothing asked for", "", map[string]any{"typ": "JWT"}, nil},
		{
			"everything",
			`token_duration: 60, jwt_headers: {kid: "{{ config['id'] }}", typ: JOSE, cty: JSON}, jwt_payload: {iss: "{{ config['id'] }}", sub: me, aud: you}, additional_jwt_headers: {x: "{{ config['id'] }}"}, additional_jwt_payload: {bid: shop, nested: {list: [a, 1]}, gone: "{{ none }}"}`,
			map[string]any{"typ": "JOSE", "kid": "007", "cty": "JSON", "x": "007"},
			map[string]any{"iss": "007", "sub": "me", "aud": "you", "bid": "shop", "nested": map[string]any{"list": []any{"a", 1.0}}, "exp": float64(now.Unix() + 60)},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return numbered(1, 1, "") })
			c := connector(t, manifestOf(jwtStream(`algorithm: HS256, `+test.fields)))
			if r := read(t, c, source.Config{"url": web.URL, "key": "secret-key-4711", "id": "007"}, domain.ReadRequest{}); r.err != nil {
				t.Fatal(r.err)
			}
			head, claims := proven(t, web.seen()[0].head.Get("Authorization"), []byte("secret-key-4711"))
			wantHead := map[string]any{"alg": "HS256"}
			wantClaims := map[string]any{"iat": float64(now.Unix()), "nbf": float64(now.Unix()), "exp": float64(now.Unix() + 1200)}
			maps.Copy(wantHead, test.head)
			maps.Copy(wantClaims, test.claims)
			same(t, "header", head, wantHead)
			same(t, "claims", claims, wantClaims)
		})
	}
}

// same compares as JSON.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	a, errA := json.Marshal(got)
	b, errB := json.Marshal(want)
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("%s is %s, want %s", what, a, b)
	}
}

func TestWhereAJWTGoes(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return numbered(1, 1, "") })
	c := connector(t, manifestOf(jwtStream(`algorithm: HS256, base64_encode_secret_key: true, request_option: {type: RequestOption, inject_into: request_parameter, field_name: jwt}`)))
	if r := read(t, c, web.config(), domain.ReadRequest{}); r.err != nil {
		t.Fatal(r.err)
	}
	token, found := strings.CutPrefix(web.seen()[0].query, "jwt=")
	if !found {
		t.Fatalf("asked with %q", web.seen()[0].query)
	}
	proven(t, token, []byte("c2VjcmV0LWtleS00NzEx"))
}

func TestPrivateKeysAreReadAsTheyAreHandedOut(t *testing.T) {
	file := func(name string) string {
		raw, err := os.ReadFile("testdata/keys/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	key, pair := rsaKey(t)
	tests := []struct {
		name, entered, password string
		code                    string // of the error; empty: it signs
	}{
		{"as it is", pair.entered, "", ""},
		{"with line breaks as letters", strings.ReplaceAll(pair.entered, "\n", `\n`), "", ""},
		{"the older form", string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})), "", ""},
		{"encrypted", file("encrypted.pem"), "opensesame", ""},
		{"encrypted in the older way", file("encrypted_old.pem"), "opensesame", ""},
		{"with a wrong password", file("encrypted.pem"), "open", "key_unreadable"},
		{"without its password", file("encrypted.pem"), "", "key_unreadable"},
		{"cut", pair.entered[:200], "", "key_unreadable"},
		{"of another kind", curve(t, elliptic.P256()).entered, "", "key_unreadable"},
		{"empty", "", "", "key_missing"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return numbered(1, 1, "") })
			c := connector(t, manifestOf(jwtStream(`algorithm: RS256, passphrase: "{{ config['password'] }}"`)))
			r := read(t, c, source.Config{"url": web.URL, "key": test.entered, "password": test.password}, domain.ReadRequest{})
			if test.code == "" {
				if r.err != nil || r.ids() != "1" {
					t.Errorf("records %q, error %v", r.ids(), r.err)
				}
				return
			}
			wantError(t, r.err, domain.SignIn, test.code)
			if len(web.seen()) > 0 {
				t.Errorf("the service was asked: %v", web.queries())
			}
		})
	}
}

func TestAnAlgorithmOfTheConfigurationIsChecked(t *testing.T) {
	for algorithm, code := range map[string]string{"none": "algorithm_unknown", "HS256": ""} {
		web := serve(t, func(int, *httpRequest) answer { return numbered(1, 1, "") })
		c := connector(t, manifestOf(jwtStream(`algorithm: "{{ config['algorithm'] }}"`)))
		r := read(t, c, source.Config{"url": web.URL, "key": "secret-key-4711", "algorithm": algorithm}, domain.ReadRequest{})
		if code == "" && r.err == nil {
			continue
		}
		wantError(t, r.err, domain.SetUp, code)
	}
}

func TestASignedStatementStandsForTheClient(t *testing.T) {
	service := &oauthService{}
	web := serve(t, service.handle)
	key, pair := rsaKey(t)
	c := connector(t, manifestOf(streamWith(`
authenticator:
  type: OAuthAuthenticator
  token_refresh_endpoint: "{{ config['url'] }}/token"
  use_profile_assertion: true
  profile_assertion:
    type: JwtAuthenticator
    secret_key: "{{ json_loads(config['file'])['private_key'] }}"
    algorithm: RS256
    jwt_payload: {iss: "{{ json_loads(config['file'])['client_email'] }}", aud: "{{ config['url'] }}/token"}
    additional_jwt_payload: {scope: contacts}`, "")))
	file, err := json.Marshal(map[string]string{"private_key": pair.entered, "client_email": "robot@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if r := read(t, c, source.Config{"url": web.URL, "file": string(file)}, domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
			t.Fatalf("records %q, error %v", r.ids(), r.err)
		}
	}
	if len(service.forms) != 1 || len(service.forms[0]) != 2 {
		t.Fatalf("renewed with %v, want one renewal of two fields", service.forms)
	}
	if got := service.forms[0].Get("grant_type"); got != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
		t.Errorf("grant type %q", got)
	}
	_, claims := proven(t, service.forms[0].Get("assertion"), key.Public())
	if claims["iss"] != "robot@example.com" || claims["scope"] != "contacts" || claims["aud"] != web.URL+"/token" {
		t.Errorf("claims %v", claims)
	}
}
