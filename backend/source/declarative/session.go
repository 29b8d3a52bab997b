package declarative

import (
	"sync/atomic"

	"tributary/backend/manifest"
	"tributary/backend/source"
)

// session is one call of the connector with one configuration.
type session struct {
	*Connector
	given   source.Config // as it came
	config  source.Config // with defaults and the changes of the manifest
	base    scope         // sees the configuration only
	secrets redactor      // hides the secret values of the configuration
	// keep tells that answers are kept and used again, see repeated.
	keep     bool
	repeated map[string]bool // parent streams whose pages are asked for more than once
	kept     *keptAnswers
	asked    *askedProperties
	bodySize int // of the last answer: the next is alike
	// openEnds counts answers of which nothing proves that they came whole.
	openEnds *atomic.Int64
}

func (c *Connector) open(config source.Config) (*session, error) {
	values := make(map[string]any, len(config))
	for k, v := range config {
		values[k] = v
	}
	applyDefaults(values, c.manifest.Spec.Properties)
	s := &session{Connector: c, given: config, kept: &keptAnswers{}, asked: &askedProperties{}, openEnds: &atomic.Int64{}, secrets: newRedactor(values, c.manifest.Spec.Properties)}
	if kept := source.TokenOf(config); kept.Access != "" {
		s.secrets = s.secrets.with(kept.Access)
	}
	values, err := c.changed(values)
	if err != nil {
		return nil, s.classifyFault(err)
	}
	s.config, s.base = values, newScope(c.env, values)
	return s, nil
}

// applyDefaults fills in what the form would have shown.
func applyDefaults(values map[string]any, fields []manifest.Property) {
	for _, p := range fields {
		if _, set := values[p.Name]; !set && p.Default != nil {
			values[p.Name] = p.Default
		}
	}
}
