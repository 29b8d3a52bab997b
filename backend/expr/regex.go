package expr

import (
	"regexp"
	"strings"
)

// compileRegex reads a Python pattern as RE2. Look-around and back-references do not exist there: they would allow patterns
// whose time grows with the text without bound.
func compileRegex(f *frame, pattern string) (*regexp.Regexp, error) {
	if len(pattern) > maxPatternLen {
		return nil, limitErr("pattern size")
	}
	if err := f.tick(len(pattern)); err != nil {
		return nil, err
	}
	re, err := regexp.Compile(strings.ReplaceAll(pattern, `\Z`, `\z`))
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

// regexSearch gives the first group of the first match, "" without match or group.
func regexSearch(f *frame, of any, args call) (any, error) {
	p, err := args.take(1, "regex")
	if err != nil {
		return nil, err
	}
	s, err := regexText(of)
	if err != nil {
		return nil, err
	}
	pattern, err := regexText(p[0].value)
	if err != nil {
		return nil, err
	}
	re, err := compileRegex(f, pattern)
	if err != nil {
		return nil, err
	}
	m := re.FindStringSubmatchIndex(s)
	if len(m) < 4 {
		return "", nil
	}
	if m[2] < 0 {
		return nil, nil // a group that took no part in the match is None
	}
	return s[m[2]:m[3]], nil
}

func regexReplace(f *frame, of any, args call) (any, error) {
	p, err := args.take(2, "regex", "replacement")
	if err != nil {
		return nil, err
	}
	s, err := regexText(of)
	if err != nil {
		return nil, err
	}
	pattern, err := regexText(p[0].value)
	if err != nil {
		return nil, err
	}
	by, err := regexText(p[1].value)
	if err != nil {
		return nil, err
	}
	re, err := compileRegex(f, pattern)
	if err != nil {
		return nil, err
	}
	if err := f.alloc(float64(len(s)+1) * float64(len(by)+1)); err != nil {
		return nil, err
	}
	return re.ReplaceAllString(s, goReplacement(by)), nil
}

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
