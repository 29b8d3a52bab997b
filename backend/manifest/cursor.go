package manifest

// Cursor says how changes since the last read are asked for.
type Cursor struct {
	Field         *Template
	Format        string   // of values sent and of the state
	RecordFormats []string // tried before Format on records
	Start         Bound
	End           *Bound // nil: now
	StartInto     *Inject
	EndInto       *Inject
	Step          *Template // nil: one slice
	Granularity   string    // ISO-8601, set with Step
	Lookback      *Template
	StartKey      string // name of the start in a slice
	EndKey        string
	DataFeed      bool // newest first: stop at the first known record
	ClientSide    bool // the service does not filter: keep newer records only
	GlobalCursor  bool // one cursor for all partitions
}

// Bound is one end of the time to read.
type Bound struct {
	At       *Template
	Format   string // empty: the cursor's
	Min, Max *Template
}

func decodeCursor(o *object) *Cursor {
	if o == nil {
		return nil
	}
	if o.kind != "DatetimeBasedCursor" {
		o.unknownType("incremental sync")
		return nil
	}
	defer o.finish()
	c := &Cursor{
		Field:         o.requiredTemplate("cursor_field"),
		Format:        o.requiredText("datetime_format"),
		RecordFormats: o.texts("cursor_datetime_formats"),
		StartInto:     decodeInject(o.child("start_time_option")),
		EndInto:       decodeInject(o.child("end_time_option")),
		Step:          o.template("step"),
		Granularity:   o.text("cursor_granularity"),
		Lookback:      o.template("lookback_window"),
		StartKey:      orText(o.text("partition_field_start"), "start_time"),
		EndKey:        orText(o.text("partition_field_end"), "end_time"),
		DataFeed:      o.flag("is_data_feed"),
		ClientSide:    o.flag("is_client_side_incremental"),
		GlobalCursor:  o.flag("global_substream_cursor"),
		End:           decodeBound(o, "end_datetime"),
	}
	if start := decodeBound(o, "start_datetime"); start != nil {
		c.Start = *start
	} else {
		o.missing("start_datetime")
	}
	if (c.Step == nil) != (c.Granularity == "") {
		o.invalid("step", `"step" and "cursor_granularity" need each other.`)
	}
	o.ignore("is_compare_strictly")
	o.refuse("clamping", "allow_catalog_defined_cursor_field")
	return c
}

func decodeBound(o *object, key string) *Bound {
	v, ok := o.take(key)
	if !ok {
		return nil
	}
	if _, ok := v.(map[string]any); !ok {
		return &Bound{At: o.parse(key, v)}
	}
	b := o.child(key)
	defer b.finish()
	if b.kind != "MinMaxDatetime" {
		b.unknownType("date")
		return nil
	}
	return &Bound{
		At:     b.requiredTemplate("datetime"),
		Format: b.text("datetime_format"),
		Min:    b.template("min_datetime"),
		Max:    b.template("max_datetime"),
	}
}

func orText(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
