package declarative

import (
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// session is one call of the connector with one configuration.
type session struct {
	*Connector
	config  source.Config
	base    scope    // sees the configuration only
	secrets redactor // hides the secret values of the configuration
}

func (c *Connector) open(config source.Config) *session {
	values := make(map[string]any, len(config))
	for k, v := range config {
		values[k] = v
	}
	applyDefaults(values, c.manifest.Spec.Properties)
	return &session{
		Connector: c,
		config:    values,
		base:      newScope(c.env, values),
		secrets:   newRedactor(values, c.manifest.Spec.Properties),
	}
}

// applyDefaults fills in what the form would have shown.
func applyDefaults(values map[string]any, fields []manifest.Property) {
	for _, p := range fields {
		if _, set := values[p.Name]; !set && p.Default != nil {
			values[p.Name] = p.Default
		}
	}
}
