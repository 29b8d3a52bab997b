package translation

import (
	"strings"
	"unicode"
)

// Pair is a text in both languages, word for word.
type Pair struct{ English, French string }

// Translator says texts in the language of a person. Safe for concurrent use.
type Translator struct {
	book
	more  map[string]string // further sentences
	terms map[string]string // further words that stand as values
}

// New returns a translator that also knows these sentences (the messages of the catalog's
// manifests) and these words that stand as values in others (the titles of form fields).
// Where a text stands twice, its first French is taken.
func New(sentences, terms []Pair) *Translator {
	t := &Translator{book: french(), more: map[string]string{}, terms: map[string]string{}}
	add := func(to map[string]string, pairs []Pair) {
		for _, p := range pairs {
			if english := strings.TrimSuffix(p.English, "."); english != "" && to[english] == "" {
				to[english] = strings.TrimSuffix(p.French, ".")
			}
		}
	}
	add(t.more, sentences)
	add(t.terms, terms)
	return t
}

// Bounds of what is looked at: a longer text, or one of more sentences, is no text of this
// program.
const (
	maxText      = 8 << 10
	maxSentences = 40
	maxTogether  = 8 // sentences that one template makes
	maxDepth     = 3 // of sentences as values of sentences
)

// Translate returns a text in a language, "fr" or "en". Sentences that are not known stay as
// they are, and so does everything in English.
func (t *Translator) Translate(language, text string) string {
	if language != "fr" || text == "" || len(text) > maxText {
		return text
	}
	begins := starts(text)
	if len(begins) > maxSentences {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(begins); {
		french, next := t.group(text, begins, i)
		out.WriteString(french)
		i = next
	}
	return out.String()
}

// group translates the longest run of sentences from the i-th that is known, with the space
// after it, and returns where the next begins.
func (t *Translator) group(text string, begins []int, i int) (french string, next int) {
	end := func(j int) int {
		if j < len(begins) {
			return begins[j]
		}
		return len(text)
	}
	for j := min(len(begins), i+maxTogether); j > i; j-- {
		part := text[begins[i]:end(j)]
		words := strings.TrimRight(part, " \n")
		if french, ok := t.known(words, 0); ok {
			return french + part[len(words):], j
		}
	}
	return text[begins[i]:end(i+1)], i + 1
}

// known returns the French of one text of the book. A full stop more or less makes no
// difference: refusals stand alone and in sentences.
func (t *Translator) known(text string, depth int) (string, bool) {
	if french, ok := t.sentence(text, depth); ok {
		return french, true
	}
	if bare, stopped := strings.CutSuffix(text, "."); stopped {
		french, ok := t.sentence(bare, depth)
		return french + ".", ok
	}
	return "", false
}

func (t *Translator) sentence(text string, depth int) (string, bool) {
	if french, ok := t.more[text]; ok {
		return french, true
	}
	if french, ok := t.sentences.find(text); ok {
		return french, true
	}
	if f, ok := t.sentences.match(text); ok {
		return t.fill(f, depth), true
	}
	return t.phrase(text, depth)
}

// fill says a found pattern in French, its values too where they are words of the book.
func (t *Translator) fill(f found, depth int) string {
	values, opens := make([]string, len(f.values)), false
	pieces := f.wording()
	for i, v := range f.values {
		values[i] = v
		switch {
		case depth >= maxDepth || f.english[i].verb == 'd':
		case f.english[i].named:
			values[i] = t.name(v)
		default:
			french, known := t.value(v, depth)
			if values[i] = french; known && pieces[0].value == i+1 && startsUpper(v) {
				opens = true
			}
		}
	}
	text := say(pieces, values)
	if opens {
		return changeFirst(text, unicode.ToUpper)
	}
	return text
}

// value is the French of a value, if it is a word or a sentence of the book.
func (t *Translator) value(v string, depth int) (french string, known bool) {
	for _, v := range []string{v, changeFirst(v, unicode.ToLower), changeFirst(v, unicode.ToUpper)} {
		if french, ok := t.terms[v]; ok {
			return french, true
		}
		if french, ok := t.phrase(v, depth+1); ok {
			return french, true
		}
	}
	if french, ok := t.known(v, depth+1); ok && len(v) > len("a word") {
		return french, true
	}
	return v, false
}

// phrase is the French of a word of the book.
func (t *Translator) phrase(text string, depth int) (string, bool) {
	if french, ok := t.words.find(text); ok {
		return french, true
	}
	if f, ok := t.words.match(text); ok {
		return t.fill(f, depth), true
	}
	return "", false
}

// name is the French of what stands between quotation marks: names stay, only what this
// program adds to them is translated.
func (t *Translator) name(v string) string {
	if french, ok := t.names.find(v); ok {
		return french
	}
	if f, ok := t.names.match(v); ok {
		return t.fill(f, maxDepth)
	}
	return v
}

func startsUpper(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

// starts returns where the sentences of a text begin: after a full stop, question or
// exclamation mark or a new line, before a capital, a digit or a quotation mark.
func starts(text string) []int {
	begins := []int{0}
	ended, space := false, false
	for i, r := range text {
		switch {
		case r == '\n':
			ended, space = true, true
		case r == ' ':
			space = true
		case strings.ContainsRune(".?!", r):
			ended, space = true, false
		case strings.ContainsRune(`)"”»`, r) && ended && !space: // still the end
		default:
			if ended && space && i > 0 && (unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune(`"“`, r)) {
				begins = append(begins, i)
			}
			ended, space = false, false
		}
	}
	return begins
}
