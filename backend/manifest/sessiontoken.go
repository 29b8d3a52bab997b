package manifest

func decodeSessionToken(o *object) Authenticator {
	login := o.child("login_requester")
	if login == nil {
		o.missing("login_requester")
		return nil
	}
	a := SessionToken{Login: decodeRequester(login), TokenPath: o.texts("session_token_path"), Lifetime: o.text("expiration_duration")}
	if len(a.TokenPath) == 0 {
		o.missing("session_token_path")
	}
	if d := o.child("decoder"); d != nil && d.kind != "JsonDecoder" {
		d.unknownType("decoder")
	}
	use := o.child("request_authentication")
	if use == nil {
		o.missing("request_authentication")
		return a
	}
	defer use.finish()
	switch use.kind {
	case "Bearer":
	case "ApiKey":
		a.Inject, a.Value = decodeInject(use.child("inject_into")), use.template("api_token")
		if a.Inject == nil {
			use.missing("inject_into")
		}
	default:
		use.unknownType("use of the session token")
	}
	return a
}

// decodeNamedSession reads the older way: a token in a header, from a login with a name
// and a password, whose addresses follow that of the service. That a token is still good
// shows when it is used; it is not asked for before.
func decodeNamedSession(o *object, base *Template) Authenticator {
	defer o.finish()
	o.ignore("validate_session_url")
	header, login, key := o.requiredTemplate("header"), o.requiredTemplate("login_url"), o.requiredText("session_token_response_key")
	if header == nil || login == nil || key == "" {
		return nil
	}
	field := func(name string) TreeField {
		value := o.template(name)
		if value == nil {
			value = o.parse(name, "")
		}
		return TreeField{Key: o.parse(name, name), Value: &Tree{Text: value}}
	}
	return SessionToken{
		Given: orNil(o.template("session_token")),
		Login: &Requester{
			URLBase: o.parse("login_url", base.Source+login.Source), Method: "POST", Errors: decodeErrorHandler(nil),
			Body: Body{JSON: &Tree{Fields: []TreeField{field("password"), field("username")}}},
		},
		TokenPath: []string{key},
		Inject:    &Inject{Into: InHead, Path: []*Template{header}},
	}
}
