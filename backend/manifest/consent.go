package manifest

// AdvancedAuth describes the consent in a browser. Paths lead to form fields.
type AdvancedAuth struct {
	PredicateKey   []string // empty: the consent is the only way to sign in
	PredicateValue string
	// Outputs are what the consent gives: where each value stands in the service's answer
	// and where it goes.
	Outputs []ConsentOutput
	// Client are the fields of the OAuth app, by their names in the consent: client_id,
	// client_secret.
	Client map[string][]string
	// Inputs are form fields that the consent's templates may name beside the client's: name
	// in the template → path.
	Inputs map[string][]string
	// Consent is the declarative consent; nil when the service's is not described.
	Consent *Consent
}

// ConsentOutput is one value of the service's answer to a consent.
type ConsentOutput struct {
	Name   string
	Answer []string // path in the answer; empty: wherever Name stands in it
	Config []string
	Moment bool // a date; what the answer has is a life in seconds
}

// Consent is the part oauth_connector_input_specification. Texts are in the template
// language of that part, see Placeholders.
type Consent struct {
	ConsentURL, TokenURL string
	Scope                string
	TokenHeaders         [][2]string // in the order of their names
	TokenParams          [][2]string // sent as a JSON body
	Extract              []string
	Keys                 map[string]string // client_id_key … → name
	// Redirect is the address on this computer that the service sends back to, an addition of
	// ours to the format (redirect_uri, which other runners ignore); without a port: any one.
	// Empty: not said.
	Redirect string
}

// fields names the top-level form fields that the consent concerns.
func (a *AdvancedAuth) fields() []string {
	var names []string
	add := func(path []string) {
		if len(path) > 0 {
			names = append(names, path[0])
		}
	}
	add(a.PredicateKey)
	for _, o := range a.Outputs {
		add(o.Config)
	}
	for _, paths := range []map[string][]string{a.Client, a.Inputs} {
		for _, path := range paths {
			add(path)
		}
	}
	return names
}

func decodeAdvanced(v any) *AdvancedAuth {
	m, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	a := &AdvancedAuth{PredicateValue: textOf(m["predicate_value"])}
	a.PredicateKey, _ = textList(m["predicate_key"])
	config, _ := m["oauth_config_specification"].(map[string]any)
	a.Client = configPaths(config["complete_oauth_server_output_specification"])
	a.Inputs = configPaths(config["oauth_user_input_from_connector_config_specification"])
	a.Outputs = decodeOutputs(config["complete_oauth_output_specification"])
	if input, ok := config["oauth_connector_input_specification"].(map[string]any); ok {
		a.Consent = decodeConsent(input)
	}
	return a
}

// schemaFields are the properties of a specification; the format also takes them without
// the schema around.
func schemaFields(v any) map[string]any {
	m, _ := v.(map[string]any)
	if fields, ok := m["properties"].(map[string]any); ok {
		return fields
	}
	return m
}

func configPaths(v any) map[string][]string {
	out := map[string][]string{}
	for name, field := range schemaFields(v) {
		m, _ := field.(map[string]any)
		if path, ok := textList(m["path_in_connector_config"]); ok && len(path) > 0 {
			out[name] = path
		}
	}
	return out
}

func decodeOutputs(v any) []ConsentOutput {
	var out []ConsentOutput
	fields := schemaFields(v)
	for _, name := range sortedKeys(fields) {
		m, _ := fields[name].(map[string]any)
		path, ok := textList(m["path_in_connector_config"])
		if !ok || len(path) == 0 {
			continue
		}
		o := ConsentOutput{Name: name, Config: path, Moment: m["format"] == "date-time"}
		o.Answer, _ = textList(m["path_in_oauth_response"])
		out = append(out, o)
	}
	return out
}

func decodeConsent(m map[string]any) *Consent {
	// Some manifests wrap it in a schema of their own.
	if inner, ok := m["properties"].(map[string]any); ok && m["consent_url"] == nil {
		m = inner
	}
	c := &Consent{
		ConsentURL: textOf(m["consent_url"]), TokenURL: textOf(m["access_token_url"]), Scope: scopeOf(m), Redirect: textOf(m["redirect_uri"]),
		TokenHeaders: textPairs(m["access_token_headers"]), TokenParams: textPairs(m["access_token_params"]), Keys: map[string]string{},
	}
	c.Extract, _ = textList(m["extract_output"])
	for key, standard := range map[string]string{
		"client_id_key": "client_id", "client_secret_key": "client_secret", "scope_key": "scope", "state_key": "state",
		"auth_code_key": "code", "redirect_uri_key": "redirect_uri",
	} {
		c.Keys[key] = orText(textOf(m[key]), standard)
	}
	if c.ConsentURL == "" || c.TokenURL == "" {
		return nil
	}
	return c
}

// scopeOf joins the list of scopes as the manifest says; the text is for services with
// one.
func scopeOf(m map[string]any) string {
	list, _ := m["scopes"].([]any)
	if len(list) == 0 {
		return textOf(m["scope"])
	}
	optional, _ := m["optional_scopes"].([]any)
	between := map[string]string{"comma": ",", "plus": "+"}[textOf(m["scopes_join_strategy"])]
	if between == "" {
		between = " "
	}
	joined := ""
	for _, one := range append(append([]any{}, list...), optional...) {
		entry, _ := one.(map[string]any)
		if scope := textOf(entry["scope"]); scope != "" {
			if joined != "" {
				joined += between
			}
			joined += scope
		}
	}
	return joined
}

func textPairs(v any) [][2]string {
	m, _ := v.(map[string]any)
	var out [][2]string
	for _, name := range sortedKeys(m) {
		out = append(out, [2]string{name, textOf(m[name])})
	}
	return out
}
