package manifest

// decodeStream returns the stream, or nil when it is no stream that runs.
func decodeStream(o *object) *Stream {
	switch o.kind {
	case "DeclarativeStream":
	case "StateDelegatingStream":
		return decodeDelegating(o)
	default:
		o.unknownType("stream")
		return nil
	}
	defer o.finish()
	s := &Stream{Name: o.text("name"), Path: o.path, Cursor: decodeCursor(o.child("incremental_sync"))}
	if s.Name == "" {
		o.missing("name")
	}
	s.PrimaryKey = decodePrimaryKey(o)
	s.Schema = s.decodeSchema(o)
	for _, t := range o.children("transformations") {
		if decoded := decodeTransformation(t); decoded != nil {
			s.Transformations = append(s.Transformations, decoded)
		}
	}
	for _, migration := range o.children("state_migrations") {
		if migration.kind == "LegacyToPerPartitionStateMigration" {
			s.LegacyState = true
			continue
		}
		if migration.kind == "CustomStateMigration" {
			// States of older versions of a connector are never met here.
			o.c.add(migration.path, migration.kind, Unknown, "States of older versions of this connector are not taken over; everything is read again.")
			continue
		}
		migration.unknownType("state migration")
	}
	o.refuse("file_uploader")
	retriever := o.child("retriever")
	if retriever == nil {
		o.missing("retriever")
		return s
	}
	s.decodeRetriever(retriever)
	return s
}

// decodeDelegating reads a stream that is read in one way at first and in another
// once it has a state.
func decodeDelegating(o *object) *Stream {
	defer o.finish()
	full, changes := o.child("full_refresh_stream"), o.child("incremental_stream")
	if full == nil {
		o.missing("full_refresh_stream")
	}
	if changes == nil {
		o.missing("incremental_stream")
	}
	if full == nil || changes == nil {
		return nil
	}
	s, c := decodeStream(full), decodeStream(changes)
	if s == nil || c == nil {
		return nil
	}
	if name := o.text("name"); name != s.Name || name != c.Name {
		o.invalid("name", "The two ways of reading a stream must have its name.")
	}
	s.Changes, s.Retention = c, orNil(o.template("api_retention_period"))
	return s
}

func (s *Stream) decodeRetriever(o *object) {
	switch o.kind {
	case "SimpleRetriever":
	case "AsyncRetriever":
		s.decodeJob(o)
		return
	default:
		o.unknownType("retriever")
		return
	}
	defer o.finish()
	requester := o.child("requester")
	if requester == nil {
		o.missing("requester")
	}
	s.Requester = decodeAsking(requester)
	s.Paginator = decodePaginator(o.child("paginator"))
	s.decodeRouterList(o)
	s.Decoding = decodeDecoding(o.child("decoder"))
	s.PlainLaterPages = o.flag("ignore_stream_slicer_parameters_on_paginated_requests")
	o.ignore("name", "primary_key")
	s.Reset = decodeReset(o.child("pagination_reset"))
	selector := o.child("record_selector")
	if selector == nil {
		o.missing("record_selector")
		return
	}
	s.decodeSelector(selector)
}

func (s *Stream) decodeRouterList(o *object) {
	s.Routers = decodeRouters(o)
	if s.Cursor != nil && len(s.Routers) == 1 {
		if _, grouped := s.Routers[0].(GroupRouter); grouped {
			s.Cursor.GlobalCursor = true // the members of a group change
		}
	}
	if s.Cursor != nil && s.Cursor.Counting && len(s.Routers) > 0 {
		o.invalid("partition_router", "A cursor that counts does not go with partitions.")
	}
}

