package declarative

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golang-jwt/jwt/v5"
	"github.com/youmark/pkcs8"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// useJWT signs a request with a token made for it.
func (s *session) useJWT(r *request, a manifest.JWT, sc scope) error {
	token, err := s.jwt(a, sc)
	if err != nil {
		return err
	}
	if a.Inject == nil {
		return r.sign(token)
	}
	var p part
	if err := p.inject(sc, a.Inject, token); err != nil {
		return err
	}
	return r.merge(p)
}

// jwt is a new token with its prefix.
func (s *session) jwt(a manifest.JWT, sc scope) (string, error) {
	token, err := s.unsigned(a, sc)
	if err != nil {
		return "", err
	}
	key, err := s.signingKey(a, sc, token.Method)
	if err != nil {
		return "", err
	}
	signed, err := token.SignedString(key)
	if err != nil {
		return "", s.badKey(err)
	}
	prefix, err := sc.text(a.Prefix)
	if err != nil || prefix == "" {
		return signed, err
	}
	return prefix + " " + signed, nil
}

// unsigned is the token with its header and claims.
func (s *session) unsigned(a manifest.JWT, sc scope) (*jwt.Token, error) {
	algorithm, err := sc.text(a.Algorithm)
	if err != nil {
		return nil, err
	}
	method := jwt.GetSigningMethod(algorithm)
	if method == nil || !slices.Contains(manifest.JWTAlgorithms(), algorithm) {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "algorithm_unknown",
			What:  fmt.Sprintf("%s is to be signed in to in a way that does not exist here: %q.", capital(s.opts.Service), algorithm),
			Means: "The service cannot be asked for anything.",
			Do:    "Choose another way to sign.",
		}
	}
	now := s.opts.Clock.Now().Unix()
	claims := jwt.MapClaims{}
	if err := fill(claims, sc, a.Claims, map[string]*manifest.Template{"iss": a.Iss, "sub": a.Sub, "aud": a.Aud}); err != nil {
		return nil, err
	}
	claims["iat"], claims["nbf"], claims["exp"] = now, now, now+int64(a.Life)
	head := map[string]any{}
	if err := fill(head, sc, a.Headers, map[string]*manifest.Template{"kid": a.Kid, "typ": a.Typ, "cty": a.Cty}); err != nil {
		return nil, err
	}
	head["alg"] = method.Alg()
	return &jwt.Token{Method: method, Header: head, Claims: claims}, nil
}

// fill takes the further fields first, so that the ones with a place of their
// own win.
func fill(into map[string]any, sc scope, further *manifest.Tree, own map[string]*manifest.Template) error {
	if further != nil {
		v, _, err := evaluate(further, sc)
		if err != nil {
			return err
		}
		if m, ok := v.(map[string]any); ok {
			maps.Copy(into, m)
		}
	}
	for name, t := range own {
		if t == nil {
			continue
		}
		text, err := sc.text(t)
		if err != nil {
			return err
		}
		into[name] = text
	}
	return nil
}

// signingKey is the key in the shape that a method signs with.
func (s *session) signingKey(a manifest.JWT, sc scope, method jwt.SigningMethod) (any, error) {
	text, err := s.key(a.Key, sc)
	if err != nil {
		return nil, err
	}
	if a.EncodeKey != nil {
		encode, err := sc.condition(a.EncodeKey)
		if err != nil {
			return nil, err
		}
		if encode {
			text = base64.StdEncoding.EncodeToString([]byte(text))
		}
	}
	if strings.HasPrefix(method.Alg(), "HS") {
		return []byte(text), nil
	}
	password, err := s.secretText(a.Password, sc)
	if err != nil {
		return nil, err
	}
	key, err := privateKey(text, password)
	if err != nil {
		return nil, s.badKey(err)
	}
	return key, nil
}

// privateKey reads a private key in PEM. Files in JSON and lines in forms often
// hold its line breaks as two letters.
func privateKey(text, password string) (crypto.PrivateKey, error) {
	block, _ := pem.Decode([]byte(strings.TrimSpace(strings.ReplaceAll(text, `\n`, "\n"))))
	if block == nil {
		return nil, errors.New("the key is no text of the kind PEM")
	}
	raw := block.Bytes
	if x509.IsEncryptedPEMBlock(block) { //nolint:staticcheck // old keys are still handed out like this
		var err error
		if raw, err = x509.DecryptPEMBlock(block, []byte(password)); err != nil { //nolint:staticcheck // as above
			return nil, err
		}
	}
	switch block.Type {
	case "RSA PRIVATE KEY":
		return x509.ParsePKCS1PrivateKey(raw)
	case "EC PRIVATE KEY":
		return x509.ParseECPrivateKey(raw)
	case "ENCRYPTED PRIVATE KEY":
		if password == "" {
			return nil, errors.New("the key needs its password")
		}
		return known(pkcs8.ParsePKCS8PrivateKey(raw, []byte(password)))
	}
	return known(x509.ParsePKCS8PrivateKey(raw))
}

// known lets through the sorts of keys that sign tokens.
func known(key any, err error) (crypto.PrivateKey, error) {
	switch key := key.(type) {
	case *rsa.PrivateKey, *ecdsa.PrivateKey, ed25519.PrivateKey:
		return key, err
	}
	if err == nil {
		err = fmt.Errorf("a key of the kind %T signs nothing", key)
	}
	return nil, err
}

// badKey is the error for a key that cannot sign. What a library says of a key
// holds nothing of it.
func (s *session) badKey(err error) error {
	return &domain.Error{
		Kind: domain.SignIn, Code: "key_unreadable",
		What:  fmt.Sprintf("The private key for %s cannot be used.", s.opts.Service),
		Means: "It is incomplete, of another kind, or its password is wrong.",
		Do:    "Enter the whole key again, with its first and last line.",
		Err:   err,
	}
}

// bearerGrant asks for a token with a signed statement instead of a client.
const bearerGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer" //nolint:gosec // the name of a way, no secret
