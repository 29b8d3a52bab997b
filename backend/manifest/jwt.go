package manifest

import "slices"

// JWT signs a short-lived token with a key for every request.
type JWT struct {
	Key       *Template
	EncodeKey *Template // true: the key is its base64 form; nil: as it is
	Password  *Template // of an encrypted private key; nil: none
	Algorithm *Template // one of JWTAlgorithms once evaluated
	Life      int       // seconds
	Prefix    *Template // before the token; nil: none
	Inject    *Inject   // nil: the Authorization header
	// Kid, Typ, Cty are header fields, Iss, Sub, Aud claims; nil: not sent.
	Kid, Typ, Cty *Template
	Iss, Sub, Aud *Template
	Headers       *Tree // further header fields, nil: none
	Claims        *Tree // further claims, nil: none
}

// JWTAlgorithms are the algorithms that a token can be signed with.
func JWTAlgorithms() []string {
	return []string{
		"HS256", "HS384", "HS512", "ES256", "ES384", "ES512",
		"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA",
	}
}

const defaultJWTLife = 1200

func decodeJWT(o *object) JWT {
	a := JWT{
		Key:       o.requiredTemplate("secret_key"),
		EncodeKey: o.template("base64_encode_secret_key"),
		Password:  o.template("passphrase"),
		Algorithm: o.requiredTemplate("algorithm"),
		Life:      o.integer("token_duration", defaultJWTLife),
		Prefix:    o.template("header_prefix"),
		Inject:    decodeInject(o.child("request_option")),
		Headers:   o.names("additional_jwt_headers", "kid", "alg", "typ", "cty"),
		Claims:    o.names("additional_jwt_payload", "iss", "sub", "aud", "iat", "exp", "nbf"),
	}
	if t := a.Algorithm; t != nil && t.Parsed.IsStatic() && !slices.Contains(JWTAlgorithms(), t.Source) {
		o.unsupported("algorithm", "A token cannot be signed with %q.", clip(t.Source))
	}
	// A token says its type unless the manifest has headers that do not.
	headers := o.child("jwt_headers")
	if headers == nil {
		a.Typ = o.parse("jwt_headers.typ", "JWT")
	} else {
		a.Kid, a.Typ, a.Cty = headers.template("kid"), headers.template("typ"), headers.template("cty")
		if a.Typ == nil {
			a.Typ = headers.parse("typ", "JWT")
		}
		headers.finish()
	}
	if payload := o.child("jwt_payload"); payload != nil {
		a.Iss, a.Sub, a.Aud = payload.template("iss"), payload.template("sub"), payload.template("aud")
		payload.finish()
	}
	return a
}

// names reads a mapping that may not hold some names.
func (o *object) names(key string, reserved ...string) *Tree {
	c := o.child(key)
	if c == nil {
		return nil
	}
	for _, name := range reserved {
		if _, set := c.m[name]; set {
			c.invalid(name, "%q has a place of its own and cannot be here.", name)
		}
	}
	return o.tree(key, c.m)
}
