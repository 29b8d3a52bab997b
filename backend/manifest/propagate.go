package manifest

import "maps"

const (
	parametersKey = "$parameters"
	typeKey       = "type"
)

// propagator infers missing types and passes $parameters down.
type propagator struct{ nodes int }

// propagate returns the component with types filled in; each parameter is
// written into every component below whose field of that name is empty, and
// the parameters in force stand in each component's own $parameters.
func propagate(root map[string]any) (map[string]any, error) {
	p := &propagator{}
	return p.component("", root, nil, 0)
}

func (p *propagator) component(position string, in, parameters map[string]any, depth int) (map[string]any, error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	if p.nodes += len(in) + 1; p.nodes > maxNodes {
		return nil, errTooMany
	}
	out := maps.Clone(in)
	if _, has := out[typeKey]; !has {
		t := defaultType(position)
		if _, own := out["class_name"]; own {
			t = customType(position)
		}
		if t != "" {
			out[typeKey] = t
		}
	}
	typeName, _ := out[typeKey].(string)
	if typeName == "" || isSchema(out) {
		return p.plain(out, parameters, depth)
	}
	current := maps.Clone(parameters)
	if current == nil {
		current = map[string]any{}
	}
	if own, ok := out[parametersKey].(map[string]any); ok {
		maps.Copy(current, own)
	}
	delete(out, parametersKey)
	for k, v := range current {
		if empty(out[k]) {
			out[k] = v
		}
	}
	for key, value := range out {
		// The parameter of the name descended into is withheld: it would be
		// written into itself without end.
		withheld, had := current[key]
		delete(current, key)
		v, err := p.child(usualType(typeName)+"."+key, value, current, depth)
		if err != nil {
			return nil, err
		}
		out[key] = v
		if had {
			current[key] = withheld
		}
	}
	if len(current) > 0 {
		out[parametersKey] = current
	}
	return out, nil
}

func (p *propagator) child(position string, v any, parameters map[string]any, depth int) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		return p.component(position, v, parameters, depth+1)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = item
			if m, ok := item.(map[string]any); ok {
				c, err := p.component(position, m, parameters, depth+1)
				if err != nil {
					return nil, err
				}
				out[i] = c
			}
		}
		return out, nil
	}
	return v, nil
}

// plain handles an object that is no component: left as it is, except that
// components standing in it by name (the authenticators to select from)
// still receive the parameters.
func (p *propagator) plain(m, parameters map[string]any, depth int) (map[string]any, error) {
	if isSchema(m) {
		return m, nil
	}
	for key, value := range m {
		child, ok := value.(map[string]any)
		if !ok {
			continue
		}
		if _, typed := child[typeKey].(string); !typed {
			continue
		}
		c, err := p.component("", child, parameters, depth+1)
		if err != nil {
			return nil, err
		}
		m[key] = c
	}
	return m, nil
}

// isSchema tells a JSON schema from a component: both have a type.
func isSchema(m map[string]any) bool {
	switch t := m[typeKey].(type) {
	case string:
		return t == "object"
	case []any:
		return len(t) == 2 && t[0] == "null" && t[1] == "object"
	}
	return false
}

// empty is what the format lets a parameter fill in: missing, null, false,
// zero, an empty text, list or object.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case int64:
		return v == 0
	case float64:
		return v == 0
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// defaultType is the type of a component that states none, by the field it
// stands in.
func defaultType(position string) string {
	switch position {
	case "":
		return "DeclarativeSource"
	case "DeclarativeSource.check":
		return "CheckStream"
	case "DeclarativeSource.spec":
		return "Spec"
	case "DeclarativeSource.streams", "ParentStreamConfig.stream", "DynamicDeclarativeStream.stream_template":
		return "DeclarativeStream"
	case "DeclarativeStream.retriever":
		return "SimpleRetriever"
	case "DeclarativeStream.schema_loader":
		return "JsonFileSchemaLoader"
	case "SimpleRetriever.requester", "SessionTokenAuthenticator.login_requester":
		return "HttpRequester"
	case "SimpleRetriever.paginator":
		return "NoPagination"
	case "SimpleRetriever.record_selector":
		return "RecordSelector"
	case "SimpleRetriever.decoder", "CursorPagination.decoder", "DpathExtractor.decoder", "DefaultPaginator.decoder":
		return "JsonDecoder"
	case "RecordSelector.extractor":
		return "DpathExtractor"
	case "RecordSelector.record_filter":
		return "RecordFilter"
	case "HttpRequester.error_handler", "CompositeErrorHandler.error_handlers":
		return "DefaultErrorHandler"
	case "DefaultErrorHandler.response_filters":
		return "HttpResponseFilter"
	case "DatetimeBasedCursor.start_datetime", "DatetimeBasedCursor.end_datetime":
		return "MinMaxDatetime"
	case "DatetimeBasedCursor.start_time_option", "DatetimeBasedCursor.end_time_option",
		"DefaultPaginator.page_size_option", "DefaultPaginator.page_token_option",
		"ListPartitionRouter.request_option", "ParentStreamConfig.request_option",
		"ApiKeyAuthenticator.inject_into", "ApiKey.inject_into":
		return "RequestOption"
	case "SubstreamPartitionRouter.parent_stream_configs":
		return "ParentStreamConfig"
	case "AddFields.fields":
		return "AddedFieldDefinition"
	}
	return ""
}
