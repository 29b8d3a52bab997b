package manifest

import (
	"maps"
)

// Properties are what a request asks of each record, for services that give out only
// what is named.
type Properties struct {
	// Parameter of the request that names them, joined by commas; empty where the
	// requester itself says where, with stream_slice.extra_fields.query_properties.
	Parameter string
	Names     []string
	From      *PropertiesFrom // nil: Names are all there are
	Always    []string        // asked for in each portion
	Portions  *Portions       // nil: all at once
	Selection *Selection      // nil: all of them
}

// PropertiesFrom asks the service which properties there are: one a record.
type PropertiesFrom struct {
	Stream *Stream
	Path   []*Template // keys to the name in a record
}

// Portions asks for a page several times, for some of the properties each, and puts what
// comes together by Key.
type Portions struct {
	Most       int  // in one portion; 0: no limit
	Characters bool // Most counts characters, not properties
	Key        []string
}

// Selection keeps the properties that the schema of the stream has.
type Selection struct {
	Transforms []Transformation // of the schema, before it is looked at
}

// decodeAsking reads a requester of records, which may name the properties to ask for.
func decodeAsking(o *object) *Requester {
	if o == nil {
		return nil
	}
	p := decodeProperties(o)
	r := decodeRequest(o)
	if r != nil {
		r.Properties = p
	}
	return r
}

// decodeProperties reads what stands in one of three places, and takes it out there.
func decodeProperties(o *object) *Properties {
	var found *Properties
	for _, key := range propertyFields() {
		component := o.child(key)
		if component == nil {
			continue
		}
		if found != nil {
			o.invalid(key, "A request names properties in one place only.")
			continue
		}
		if key == "fetch_properties_from_endpoint" {
			found = &Properties{From: decodePropertiesFrom(component)}
			continue
		}
		found = decodeQueryProperties(component)
	}
	parameters, _ := o.m["request_parameters"].(map[string]any)
	for _, name := range sortedKeys(parameters) {
		m, _ := parameters[name].(map[string]any)
		if m[typeKey] != queryProperties {
			continue
		}
		component := newObject(o.c, join(o.path, "request_parameters."+name), m)
		if found != nil {
			o.invalid("request_parameters."+name, "A request names properties in one place only.")
			continue
		}
		if found = decodeQueryProperties(component); found != nil {
			found.Parameter = name
		}
	}
	if found != nil && found.Parameter != "" {
		own := maps.Clone(o.m)
		plain := maps.Clone(parameters)
		delete(plain, found.Parameter)
		own["request_parameters"], o.m = plain, own
	}
	return found
}

const queryProperties = "QueryProperties"

// propertyFields are the fields of a requester that hold nothing but properties to ask for.
func propertyFields() []string {
	return []string{"query_properties", "fetch_properties_from_endpoint"}
}

// refuseProperties is for requests that bring no records.
func refuseProperties(o *object) {
	const words = "Only a request for records can name the properties of the records; this one prepares or signs in."
	for _, key := range propertyFields() {
		if v, ok := o.take(key); ok && !empty(v) {
			o.unsupported(key, words)
		}
	}
	parameters, _ := o.m["request_parameters"].(map[string]any)
	for _, name := range sortedKeys(parameters) {
		if m, _ := parameters[name].(map[string]any); m[typeKey] == queryProperties {
			o.unsupported("request_parameters."+name, words)
		}
	}
}

func decodeQueryProperties(o *object) *Properties {
	if o.kind != "" && o.kind != queryProperties {
		o.unknownType("list of properties")
		return nil
	}
	defer o.finish()
	p := &Properties{Always: o.texts("always_include_properties")}
	if v, _ := o.take("property_list"); v == nil {
		o.missing("property_list")
	} else if _, named := v.([]any); named {
		p.Names = o.texts("property_list")
	} else if from := o.child("property_list"); from != nil {
		p.From = decodePropertiesFrom(from)
	}
	p.Portions = decodePortions(o.child("property_chunking"))
	p.Selection = decodeSelection(o.child("property_selector"))
	return p
}

func decodePropertiesFrom(o *object) *PropertiesFrom {
	if o.kind != "" && o.kind != "PropertiesFromEndpoint" {
		o.unknownType("list of properties")
		return nil
	}
	defer o.finish()
	from := &PropertiesFrom{Stream: &Stream{Name: "properties", Path: o.path}, Path: o.templates("property_field_path")}
	if len(from.Path) == 0 {
		o.missing("property_field_path")
	}
	retriever := o.child("retriever")
	switch {
	case retriever == nil:
		o.missing("retriever")
	case retriever.kind == "AsyncRetriever":
		o.unsupported("retriever", "The properties must come at once; a job that the service carries out is not supported here.")
	default:
		from.Stream.decodeRetriever(retriever)
	}
	return from
}

func decodePortions(o *object) *Portions {
	if o == nil {
		return nil
	}
	defer o.finish()
	p := &Portions{Most: o.integer("property_limit", 0), Key: []string{"id"}}
	if _, ok := o.take("property_limit_type"); !ok {
		o.missing("property_limit_type")
	}
	p.Characters = o.choice("property_limit_type", "property_count", "property_count", "characters") == "characters"
	if p.Most < 0 {
		o.invalid("property_limit", "%q must be a whole number.", "property_limit")
	}
	merge := o.child("record_merge_strategy")
	if merge == nil {
		return p
	}
	if merge.kind != "" && merge.kind != "GroupByKeyMergeStrategy" {
		merge.unknownType("way of putting records together")
		return p
	}
	defer merge.finish()
	if v, ok := merge.take("key"); !ok || empty(v) {
		merge.missing("key")
	} else if _, several := v.([]any); several {
		p.Key = merge.texts("key")
	} else {
		p.Key = []string{merge.text("key")}
	}
	return p
}

func decodeSelection(o *object) *Selection {
	if o == nil {
		return nil
	}
	if o.kind != "" && o.kind != "JsonSchemaPropertySelector" {
		o.unknownType("selection of properties")
		return nil
	}
	defer o.finish()
	s := &Selection{}
	for _, t := range o.children("transformations") {
		if decoded := decodeTransformation(t); decoded != nil {
			s.Transforms = append(s.Transforms, decoded)
		}
	}
	return s
}
