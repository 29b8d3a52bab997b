package manifest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

// maxPlaceholders bounds how deep placeholders stand in one another.
const maxPlaceholders = 8

// Fill fills in the placeholders of a consent's text: {{name}}, {{name | filter}}, and
// such within one another. It is the language of oauth_connector_input_specification, not
// that of the rest of a manifest. What is filled in is never looked into again, so a value
// cannot bring placeholders along.
func Fill(text string, values map[string]string) (string, error) {
	return fill(text, values, 0)
}

func fill(text string, values map[string]string, depth int) (string, error) {
	if depth > maxPlaceholders {
		return "", fmt.Errorf("placeholders of %q stand too deep in one another", text)
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{{")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		end := closing(rest)
		if end < 0 {
			return "", fmt.Errorf("a placeholder of %q has no end", text)
		}
		value, err := placeholder(rest[:end], values, depth)
		if err != nil {
			return "", err
		}
		out.WriteString(value)
		text = rest[end+2:]
	}
}

// closing finds the }} that ends a placeholder; -1 when there is none.
func closing(text string) int {
	open := 0
	for i := 0; i+1 < len(text); i++ {
		switch text[i : i+2] {
		case "{{":
			open++
			i++
		case "}}":
			if open == 0 {
				return i
			}
			open--
			i++
		}
	}
	return -1
}

func placeholder(inner string, values map[string]string, depth int) (string, error) {
	filter := ""
	if at := strings.LastIndex(inner, "|"); at > strings.LastIndex(inner, "}}") {
		inner, filter = inner[:at], strings.TrimSpace(inner[at+1:])
	}
	inner = strings.TrimSpace(inner)
	value, known := values[inner]
	if strings.Contains(inner, "{{") {
		var err error
		if value, err = fill(inner, values, depth+1); err != nil {
			return "", err
		}
	} else if !known {
		if filter == "" {
			return "", fmt.Errorf("unknown placeholder %q", inner)
		}
		value = inner // a text to be written otherwise
	}
	return filtered(filter, value)
}

func filtered(filter, value string) (string, error) {
	switch filter {
	case "":
		return value, nil
	case "urlEncoder", "urlEncode", "urlencode":
		return url.QueryEscape(value), nil
	case "urlDecoder", "urlDecode":
		return url.QueryUnescape(value)
	case "base64Encoder", "b64encode":
		return base64.StdEncoding.EncodeToString([]byte(value)), nil
	case "base64Decoder", "b64decode":
		raw, err := base64.StdEncoding.DecodeString(value)
		return string(raw), err
	case "codeChallengeS256":
		sum := sha256.Sum256([]byte(value))
		return base64.RawURLEncoding.EncodeToString(sum[:]), nil
	}
	return "", fmt.Errorf("unknown filter %q", filter)
}
