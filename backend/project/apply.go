package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// Insert adds rows (rows[i] holds the values of fields) and returns their ids. It
// writes history.
func (tx *Tx) Insert(ctx context.Context, cause domain.Cause, tableName string, fields []string, rows [][]domain.Value) ([]domain.RowID, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return nil, err
	}
	picked, err := t.pick(fields)
	if err != nil {
		return nil, err
	}
	if len(fields) == 0 {
		picked = nil // rows without values, not rows of all fields
	}
	first, err := tx.numberRows(ctx, t, len(rows))
	if err != nil {
		return nil, err
	}
	d, at := tx.sql.Dialect(), sqldb.FormatTime(cause.At)
	columns := append([]string{columnID, columnChangedAt}, names(picked)...)
	err = tx.bulkInsert(ctx, d.Quote(t.name), "", columns, len(rows), func(i int, args []any) {
		args[0], args[1] = first+int64(i), at
		for j, v := range rows[i] {
			args[2+j] = d.Encode(picked[j].Type, v)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("insert into %q: %w", t.name, err)
	}
	if err := tx.noteCreated(ctx, cause, t, first, len(rows)); err != nil {
		return nil, err
	}
	t.liveDelta += int64(len(rows))
	ids := make([]domain.RowID, len(rows))
	for i := range ids {
		ids[i] = domain.RowID(first + int64(i))
	}
	return ids, nil
}

// numberRows reserves numbers above everything the table holds: another tool may
// have added rows by itself.
func (tx *Tx) numberRows(ctx context.Context, t *table, n int) (int64, error) {
	var highest sql.NullInt64
	if !t.numbered {
		err := tx.sql.QueryRow(ctx, "SELECT MAX("+columnID+") FROM "+tx.sql.Dialect().Quote(t.name)).Scan(&highest)
		if err != nil {
			return 0, fmt.Errorf("number rows of %q: %w", t.name, err)
		}
		t.numbered = true
	}
	return tx.take(ctx, rowCounter, n, highest.Int64+1)
}

func names(fields []field) []string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = f.Name
	}
	return list
}

// Values returns the current values of the given fields of these rows; rows that do not
// exist in the table are absent.
func (tx *Tx) Values(ctx context.Context, tableName string, fields []string, rows []domain.RowID) (map[domain.RowID][]domain.Value, error) {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return nil, err
	}
	picked, err := t.pick(fields)
	if err != nil {
		return nil, err
	}
	values := make(map[domain.RowID][]domain.Value, len(rows))
	err = tx.eachRow(ctx, t, picked, rows, func(r stored) { values[r.id] = r.values })
	return values, err
}

// stored is a row as it stands.
type stored struct {
	id        domain.RowID
	deletedAt domain.Value // date-time, nil: not deleted
	values    []domain.Value
}

// eachRow reads rows by their numbers.
func (tx *Tx) eachRow(ctx context.Context, t *table, fields []field, rows []domain.RowID, fn func(stored)) error {
	d := tx.sql.Dialect()
	head := "SELECT " + columnID + ", " + d.QuoteAll(append([]string{columnDeletedAt}, names(fields)...)...) + " FROM " +
		d.Quote(t.name) + " WHERE " + columnID + " IN ("
	err := inChunks(tx, rows, func(part []domain.RowID) error {
		return tx.sql.EachPrepared(ctx, head+sqldb.Placeholders(len(part))+")", anyOf(numbers(part)), func(rows *sql.Rows) error {
			r, err := scanRow(d, rows, fields)
			if err == nil {
				fn(r)
			}
			return err
		})
	})
	if err != nil {
		return fmt.Errorf("read rows of %q: %w", t.name, err)
	}
	return nil
}

