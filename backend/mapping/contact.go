package mapping

import (
	"net/url"
	"strings"
	"unicode"

	"tributary/backend/domain"
)

// toEmail takes one address: text around one @, no blanks inside. Case is kept
// as written; keys compare without regard to it.
func toEmail(v any) (domain.Value, *Problem) {
	problem := &Problem{domain.NotEmail, "an email address such as name@example.org"}
	s, ok := v.(string)
	if !ok {
		return nil, problem
	}
	trimmed := strings.TrimSpace(s)
	if len(trimmed) > maxEmailBytes {
		return nil, tooLong("320 characters")
	}
	name, host, found := strings.Cut(trimmed, "@")
	if !found || name == "" || host == "" || strings.Contains(host, "@") ||
		strings.HasPrefix(host, ".") || strings.HasSuffix(host, ".") ||
		strings.ContainsFunc(trimmed, blankOrControl) || strings.ContainsAny(trimmed, "<>,;") {
		return nil, problem
	}
	return checked(v, s, trimmed)
}

// toPhone keeps a number as it was written; it must hold at least three digits.
func toPhone(v any) (domain.Value, *Problem) {
	problem := &Problem{domain.NotPhone, "a phone number such as +33 1 23 45 67 89"}
	s, ok := scalarText(v)
	if _, isBool := v.(bool); !ok || isBool {
		return nil, problem
	}
	trimmed := strings.TrimSpace(s)
	if len(trimmed) > maxPhoneBytes {
		return nil, tooLong("64 characters")
	}
	digits := 0
	for _, r := range trimmed {
		if unicode.IsDigit(r) {
			digits++
		}
		if r == '@' || unicode.IsControl(r) {
			return nil, problem
		}
	}
	if digits < 3 {
		return nil, problem
	}
	return checked(v, s, trimmed)
}

// toURL takes http and https addresses and bare host names ("shop.example/de"),
// as written. Other schemes are refused: the screen makes links of these.
func toURL(v any) (domain.Value, *Problem) {
	problem := &Problem{domain.NotURL, "a web address such as https://example.org"}
	s, ok := v.(string)
	if !ok {
		return nil, problem
	}
	trimmed := strings.TrimSpace(s)
	if len(trimmed) > maxURLBytes {
		return nil, tooLong("8,000 characters")
	}
	if strings.ContainsFunc(trimmed, blankOrControl) {
		return nil, problem
	}
	full, bare := trimmed, !strings.Contains(trimmed, "://")
	if bare {
		full = "https://" + strings.TrimPrefix(trimmed, "//")
	}
	u, err := url.Parse(full)
	if err != nil || u.Hostname() == "" || (bare && !strings.Contains(u.Hostname(), ".")) || (bare && u.User != nil) {
		return nil, problem
	}
	if scheme := strings.ToLower(u.Scheme); scheme != "http" && scheme != "https" {
		return nil, problem
	}
	return checked(v, s, trimmed)
}

// checked returns the trimmed text, and the given interface value itself when
// nothing was trimmed, which saves an allocation per value.
func checked(v any, s, trimmed string) (domain.Value, *Problem) {
	if !readable(trimmed) {
		return nil, unreadableText()
	}
	if _, isText := v.(string); isText && len(s) == len(trimmed) {
		return v, nil
	}
	return trimmed, nil
}

func blankOrControl(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
