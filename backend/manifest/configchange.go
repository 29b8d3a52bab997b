package manifest

// ConfigChange is one of ConfigAdd, ConfigRemap, ConfigRemove.
type ConfigChange interface{ configChange() }

type (
	// ConfigAdd sets values.
	ConfigAdd struct {
		Fields    []AddedField
		Condition *Template // nil: always
	}
	// ConfigRemap replaces a value by what a table says for it.
	ConfigRemap struct {
		Path []*Template
		Map  map[string]any
	}
	// ConfigRemove removes values.
	ConfigRemove struct {
		Pointers  [][]string
		Condition *Template
	}
)

func (ConfigAdd) configChange()    {}
func (ConfigRemap) configChange()  {}
func (ConfigRemove) configChange() {}

// decodeConfigChanges reads migrations and transformations: both change the
// configuration before it is used, and neither is stored.
func decodeConfigChanges(root *object) []ConfigChange {
	spec, _ := root.m["spec"].(map[string]any)
	rules, _ := spec["config_normalization_rules"].(map[string]any)
	if rules == nil {
		return nil
	}
	o := newObject(root.c, "spec.config_normalization_rules", rules)
	defer o.finish()
	var out []ConfigChange
	for _, m := range o.children("config_migrations") {
		m.ignore("description")
		out = append(out, configChanges(m)...)
		m.finish()
	}
	out = append(out, configChanges(o)...)
	if len(o.list("validations")) > 0 {
		o.c.add(o.path+".validations", "", Unknown, "The validations are not carried out; the service itself says what is wrong.")
	}
	return out
}

func configChanges(o *object) []ConfigChange {
	var out []ConfigChange
	for _, c := range o.children("transformations") {
		if change := decodeConfigChange(c); change != nil {
			out = append(out, change)
		}
	}
	return out
}

func decodeConfigChange(o *object) ConfigChange {
	defer o.finish()
	switch o.kind {
	case "ConfigAddFields":
		add, ok := decodeAddFields(o).(AddFields)
		if !ok {
			return nil
		}
		return ConfigAdd(add)
	case "ConfigRemoveFields":
		remove, ok := decodeRemoveFields(o).(RemoveFields)
		if !ok {
			return nil
		}
		return ConfigRemove(remove)
	case "ConfigRemapField":
		v, _ := o.take("map")
		table, _ := v.(map[string]any)
		return ConfigRemap{Path: o.templates("field_path"), Map: table}
	}
	o.unknownType("change of the configuration")
	return nil
}
