package manifest

// FieldsFrom finds the fields of a stream in the service: in the first record of
// another request.
type FieldsFrom struct {
	Stream     *Stream
	List       []*Template // keys to the descriptions of the fields
	Key        []*Template // where a description has the name
	Type       []*Template // where it has the type; nil: all are texts
	Types      []TypeRule
	Filter     *Template // nil: all
	Transforms []Transformation
}

// TypeRule says what the service's word for a type means.
type TypeRule struct {
	Is        any // a text, or a list of them
	Means     any // a text, a list of two, or a nested type
	Condition *Template
}

func decodeFieldsFrom(o *object) *FieldsFrom {
	defer o.finish()
	s := &Stream{Name: "fields", Path: o.path}
	if retriever := o.child("retriever"); retriever != nil {
		s.decodeRetriever(retriever)
	} else {
		o.missing("retriever")
	}
	f := &FieldsFrom{Stream: s}
	if filter := o.child("schema_filter"); filter != nil {
		f.Filter = orNil(filter.template("condition"))
		filter.finish()
	}
	for _, t := range o.children("schema_transformations") {
		if decoded := decodeTransformation(t); decoded != nil {
			f.Transforms = append(f.Transforms, decoded)
		}
	}
	id := o.child("schema_type_identifier")
	if id == nil {
		o.missing("schema_type_identifier")
		return f
	}
	defer id.finish()
	f.List, f.Key, f.Type = id.templates("schema_pointer"), id.templates("key_pointer"), id.templates("type_pointer")
	for _, m := range id.children("types_mapping") {
		is, _ := m.take("current_type")
		means, _ := m.take("target_type")
		f.Types = append(f.Types, TypeRule{Is: is, Means: means, Condition: orNil(m.template("condition"))})
		m.finish()
	}
	return f
}
