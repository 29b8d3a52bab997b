package sqldb_test

import (
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

func hostileNames() []string {
	return []string{
		`plain`, `with space`, `"quoted"`, `"; DROP TABLE pets; --`, `'`, `a?b`, `$1`, `é`, `名前`, `[x]`, "`", `\`, `a.b`, `--`, `/*`, `%s`, `select`,
	}
}

func TestHostileNamesAreOnlyNames(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		for _, name := range hostileNames() {
			q := db.Dialect().Quote(name)
			err := db.Write(ctx, func(tx *sqldb.Tx) error {
				if _, err := tx.Exec(ctx, "CREATE TABLE "+q+" ("+q+" TEXT)"); err != nil {
					return err
				}
				if _, err := tx.Exec(ctx, "INSERT INTO "+q+" ("+q+") VALUES (?)", name); err != nil {
					return err
				}
				var got string
				if err := tx.QueryRow(ctx, "SELECT "+q+" FROM "+q+" WHERE "+q+" = ?", name).Scan(&got); err != nil {
					return err
				}
				if got != name {
					t.Errorf("column %q: got %q", name, got)
				}
				return nil
			})
			if err != nil {
				t.Errorf("name %q: %v", name, err)
			}
		}
		if n := count(t, db); n != 0 {
			t.Errorf("pets was touched: %d rows", n)
		}
	})
}

func TestRebindLeavesQuotedPartsAlone(t *testing.T) {
	for query, want := range map[string]string{
		`SELECT ?, ?`:                    `SELECT $1, $2`,
		`SELECT '?', "?", ?`:             `SELECT '?', "?", $1`,
		`SELECT 'it''s ?', "a""?", ?`:    `SELECT 'it''s ?', "a""?", $1`,
		"SELECT -- what?\n ?":            "SELECT -- what?\n $1",
		`SELECT /* ? */ ?`:               `SELECT /* ? */ $1`,
		`SELECT 'open ?`:                 `SELECT 'open ?`,
		`no placeholder`:                 `no placeholder`,
		`x = ?-? AND y/? > 1 -- really?`: `x = $1-$2 AND y/$3 > 1 -- really?`,
	} {
		if got := sqldb.Postgres().Rebind(query); got != want {
			t.Errorf("%s\n got %s\nwant %s", query, got, want)
		}
		if got := sqldb.SQLite().Rebind(query); got != query {
			t.Errorf("SQLite changed %s to %s", query, got)
		}
	}
}

func TestValuesComeBackAsTheyWent(t *testing.T) {
	values := map[domain.FieldType][]domain.Value{
		domain.Text:     {"", "it's \"é\" 名\n\t", nil},
		domain.Integer:  {int64(0), int64(-9223372036854775808), int64(9223372036854775807), nil},
		domain.Decimal:  {"0", "-0.50", "1.10", "12345678901234567890.123456789000", "0.1", nil},
		domain.Boolean:  {true, false, nil},
		domain.Date:     {"2024-02-29", "0001-01-01", "9999-12-31", nil},
		domain.DateTime: {"2024-02-29T23:59:59.000001Z", "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z", nil},
		domain.Email:    {"Ann@Example.com", nil},
		domain.Phone:    {"+33 1 23", nil},
		domain.URL:      {"https://example.com/?a=1", nil},
		domain.Choice:   {"red", nil},
		domain.JSON:     {`{"a":1.0,"b":[true,null]}`, `"text"`, `1.10`, nil},
	}
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		for _, kind := range domain.FieldTypes() {
			if len(values[kind]) == 0 {
				t.Errorf("no values for %s", kind)
			}
			for _, v := range values[kind] {
				got, err := roundTrip(t, db, kind, v)
				if err != nil || got != v {
					t.Errorf("%s %#v: got %#v, %v", kind, v, got, err)
				}
			}
		}
	})
}

func roundTrip(t *testing.T, db *sqldb.DB, kind domain.FieldType, v domain.Value) (got domain.Value, err error) {
	t.Helper()
	ctx, d := t.Context(), db.Dialect()
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(ctx, "CREATE TABLE v (x "+d.ColumnType(kind)+")"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "INSERT INTO v (x) VALUES (?)", d.Encode(kind, v)); err != nil {
			return err
		}
		var raw any
		if err := tx.QueryRow(ctx, "SELECT x FROM v").Scan(&raw); err != nil {
			return err
		}
		if got, err = d.Decode(kind, raw); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "DROP TABLE v")
		return err
	})
	return got, err
}

func TestUpsertOverwritesOnlyWhatIsNamed(t *testing.T) {
	server.Each(t, pets(2), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		query := "INSERT INTO pets (id, name, age) VALUES (?, ?, ?) " + db.Dialect().Upsert([]string{"id"}, []string{"age"})
		var name string
		var age int
		err := db.Write(ctx, func(tx *sqldb.Tx) error {
			for _, row := range [][]any{{1, "Mia", 3}, {1, "Other", 4}} {
				if _, err := tx.Exec(ctx, query, row...); err != nil {
					return err
				}
			}
			return tx.QueryRow(ctx, "SELECT name, age FROM pets WHERE id = 1").Scan(&name, &age)
		})
		if err != nil || name != "Mia" || age != 4 {
			t.Errorf("got %s, %d, %v; want Mia, 4", name, age, err)
		}
	})
}

func TestTimeIsStoredSortable(t *testing.T) {
	zone := time.FixedZone("east", 2*3600)
	text := sqldb.FormatTime(time.Date(2026, 1, 2, 3, 4, 5, 678, zone))
	if text != "2026-01-02T01:04:05.000000Z" {
		t.Errorf("got %s", text)
	}
	if zero, err := sqldb.ParseTime(sqldb.FormatTime(time.Time{})); err != nil || !zero.IsZero() {
		t.Errorf("the zero time came back as %v, %v", zero, err)
	}
	if _, err := sqldb.ParseTime("yesterday"); err == nil {
		t.Error("nonsense was read as a time")
	}
}
