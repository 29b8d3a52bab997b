package pace

import "strings"

// mostItems bounds the limits of one answer.
const mostItems = 8

// item is a name with parameters: "minute";r=50;t=30.
type item struct {
	name       string
	parameters map[string]string
}

// structured reads RateLimit and RateLimit-Policy, IETF draft httpapi-ratelimit-headers:
// today's items with parameters, and the one list of former drafts (limit=100, remaining=50, reset=30).
func structured(h Header) []Limit {
	policies := map[string]map[string]string{}
	for _, p := range items(h.Values("RateLimit-Policy")) {
		policies[p.name] = p.parameters
	}
	told := items(h.Values("RateLimit"))
	former := map[string]string{}
	for _, t := range told {
		if name, value, ok := strings.Cut(t.name, "="); ok {
			former[strings.TrimSpace(name)] = value
		}
	}
	if l, ok := plain("former", former["limit"], former["remaining"], former["reset"]); ok {
		return []Limit{l}
	}
	var out []Limit
	for _, t := range told {
		policy := policies[t.name]
		if unit := policy["qu"]; unit != "" && unit != "requests" {
			continue // bytes and the like are no requests
		}
		reset := t.parameters["t"]
		if reset == "" {
			reset = policy["w"]
		}
		if l, ok := plain("policy "+t.name, policy["q"], t.parameters["r"], reset); ok {
			out = append(out, l)
		}
	}
	return out
}

// plain is a limit whose reset is in seconds to go.
func plain(name, most, left, reset string) (Limit, bool) {
	l := Limit{Name: name}
	var ok bool
	if l.Left, ok = count(left); !ok {
		return l, false
	}
	seconds, ok := number(reset)
	if !ok {
		return l, false
	}
	if l.Reset, ok = span(seconds); !ok {
		return l, false
	}
	if most != "" {
		if l.Most, ok = count(most); !ok || l.Most == 0 || l.Left > l.Most {
			return l, false
		}
	}
	return l, true
}

// items reads a list of names with parameters; a few of them.
func items(lines []string) []item {
	text := strings.Join(lines, ",")
	if len(text) > longestHeader {
		return nil
	}
	var out []item
	for _, one := range split(text, ',') {
		if len(out) == mostItems {
			break
		}
		parts := split(one, ';')
		it := item{name: unquoted(parts[0]), parameters: map[string]string{}}
		for _, p := range parts[1:] {
			if key, value, ok := strings.Cut(p, "="); ok {
				it.parameters[strings.TrimSpace(key)] = unquoted(value)
			}
		}
		out = append(out, it)
	}
	return out
}

// split cuts a text at a mark outside quotes.
func split(text string, mark rune) []string {
	quoted := false
	var out []string
	from := 0
	for i, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case r == mark && !quoted:
			out = append(out, text[from:i])
			from = i + 1
		}
	}
	return append(out, text[from:])
}

func unquoted(s string) string { return strings.Trim(strings.TrimSpace(s), `"`) }
