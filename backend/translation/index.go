package translation

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// index finds the pair a text was made from.
type index struct {
	entries  []entry
	exact    map[string]string // texts without values
	patterns []*pattern        // the one with the most plain text first
}

// pattern is a pair with values, made ready.
type pattern struct {
	anchor      string
	plain       int
	expression  *regexp.Regexp
	english     []piece // the values only
	french, one []piece
}

// found is a pattern with the values of a text.
type found struct {
	*pattern
	values []string // as in the text; those of %q without quotation marks
}

func newIndex(entries []entry) (*index, error) {
	x := &index{entries: entries, exact: map[string]string{}}
	for _, e := range entries {
		pieces := parse(e.english)
		longest, plain := anchor(pieces)
		if len(pieces) == 1 && pieces[0].value == 0 {
			if x.exact[longest] != "" {
				return nil, fmt.Errorf("%q stands twice", e.english)
			}
			x.exact[longest] = say(parse(e.french), nil)
			continue
		}
		re, err := expression(pieces)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", e.english, err)
		}
		p := &pattern{anchor: longest, plain: plain, expression: re, french: parse(e.french), one: parse(e.one)}
		p.english = slices.DeleteFunc(pieces, func(p piece) bool { return p.value == 0 })
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("%q: %w", e.english, err)
		}
		x.patterns = append(x.patterns, p)
	}
	slices.SortStableFunc(x.patterns, func(a, b *pattern) int { return cmp.Compare(b.plain, a.plain) })
	return x, nil
}

// check tells whether the French has every value of the English, and no other.
func (p *pattern) check() error {
	for _, french := range [][]piece{p.french, p.one} {
		for _, place := range french {
			if place.value > len(p.english) {
				return fmt.Errorf("there is no value %d", place.value)
			}
		}
	}
	for n := range p.english {
		if !slices.ContainsFunc(p.french, func(place piece) bool { return place.value == n+1 }) {
			return fmt.Errorf("the French leaves out value %d", n+1)
		}
	}
	return nil
}

// find returns the French of a text without values.
func (x *index) find(text string) (string, bool) {
	french, ok := x.exact[text]
	return french, ok
}

// match returns the pattern a text was made from, with its values.
func (x *index) match(text string) (found, bool) {
	for _, p := range x.patterns {
		if len(text) < p.plain || !strings.Contains(text, p.anchor) {
			continue
		}
		if m := p.expression.FindStringSubmatch(text); m != nil {
			if f := (found{p, m[1:]}); f.plausible() {
				return f, true
			}
		}
	}
	return found{}, false
}

// plausible tells whether no value swallowed the end of a sentence, and takes the quotation
// marks off quoted ones.
func (f found) plausible() bool {
	for i, place := range f.english {
		switch {
		case place.verb == 'q':
			name, err := strconv.Unquote(f.values[i])
			if err != nil {
				return false
			}
			f.values[i] = name
		case place.named:
			if strings.Contains(f.values[i], "”") && len(starts(f.values[i])) > 1 {
				return false
			}
		case len(starts(f.values[i])) > 1:
			return false
		}
	}
	return true
}

// wording is the French for the numbers of f.
func (f found) wording() []piece {
	for i, place := range f.english {
		if place.verb == 'd' && len(f.one) > 0 && (f.values[i] == "1" || f.values[i] == "0") {
			return f.one
		}
		if place.verb == 'd' {
			break
		}
	}
	return f.french
}

// say puts values into the pieces of a French template.
func say(pieces []piece, values []string) string {
	text := ""
	for _, p := range pieces {
		if p.value == 0 {
			text += p.text
			continue
		}
		text = attach(text, values[p.value-1])
	}
	return text
}
