package declarative

import (
	"net/http"
	"strings"
)

// headerValues are the headers as expressions see them: under the name as it is
// usually written and in lower case, joined with a comma. "link" holds the
// links by their relation, not the raw text.
func headerValues(h http.Header) map[string]any {
	out := make(map[string]any, 2*len(h)+1)
	for name, values := range h {
		joined := strings.Join(values, ", ")
		out[name], out[strings.ToLower(name)] = joined, joined
	}
	out["link"] = links(strings.Join(h.Values("Link"), ", "))
	return out
}

// links reads a Link header, RFC 8288: <address>; rel="next"; title="…", …
func links(s string) map[string]any {
	out := map[string]any{}
	for {
		_, rest, ok := strings.Cut(s, "<")
		if !ok {
			return out
		}
		address, rest, ok := strings.Cut(rest, ">")
		if !ok {
			return out
		}
		link := map[string]any{"url": address}
		s = attributes(rest, link)
		key := address
		if rel, ok := link["rel"].(string); ok {
			key = rel
		}
		out[key] = link
	}
}

// attributes reads what follows an address up to the next comma outside quotes,
// and returns the rest.
func attributes(s string, into map[string]any) string {
	for {
		s = strings.TrimLeft(s, " \t")
		if !strings.HasPrefix(s, ";") {
			return s
		}
		s = strings.TrimLeft(s[1:], " \t")
		end := strings.IndexAny(s, "=;,")
		if end < 0 {
			return ""
		}
		name := strings.TrimSpace(s[:end])
		if s[end] != '=' {
			s = s[end:]
			continue
		}
		s = strings.TrimLeft(s[end+1:], " \t")
		var value string
		if strings.HasPrefix(s, `"`) {
			value, s, _ = strings.Cut(s[1:], `"`)
		} else if end = strings.IndexAny(s, ";,"); end >= 0 {
			value, s = strings.TrimSpace(s[:end]), s[end:]
		} else {
			value, s = strings.TrimSpace(s), ""
		}
		into[name] = value
	}
}
