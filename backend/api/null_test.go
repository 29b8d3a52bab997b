package api

import (
	"reflect"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/setup"
	"tributary/backend/source"
)

// TestNothingTravelsAsNull walks what the constructors make of empty domain values: the
// window's types promise lists and maps, and Wails would send null for nil ones.
func TestNothingTravelsAsNull(t *testing.T) {
	plain := speech{language: func() string { return "en" }, translate: func(_, text string) string { return text }}
	n := names{say: plain.saying()}
	for name, dto := range map[string]any{
		"source":        sourceDTO(setup.Source{}, "en"),
		"authorization": authorizationDTO(domain.Authorization{}, setup.Source{}, nil, plain),
		"transfer":      transferDTO(domain.Transfer{}, setup.TransferFacts{}, nil, plain.saying()),
		"field":         fieldDTO(domain.Field{}),
		"row":           rowDTO(domain.StoredRow{}),
		"run":           n.run(domain.Run{Transfers: []domain.TransferRun{{}}}),
		"advice":        adviceDTO(nil, setup.MappingView{}.Advice),
		"form field":    formWords{}.field("", formField()),
	} {
		if path := nilIn(reflect.ValueOf(dto), name); path != "" {
			t.Errorf("%s would travel as null", path)
		}
	}
}

// nilIn returns the path of the first nil slice or map.
func nilIn(v reflect.Value, path string) string {
	switch v.Kind() { //nolint:exhaustive // other kinds hold nothing
	case reflect.Slice, reflect.Map:
		if v.IsNil() {
			return path
		}
		if v.Kind() == reflect.Slice {
			for i := range v.Len() {
				if found := nilIn(v.Index(i), path+"[]"); found != "" {
					return found
				}
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if found := nilIn(v.Field(i), path+"."+v.Type().Field(i).Name); found != "" {
				return found
			}
		}
	}
	return ""
}

func formField() source.Field { return source.Field{Name: "key", Kind: source.SecretField} }
