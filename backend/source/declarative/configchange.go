package declarative

import (
	"tributary/backend/manifest"
)

// changed returns the configuration as the manifest wants it before use. What it
// got is not altered.
func (c *Connector) changed(config map[string]any) (map[string]any, error) {
	if len(c.manifest.ConfigChanges) == 0 {
		return config, nil
	}
	out := deepCopy(config)
	sc := newScope(c.env, out)
	for _, change := range c.manifest.ConfigChanges {
		if err := changeConfig(change, out, sc); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func changeConfig(change manifest.ConfigChange, config map[string]any, sc scope) error {
	switch change := change.(type) {
	case manifest.ConfigAdd:
		if change.Condition != nil {
			ok, err := sc.condition(change.Condition)
			if err != nil || !ok {
				return err
			}
		}
		return addFields(manifest.AddFields{Fields: change.Fields}, config, sc)
	case manifest.ConfigRemove:
		return removeFields(manifest.RemoveFields(change), config, sc)
	case manifest.ConfigRemap:
		path, err := extractPath(change.Path, sc)
		if err != nil {
			return err
		}
		found, ok := follow(config, path)
		to, known := change.Map[asText(found)]
		if !ok || !known {
			return nil
		}
		return setPath(config, path, to)
	}
	return nil
}

func deepCopy(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for k, v := range m {
		out[k] = copyValue(v)
	}
	return out
}

func copyValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return deepCopy(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = copyValue(v[i])
		}
		return out
	}
	return v
}
