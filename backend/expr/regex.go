package expr

import (
	"regexp"
	"strings"
)

const regexBytesPerStep = 8 // RE2 is linear in the text, but slow a byte

// compileRegex reads a Python pattern as RE2. Look-around and back-references do not exist there: they would allow patterns
// whose time grows with the text without bound.
func compileRegex(f *frame, pattern string) (*regexp.Regexp, error) {
	if len(pattern) > maxPatternLen {
		return nil, limitErr("pattern size")
	}
	if err := f.tick(len(pattern)); err != nil {
		return nil, err
	}
	re, err := regexp.Compile(goPattern(pattern))
	if err != nil {
		return nil, valueErr("regular expression is not supported")
	}
	return re, nil
}

func regexText(v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", typeErr("expected string, got %s", typeName(v))
	}
	return s, nil
}

// prepareRegex compiles a pattern that is written in the template once, instead of once a record. A pattern that cannot be
// compiled is left to the evaluation, so that it spoils only the expression that needs it.
func prepareRegex(n *filterNode) {
	if n.name != "regex_search" && n.name != "regex_replace" || len(n.args.positional) == 0 {
		return
	}
	c, ok := n.args.positional[0].(*constant)
	if !ok {
		return
	}
	pattern, ok := c.value.(string)
	if !ok || len(pattern) > maxPatternLen {
		return
	}
	if re, err := regexp.Compile(goPattern(pattern)); err == nil {
		n.fn = func(f *frame, of any, args call) (any, error) { return regexWith(f, re, of, args) }
	}
}

// regexFilter is regex_search and regex_replace with a pattern that is known only now.
func regexFilter(f *frame, of any, args call) (any, error) { return regexWith(f, nil, of, args) }

func regexWith(f *frame, re *regexp.Regexp, of any, args call) (any, error) {
	params := []string{"regex", "replacement"}
	if args.name == "regex_search" {
		params = params[:1]
	}
	p, err := args.take(len(params), params...)
	if err != nil {
		return nil, err
	}
	s, err := regexText(of)
	if err != nil {
		return nil, err
	}
	if re == nil {
		pattern, err := regexText(p[0].value)
		if err != nil {
			return nil, err
		}
		if re, err = compileRegex(f, pattern); err != nil {
			return nil, err
		}
	}
	if err := f.tick(len(s) / regexBytesPerStep); err != nil {
		return nil, err
	}
	if args.name == "regex_search" {
		return firstGroup(re, s), nil
	}
	by, err := regexText(p[1].value)
	if err != nil {
		return nil, err
	}
	if err := f.alloc(float64(len(s)+1) * float64(len(by)+1)); err != nil {
		return nil, err
	}
	return re.ReplaceAllString(s, goReplacement(by)), nil
}

// firstGroup is the first group of the first match, "" without match or group.
func firstGroup(re *regexp.Regexp, s string) any {
	m := re.FindStringSubmatchIndex(s)
	if len(m) < 4 {
		return ""
	}
	if m[2] < 0 {
		return nil // a group that took no part in the match is None
	}
	return s[m[2]:m[3]]
}

// goPattern rewrites what Python writes differently.
func goPattern(pattern string) string { return strings.ReplaceAll(pattern, `\Z`, `\z`) }

// goReplacement rewrites \1 and \g<name> as ${1} and ${name}.
func goReplacement(by string) string {
	var b strings.Builder
	for i := 0; i < len(by); i++ {
		switch {
		case by[i] == '$':
			b.WriteString("$$")
		case by[i] != '\\' || i+1 == len(by):
			b.WriteByte(by[i])
		case by[i+1] >= '1' && by[i+1] <= '9':
			b.WriteString("${" + by[i+1:i+2] + "}")
			i++
		case strings.HasPrefix(by[i+1:], "g<") && strings.IndexByte(by[i:], '>') > 0:
			end := i + strings.IndexByte(by[i:], '>')
			b.WriteString("${" + by[i+3:end] + "}")
			i = end
		default:
			i++
			if at := strings.IndexByte("nrt\\", by[i]); at >= 0 {
				b.WriteByte("\n\r\t\\"[at])
				continue
			}
			b.WriteString(by[i-1 : i+1])
		}
	}
	return b.String()
}
