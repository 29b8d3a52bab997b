package api

import (
	"context"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

// Mapping returns all the Mapping pop-up shows. A service that does not answer is no
// error of it: the fields are there, without samples.
func (a *TransfersAPI) Mapping(id string) (MappingView, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	v, err := a.setup.MappingView(ctx, domain.TransferID(id))
	if err != nil {
		return MappingView{}, err
	}
	out := MappingView{
		Source: sourceDTO(v.Sample.Source, a.language()), Fields: convert(v.Sample.DataType.Fields, sourceField(v.Sample.DataType, v.New)),
		Table: v.Table.Name, Proposed: v.Proposed, NewFields: []Field{}, Labels: map[string]string{}, SharedKeyLastWins: v.Transfer.Mapping.SharedKeyLastWins, Assignments: convert(v.Transfer.Mapping.Assignments, assignmentDTO),
		Key: adviceDTO(v.Key, v.Advice), Sampled: len(v.Sample.Records), SampleError: a.speech.describe(v.Sample.Err),
	}
	if v.Proposed {
		out.NewFields = convert(v.Table.Fields, fieldDTO)
	}
	out.Suggestions = suggestionDTOs(v.Suggestions, v.Key, v.Transfer.Mapping.Assignments)
	if out.Transfer, err = a.describe(ctx, v.Transfer); err != nil {
		return MappingView{}, err
	}
	out.Tables, err = tables(ctx, a.project, a.setup)
	return out, err
}

func sourceField(d domain.DataType, fresh []domain.Path) func(domain.SourceField) SourceField {
	return func(f domain.SourceField) SourceField {
		own := slices.ContainsFunc(d.PrimaryKey, func(p domain.Path) bool { return slices.Equal(p, f.Path) })
		isNew := slices.ContainsFunc(fresh, func(p domain.Path) bool { return slices.Equal(p, f.Path) })
		return SourceField{Path: f.Path.String(), Type: f.Type, Samples: orEmpty(f.Samples), Service: own, New: isNew}
	}
}

// suggestionDTOs leaves out what is assigned already and marks the proposed key where
// nothing is assigned yet.
func suggestionDTOs(list []mapping.Suggestion, key []domain.Path, assigned []domain.Assignment) []Assignment {
	out := []Assignment{}
	for _, s := range list {
		if slices.ContainsFunc(assigned, func(a domain.Assignment) bool { return slices.Equal(a.From, s.From) || a.To == s.To }) {
			continue
		}
		x := Assignment{From: s.From.String(), To: s.To, DateOrder: string(s.DateOrder), DecimalComma: s.DecimalComma}
		if s.New {
			x.NewFieldType = string(s.Type)
		}
		x.PrimaryKey = len(assigned) == 0 && slices.ContainsFunc(key, func(p domain.Path) bool { return slices.Equal(p, s.From) })
		out = append(out, x)
	}
	return out
}

// adviceDTO gives the advice with its verdict: good when every record of the sample is
// told apart, unfit when some have no key at all or most share one, weak otherwise.
func adviceDTO(key []domain.Path, a mapping.KeyAdvice) KeyAdvice {
	out := KeyAdvice{
		Paths: paths(key), Records: a.Records, Different: a.Different, Empty: a.Blank, Better: paths(a.AlsoDifferent),
		Shared: convert(a.Shared, func(s mapping.SharedKey) string { return s.Value }), Verdict: KeyWeak,
	}
	switch {
	case a.Records == 0 || len(key) == 0:
		out.Verdict = KeyUnknown
	case a.Unique():
		out.Verdict = KeyGood
	case a.Blank > 0 || a.Different*2 < a.Records:
		out.Verdict = KeyUnfit
	}
	return out
}

func paths(list []domain.Path) []string {
	return convert(list, func(p domain.Path) string { return p.String() })
}

// AdviseKey tells how good other paths would be as a primary key.
func (a *TransfersAPI) AdviseKey(id string, key []string) (KeyAdvice, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	chosen := convert(key, domain.ParsePath)
	advice, err := a.setup.AdviseKey(ctx, domain.TransferID(id), chosen)
	return adviceDTO(chosen, advice), err
}

// Suggest makes the suggestions for another table, or for a new one of that name.
func (a *TransfersAPI) Suggest(id, table string) ([]Assignment, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	list, err := a.setup.Suggest(ctx, domain.TransferID(id), table)
	if err != nil {
		return nil, err
	}
	assigned, err := a.assignments(ctx, domain.TransferID(id), table)
	return suggestionDTOs(list, nil, assigned), err
}

// assignments are those of the transfer when it goes to this table.
func (a *TransfersAPI) assignments(ctx context.Context, id domain.TransferID, table string) ([]domain.Assignment, error) {
	t, err := a.setup.Transfer(ctx, id)
	if err != nil || t.Mapping.Table != table {
		return nil, err
	}
	return t.Mapping.Assignments, nil
}
