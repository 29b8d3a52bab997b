package source

import (
	"maps"
	"strings"
)

// Split parts values of a form into those that may be read and its secrets. Secrets
// are found by their dotted path ("credentials.api_key"); a list with a secret in it is
// one as a whole. What no field describes is taken for a secret too: a service gave it.
func Split(fields []Field, values map[string]any) (open, secrets map[string]any) {
	secrets = map[string]any{}
	return split("", "", fields, values, secrets), secrets
}

// split is Split below a prefix; the discriminator of the option there is no secret.
func split(prefix, discriminator string, fields []Field, values, secrets map[string]any) map[string]any {
	open := maps.Clone(values)
	described := map[string]bool{discriminator: true}
	for _, f := range fields {
		described[f.Name] = true
		v, given := values[f.Name]
		path := prefix + f.Name
		inner, isGroup := v.(map[string]any)
		if !given || !isGroup && !f.HoldsSecret() {
			continue
		}
		switch {
		case f.Kind == GroupField && isGroup:
			open[f.Name] = split(path+".", "", f.Fields, inner, secrets)
		case f.Kind == ChoiceField && isGroup:
			o, ok := f.chosen(inner)
			if !ok && !f.HoldsSecret() {
				continue
			}
			open[f.Name] = split(path+".", o.Discriminator, o.Fields, inner, secrets)
		case f.HoldsSecret():
			delete(open, f.Name)
			secrets[path] = v
		}
	}
	for name, v := range values {
		if !described[name] {
			delete(open, name)
			secrets[prefix+name] = v
		}
	}
	return open
}

// Join puts secrets back to their paths; it is the inverse of Split.
func Join(open, secrets map[string]any) map[string]any {
	out := maps.Clone(open)
	if out == nil {
		out = map[string]any{}
	}
	for path, v := range secrets {
		out = With(out, strings.Split(path, "."), v)
	}
	return out
}

// KeepSecrets returns values with every secret that is absent taken from before. In
// a choice that holds only while the same option is chosen.
func KeepSecrets(fields []Field, values, before map[string]any) map[string]any {
	out := maps.Clone(values)
	if out == nil {
		out = map[string]any{}
	}
	for _, f := range fields {
		old, had := before[f.Name]
		if !had || !f.HoldsSecret() {
			continue
		}
		given, isGroup := values[f.Name].(map[string]any)
		stored, wasGroup := old.(map[string]any)
		switch {
		case !wasGroup:
			if blank(values[f.Name]) {
				out[f.Name] = old
			}
		case f.Kind == GroupField:
			out[f.Name] = KeepSecrets(f.Fields, given, stored)
		case f.Kind == ChoiceField && isGroup:
			now, ok := f.chosen(given)
			was, _ := f.chosen(stored)
			if ok && now.Value == was.Value {
				out[f.Name] = KeepSecrets(now.Fields, given, stored)
			}
		}
	}
	return out
}
