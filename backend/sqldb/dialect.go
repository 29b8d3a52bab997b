package sqldb

import (
	"strconv"
	"strings"

	"tributary/backend/domain"
)

// Dialect is how one kind of database differs from the other. It is a value
// without state; compare with ==.
type Dialect struct{ name string }

// SQLite returns the dialect of SQLite.
func SQLite() Dialect { return Dialect{"sqlite"} }

// Postgres returns the dialect of PostgreSQL.
func Postgres() Dialect { return Dialect{"postgres"} }

// Name is "sqlite" or "postgres", as in the names of migration files.
func (d Dialect) Name() string { return d.name }

// Quote makes a name safe to stand in SQL, whatever it holds. It is the only place
// where a name becomes SQL; values are always bound.
func (d Dialect) Quote(name string) string {
	// NUL would end the statement in both databases; no valid name holds one.
	name = strings.ReplaceAll(name, "\x00", "\uFFFD")
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// QuoteAll quotes names and joins them with commas.
func (d Dialect) QuoteAll(names ...string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = d.Quote(n)
	}
	return strings.Join(quoted, ", ")
}

// Rebind turns the placeholders "?" into those of the database. Question marks in
// quoted names, string literals and comments stay.
func (d Dialect) Rebind(query string) string {
	if d.name == "sqlite" || !strings.Contains(query, "?") {
		return query
	}
	var b strings.Builder
	b.Grow(len(query) + 16)
	n := 0
	for i := 0; i < len(query); {
		if end := skipOpaque(query, i); end > i {
			b.WriteString(query[i:end])
			i = end
			continue
		}
		if query[i] == '?' {
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
		} else {
			b.WriteByte(query[i])
		}
		i++
	}
	return b.String()
}

// skipOpaque returns the end of the quoted part or comment that starts at i, or i.
func skipOpaque(query string, i int) int {
	rest := query[i:]
	switch {
	case rest[0] == '\'' || rest[0] == '"':
		// A doubled quote ends one part and starts the next: the same result.
		if end := strings.IndexByte(rest[1:], rest[0]); end >= 0 {
			return i + end + 2
		}
	case strings.HasPrefix(rest, "--"):
		if end := strings.IndexByte(rest, '\n'); end >= 0 {
			return i + end + 1
		}
	case strings.HasPrefix(rest, "/*"):
		if end := strings.Index(rest, "*/"); end >= 0 {
			return i + end + 2
		}
	default:
		return i
	}
	return len(query)
}

// ColumnType returns the SQL type of a project field.
func (d Dialect) ColumnType(t domain.FieldType) string {
	if d.name == "sqlite" {
		switch t {
		case domain.Integer, domain.Boolean:
			return "INTEGER"
		case domain.Email:
			return "TEXT COLLATE NOCASE"
		case domain.Text, domain.Decimal, domain.Date, domain.DateTime, domain.Phone, domain.URL, domain.Choice, domain.JSON:
			return "TEXT" // decimal too: exact, with its zeros
		}
		return "TEXT"
	}
	switch t {
	case domain.Integer:
		return "BIGINT"
	case domain.Decimal:
		return "NUMERIC" // without a scale: exact, with its zeros
	case domain.Boolean:
		return "BOOLEAN"
	case domain.Date:
		return "DATE"
	case domain.DateTime:
		return "TIMESTAMPTZ"
	case domain.JSON:
		return "JSON" // not JSONB: the text stays as given
	case domain.Text, domain.Email, domain.Phone, domain.URL, domain.Choice:
		return "TEXT"
	}
	return "TEXT"
}

// Folded returns the expression that compares a text column without regard to
// case: to be used on both sides and in the index.
func (d Dialect) Folded(column string) string {
	if d.name == "sqlite" {
		return column + " COLLATE NOCASE"
	}
	return "lower(" + column + ")"
}

// FoldedValue is the right side that belongs to Folded.
func (d Dialect) FoldedValue() string {
	if d.name == "sqlite" {
		return "?"
	}
	return "lower(?)"
}

// Number returns the expression that orders and compares a decimal column as a
// number. On SQLite it is approximate beyond 15 digits.
func (d Dialect) Number(column string) string {
	if d.name == "sqlite" {
		return "CAST(" + column + " AS REAL)"
	}
	return column
}

// Upsert returns the ON CONFLICT clause that overwrites columns of the row with
// the same keys; with no columns the existing row stays. Names are given unquoted.
func (d Dialect) Upsert(keys, columns []string) string {
	clause := "ON CONFLICT (" + d.QuoteAll(keys...) + ") DO "
	if len(columns) == 0 {
		return clause + "NOTHING"
	}
	sets := make([]string, len(columns))
	for i, c := range columns {
		q := d.Quote(c)
		sets[i] = q + " = excluded." + q
	}
	return clause + "UPDATE SET " + strings.Join(sets, ", ")
}

// RowsPerInsert is how many rows of so many columns one INSERT should hold: enough
// to spare statements, few enough to stay under the limit of bound values.
func (d Dialect) RowsPerInsert(columns int) int {
	rows, limit := 20, 30000
	if d.name == "postgres" {
		rows, limit = 250, 60000 // each statement is a round trip
	}
	return max(1, min(rows, limit/max(1, columns)))
}

// Values returns "(?, ?), (?, ?)" for so many rows and columns.
func Values(rows, columns int) string {
	row := "(" + Placeholders(columns) + ")"
	return strings.TrimSuffix(strings.Repeat(row+", ", rows), ", ")
}

// Placeholders returns "?, ?, ?".
func Placeholders(n int) string {
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", ")
}
