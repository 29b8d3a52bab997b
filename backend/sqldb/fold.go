package sqldb

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lastAccented is behind the last letter that may lose an accent.
const lastAccented = 0x2000

// folds maps the letters that are not written as they are compared: É → e.
var folds = sync.OnceValue(func() map[rune]string { //nolint:gochecknoglobals // made once, never changed
	all := map[rune]string{}
	for r := rune(0x80); r < lastAccented; r++ {
		if folded := foldedLetter(r); folded != string(r) {
			all[r] = folded
		}
	}
	return all
})

func foldedLetter(r rune) string {
	// Letters people type as two, or without their stroke.
	ligatures := map[rune]string{'ß': "ss", 'œ': "oe", 'æ': "ae", 'ø': "o", 'đ': "d", 'ł': "l", 'ı': "i"}
	var b strings.Builder
	for _, part := range norm.NFD.String(string(r)) {
		part = unicode.ToLower(part)
		switch two, ok := ligatures[part]; {
		case ok:
			b.WriteString(two)
		case !unicode.Is(unicode.Mn, part):
			b.WriteRune(part)
		}
	}
	return b.String()
}

// fold appends text as it is compared: small letters without accents, however they
// were composed.
func fold(into []byte, text string) []byte {
	into = slices.Grow(into, len(text))
	start := len(into)
	for i := range len(text) {
		c := text[i]
		if c >= 0x80 {
			return foldLetters(into[:start], text)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		into = append(into, c)
	}
	return into
}

func foldLetters(into []byte, text string) []byte {
	known := folds()
	for _, r := range text {
		switch {
		case r < 0x80:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			into = utf8.AppendRune(into, r)
		case r < lastAccented:
			if folded, ok := known[r]; ok {
				into = append(into, folded...)
			} else {
				into = utf8.AppendRune(into, r)
			}
		default:
			into = utf8.AppendRune(into, unicode.ToLower(r))
		}
	}
	return into
}

// variants are the classes of letters that are compared as one: e → [eEéÉ…].
var variants = sync.OnceValue(func() map[string]string { //nolint:gochecknoglobals // made once, never changed
	classes := map[string]string{}
	for r := 'a'; r <= 'z'; r++ {
		classes[string(r)] = string(r) + string(unicode.ToUpper(r))
	}
	for r := rune(0x80); r < lastAccented; r++ {
		if folded, ok := folds()[r]; ok && folded != "" {
			classes[folded] += string(r)
		}
	}
	return classes
})

// foldedPattern is a regular expression of PostgreSQL that finds text as fold compares it.
func foldedPattern(text string) string {
	const accents = `[\u0300-\u036f]*` // those that stand behind their letter
	letters := []rune(string(fold(nil, text)))
	var b strings.Builder
	for i := 0; i < len(letters); i++ {
		one := string(letters[i])
		class := one
		if unicode.IsLetter(letters[i]) {
			class = letterClass(one) + accents
		} else if letters[i] < 0x80 && !unicode.IsDigit(letters[i]) {
			class = `\` + one
		}
		if i+1 < len(letters) {
			if two := variants()[one+string(letters[i+1])]; two != "" {
				b.WriteString("(?:" + class + letterClass(string(letters[i+1])) + "|[" + two + "])" + accents)
				i++
				continue
			}
		}
		b.WriteString(class)
	}
	return b.String()
}

func letterClass(letter string) string {
	class := variants()[letter]
	if !strings.Contains(class, letter) {
		class += letter
	}
	for _, r := range letter {
		if upper := string(unicode.ToUpper(r)); !strings.Contains(class, upper) {
			class += upper
		}
	}
	return "[" + class + "]"
}
