package support

import (
	"regexp"
	"strings"
	"sync"
)

var (
	mailPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`)
	})
	// What a technical text repeats of the data stands in quotation marks.
	quotePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"[^"\n]*"|'[^'\n]*'|“[^”\n]*”|«[^»\n]*»`) })
	// In a line of the log the quotation marks of the text itself are escaped.
	escapedPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\\"[^"\n]*\\"`) })
)

// clean takes out of a text what nobody else is to know.
func (f Facts) clean(text []byte, mayHoldSecrets bool) []byte {
	clean := string(text)
	if mayHoldSecrets {
		clean = f.Redact(clean)
	}
	clean = mailPattern().ReplaceAllString(clean, "(address)")
	if home := strings.TrimRight(f.Home, `/\`); home != "" {
		clean = strings.ReplaceAll(clean, home, "~")
	}
	return []byte(clean)
}

// withoutValues takes out of a technical text what may be a value of a record.
func withoutValues(text string) string { return quotePattern().ReplaceAllString(text, "(…)") }

// unquoted does the same for lines of the log.
func unquoted(log []byte) []byte { return escapedPattern().ReplaceAll(log, []byte("(…)")) }