func (s *Stream) decodeSelector(o *object) {
	if o.kind != "RecordSelector" {
		o.unknownType("record selector")
		return
	}
	defer o.finish()
	if extractor := o.child("extractor"); extractor == nil {
		o.missing("extractor")
	} else if extractor.kind == "CustomRecordExtractor" {
		found, _ := decodeNative(extractor, "record extractor", nativeExtractors())
		s.Extract, s.Reshape = found.path, found.reshape
		extractor.ignore("decoder")
		extractor.finish()
	} else if extractor.kind != "DpathExtractor" {
		extractor.unknownType("record extractor")
	} else {
		s.Extract = extractor.templates("field_path")
		extractor.ignore("decoder")
		s.Expand = decodeExpand(extractor.child("record_expander"))
		extractor.finish()
	}
	if filter := o.child("record_filter"); filter != nil {
		if filter.kind != "RecordFilter" {
			filter.unknownType("record filter")
		} else {
			if s.Filter = filter.template("condition"); s.Filter == nil {
				s.Filter = filter.parse("condition", "")
			}
			filter.finish()
		}
	}
	s.TransformFirst = o.flag("transform_before_filtering")
	if _, set := o.m["transform_before_filtering"]; !set && s.Cursor != nil && s.Cursor.ClientSide {
		s.TransformFirst = true
	}
	s.decodeNormalization(o)
}

func (s *Stream) decodeNormalization(o *object) {
	v, _ := o.take("schema_normalization")
	if _, own := v.(map[string]any); own {
		c := o.child("schema_normalization")
		s.NormalizeDates, _ = decodeNative(c, "schema normalization", nativeNormalizations())
		s.Normalize = s.NormalizeDates
		c.finish()
		return
	}
	switch v {
	case nil, "", "None":
	case "Default":
		s.Normalize = true
	default:
		o.unsupported("schema_normalization", "A normalization other than None is not supported.")
	}
}

func decodeReset(o *object) Reset {
	if o == nil {
		return Reset{}
	}
	defer o.finish()
	r := Reset{On: true, Split: o.choice("action", "RESET", "RESET", "SPLIT_USING_CURSOR") == "SPLIT_USING_CURSOR"}
	if limits := o.child("limits"); limits != nil {
		r.Records = limits.integer("number_of_records", 0)
		limits.finish()
	}
	return r
}

func decodeExpand(o *object) *Expand {
	if o == nil {
		return nil
	}
	defer o.finish()
	e := &Expand{Path: o.templates("expand_records_from_field"), KeepWhole: o.flag("remain_original_record")}
	e.EmptyParent = o.choice("on_no_records", "skip", "skip", "emit_parent") == "emit_parent"
	if len(e.Path) == 0 {
		o.missing("expand_records_from_field")
	}
	return e
}

// decodePrimaryKey reads a name, a list of names, or a list of paths.
func decodePrimaryKey(o *object) [][]string {
	v, ok := o.take("primary_key")
	if !ok {
		return nil
	}
	if s, ok := v.(string); ok {
		if s == "" {
			return nil
		}
		return [][]string{{s}}
	}
	list, ok := v.([]any)
	if !ok {
		o.invalid("primary_key", "The primary key must be a name or a list of names.")
		return nil
	}
	var key [][]string
	for _, item := range list {
		if s, ok := item.(string); ok {
			key = append(key, []string{s})
		} else if path, ok := textList(item); ok && len(path) > 0 {
			key = append(key, path)
		} else {
			o.invalid("primary_key", "The primary key must be a name or a list of names.")
		}
	}
	return key
}

func (s *Stream) decodeSchema(o *object) map[string]any {
	v, ok := o.take("schema_loader")
	if !ok {
		return nil
	}
	loader := (*object)(nil)
	if _, list := v.([]any); list {
		if loaders := o.children("schema_loader"); len(loaders) > 0 {
			loader = loaders[0]
		}
	} else {
		loader = o.child("schema_loader")
	}
	if loader == nil {
		return nil
	}
	switch loader.kind {
	case "DynamicSchemaLoader":
		s.Fields = decodeFieldsFrom(loader)
		return nil
	case "JsonFileSchemaLoader", "CustomSchemaLoader":
		o.c.add(loader.path, loader.kind, Unknown, "The schema is not part of the manifest; the fields are found in the records.")
		return nil
	}
	if loader.kind != "InlineSchemaLoader" {
		loader.unknownType("schema loader")
		return nil
	}
	schema, _ := loader.take("schema")
	m, _ := schema.(map[string]any)
	loader.finish()
	return m
}

func textList(v any) ([]string, bool) {
	list, ok := v.([]any)
	if !ok {
		return nil, false
	}
	out := make([]string, len(list))
	for i, item := range list {
		if out[i], ok = scalarText(item); !ok {
			return nil, false
		}
	}
	return out, true
}
