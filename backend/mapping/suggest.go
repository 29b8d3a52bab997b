package mapping

import (
	"slices"
	"strconv"
	"strings"

	"tributary/backend/domain"
)

// Suggestion proposes where a source field could go.
type Suggestion struct {
	From domain.Path
	// To is the name of a field of the table, or of a new one.
	To   string
	New  bool
	Type domain.FieldType
	// DateOrder and DecimalComma are what the samples show, for the assignment.
	DateOrder    domain.DateOrder
	DecimalComma bool
	// Score is how sure the suggestion is, from 0 to 1; 0 for new fields.
	Score float64
}

// leastScore keeps resemblances by chance away.
const leastScore = 0.5

// Suggest proposes one field for every source field, in their order: a field of the
// table with a name that means the same and a type that can hold the value, each
// used once, the best match first; else a new field.
func Suggest(fields []domain.SourceField, t domain.Table) []Suggestion {
	type pair struct {
		from, to int
		score    float64
	}
	var pairs []pair
	for i, f := range fields {
		for j, target := range t.Fields {
			if score := similarity(f, target); score >= leastScore {
				pairs = append(pairs, pair{i, j, score})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		default:
			return 0
		}
	})
	taken := map[string]bool{}
	for _, f := range t.Fields {
		taken[strings.ToLower(f.Name)] = true
	}
	suggestions, used := make([]Suggestion, len(fields)), map[int]bool{}
	for _, p := range pairs {
		if suggestions[p.from].To != "" || used[p.to] {
			continue
		}
		used[p.to] = true
		suggestions[p.from] = suggestion(fields[p.from], t.Fields[p.to].Name, t.Fields[p.to].Type)
		suggestions[p.from].Score = p.score
	}
	fillNew(suggestions, fields, taken)
	return suggestions
}

// SuggestNew proposes a new field of the table for every source field, in their order.
func SuggestNew(fields []domain.SourceField, t domain.Table) []Suggestion {
	taken := map[string]bool{}
	for _, f := range t.Fields {
		taken[strings.ToLower(f.Name)] = true
	}
	suggestions := make([]Suggestion, len(fields))
	fillNew(suggestions, fields, taken)
	return suggestions
}

func fillNew(suggestions []Suggestion, fields []domain.SourceField, taken map[string]bool) {
	names := newNames(fields)
	for i, f := range fields {
		if suggestions[i].To == "" {
			suggestions[i] = suggestion(f, unusedName(names[i], taken), newType(f))
			suggestions[i].New = true
		}
	}
}

func suggestion(f domain.SourceField, to string, fieldType domain.FieldType) Suggestion {
	s := Suggestion{From: f.Path, To: to, Type: fieldType}
	inference := NewInference()
	for _, sample := range f.Samples {
		inference.Observe(sample)
	}
	inferred, order, comma := inference.Result()
	switch inferred {
	case domain.Date, domain.DateTime:
		s.DateOrder = order
	case domain.Decimal, domain.Integer:
		s.DecimalComma = comma
	case domain.Text, domain.Boolean, domain.Email, domain.Phone, domain.URL, domain.Choice, domain.JSON:
	}
	// What the source found in all its values counts more than three samples.
	if f.DateOrder != "" {
		s.DateOrder = f.DateOrder
	}
	s.DecimalComma = s.DecimalComma || f.DecimalComma
	return s
}

// ProposeTable makes a table from a data type, for the guided set-up. The fields come in
// the order of the data type's, one each.
func ProposeTable(dataType domain.DataType) domain.Table {
	label := dataType.Label
	if label == "" {
		label = dataType.Name
	}
	t := domain.Table{Name: humanName(label)}
	for _, s := range Suggest(dataType.Fields, domain.Table{}) {
		t.Fields = append(t.Fields, domain.Field{Name: s.To, Type: s.Type})
	}
	return t
}

