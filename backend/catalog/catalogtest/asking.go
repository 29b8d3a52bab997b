package catalogtest

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// meant tells whether a question is for this list, and how the list sees it: with the parameters inside others, and with
// what the token of a former page carries along.
func (t *table) meant(q question) (question, bool) {
	if t.Method != q.method {
		return q, false
	}
	q.parts = t.Parts
	q.query = clone[url.Values](q.query)
	path, token, further := strings.Cut(q.url.EscapedPath(), t.Path+"/")
	switch {
	case q.url.Path == t.Path:
	case further && path == "" && t.Paging.NextIs == "path":
		decoded, err := url.PathUnescape(token)
		if err != nil {
			return q, false
		}
		q.query.Set(t.Paging.After, decoded)
	default:
		return q, false
	}
	if token, carried, found := strings.Cut(q.query.Get(t.Paging.After), "~"); found {
		q.query.Set(t.Paging.After, token)
		q.query.Set(t.Paging.Keeps, carried)
	}
	for param, want := range t.When {
		if got, _ := q.value(param); !regexp.MustCompile(want).MatchString(got) {
			return q, false
		}
	}
	return q, true
}

// carry puts the parameter that the next page needs into its token.
func (t *table) carry(token string, q question) string {
	if t.Paging.Keeps == "" {
		return token
	}
	kept, _ := q.value(t.Paging.Keeps)
	return token + "~" + kept
}

// asRead is a record as a read should bring it.
func (t *table) asRead(r *record) map[string]any {
	out := clone[map[string]any](r.fields)
	if t.CSV != nil {
		out = map[string]any{}
		for _, name := range t.CSV {
			out[name] = fmt.Sprint(r.fields[name])
		}
	}
	names := map[string]any{"changed": r.changed.UTC().Format(time.RFC3339), "zoned": t.Times.stamp(r.changed)}
	for field, value := range t.Read {
		out[field] = expand(value, names, r.number)
	}
	return out
}

func (t *table) asCSV(records []*record) string {
	var text strings.Builder
	w := csv.NewWriter(&text)
	rows := [][]string{t.CSV}
	for _, r := range records {
		var row []string
		for _, name := range t.CSV {
			row = append(row, fmt.Sprint(r.fields[name]))
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		panic(fmt.Sprintf("catalogtest: a table cannot be written: %v", err))
	}
	return text.String()
}
