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
	// Counting: the cursor is a whole number that grows, not a date. Start.At is
	// its first value, or nil for 0; formats, End, Step and Granularity are not set.
	Counting bool
	Clamp    Clamp
}

// Clamp makes windows begin and end with whole days, weeks or months.
type Clamp struct {
	To      string // DAY, WEEK, MONTH or empty: not at all
	Weekday string // MONDAY … on which weeks begin
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
	switch o.kind {
	case "DatetimeBasedCursor":
	case "IncrementingCountCursor":
		return decodeCounting(o)
	default:
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
	c.Clamp = decodeClamp(o.child("clamping"))
	o.ignore("is_compare_strictly", "allow_catalog_defined_cursor_field") // the field of the manifest is used
	return c
}

func decodeCounting(o *object) *Cursor {
	defer o.finish()
	o.ignore("allow_catalog_defined_cursor_field")
	return &Cursor{
		Counting: true, Field: o.requiredTemplate("cursor_field"),
		Start:     Bound{At: o.template("start_value")},
		StartInto: decodeInject(o.child("start_value_option")),
		StartKey:  "start", EndKey: "end",
	}
}

func decodeClamp(o *object) Clamp {
	if o == nil {
		return Clamp{}
	}
	defer o.finish()
	c := Clamp{To: o.choice("target", "", "DAY", "WEEK", "MONTH")}
	if c.To == "" {
		o.missing("target")
	}
	details := o.child("target_details")
	if details != nil {
		c.Weekday = details.choice("weekday", "", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
		details.finish()
	}
	if c.To == "WEEK" && c.Weekday == "" {
		o.invalid("target_details", "Weeks need the weekday on which they begin.")
	}
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
