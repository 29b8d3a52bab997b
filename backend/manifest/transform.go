package manifest

// Transformation is one of AddFields, RemoveFields, KeysToLower, KeysToSnake,
// KeysReplace, Flatten, FlattenAt, GatherFields.
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
	// KeysToSnake writes all names like this_one.
	KeysToSnake struct{}
	// KeysReplace replaces a text in all names.
	KeysReplace struct{ Old, New *Template }
	// Flatten moves nested values to the top, under names with dots.
	Flatten struct{ Lists bool }
	// FlattenAt moves the fields of one object to the top.
	FlattenAt struct {
		Path           []*Template
		Delete         bool // the object afterwards
		Replace        bool // the whole record
		Prefix, Suffix *Template
	}
	// GatherFields moves the fields whose name begins so into one list of objects with
	// name and value.
	GatherFields struct{ Prefix, Into string }
)

func (AddFields) transformation()    {}
func (RemoveFields) transformation() {}
func (KeysToLower) transformation()  {}
func (KeysToSnake) transformation()  {}
func (KeysReplace) transformation()  {}
func (Flatten) transformation()      {}
func (FlattenAt) transformation()    {}
func (GatherFields) transformation() {}

func decodeTransformation(o *object) Transformation {
	defer o.finish()
	switch o.kind {
	case "AddFields":
		return decodeAddFields(o)
	case "RemoveFields":
		return decodeRemoveFields(o)
	case "KeysToLower":
		return KeysToLower{}
	case "KeysToSnakeCase":
		return KeysToSnake{}
	case "KeysReplace":
		return KeysReplace{Old: o.requiredTemplate("old"), New: o.template("new")}
	case "FlattenFields":
		_, set := o.take("flatten_lists")
		return Flatten{Lists: !set || o.flag("flatten_lists")}
	case "DpathFlattenFields":
		return decodeFlattenAt(o)
	case "CustomTransformation":
		t, _ := decodeNative(o, "transformation", nativeTransformations())
		return t
	}
	o.unknownType("transformation")
	return nil
}

func decodeFlattenAt(o *object) Transformation {
	f := FlattenAt{Path: o.templates("field_path"), Delete: o.flag("delete_origin_value"), Replace: o.flag("replace_record")}
	if len(f.Path) == 0 {
		o.missing("field_path")
	}
	if k := o.child("key_transformation"); k != nil {
		f.Prefix, f.Suffix = k.template("prefix"), k.template("suffix")
		k.finish()
	}
	return f
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
