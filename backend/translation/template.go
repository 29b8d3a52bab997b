package translation

import (
	"regexp"
	"strconv"
	"strings"
)

// piece is plain text, or the place of a value.
type piece struct {
	text  string
	value int  // from 1; 0 for plain text
	verb  byte // s, d, q or v
	named bool // it stands between quotation marks, as a name
}

// verbs are those the sentences of this program use.
const verbs = `%(?:\[(\d)\])?(?:\.\d+)?([sdqv%])`

// parse splits a template into its pieces.
func parse(template string) []piece {
	var pieces []piece
	plain, count, from := "", 0, 0
	for _, m := range regexp.MustCompile(verbs).FindAllStringSubmatchIndex(template, -1) {
		plain += template[from:m[0]]
		from = m[1]
		if template[m[4]] == '%' {
			plain += "%"
			continue
		}
		count++
		p := piece{value: count, verb: template[m[4]]}
		if m[2] >= 0 {
			p.value, _ = strconv.Atoi(template[m[2]:m[3]]) // one digit
		}
		p.named = p.verb == 'q' || strings.HasSuffix(plain, "“") && strings.HasPrefix(template[from:], "”")
		if plain != "" {
			pieces = append(pieces, piece{text: plain})
		}
		pieces, plain = append(pieces, p), ""
	}
	if plain += template[from:]; plain != "" {
		pieces = append(pieces, piece{text: plain})
	}
	return pieces
}

// expression is the regular expression that the sentences of a template match.
func expression(pieces []piece) (*regexp.Regexp, error) {
	var b strings.Builder
	b.WriteString(`(?s)^`)
	for _, p := range pieces {
		switch {
		case p.value == 0:
			b.WriteString(regexp.QuoteMeta(p.text))
		case p.verb == 'd':
			b.WriteString(`(-?\d+)`)
		case p.verb == 'q':
			b.WriteString(`("(?:[^"\\]|\\.)*")`)
		default:
			b.WriteString(`(.*?)`)
		}
	}
	b.WriteString(`$`)
	return regexp.Compile(b.String())
}

// anchor is the longest plain text of a template: what its sentences hold for sure.
func anchor(pieces []piece) (longest string, plain int) {
	for _, p := range pieces {
		plain += len(p.text)
		if len(p.text) > len(longest) {
			longest = p.text
		}
	}
	return longest, plain
}
