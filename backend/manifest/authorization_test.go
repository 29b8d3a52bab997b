package manifest_test

import (
	"slices"
	"strings"
	"testing"

	"tributary/backend/manifest"
)

// Whether a field belongs to the authorization follows from secrecy and use alone.
func TestAFieldBelongsToTheAuthorizationBySecrecyAndUse(t *testing.T) {
	const requester = `url_base: "https://api.example", path: items`
	for name, c := range map[string]struct {
		requester  string // in place of the plain one
		properties string
		more       string // of the spec
		want       string // names, in order
	}{
		"a secret nobody uses": {requester, `{a: {type: string, airbyte_secret: true}, b: {type: string}}`, "", "a"},
		"a secret in a group, a choice and a list": {requester, `{
			a: {type: object, properties: {x: {type: string, airbyte_secret: true}, y: {type: string}}},
			b: {type: object, oneOf: [{properties: {kind: {const: k}}}, {properties: {z: {type: object, properties: {x: {type: string, airbyte_secret: true}}}}}]},
			c: {type: array, items: {type: object, properties: {x: {type: string, airbyte_secret: true}}}},
			d: {type: object, properties: {y: {type: string}}}}`, "", "a b c"},
		"the address": {`url_base: "https://{{ config['shop'] }}.example", path: "items/{{ config['project'] }}"`, `{shop: {type: string}, project: {type: string}}`, "", "shop"},
		"headers": {
			`url_base: "https://api.example", path: items, request_headers: {Account: "{{ config['account'] }}"}, request_parameters: {from: "{{ config['start'] }}"}`,
			`{account: {type: string}, start: {type: string}}`, "", "account",
		},
		"every way to name it": {
			`url_base: "https://api.example", path: items, authenticator: {type: BasicHttpAuthenticator, username: "{{ config.get('a') or config.b }}", password: "{{ config[\"c\"] ~ config[ 'd' ]['x'] }}"}`,
			`{a: {type: string}, b: {type: string}, c: {type: string}, d: {type: object}, get: {type: string}}`, "", "a b c d",
		},
		"the way that is selected": {
			`url_base: "https://api.example", path: items, authenticator: {type: SelectiveAuthenticator, authenticator_selection_path: [way, kind], authenticators: {none: {type: NoAuth}}}`,
			`{way: {type: object}, size: {type: integer}}`, "", "way",
		},
		"a token's address and scopes": {
			`url_base: "https://api.example", path: items, authenticator: {type: OAuthAuthenticator, token_refresh_endpoint: "https://{{ config['region'] }}.example/token", client_id: "{{ config['id'] }}", client_secret: s, refresh_token: r, scopes: ["{{ config['scope'] }}"]}`,
			`{region: {type: string}, id: {type: string}, scope: {type: string}, start: {type: string}}`, "", "id region scope",
		},
		"a login request": {
			`url_base: "https://api.example", path: items, authenticator: {type: SessionTokenAuthenticator, login_requester: {url_base: "https://api.example", path: login, request_body_json: {user: "{{ config['user'] }}"}}, session_token_path: [t], request_authentication: {type: Bearer}}`,
			`{user: {type: string}, start: {type: string}}`, "", "user",
		},
		"what a consent fills in": {
			requester, `{realm: {type: string}, start: {type: string}, way: {type: string}}`,
			`
  advanced_auth:
    auth_flow_type: oauth2.0
    predicate_key: [way]
    predicate_value: browser
    oauth_config_specification:
      complete_oauth_output_specification: {type: object, properties: {realm: {type: string, path_in_connector_config: [realm]}}}
`, "realm way",
		},
		"a field nobody uses": {requester, `{a: {type: string}}`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(small(retriever), requester, c.requester, 1) + `
spec:
  type: Spec
  connection_specification: {type: object, properties: ` + strings.ReplaceAll(c.properties, "\t", " ") + `}` + c.more
			m, problems := manifest.Validate([]byte(text))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			var names []string
			for name, is := range m.Authorization {
				if is {
					names = append(names, name)
				}
			}
			slices.Sort(names)
			if got := strings.Join(names, " "); got != c.want {
				t.Errorf("fields of the authorization %q, want %q", got, c.want)
			}
		})
	}
}
