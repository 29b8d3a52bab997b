package manifest

func decodeOAuth(o *object) Authenticator {
	a := OAuth{
		Endpoint:     orNil(o.template("token_refresh_endpoint")),
		ClientID:     o.template("client_id"),
		ClientSecret: o.template("client_secret"),
		RefreshToken: o.template("refresh_token"),
		AccessToken:  o.template("access_token_value"),
		Expiry:       o.template("token_expiry_date"),
		ExpiryFormat: o.text("token_expiry_date_format"),
		GrantType:    o.template("grant_type"),
		Body:         o.pairs("refresh_request_body"),
		Headers:      o.pairs("refresh_request_headers"),
		Scopes:       o.templates("scopes"),
		InQuery:      o.flag("send_refresh_request_as_query_params"),
		Names:        decodeOAuthNames(o),
	}
	if a.Endpoint == nil && a.AccessToken == nil {
		o.missing("token_refresh_endpoint")
	}
	a.decodeAssertion(o)
	a.Refused = OAuthRefused{Key: o.text("refresh_token_error_key"), Values: o.texts("refresh_token_error_values")}
	for _, v := range o.list("refresh_token_error_status_codes") {
		if n, ok := v.(int64); ok {
			a.Refused.Statuses = append(a.Refused.Statuses, int(n))
		}
	}
	if updater := o.child("refresh_token_updater"); updater != nil {
		a.Kept = decodeKept(updater)
		a.Refused.merge(updater)
	}
	return a
}

func decodeOAuthNames(o *object) OAuthNames {
	return OAuthNames{
		ClientID:     o.nameOr("client_id_name", "client_id"),
		ClientSecret: o.nameOr("client_secret_name", "client_secret"),
		RefreshToken: o.nameOr("refresh_token_name", "refresh_token"),
		GrantType:    o.nameOr("grant_type_name", "grant_type"),
		AccessToken:  o.nameOr("access_token_name", "access_token"),
		ExpiresIn:    o.nameOr("expires_in_name", "expires_in"),
	}
}

// decodeAssertion reads the signed statement that stands for a client.
func (a *OAuth) decodeAssertion(o *object) {
	if c := o.child("profile_assertion"); c != nil {
		if c.kind == "" {
			c.kind = "JwtAuthenticator"
		}
		switch signed := decodeAuthenticator(c).(type) {
		case JWT:
			a.Assertion = &signed
		case nil: // its problem is told
		default:
			c.unknownType("profile assertion")
		}
	}
	a.UseAssertion = o.template("use_profile_assertion")
	if a.Assertion == nil && a.UseAssertion != nil && !a.UseAssertion.never() {
		o.missing("profile_assertion")
	}
}

// never tells of a condition that is written as false.
func (t *Template) never() bool {
	return t.Parsed.IsStatic() && (t.Source == "False" || t.Source == "false" || t.Source == "")
}

// nameOr is a name that may be an expression.
func (o *object) nameOr(key, otherwise string) *Template {
	if t := orNil(o.template(key)); t != nil {
		return t
	}
	return o.parse(key, otherwise)
}

func decodeKept(o *object) *OAuthKept {
	k := &OAuthKept{
		AccessToken:  o.texts("access_token_config_path"),
		RefreshToken: o.texts("refresh_token_config_path"),
		Expiry:       o.texts("token_expiry_date_config_path"),
	}
	if k.AccessToken == nil {
		k.AccessToken = []string{"credentials", "access_token"}
	}
	if k.RefreshToken == nil {
		k.RefreshToken = []string{"credentials", "refresh_token"}
	}
	if k.Expiry == nil {
		k.Expiry = []string{"credentials", "token_expiry_date"}
	}
	o.ignore("refresh_token_name", "access_token_name")
	return k
}

func (r *OAuthRefused) merge(o *object) {
	if r.Key == "" {
		r.Key = o.text("refresh_token_error_key")
	}
	if r.Values == nil {
		r.Values = o.texts("refresh_token_error_values")
	}
	for _, v := range o.list("refresh_token_error_status_codes") {
		if n, ok := v.(int64); ok {
			r.Statuses = append(r.Statuses, int(n))
		}
	}
	o.ignore("refresh_token_error_key", "refresh_token_error_values")
	o.finish()
}
