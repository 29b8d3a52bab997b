package declarative

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"sort"
	"strings"

	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// redactor hides secret values in technical texts. The first line of defence is
// not to write them; this is the second.
type redactor struct{ replace []*strings.Replacer }

const hidden = "[hidden]"

// newRedactor hides the values of the secret fields, as they are and as they
// stand in an address, in JSON, in a page, and in base64: services repeat
// requests in their errors.
func newRedactor(config map[string]any, fields []manifest.Property) redactor {
	var values []string
	collectSecrets(config, fields, &values)
	// Longer ones first, so that one secret within another leaves no rest.
	sort.Slice(values, func(i, j int) bool { return len(values[i]) > len(values[j]) })
	var pairs []string
	for _, v := range values {
		for _, form := range forms(v) {
			pairs = append(pairs, form, hidden)
		}
	}
	return redactor{replace: []*strings.Replacer{strings.NewReplacer(pairs...)}}
}

// forms are the ways a value is written, the longest first where one holds another.
func forms(v string) []string {
	all := []string{
		v, url.QueryEscape(v), url.PathEscape(v), html.EscapeString(v),
		base64.StdEncoding.EncodeToString([]byte(v)), base64.URLEncoding.EncodeToString([]byte(v)),
	}
	// JSON in Go's way, which escapes letters of pages too, and everybody else's.
	for _, escapePages := range []bool{true, false} {
		var quoted strings.Builder
		encoder := json.NewEncoder(&quoted)
		encoder.SetEscapeHTML(escapePages)
		if encoder.Encode(v) == nil {
			text := strings.TrimSpace(quoted.String())
			all = append(all, text[1:len(text)-1])
		}
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

// with hides more values.
func (r redactor) with(values ...string) redactor {
	var pairs []string
	for _, v := range values {
		if len(v) < shortestSecret {
			continue
		}
		for _, form := range forms(v) {
			pairs = append(pairs, form, hidden)
		}
	}
	return redactor{replace: append(slices.Clip(r.replace), strings.NewReplacer(pairs...))}
}

// shortestSecret keeps letters of ordinary words from being hidden.
const shortestSecret = 4

func collectSecrets(config map[string]any, fields []manifest.Property, out *[]string) {
	for _, p := range fields {
		v, ok := config[p.Name]
		if !ok || v == nil {
			continue
		}
		if p.Secret {
			if s := expr.Str(v); len(s) >= shortestSecret {
				*out = append(*out, s)
			}
			continue
		}
		if nested, ok := v.(map[string]any); ok {
			collectSecrets(nested, p.Properties, out)
			for _, alternative := range p.OneOf {
				collectSecrets(nested, alternative.Properties, out)
			}
		}
	}
}

func (r redactor) clean(s string) string {
	for _, one := range r.replace {
		s = one.Replace(s)
	}
	return s
}

// bareURL is an address without user, query and fragment: what may be shown.
func bareURL(u *url.URL) string {
	if u == nil {
		return ""
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	return shown.String()
}
