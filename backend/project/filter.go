package project

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// condition is SQL with its bound values.
type condition struct {
	sql  []string
	args []any
}

func (c *condition) add(sql string, args ...any) {
	c.sql = append(c.sql, sql)
	c.args = append(c.args, args...)
}

func (c *condition) with(sql string, args ...any) condition {
	both := condition{sql: append([]string(nil), c.sql...), args: append([]any(nil), c.args...)}
	both.add(sql, args...)
	return both
}

// where returns the WHERE clause, empty without conditions.
func (c *condition) where() string {
	if len(c.sql) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.sql, " AND ")
}

// conditions turns the filters of a query into SQL.
func conditions(tx *Tx, t *table, q domain.RowQuery) (condition, error) {
	var c condition
	switch q.Deleted {
	case domain.HideDeleted:
		c.add(columnDeletedAt + " IS NULL")
	case domain.OnlyDeleted:
		c.add(columnDeletedAt + " IS NOT NULL")
	case domain.IncludeDeleted:
	}
	if q.Only != nil {
		c.add(tx.isOneOf(q.Only))
	}
	for _, filter := range q.Where {
		f, err := t.field(filter.Field)
		if err != nil {
			return c, err
		}
		if err := addFilter(tx.sql.Dialect(), &c, f, filter); err != nil {
			return c, err
		}
	}
	if q.Search != "" {
		addSearch(tx.sql.Dialect(), &c, t, q.Search)
	}
	return c, nil
}

// maxWords bounds what one search looks for.
const maxWords = 12

// addSearch looks for every word of the text in any of the fields that hold some.
func addSearch(d sqldb.Dialect, c *condition, t *table, text string) {
	var columns []string
	for _, f := range t.fields {
		if textual(f.Type) {
			columns = append(columns, d.Quote(f.Name))
		}
	}
	if len(columns) == 0 {
		c.add("1 = 0")
		return
	}
	words := strings.Fields(text)
	for _, word := range words[:min(len(words), maxWords)] {
		c.add(d.Contains(columns...), d.ContainsValue(word))
	}
}

func textual(t domain.FieldType) bool {
	switch t {
	case domain.Text, domain.Email, domain.Phone, domain.URL, domain.Choice:
		return true
	case domain.Integer, domain.Decimal, domain.Boolean, domain.Date, domain.DateTime, domain.JSON:
		return false
	}
	return false
}

func addFilter(d sqldb.Dialect, c *condition, f field, filter domain.RowFilter) error {
	column := d.Quote(f.Name)
	isEmpty := "(" + column + " IS NULL)"
	if textual(f.Type) {
		isEmpty = "(" + column + " IS NULL OR " + column + " = '')"
	}
	switch filter.Operator {
	case domain.IsEmpty:
		c.add(isEmpty)
		return nil
	case domain.IsNotEmpty:
		c.add("NOT " + isEmpty)
		return nil
	case domain.Contains:
		c.add(d.Contains(column), d.ContainsValue(domain.TextOf(filter.Value)))
		return nil
	case domain.StartsWith:
		c.add(d.StartsWith(column), d.StartsWithValue(domain.TextOf(filter.Value)))
		return nil
	case domain.Equals, domain.NotEquals, domain.Greater, domain.AtLeast, domain.Less, domain.AtMost:
		return addComparison(d, c, f, filter)
	}
	return badFilter(f, "The comparison is unknown.", string(filter.Operator))
}

func addComparison(d sqldb.Dialect, c *condition, f field, filter domain.RowFilter) error {
	value, err := typed(f, filter.Value)
	if err != nil {
		return err
	}
	left, right := sides(d, f)
	symbols := map[domain.RowOperator]string{domain.Equals: "=", domain.NotEquals: "<>", domain.Greater: ">", domain.AtLeast: ">=", domain.Less: "<", domain.AtMost: "<="}
	sql := left + " " + symbols[filter.Operator] + " " + right
	if filter.Operator == domain.NotEquals {
		sql = "(" + sql + " OR " + d.Quote(f.Name) + " IS NULL)"
	}
	c.add(sql, d.Encode(f.Type, value))
	return nil
}

// sides returns what is compared: the field and the placeholder of the value.
func sides(d sqldb.Dialect, f field) (left, right string) {
	column := d.Quote(f.Name)
	switch {
	case f.Type == domain.Email:
		return d.Folded(column), d.FoldedValue()
	case f.Type == domain.Decimal && d.Name() == "sqlite":
		return d.Number(column), d.Number("?")
	case f.Type == domain.JSON && d.Name() == "postgres":
		return "CAST(" + column + " AS TEXT)", "?"
	}
	return column, "?"
}

// sortColumn is the expression rows are ordered by; sortValue the placeholder that is compared
// with it.
func sortColumn(tx *Tx, f field) string {
	d := tx.sql.Dialect()
	switch {
	case textual(f.Type):
		return d.Folded(d.Quote(f.Name))
	case f.Type == domain.Decimal:
		return d.Number(d.Quote(f.Name))
	case f.Type == domain.JSON && d.Name() == "postgres":
		return "CAST(" + d.Quote(f.Name) + " AS TEXT)"
	}
	return d.Quote(f.Name)
}

func sortValue(tx *Tx, f field) string {
	d := tx.sql.Dialect()
	switch {
	case textual(f.Type):
		return d.FoldedValue()
	case f.Type == domain.Decimal && d.Name() == "sqlite":
		return d.Number("?")
	}
	return "?"
}

// typed turns what a person typed into the canonical form of the field.
func typed(f field, v domain.Value) (domain.Value, error) {
	text, isText := v.(string)
	if !isText {
		if n, ok := v.(int64); ok && f.Type != domain.Integer {
			return strconv.FormatInt(n, 10), nil
		}
		return v, nil
	}
	switch f.Type {
	case domain.Integer:
		n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
		if err != nil {
			return nil, badFilter(f, "A whole number is needed here.", text)
		}
		return n, nil
	case domain.Decimal:
		if text = strings.TrimSpace(text); !isDecimal(text) {
			return nil, badFilter(f, "A number is needed here, like 12.50.", text)
		}
		return text, nil
	case domain.Boolean:
		switch strings.ToLower(text) {
		case "true", "yes", "1":
			return true, nil
		case "false", "no", "0":
			return false, nil
		}
		return nil, badFilter(f, "Yes or no is needed here.", text)
	case domain.Date:
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return nil, badFilter(f, "A date is needed here, like 2024-01-31.", text)
		}
		return text, nil
	case domain.DateTime:
		for _, layout := range []string{sqldb.TimeLayout, time.RFC3339Nano, time.DateTime, time.DateOnly} {
			if at, err := time.Parse(layout, text); err == nil {
				return at.UTC().Format(sqldb.TimeLayout), nil
			}
		}
		return nil, badFilter(f, "A date or a date with a time is needed here, like 2024-01-31.", text)
	case domain.Text, domain.Email, domain.Phone, domain.URL, domain.Choice, domain.JSON:
	}
	return text, nil
}

// isDecimal tells whether text is a plain number: "-12.50".
func isDecimal(text string) bool {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	digits := whole + fraction
	return whole != "" && len(digits) <= 1000 && strings.Trim(digits, "0123456789") == ""
}

func badFilter(f field, what, given string) *domain.Error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "bad_filter", What: fmt.Sprintf("The filter on %s cannot be used. %s", f.Name, what),
		Means: "No rows were read.", Do: "Change the filter.", Details: fmt.Sprintf("given: %.200q", given),
	}
}
