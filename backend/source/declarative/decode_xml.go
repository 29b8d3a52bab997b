package declarative

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// decodeXML reads an XML document as objects, as the reference runner does: an
// attribute is a field with @ before its name, a repeated element a list, text
// beside attributes or elements the field "#text", an empty element null.
func (s *session) decodeXML(a *answer) ([]any, error) {
	v, err := readXML(a.body)
	if err != nil && !s.opts.Strict {
		return []any{map[string]any{}}, nil
	}
	if err != nil {
		return nil, s.notJSON(a, err)
	}
	return []any{v}, nil
}

func readXML(raw []byte) (any, error) {
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.CharsetReader = func(charset string, input io.Reader) (io.Reader, error) {
		e, err := htmlindex.Get(charset)
		if err != nil {
			return nil, fmt.Errorf("read XML: the encoding %q is not known", charset)
		}
		return e.NewDecoder().Reader(input), nil
	}
	top := &element{}
	open := []*element{top}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read XML: %w", hideXML(err))
		}
		at := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(open) > maxNesting {
				return nil, errTooDeep
			}
			open = append(open, newElement(t))
		case xml.EndElement:
			if len(open) == 1 || at.name != fullName(t.Name) {
				return nil, errors.New("read XML: an element is closed that was not opened")
			}
			open = open[:len(open)-1]
			open[len(open)-1].add(at.name, at.value())
		case xml.CharData:
			at.text.Write(t)
		}
	}
	if len(open) > 1 || len(top.fields) != 1 || strings.TrimSpace(top.text.String()) != "" {
		return nil, io.ErrUnexpectedEOF
	}
	return top.fields, nil
}

// hideXML drops the text of an error that may quote the data.
func hideXML(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("it is not XML in line %d", syntax.Line)
	}
	return errors.New("it is not XML")
}

// element is one that is being read.
type element struct {
	name   string
	fields map[string]any
	text   strings.Builder
}

func newElement(t xml.StartElement) *element {
	e := &element{name: fullName(t.Name)}
	for _, a := range t.Attr {
		e.add("@"+fullName(a.Name), a.Value)
	}
	return e
}

func fullName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func (e *element) add(name string, v any) {
	if e.fields == nil {
		e.fields = map[string]any{}
	}
	have, repeated := e.fields[name]
	if list, ok := have.([]any); ok {
		e.fields[name] = append(list, v)
	} else if repeated {
		e.fields[name] = []any{have, v}
	} else {
		e.fields[name] = v
	}
}

func (e *element) value() any {
	text := strings.TrimSpace(e.text.String())
	switch {
	case e.fields == nil && text == "":
		return nil
	case e.fields == nil:
		return text
	case text != "":
		e.fields["#text"] = text
	}
	return e.fields
}
