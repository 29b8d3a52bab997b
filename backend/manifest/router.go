package manifest

// Router makes partitions: one of ListRouter, ParentRouter, GroupRouter, UnionRouter,
// ChosenRouter.
type Router interface{ router() }

type (
	// ListRouter makes one partition per value.
	ListRouter struct {
		Field  *Template
		Values *Template   // evaluates to a list; or
		Items  []*Template // the values
		Into   *Inject
	}
	// ParentRouter makes one partition per record of other streams.
	ParentRouter struct{ Parents []Parent }
	// Parent is one stream whose records make partitions.
	Parent struct {
		Stream      *Stream
		Key         *Template  // place of the value in the parent's record, "a/b"
		Field       *Template  // its name in the partition
		Extra       [][]string // further values to carry along
		Into        *Inject
		Incremental bool // read only the parents that changed
		// Lazy is where the first page of the child stands in the parent's record;
		// nil: it is asked for.
		Lazy []*Template
	}
	// GroupRouter puts several partitions of a router into one.
	GroupRouter struct {
		Size   *Template
		Of     Router
		Unique bool // each value once
	}
	// UnionRouter makes the partitions of several routers, each value once.
	UnionRouter struct {
		Of    []Router
		Field *Template
	}
	// ChosenRouter makes the partitions that a person has chosen; where none is, all.
	ChosenRouter struct {
		Chosen ListRouter
		All    ParentRouter
	}
)

func (ListRouter) router()   {}
func (ParentRouter) router() {}
func (GroupRouter) router()  {}
func (UnionRouter) router()  {}
func (ChosenRouter) router() {}

func decodeRouters(o *object) []Router {
	v, ok := o.take("partition_router")
	if !ok {
		return nil
	}
	var parts []*object
	if _, list := v.([]any); list {
		parts = o.children("partition_router")
	} else if c := o.child("partition_router"); c != nil {
		parts = []*object{c}
	}
	var out []Router
	for _, p := range parts {
		if r := decodeRouter(p); r != nil {
			out = append(out, r)
		}
	}
	return out
}

func decodeRouter(o *object) Router {
	switch o.kind {
	case "ListPartitionRouter":
		return decodeListRouter(o)
	case "SubstreamPartitionRouter":
		return decodeParentRouter(o)
	case "GroupingPartitionRouter":
		return decodeGroupRouter(o)
	case "UnionPartitionRouter":
		return decodeUnionRouter(o)
	case "CustomPartitionRouter":
		r, _ := decodeNative(o, "partition router", nativeRouters())
		return r
	}
	o.unknownType("partition router")
	return nil
}

func decodeListRouter(o *object) Router {
	defer o.finish()
	r := ListRouter{Field: o.requiredTemplate("cursor_field"), Into: decodeInject(o.child("request_option"))}
	v, ok := o.take("values")
	switch _, list := v.([]any); {
	case list:
		r.Items = o.templates("values")
	case ok:
		r.Values = o.parse("values", v)
	default:
		o.missing("values")
	}
	return r
}

func decodeParentRouter(o *object) Router {
	defer o.finish()
	var r ParentRouter
	for _, p := range o.children("parent_stream_configs") {
		if parent, ok := decodeParent(p); ok {
			r.Parents = append(r.Parents, parent)
		}
	}
	if len(r.Parents) == 0 {
		o.missing("parent_stream_configs")
	}
	return r
}

func decodeGroupRouter(o *object) Router {
	defer o.finish()
	r := GroupRouter{Size: o.requiredTemplate("group_size"), Unique: true}
	if _, set := o.take("deduplicate"); set {
		r.Unique = o.flag("deduplicate")
	}
	under := o.child("underlying_partition_router")
	if under == nil {
		o.missing("underlying_partition_router")
		return r
	}
	r.Of = decodeRouter(under)
	return r
}

func decodeUnionRouter(o *object) Router {
	defer o.finish()
	r := UnionRouter{Field: o.requiredTemplate("partition_field")}
	for _, c := range o.children("partition_routers") {
		if router := decodeRouter(c); router != nil {
			r.Of = append(r.Of, router)
		}
	}
	if len(r.Of) == 0 {
		o.missing("partition_routers")
	}
	return r
}

func decodeParent(o *object) (Parent, bool) {
	if o.kind != "ParentStreamConfig" {
		o.unknownType("parent stream")
		return Parent{}, false
	}
	defer o.finish()
	p := Parent{
		Key:         o.requiredTemplate("parent_key"),
		Field:       o.requiredTemplate("partition_field"),
		Into:        decodeInject(o.child("request_option")),
		Incremental: o.flag("incremental_dependency"),
	}
	stream := o.child("stream")
	if stream == nil {
		o.missing("stream")
		return Parent{}, false
	}
	p.Stream = decodeStream(stream)
	for i, v := range o.list("extra_fields") {
		path, ok := textList(v)
		if !ok {
			o.invalid("extra_fields", "Entry %d must be a list of names.", i+1)
			continue
		}
		p.Extra = append(p.Extra, path)
	}
	p.Lazy = o.templates("lazy_read_pointer")
	return p, p.Stream != nil
}
