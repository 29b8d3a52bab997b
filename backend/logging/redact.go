package logging

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Redacted stands where a secret stood.
const Redacted = "[redacted]"

// minSecretBytes keeps short values ("1", "EUR") from being registered: they
// are no secrets, and taking them out would make every entry unreadable.
const minSecretBytes = 6

// The patterns of secrets. Compiled once, when the first entry is written: most commands write none.
var (
	// "Authorization: …" to the end of the header.
	headerPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b((?:proxy-)?authorization|x-api-key|cookie|set-cookie)(["']?\s*[:=]\s*\[?["']?)[^\r\n"'\]]+`)
	})
	// "Bearer …", "Basic …" anywhere.
	schemePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}`) })
	// "://user:password@host".
	userPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(://)[^/\s@:]*:[^/\s@]*@`) })
	// Keys in a query, where every name is short and only a value follows.
	queryPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)([?&](?:key|code|sig|auth|state|[a-z0-9_.-]*(?:apikey|api[_-]key|access[_-]?key|consumer[_-]key|token|secret|passw(?:or)?d|signature|credential)s?)=)[^&\s"'#]+`)
	})
	// "password: …", `"client_secret":"…"` in any text.
	pairPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b([a-z0-9_.-]*(?:apikey|api[_-]key|access[_-]key|consumer[_-]key|token|secret|passw(?:or)?d|passphrase)["']?\s*[:=]\s*["']?)[^\s&"',;}]+`)
	})
)

// Redactor takes secrets out of texts: what looks like one, and every value
// registered with Add. Safe for concurrent use.
type Redactor struct {
	mu       sync.RWMutex // guards values and replacer
	values   map[string]struct{}
	replacer *strings.Replacer
}

// NewRedactor returns a redactor that knows the patterns only.
func NewRedactor() *Redactor {
	return &Redactor{values: map[string]struct{}{}, replacer: strings.NewReplacer()}
}

// Add registers secret values: from now on they are taken out wherever they
// stand, also in their URL, JSON and base64 forms. Values shorter than six bytes are left out.
func (r *Redactor) Add(values ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, value := range values {
		if len(value) < minSecretBytes {
			continue
		}
		for _, form := range forms(value) {
			r.values[form] = struct{}{}
		}
	}
	r.buildLocked()
}

// forms returns the ways a value is written in addresses, headers and bodies.
func forms(value string) []string {
	all := []string{
		value,
		url.QueryEscape(value),
		url.PathEscape(value),
		base64.StdEncoding.EncodeToString([]byte(value)),
		base64.URLEncoding.EncodeToString([]byte(value)),
	}
	// JSON in Go's way, which escapes letters of pages too, and everybody else's.
	for _, escapePages := range []bool{true, false} {
		var quoted strings.Builder
		encoder := json.NewEncoder(&quoted)
		encoder.SetEscapeHTML(escapePages)
		if encoder.Encode(value) == nil {
			text := strings.TrimSpace(quoted.String())
			all = append(all, text[1:len(text)-1])
		}
	}
	return all
}

// buildLocked puts longer values first, so that one that contains another is
// taken out whole.
func (r *Redactor) buildLocked() {
	longest := make([]string, 0, len(r.values))
	for value := range r.values {
		longest = append(longest, value)
	}
	slices.SortFunc(longest, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	pairs := make([]string, 0, 2*len(longest))
	for _, value := range longest {
		pairs = append(pairs, value, Redacted)
	}
	r.replacer = strings.NewReplacer(pairs...)
}

// Redact returns text without secrets.
func (r *Redactor) Redact(text string) string {
	r.mu.RLock()
	text = r.replacer.Replace(text)
	r.mu.RUnlock()
	text = headerPattern().ReplaceAllString(text, "${1}${2}"+Redacted)
	text = schemePattern().ReplaceAllStringFunc(text, redactScheme)
	text = userPattern().ReplaceAllString(text, "${1}"+Redacted+"@")
	text = queryPattern().ReplaceAllString(text, "${1}"+Redacted)
	return pairPattern().ReplaceAllString(text, "${1}"+Redacted)
}

// redactScheme spares prose ("basic information"): a token is long or has
// something else than small letters.
func redactScheme(match string) string {
	scheme, token, _ := strings.Cut(match, " ")
	token = strings.TrimLeft(token, " \t")
	prose := !strings.ContainsFunc(token, func(c rune) bool { return c < 'a' || c > 'z' })
	if prose && len(token) < 20 {
		return match
	}
	return scheme + " " + Redacted
}
