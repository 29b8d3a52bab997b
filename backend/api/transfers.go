package api

import (
	"context"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-json"

	"tributary/backend/domain"
	"tributary/backend/setup"
)

// TransfersAPI is bound to the window: data transfers and their mappings.
type TransfersAPI struct {
	caller
	speech
	setup   *setup.Service
	project Project
}

// Add adds a data type to a source configuration, Inactive.
func (a *TransfersAPI) Add(configuration, dataType string) (Transfer, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	return a.answer(ctx)(a.setup.AddTransfer(ctx, domain.ConfigurationID(configuration), dataType))
}

// Remove removes a data transfer; its rows stay.
func (a *TransfersAPI) Remove(id string) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.setup.RemoveTransfer(ctx, domain.TransferID(id))
}

// Activate makes a data transfer active; refused without a primary key.
func (a *TransfersAPI) Activate(id string) (Transfer, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.answer(ctx)(a.setup.ActivateTransfer(ctx, domain.TransferID(id)))
}

// Deactivate makes a data transfer inactive.
func (a *TransfersAPI) Deactivate(id string) (Transfer, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.answer(ctx)(a.setup.DeactivateTransfer(ctx, domain.TransferID(id)))
}

func (a *TransfersAPI) answer(ctx context.Context) func(domain.Transfer, error) (Transfer, error) {
	return func(t domain.Transfer, err error) (Transfer, error) {
		if err != nil {
			return Transfer{}, err
		}
		return a.describe(ctx, t)
	}
}

func (a *TransfersAPI) describe(ctx context.Context, t domain.Transfer) (Transfer, error) {
	c, err := a.setup.Configuration(ctx, t.Configuration)
	if err != nil {
		return Transfer{}, err
	}
	facts, err := a.setup.TransferFacts(ctx, t)
	return transferDTO(t, facts, inLanguage(a.setup.SourceOrUnknown(ctx, c.Source).Labels, a.language()), a.saying()), err
}

// SaveMapping stores a mapping; a table and fields that do not exist are made.
func (a *TransfersAPI) SaveMapping(input MappingInput) (Transfer, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	in := setup.MappingInput{
		Transfer: domain.TransferID(input.Transfer), NewFields: map[string]domain.FieldType{}, WhenFieldsChange: input.WhenFieldsChange,
		Mapping: domain.Mapping{Table: strings.TrimSpace(input.Table), SharedKeyLastWins: input.SharedKeyLastWins},
	}
	for _, x := range input.Assignments {
		in.Mapping.Assignments = append(in.Mapping.Assignments, x.domain())
		if x.NewFieldType != "" {
			in.NewFields[strings.TrimSpace(x.To)] = domain.FieldType(x.NewFieldType)
		}
	}
	return a.answer(ctx)(a.setup.SaveMapping(ctx, in))
}

func (x Assignment) domain() domain.Assignment {
	return domain.Assignment{
		From: domain.ParsePath(x.From), To: strings.TrimSpace(x.To), PrimaryKey: x.PrimaryKey, KeepEmptyText: x.KeepEmptyText,
		DateOrder: domain.DateOrder(x.DateOrder), DecimalComma: x.DecimalComma, Added: x.Added,
	}
}

func assignmentDTO(x domain.Assignment) Assignment {
	return Assignment{
		From: x.From.String(), To: x.To, PrimaryKey: x.PrimaryKey, KeepEmptyText: x.KeepEmptyText,
		DateOrder: string(x.DateOrder), DecimalComma: x.DecimalComma, Added: x.Added,
	}
}

// DismissFieldChanges makes the changes of fields known that wait for the person.
func (a *TransfersAPI) DismissFieldChanges(id string) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.setup.DismissFieldChanges(ctx, domain.TransferID(id))
}

// previewSize is how many records Preview shows.
const previewSize = 50

// Preview returns some records as the service returns them, and what it was asked. An error
// of the service is in the preview.
func (a *TransfersAPI) Preview(id string) (RecordsPreview, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	sample, err := a.setup.Sample(ctx, domain.TransferID(id), previewSize)
	if err != nil {
		return RecordsPreview{}, err
	}
	return previewDTO(sample, a.speech)
}

// maxRawBytes bounds one record as it is shown whole.
const maxRawBytes = 64 << 10

func previewDTO(sample setup.Sample, s speech) (RecordsPreview, error) {
	out := RecordsPreview{Columns: columns(sample), Rows: [][]string{}, Raw: []string{}, Requests: requestsDTO(sample.Requests).List, Error: s.describe(sample.Err)}
	for _, r := range sample.Records {
		row := make([]string, len(out.Columns))
		for i, c := range out.Columns {
			v, _ := domain.ParsePath(c).Lookup(r)
			row[i] = setup.SampleText(v)
		}
		out.Rows = append(out.Rows, row)
		raw, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			return out, err
		}
		out.Raw = append(out.Raw, clipped(string(raw), maxRawBytes))
	}
	return out, nil
}

// clipped is the beginning of a text of so many bytes at most, letters whole.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}

// columns are the declared fields, or the keys that occur where none is declared.
func columns(s setup.Sample) []string {
	if len(s.DataType.Fields) > 0 {
		return convert(s.DataType.Fields, func(f domain.SourceField) string { return f.Path.String() })
	}
	seen := map[string]bool{}
	for _, r := range s.Records {
		for key := range r {
			seen[domain.Path{key}.String()] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
