package manifest

// Authenticator is one of NoAuth, APIKey, Bearer, Basic, Selective, OAuth,
// SessionToken, JWT.
type Authenticator interface{ authenticator() }

type (
	// NoAuth adds nothing.
	NoAuth struct{}
	// APIKey puts a token somewhere.
	APIKey struct {
		Token  *Template
		Inject *Inject
	}
	// Bearer sends "Authorization: Bearer <token>".
	Bearer struct{ Token *Template }
	// Basic sends a user name and a password.
	Basic struct{ Username, Password *Template }
	// Selective takes the authenticator named by a value of the configuration.
	Selective struct {
		Path    []string
		Options map[string]Authenticator
	}
	// OAuth sends an access token and renews it.
	OAuth struct {
		Endpoint     *Template // empty: AccessToken is used as it is
		ClientID     *Template
		ClientSecret *Template
		RefreshToken *Template
		AccessToken  *Template
		Expiry       *Template // of AccessToken
		ExpiryFormat string    // the answer holds a time in it, see expr.ParseDate; empty: seconds to live
		GrantType    *Template
		Body         []Pair
		Headers      []Pair
		ClientInHead bool // the client proves itself in the header, not in the form
		Scopes       []*Template
		InQuery      bool // send the fields in the query
		// Assertion is sent instead of a client and a refresh token where
		// UseAssertion evaluates to true; nil: never.
		Assertion    *JWT
		UseAssertion *Template
		Names        OAuthNames
		Kept         *OAuthKept // nil: renewed tokens live as long as the program
		Refused      OAuthRefused
	}
	// OAuthNames are the names of the fields of a renewal.
	OAuthNames struct {
		ClientID, ClientSecret, RefreshToken, GrantType, AccessToken, ExpiresIn *Template
	}
	// OAuthKept says where in the configuration renewed tokens are kept.
	OAuthKept struct{ AccessToken, RefreshToken, Expiry []string }
	// OAuthRefused says which answers mean that the person must sign in again.
	OAuthRefused struct {
		Statuses []int
		Key      string
		Values   []string
	}
	// SessionToken logs in and uses the token of the answer.
	SessionToken struct {
		Given     *Template // a token to begin with; nil: none
		Login     *Requester
		TokenPath []string
		Lifetime  string    // ISO-8601; empty: as long as the program runs
		Inject    *Inject   // nil: as a bearer token
		Value     *Template // what is injected; nil: the token
	}
)

func (NoAuth) authenticator()       {}
func (APIKey) authenticator()       {}
func (Bearer) authenticator()       {}
func (Basic) authenticator()        {}
func (Selective) authenticator()    {}
func (OAuth) authenticator()        {}
func (SessionToken) authenticator() {}
func (JWT) authenticator()          {}

// authenticatorOf reads the authenticator of a request that goes to a service at base.
func authenticatorOf(o *object, base *Template) Authenticator {
	if o != nil && o.kind == "LegacySessionTokenAuthenticator" && base != nil {
		return decodeNamedSession(o, base)
	}
	return decodeAuthenticator(o)
}

func decodeAuthenticator(o *object) Authenticator {
	if o == nil {
		return nil
	}
	defer o.finish()
	switch o.kind {
	case "NoAuth":
		return NoAuth{}
	case "ApiKeyAuthenticator":
		return decodeAPIKey(o)
	case "BearerAuthenticator":
		return Bearer{Token: o.requiredTemplate("api_token")}
	case "BasicHttpAuthenticator":
		return Basic{Username: o.requiredTemplate("username"), Password: o.template("password")}
	case "SelectiveAuthenticator":
		return decodeSelective(o)
	case "OAuthAuthenticator":
		return decodeOAuth(o)
	case "SessionTokenAuthenticator":
		return decodeSessionToken(o)
	case "JwtAuthenticator":
		return decodeJWT(o)
	case "CustomAuthenticator":
		a, _ := decodeNative(o, "authenticator", nativeAuthenticators())
		return a
	}
	o.unknownType("authenticator")
	return nil
}

func decodeAPIKey(o *object) Authenticator {
	a := APIKey{Token: o.requiredTemplate("api_token"), Inject: decodeInject(o.child("inject_into"))}
	if header := o.template("header"); header != nil {
		if a.Inject != nil {
			o.invalid("header", "The key can go to one place only.")
		}
		a.Inject = &Inject{Into: InHead, Path: []*Template{header}}
	}
	if a.Inject == nil {
		o.missing("inject_into")
	}
	return a
}

func decodeSelective(o *object) Authenticator {
	s := Selective{Path: o.texts("authenticator_selection_path"), Options: map[string]Authenticator{}}
	if len(s.Path) == 0 {
		o.missing("authenticator_selection_path")
	}
	options := o.child("authenticators")
	if options == nil {
		o.missing("authenticators")
		return s
	}
	for _, name := range sortedKeys(options.m) {
		if name == parametersKey {
			continue
		}
		if c := options.child(name); c != nil {
			s.Options[name] = decodeAuthenticator(c)
		}
	}
	return s
}
