package api

import (
	"cmp"
	"context"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/mapping"
	"tributary/backend/setup"
)

// ConfigurationsAPI is bound to the window: integration source configurations.
type ConfigurationsAPI struct {
	caller
	speech
	setup *setup.Service
}

// List returns all source configurations with their data transfers.
func (a *ConfigurationsAPI) List() ([]Configuration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	all, err := a.setup.Configurations(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Configuration, 0, len(all))
	for _, c := range all {
		dto, err := a.describe(ctx, c)
		if err != nil {
			return nil, err
		}
		out = append(out, dto)
	}
	return out, nil
}

// Get returns one source configuration.
func (a *ConfigurationsAPI) Get(id string) (Configuration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	c, err := a.setup.Configuration(ctx, domain.ConfigurationID(id))
	if err != nil {
		return Configuration{}, err
	}
	return a.describe(ctx, c)
}

// Save creates or changes a source configuration.
func (a *ConfigurationsAPI) Save(input ConfigurationInput) (Configuration, error) {
	ctx, cancel := a.within(service) // it may check the authorization
	defer cancel()
	c, err := a.setup.SaveConfiguration(ctx, setup.ConfigurationInput{
		ID: domain.ConfigurationID(input.ID), Name: input.Name, Source: domain.SourceID(input.Source),
		Authorization: domain.AuthorizationID(input.Authorization), Settings: input.Settings,
	})
	if err != nil {
		return Configuration{}, err
	}
	return a.describe(ctx, c)
}

// Delete removes a source configuration that no integration uses.
func (a *ConfigurationsAPI) Delete(id string) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.setup.DeleteConfiguration(ctx, domain.ConfigurationID(id))
}

// DataTypes asks the service what it offers.
func (a *ConfigurationsAPI) DataTypes(id string) ([]DataType, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	c, err := a.setup.Configuration(ctx, domain.ConfigurationID(id))
	if err != nil {
		return nil, err
	}
	offered, err := a.setup.DataTypes(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	transfers, err := a.setup.Transfers(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	added := map[string]bool{}
	for _, t := range transfers {
		added[t.DataType] = true
	}
	labels := a.labels(ctx, c)
	return convert(offered, func(d domain.DataType) DataType {
		return DataType{Name: d.Name, Label: labelOf(labels, d.Name, d.Label), Fields: len(d.Fields), Added: added[d.Name], ChangedOnly: d.ChangedOnly}
	}), nil
}

func (a *ConfigurationsAPI) labels(ctx context.Context, c domain.Configuration) map[string]string {
	return inLanguage(a.setup.SourceOrUnknown(ctx, c.Source).Labels, a.language())
}

// labelOf is the words for a data type: the catalog's, the source's own, or its name.
func labelOf(labels map[string]string, name, own string) string {
	if label := labels[name]; label != "" {
		return label
	}
	if own != "" && !respells(own, name) {
		return own
	}
	return name
}

// respells tells that a label says no more than the name: a transfer knows the name alone,
// and one thing is called the same in every list.
func respells(label, name string) bool {
	return strings.EqualFold(label, strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ").Replace(name)))
}

func (a *ConfigurationsAPI) describe(ctx context.Context, c domain.Configuration) (Configuration, error) {
	src := a.setup.SourceOrUnknown(ctx, c.Source)
	out := Configuration{ID: string(c.ID), Name: c.Name, Source: sourceDTO(src, a.language()), Settings: orEmptyMap(c.Settings)}
	if c.Authorization != "" {
		one, err := a.setup.Authorization(ctx, c.Authorization)
		if err != nil {
			return out, err
		}
		dto := authorizationDTO(one, src, nil, a.speech)
		out.Authorization = &dto
	}
	transfers, err := a.setup.Transfers(ctx, c.ID)
	if err != nil {
		return out, err
	}
	labels, say := inLanguage(src.Labels, a.language()), a.saying()
	out.Transfers = make([]Transfer, 0, len(transfers))
	for _, t := range transfers {
		facts, err := a.setup.TransferFacts(ctx, t)
		if err != nil {
			return out, err
		}
		out.Transfers = append(out.Transfers, transferDTO(t, facts, labels, say))
	}
	users, err := a.setup.ConfigurationUsers(ctx, c.ID)
	out.UsedBy = convert(users, integrationReference)
	return out, err
}

func transferDTO(t domain.Transfer, facts setup.TransferFacts, labels map[string]string, say func(string) string) Transfer {
	keys := []string{}
	for _, k := range t.Mapping.Keys() {
		keys = append(keys, k.From.String())
	}
	return Transfer{
		ID: string(t.ID), DataType: t.DataType, Label: labelOf(labels, t.DataType, ""), Table: t.Mapping.Table, Active: t.Active,
		MappedFields: len(t.Mapping.Assignments), Fields: facts.Fields, Keys: keys, Records: facts.Records, Refusal: say(setup.TransferRefusal(t)),
		WhenFieldsChange: cmp.Or(t.WhenFieldsChange, domain.TellChanges), FieldChanges: convert(mapping.ChangeWords(facts.FieldChanges), say),
	}
}
