package manifest

// Validate reads a raw manifest. Where a problem is blocking, the part it
// stands in is missing from the Manifest: a stream, or, when Streams is empty,
// everything. It never panics, whatever raw is.
func Validate(raw []byte) (Manifest, []Problem) {
	c := newCollector()
	root, err := prepare(raw)
	if err != nil {
		c.add("", "", Invalid, "%s.", err)
		return Manifest{}, c.problems
	}
	o := newObject(c, "", root)
	if o.kind != "DeclarativeSource" {
		o.invalid("type", "This is not a connector manifest: its type is %q.", clip(o.kind))
		return Manifest{}, c.problems
	}
	m := Manifest{Version: o.text("version")}
	m.Check, m.CheckDynamic = decodeCheck(o)
	if spec := o.child("spec"); spec != nil {
		m.Spec = decodeSpec(spec)
	}
	m.Authorization = authorizationFields(root, m.Spec)
	o.ignore("definitions", "schemas", "metadata", "description")
	m.Concurrency = decodeConcurrency(o.child("concurrency_level"))
	o.ignore("stream_groups", "max_concurrent_async_job_count") // requests are sent one after the other
	m.Dynamic = decodeDynamic(o)
	m.Budget = decodeBudget(o.child("api_budget"))
	m.ConfigChanges = decodeConfigChanges(o)
	m.Streams = decodeStreams(o, len(o.list("dynamic_streams")) > 0)
	o.finish()
	return m, c.problems
}

func decodeConcurrency(o *object) Concurrency {
	if o == nil {
		return Concurrency{}
	}
	defer o.finish()
	return Concurrency{Default: o.template("default_concurrency"), Most: o.integer("max_concurrency", 0)}
}

// prepare parses, resolves references, and propagates types and parameters.
func prepare(raw []byte) (map[string]any, error) {
	parsed, err := parse(raw)
	if err != nil {
		return nil, err
	}
	resolved, err := resolve(parsed)
	if err != nil {
		return nil, err
	}
	root, ok := resolved.(map[string]any)
	if !ok {
		return nil, errNotObject
	}
	// definitions hold what others refer to; they are resolved where they are
	// used, and must not be checked on their own.
	delete(root, "definitions")
	return propagate(root)
}

// decodeCheck returns the streams that a check reads, and how many of those that
// are made once the configuration is known.
func decodeCheck(o *object) ([]string, int) {
	check := o.child("check")
	if check == nil {
		o.missing("check")
		return nil, 0
	}
	defer check.finish()
	switch check.kind {
	case "CheckStream":
	case "CheckDynamicStream":
		check.ignore("use_check_availability", "config_overrides")
		return nil, check.integer("stream_count", 1)
	default:
		check.unknownType("check")
		return nil, 0
	}
	check.ignore("config_overrides") // they spare a check waiting, which is bounded here anyway
	dynamic := 0
	for _, d := range check.children("dynamic_streams_check_configs") {
		d.ignore("dynamic_stream_name")
		dynamic = max(dynamic, d.integer("stream_count", 1))
		d.finish()
	}
	return check.texts("stream_names"), dynamic
}

func decodeStreams(o *object, dynamic bool) []*Stream {
	d := &streamDecoder{names: map[string]bool{}}
	for _, child := range o.children("streams") {
		d.add(child, nil)
	}
	if len(o.list("streams")) == 0 && !dynamic {
		o.missing("streams")
	}
	return d.streams
}

// streamDecoder collects the streams without a blocking problem.
type streamDecoder struct {
	streams []*Stream
	names   map[string]bool
}

func (d *streamDecoder) add(o *object, condition *Template) {
	if o.kind == "ConditionalStreams" {
		defer o.finish()
		condition := o.requiredTemplate("condition")
		for _, child := range o.children("streams") {
			d.add(child, condition)
		}
		return
	}
	before := o.c.blocking()
	s := decodeStream(o)
	if s != nil && d.names[s.Name] {
		o.invalid("name", "Two streams are called %q.", clip(s.Name))
	}
	if s == nil || o.c.blocking() > before {
		return
	}
	s.Condition = condition
	d.names[s.Name] = true
	d.streams = append(d.streams, s)
}
