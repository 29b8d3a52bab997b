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
	m.Check = decodeCheck(o)
	if spec := o.child("spec"); spec != nil {
		m.Spec = decodeSpec(spec)
	}
	m.Authorization = authorizationFields(root, m.Spec)
	o.ignore("definitions", "schemas", "metadata", "description")
	m.Concurrency = decodeConcurrency(o.child("concurrency_level"))
	o.ignore("stream_groups", "max_concurrent_async_job_count") // requests are sent one after the other
	o.refuse("dynamic_streams")
	m.Budget = decodeBudget(o.child("api_budget"))
	m.ConfigChanges = decodeConfigChanges(o)
	m.Streams = decodeStreams(o)
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

func decodeCheck(o *object) []string {
	check := o.child("check")
	if check == nil {
		o.missing("check")
		return nil
	}
	defer check.finish()
	if check.kind != "CheckStream" {
		check.unknownType("check")
		return nil
	}
	check.refuse("dynamic_streams_check_configs", "config_overrides")
	return check.texts("stream_names")
}

func decodeStreams(o *object) []*Stream {
	var streams []*Stream
	names := map[string]bool{}
	for _, child := range o.children("streams") {
		before := o.c.blocking()
		s := decodeStream(child)
		if s != nil && names[s.Name] {
			child.invalid("name", "Two streams are called %q.", clip(s.Name))
		}
		if s == nil || o.c.blocking() > before {
			continue
		}
		names[s.Name] = true
		streams = append(streams, s)
	}
	if len(o.list("streams")) == 0 {
		o.missing("streams")
	}
	return streams
}
