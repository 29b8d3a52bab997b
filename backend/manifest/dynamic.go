package manifest

import "strings"

// DynamicStream makes a stream of each set of values.
type DynamicStream struct {
	Name string
	// Template is a raw stream: Fill it, and Resolve makes a stream of it.
	Template map[string]any
	Values   ValueSource
	Fill     []FilledField
	path     string
}

// ValueSource is one of ValuesFromRecords, ValuesFromConfig, ValuesGiven.
type ValueSource interface{ valueSource() }

type (
	// ValuesFromRecords reads them from the service: each record is one.
	ValuesFromRecords struct{ Stream *Stream }
	// ValuesFromConfig takes them from lists in the configuration, one of each.
	ValuesFromConfig struct{ Lists []ConfigList }
	// ConfigList is one list.
	ConfigList struct {
		Path []*Template
		More []any
	}
	// ValuesGiven stand in the manifest.
	ValuesGiven struct{ Values []any }
	// FilledField is one value to set in a template.
	FilledField struct {
		Path      []*Template
		Value     *Template
		ValueType string
		Create    bool      // also where the template has no such place
		Condition *Template // nil: always
		// ParseText: a text is read as YAML.
		ParseText bool
	}
)

func (ValuesFromRecords) valueSource() {}
func (ValuesFromConfig) valueSource()  {}
func (ValuesGiven) valueSource()       {}

// Resolve makes a stream of a template that was filled.
func (d *DynamicStream) Resolve(filled map[string]any) (*Stream, []Problem) {
	c := newCollector()
	m, err := propagate(filled)
	if err != nil {
		c.add(d.path, "", Invalid, "%s.", err)
		return nil, c.problems
	}
	if _, typed := m[typeKey].(string); !typed {
		m[typeKey] = "DeclarativeStream"
	}
	s := decodeStream(newObject(c, d.path+".stream_template", m))
	if Blocks(c.problems) {
		return nil, c.problems
	}
	return s, c.problems
}

func decodeDynamic(o *object) []*DynamicStream {
	var out []*DynamicStream
	for _, c := range o.children("dynamic_streams") {
		before := c.c.blocking()
		d := decodeDynamicStream(c)
		if c.c.blocking() == before && d != nil {
			out = append(out, d)
		}
	}
	return out
}

func decodeDynamicStream(o *object) *DynamicStream {
	if o.kind != "DynamicDeclarativeStream" && o.kind != "" {
		o.unknownType("dynamic stream")
		return nil
	}
	defer o.finish()
	d := &DynamicStream{Name: o.text("name"), path: o.path}
	o.ignore("use_parent_parameters")
	v, _ := o.take("stream_template")
	if d.Template, _ = v.(map[string]any); d.Template == nil {
		o.missing("stream_template")
	}
	r := o.child("components_resolver")
	if r == nil {
		o.missing("components_resolver")
		return d
	}
	defer r.finish()
	switch r.kind {
	case "HttpComponentsResolver":
		s := &Stream{Name: "values of " + d.Name, Path: r.path}
		if retriever := r.child("retriever"); retriever != nil {
			s.decodeRetriever(retriever)
		} else {
			r.missing("retriever")
		}
		d.Values = ValuesFromRecords{s}
	case "ConfigComponentsResolver":
		d.Values = decodeConfigLists(r)
	case "ParametrizedComponentsResolver":
		given := r.child("stream_parameters")
		if given == nil {
			r.missing("stream_parameters")
			return d
		}
		d.Values = ValuesGiven{given.list("list_of_parameters_for_stream")}
		given.finish()
	default:
		r.unknownType("components resolver")
		return d
	}
	for _, f := range r.children("components_mapping") {
		d.Fill = append(d.Fill, decodeFilled(f, r.kind != "HttpComponentsResolver"))
	}
	return d
}

func decodeFilled(o *object, parseText bool) FilledField {
	defer o.finish()
	f := FilledField{
		Path: o.templates("field_path"), Value: o.requiredTemplate("value"), Create: o.flag("create_or_update"),
		ValueType: o.choice("value_type", "", "string", "number", "integer", "boolean"),
		Condition: orNil(o.template("condition")), ParseText: parseText,
	}
	if len(f.Path) == 0 {
		o.missing("field_path")
	}
	return f
}

func decodeConfigLists(o *object) ValuesFromConfig {
	var parts []*object
	if _, list := o.m["stream_config"].([]any); list {
		parts = o.children("stream_config")
	} else if c := o.child("stream_config"); c != nil {
		parts = []*object{c}
	}
	if len(parts) == 0 {
		o.missing("stream_config")
	}
	var out ValuesFromConfig
	for _, p := range parts {
		out.Lists = append(out.Lists, ConfigList{Path: p.templates("configs_pointer"), More: p.list("default_values")})
		p.finish()
	}
	return out
}

// ParseText reads a text as YAML; one that is none stays a text.
func ParseText(s string) any {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	v, err := parse([]byte(s))
	if err != nil {
		return s
	}
	return v
}
