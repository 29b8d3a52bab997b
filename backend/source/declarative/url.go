package declarative

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// joinURL puts a path behind a base address. The path never leaves the base: a
// leading slash is dropped.
func joinURL(base, path string) (*url.URL, error) {
	return resolveURL(base, strings.TrimLeft(strings.TrimSpace(path), "/"))
}

// resolveURL resolves an address against a base, as a browser would: an
// absolute address replaces it, one with a leading slash starts at the host.
func resolveURL(base, ref string) (*url.URL, error) {
	base, ref = strings.TrimSpace(base), strings.TrimSpace(ref)
	switch "" {
	case ref:
		return parseURL(base)
	case base:
		return parseURL(ref) // the path is a whole address
	}
	if path, query, has := strings.Cut(base, "?"); has {
		base = strings.TrimRight(path, "/") + "/?" + query
	} else if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	b, err := parseURL(base)
	if err != nil {
		return nil, err
	}
	if colonFirst(ref) {
		ref = "./" + ref
	}
	r, err := url.Parse(escapeStray(ref))
	if err != nil {
		return nil, fmt.Errorf("read the path of a request: %w", withoutURL(err))
	}
	joined := b.ResolveReference(r)
	// A mere query is added to the base's path, whose slash was ours.
	if strings.HasPrefix(ref, "?") {
		joined.Path = b.Path
	}
	return joined, validURL(joined)
}

func parseURL(s string) (*url.URL, error) {
	u, err := url.Parse(escapeStray(s))
	if err != nil {
		return nil, fmt.Errorf("read the address of the service: %w", withoutURL(err))
	}
	return u, validURL(u)
}

func validURL(u *url.URL) error {
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return fmt.Errorf("read the address of the service: it is no web address")
	}
	return nil
}

// colonFirst tells a path like "users:batch" from an address with a scheme.
func colonFirst(ref string) bool {
	first, _, _ := strings.Cut(ref, "/")
	return strings.Contains(first, ":") && !strings.Contains(ref, "://")
}

// escapeStray escapes what url.Parse refuses and servers are sent anyway: a
// percent sign that begins no escape, spaces, and letters beyond ASCII, without
// which the escapes that are there would not be kept.
func escapeStray(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])):
			b.WriteString("%25")
		case s[i] == ' ':
			b.WriteString("%20")
		case s[i] >= utf8.RuneSelf:
			fmt.Fprintf(&b, "%%%02X", s[i])
		case s[i] < 0x20 || s[i] == 0x7f:
			// Control characters cannot be part of an address; dropping them
			// is what browsers do.
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// withoutURL keeps the reason of an error and drops the address in it.
func withoutURL(err error) error {
	if e, ok := err.(*url.Error); ok { //nolint:errorlint // url.Parse returns it unwrapped
		return e.Err
	}
	return err
}

// addQuery appends parameters to an address that may have some already. One
// that is there with the same value is not sent twice.
func addQuery(u *url.URL, query url.Values) {
	if len(query) == 0 {
		return
	}
	present := u.Query()
	add := url.Values{}
	for key, values := range query {
		for _, v := range values {
			if !contains(present[key], v) {
				add.Add(key, v)
			}
		}
	}
	if len(add) == 0 {
		return
	}
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += add.Encode()
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
