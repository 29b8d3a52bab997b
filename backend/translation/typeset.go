package translation

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spaces at which a line does not break.
const (
	narrow = "\u202f" // before ; ? ! % », after « and between thousands
	wide   = "\u00a0" // before : and a unit
)

// typeset puts the spaces of French typography in the place of ordinary ones.
func typeset(s string) string {
	s = strings.NewReplacer(
		"« ", "«"+narrow, " »", narrow+"»", " :", wide+":", " ;", narrow+";", " ?", narrow+"?", " !", narrow+"!",
		" %%", narrow+"%%", " Mo", wide+"Mo",
	).Replace(s)
	return regexp.MustCompile(`(\d) (\d{3})\b`).ReplaceAllString(s, "${1}"+narrow+"${2}")
}

// attach joins a value to the words before it: "de" and "que" lose their e before a vowel,
// and "de" and "à" melt with "le".
func attach(before, value string) string {
	word := before[strings.LastIndexAny(strings.TrimRight(before, " "), " (")+1:]
	short := before[:len(before)-min(len(before), 2)]
	article, isMasculine := strings.CutPrefix(value, "le ")
	switch lower := strings.ToLower(word); {
	case lower == "de " && isMasculine:
		return short + "u " + article
	case lower == "à " && isMasculine:
		return strings.TrimSuffix(before, word) + "au " + article
	case (lower == "de " || lower == "que ") && vowel(value):
		return short + "’" + value
	}
	return before + value
}

func vowel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("aeiouàâéèêëîïôûùœ", unicode.ToLower(r))
}

// changeFirst changes the case of the first letter.
func changeFirst(s string, to func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return s
	}
	return string(to(r)) + s[size:]
}
