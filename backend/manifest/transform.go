package manifest

// Transformation is one of AddFields, RemoveFields, KeysToLower.
type Transformation interface{ transformation() }

type (
	// AddFields sets values in a record.
	AddFields struct {
		Fields    []AddedField
		Condition *Template // nil: always
	}
	// AddedField is one value to set.
	AddedField struct {
		Path      []*Template
		Value     *Template
		ValueType string // string, number, integer, boolean or empty
	}
	// RemoveFields removes values; names may hold wildcards.
	RemoveFields struct {
		Pointers  [][]string
		Condition *Template
	}
	// KeysToLower writes the top-level names in lower case.
	KeysToLower struct{}
)

func (AddFields) transformation()    {}
func (RemoveFields) transformation() {}
func (KeysToLower) transformation()  {}

func decodeTransformation(o *object) Transformation {
	defer o.finish()
	switch o.kind {
	case "AddFields":
		return decodeAddFields(o)
	case "RemoveFields":
		return decodeRemoveFields(o)
	case "KeysToLower":
		return KeysToLower{}
	}
	o.unknownType("transformation")
	return nil
}

func decodeAddFields(o *object) Transformation {
	t := AddFields{Condition: orNil(o.template("condition"))}
	for _, f := range o.children("fields") {
		added := AddedField{
			Path:      f.templates("path"),
			Value:     f.template("value"),
			ValueType: f.choice("value_type", "", "string", "number", "integer", "boolean"),
		}
		if len(added.Path) == 0 {
			f.missing("path")
		}
		if added.Value == nil {
			f.missing("value")
		}
		t.Fields = append(t.Fields, added)
		f.finish()
	}
	return t
}

func decodeRemoveFields(o *object) Transformation {
	t := RemoveFields{Condition: orNil(o.template("condition"))}
	for i, v := range o.list("field_pointers") {
		pointer, ok := textList(v)
		if !ok {
			o.invalid("field_pointers", "Entry %d must be a list of names.", i+1)
			continue
		}
		t.Pointers = append(t.Pointers, pointer)
	}
	return t
}

// orNil makes the empty text the missing one.
func orNil(t *Template) *Template {
	if t == nil || t.Source == "" {
		return nil
	}
	return t
}