// scanRow reads _id, _deleted_at and the fields.
func scanRow(d sqldb.Dialect, rows *sql.Rows, fields []field) (stored, error) {
	raw := make([]any, len(fields)+1)
	r := stored{values: make([]domain.Value, len(fields))}
	into := make([]any, len(fields)+2)
	into[0] = (*int64)(&r.id)
	for i := range raw {
		into[i+1] = &raw[i]
	}
	if err := rows.Scan(into...); err != nil {
		return r, err
	}
	var err error
	if r.deletedAt, err = d.Decode(domain.DateTime, raw[0]); err != nil {
		return r, err
	}
	for i, f := range fields {
		if r.values[i], err = d.Decode(f.Type, raw[i+1]); err != nil {
			return r, fmt.Errorf("field %q: %w", f.Name, err)
		}
	}
	return r, nil
}

// RowsByKey finds the rows of a table by their primary key values, deleted (hidden) rows
// included. keys[i] holds the values of keyFields. The result has one entry per key
// that exists; where several rows have one key, the oldest that is not deleted.
func (tx *Tx) RowsByKey(ctx context.Context, tableName string, keyFields []domain.Field, keys [][]domain.Value) (map[domain.Key]domain.KeyedRow, error) {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return nil, err
	}
	wanted := make([]string, len(keyFields))
	for i, f := range keyFields {
		wanted[i] = f.Name
	}
	fields, err := t.pick(wanted)
	if err != nil || len(keyFields) == 0 || len(keys) == 0 {
		return map[domain.Key]domain.KeyedRow{}, err
	}
	if err := tx.ensureKey(ctx, t, fields); err != nil {
		return nil, err
	}
	found := make(map[domain.Key]domain.KeyedRow, len(keys))
	// In the order of the index, so that each of its pages is met once.
	sorted := slices.SortedFunc(slices.Values(keys), func(a, b []domain.Value) int {
		return strings.Compare(domain.TextOf(a[0]), domain.TextOf(b[0]))
	})
	err = inChunks(tx, sorted, func(part [][]domain.Value) error {
		for some := range slices.Chunk(part, len(part)/len(fields)+1) { // several fields make long conditions
			if err := tx.lookUpKeys(ctx, t, fields, some, found); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look up keys in %q: %w", t.name, err)
	}
	return found, nil
}

func (tx *Tx) lookUpKeys(ctx context.Context, t *table, fields []field, keys [][]domain.Value, found map[domain.Key]domain.KeyedRow) error {
	d := tx.sql.Dialect()
	query := "SELECT " + columnID + ", " + d.QuoteAll(append([]string{columnDeletedAt}, names(fields)...)...) + " FROM " +
		d.Quote(t.name) + " WHERE " + keyCondition(tx, fields, len(keys))
	args := make([]any, 0, len(keys)*len(fields))
	for _, key := range keys {
		for i, v := range key {
			args = append(args, d.Encode(fields[i].Type, v))
		}
	}
	plain := make([]domain.Field, len(fields))
	for i, f := range fields {
		plain[i] = f.Field
	}
	return tx.sql.EachPrepared(ctx, query, args, func(rows *sql.Rows) error {
		r, err := scanRow(d, rows, fields)
		if err != nil {
			return err
		}
		key, ok := domain.KeyOf(plain, r.values)
		if !ok {
			return nil
		}
		next := domain.KeyedRow{Row: r.id, Deleted: r.deletedAt != nil}
		if old, doubled := found[key]; !doubled || preferred(next, old) {
			found[key] = next
		}
		return nil
	})
}

func preferred(a, b domain.KeyedRow) bool {
	if a.Deleted != b.Deleted {
		return b.Deleted
	}
	return a.Row < b.Row
}

// keyCondition compares one key field by IN, several by OR: both use the index.
func keyCondition(tx *Tx, fields []field, keys int) string {
	if len(fields) == 1 {
		value := keyValue(tx, fields[0])
		return keyColumn(tx, fields[0]) + " IN (" + strings.Join(slices.Repeat([]string{value}, keys), ", ") + ")"
	}
	parts := make([]string, len(fields))
	for i, f := range fields {
		parts[i] = keyColumn(tx, f) + " = " + keyValue(tx, f)
	}
	one := "(" + strings.Join(parts, " AND ") + ")"
	return strings.Join(slices.Repeat([]string{one}, keys), " OR ")
}
