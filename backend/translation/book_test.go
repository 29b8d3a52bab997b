package translation

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sample is what stands for every value in these tests.
const sample = "7"

// made is a sentence of a template.
func made(template string) string {
	text := ""
	for _, p := range parse(strings.NewReplacer("%w", "%v", "%T", "%v").Replace(template)) {
		switch {
		case p.value == 0:
			text += p.text
		case p.verb == 'q':
			text += `"` + sample + `"`
		default:
			text += sample
		}
	}
	return text
}

// TestEverySentenceHasItsFrench fails where a sentence of the Go sources has no pair.
func TestEverySentenceHasItsFrench(t *testing.T) {
	found := 0
	for _, w := range collect(t) {
		if !w.human {
			continue
		}
		found++
		if missing := unknown(made(w.template)); missing != "" {
			t.Errorf("%s: no French for %q", strings.TrimPrefix(w.place, "../"), missing)
		}
	}
	if found < 300 {
		t.Errorf("only %d sentences were found in the sources", found)
	}
}

// unknown returns the first sentence of a text that the book does not know word for word.
func unknown(text string) string {
	begins := append(starts(text), len(text))
	for i := 0; i < len(begins)-1; {
		next := i
		for j := len(begins) - 1; j > i && next == i; j-- {
			if wordForWord(strings.TrimRight(text[begins[i]:begins[j]], " ")) {
				next = j
			}
		}
		if next == i {
			return text[begins[i]:]
		}
		i = next
	}
	return ""
}

// wordForWord tells whether a pair has exactly the words of a text: its values are the
// samples and nothing more.
func wordForWord(text string) bool {
	b := french()
	for _, x := range []*index{b.sentences, b.words, b.names} {
		if _, ok := x.find(text); ok {
			return true
		}
		for _, p := range x.patterns {
			m := p.expression.FindStringSubmatch(text)
			if m == nil {
				continue
			}
			whole := true
			for _, v := range m[1:] {
				_, err := strconv.Atoi(strings.Trim(v, `"`)) // a number may be written out: "64 characters"
				whole = whole && err == nil
			}
			if whole {
				return true
			}
		}
	}
	return false
}

// TestEveryPairHasItsSentence fails where a pair is no longer said anywhere.
func TestEveryPairHasItsSentence(t *testing.T) {
	type said struct {
		text string
		re   *regexp.Regexp
	}
	var all []said
	for _, w := range collect(t) {
		s := said{text: made(w.template)}
		if w.human {
			re, err := expression(parse(w.template))
			if err != nil {
				t.Fatalf("%s: %v", w.place, err)
			}
			s.re = re
		}
		all = append(all, s)
	}
	b := french()
	for _, x := range []*index{b.sentences, b.words, b.names} {
		for _, e := range x.entries {
			text := made(e.english)
			re, err := expression(parse(e.english))
			if err != nil {
				t.Fatalf("%q: %v", e.english, err)
			}
			alive := slices.Contains(joined(), e.english)
			for _, s := range all {
				alive = alive || strings.Contains(s.text, text) || re.MatchString(s.text) || s.re != nil && s.re.MatchString(text)
			}
			if !alive {
				t.Errorf("nobody says %q any more", e.english)
			}
		}
	}
}

// joined are templates that the sources put together from two values.
func joined() []string { return []string{"%s, key ending in %s"} }

// TestFrenchIsWellWritten looks at the French of every pair.
func TestFrenchIsWellWritten(t *testing.T) {
	verb := regexp.MustCompile(`%(\[\d\])?s|%d|%%`)
	b := french()
	for _, x := range []*index{b.sentences, b.words, b.names} {
		for _, e := range x.entries {
			for _, text := range []string{e.french, e.one} {
				if rest := verb.ReplaceAllString(text, ""); strings.Contains(rest, "%") {
					t.Errorf("%q has an unknown verb", text)
				}
				if strings.ContainsAny(text, `'"“”`) {
					t.Errorf("%q has quotation marks or an apostrophe that are not French", text)
				}
				if regexp.MustCompile(`[^ \x{202f}\x{a0}(/\d][;!?»]|[^ \x{202f}]%%|«[^\x{202f}]`).MatchString(text) {
					t.Errorf("%q misses a space before its punctuation", text)
				}
			}
			if ends := func(s string) bool { return strings.HasSuffix(s, ".") }; ends(e.english) != ends(e.french) || e.one != "" && ends(e.one) != ends(e.english) {
				t.Errorf("%q does not end as its English", e.french)
			}
		}
	}
}

// TestEveryPairIsFound makes a sentence of every pair and translates it.
func TestEveryPairIsFound(t *testing.T) {
	translator := New(nil, nil)
	for _, e := range french().sentences.entries {
		text := made(e.english)
		got := translator.Translate("fr", text)
		if got == text {
			t.Errorf("%q stays English", text)
		}
		if strings.Contains(got, "%[") || strings.Contains(got, "%s") || strings.Contains(got, "%d") {
			t.Errorf("%q has a verb without its value", got)
		}
		if strings.Count(got, sample) < len(values(e.english)) {
			t.Errorf("%q lost a value of %q", got, text)
		}
	}
}

func values(template string) []piece {
	var out []piece
	for _, p := range parse(template) {
		if p.value > 0 {
			out = append(out, p)
		}
	}
	return out
}