// similarity compares names by their words, and is 0 where the type cannot fit.
func similarity(f domain.SourceField, target domain.Field) float64 {
	if !canHold(target, f) {
		return 0
	}
	leaf, whole, wanted := meaning(leafOf(f.Path)), meaning(strings.Join(f.Path, " ")), meaning(target.Name)
	score := max(overlap(whole, wanted), overlap(leaf, wanted)*0.95)
	if score >= leastScore && f.Type == target.Type {
		score = min(1, score+0.04) // of two equal names the one of the same type
	}
	return score
}

// overlap is the share of common words.
func overlap(a, b map[string]bool) float64 {
	common := 0
	for w := range a {
		if b[w] {
			common++
		}
	}
	if common == 0 {
		return 0
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// canHold tells whether the values of a source field can stand in a field: by the
// samples if there are some, else by the types.
func canHold(target domain.Field, f domain.SourceField) bool {
	order := domain.DateOrder("")
	if len(f.Samples) > 0 && f.Type != domain.JSON {
		a := domain.Assignment{}
		s := suggestion(f, target.Name, target.Type)
		a.DecimalComma = s.DecimalComma
		if order = s.DateOrder; order == "" {
			order = domain.DayFirst // an ambiguous date is still a date
		}
		a.DateOrder = order
		for _, sample := range f.Samples {
			if _, problem := Convert(sample, target, a); problem != nil && f.Type != domain.Integer {
				return false
			}
		}
		return f.Type == target.Type || textual(target.Type) || fits(f.Type, target.Type)
	}
	return f.Type == target.Type || textual(target.Type) || fits(f.Type, target.Type)
}

func textual(t domain.FieldType) bool { return t == domain.Text || t == domain.JSON }

// fits tells whether values of one type are usually values of the other.
func fits(from, to domain.FieldType) bool {
	switch from {
	case domain.Text:
		return to != domain.Boolean
	case domain.Integer:
		return to == domain.Decimal || to == domain.Phone || to == domain.DateTime
	case domain.Date:
		return to == domain.DateTime
	case domain.Email, domain.Phone, domain.URL, domain.Choice:
		return to == domain.Choice
	case domain.Decimal, domain.Boolean, domain.DateTime, domain.JSON:
		return false
	default:
		return false
	}
}

// newType is the type for a new field: the source's, or a closer one where the name
// says so and no sample speaks against it.
func newType(f domain.SourceField) domain.FieldType {
	if f.Type != domain.Text && f.Type != "" {
		return f.Type
	}
	words := meaning(leafOf(f.Path))
	for _, closer := range []struct {
		word string
		as   domain.FieldType
	}{{"email", domain.Email}, {"phone", domain.Phone}, {"website", domain.URL}} {
		if words[closer.word] && len(words) == 1 && canHold(domain.Field{Type: closer.as}, f) {
			return closer.as
		}
	}
	return domain.Text
}

func leafOf(p domain.Path) string {
	if len(p) == 0 {
		return ""
	}
	return p[len(p)-1]
}

// newNames gives every field a name: its last step where that is enough, its whole
// path where the last step says little or comes twice.
func newNames(fields []domain.SourceField) []string {
	count := map[string]int{}
	for _, f := range fields {
		count[humanName(leafOf(f.Path))]++
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = humanName(leafOf(f.Path))
		if len(f.Path) > 1 && (count[names[i]] > 1 || saysLittle(leafOf(f.Path))) {
			names[i] = capital(humanName(strings.Join(f.Path[:len(f.Path)-1], " ")) + " " + lowerFirst(names[i]))
		}
	}
	return names
}

func saysLittle(leaf string) bool {
	switch strings.ToLower(leaf) {
	case "id", "name", "value", "type", "code", "key", "label", "title", "raw", "rendered", "href", "url", "0", "1", "2", "count", "total":
		return true
	}
	return false
}

// lowerFirst keeps abbreviations as they are.
func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// unusedName adds a number to a name that is taken, without regard to case.
func unusedName(name string, taken map[string]bool) string {
	unused := name
	for n := 2; taken[strings.ToLower(unused)]; n++ {
		unused = name + " " + strconv.Itoa(n)
	}
	taken[strings.ToLower(unused)] = true
	return unused
}
