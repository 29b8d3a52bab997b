package project_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tributary/backend/domain"
	"tributary/backend/project"
)

// strange fills Contacts with values that are hard to export, and one deleted row.
func strange(t *testing.T, p *project.Project) {
	t.Helper()
	must(t, p.CreateTable(t.Context(), contacts()))
	write(t, p, func(ctx context.Context, tx *project.Tx) error {
		fields := []string{"Email", "Full name", "Visits", "Spent", "Active", "Born", "Seen at", "Extra"}
		ids, err := tx.Insert(ctx, byRun("r1"), "Contacts", fields, [][]domain.Value{
			{"a@x.org", "=1+1, \"né\"\nx", int64(9007199254740993), "12345678901234567890.10", true, "2024-02-29", "2026-01-02T03:04:05.000006Z", `{"a":[1.0]}`},
			{"b@x.org", nil, nil, nil, nil, nil, nil, nil},
			{"c@x.org", "gone", nil, "1.50", false, "0099-01-01", nil, nil},
		})
		if err != nil {
			return err
		}
		_, err = tx.Delete(ctx, byRun("r1"), "Contacts", ids[2:], false)
		return err
	})
}

func export(t *testing.T, p *project.Project, q domain.RowQuery, f domain.ExportFormat, opts domain.ExportOptions) string {
	t.Helper()
	var b bytes.Buffer
	_, err := p.Export(t.Context(), q, f, opts, &b)
	must(t, err)
	return b.String()
}

func TestCSVIsExact(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		strange(t, p)
		const head = "Email,Full name,Visits,Spent,Active,Born,Seen at,Colour,Extra"
		want := head + "\r\n" +
			`a@x.org,"=1+1, ""né""` + "\r\n" + `x",9007199254740993,12345678901234567890.10,true,2024-02-29,2026-01-02T03:04:05.000006Z,,"{""a"":[1.0]}"` + "\r\n" +
			"b@x.org,,,,,,,,\r\n"
		if got := export(t, p, domain.RowQuery{Table: "Contacts"}, domain.CSV, domain.ExportOptions{}); got != want {
			t.Errorf("got\n%q\nwant\n%q", got, want)
		}
		safe := domain.ExportOptions{ByteOrderMark: true, GuardFormulas: true}
		want = "\uFEFFFull name,Spent,_deleted\r\n" + `"'=1+1, ""né""` + "\r\n" + `x",12345678901234567890.10,false` + "\r\n,,false\r\ngone,1.50,true\r\n"
		q := domain.RowQuery{Table: "Contacts", Fields: []string{"Full name", "Spent"}, Deleted: domain.IncludeDeleted}
		if got := export(t, p, q, domain.CSV, safe); got != want {
			t.Errorf("got\n%q\nwant\n%q", got, want)
		}
	})
}

func TestJSONLinesKeepTypes(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		strange(t, p)
		want := `{"Email":"a@x.org","Full name":"=1+1, \"né\"\nx","Visits":9007199254740993,"Spent":12345678901234567890.10,"Active":true,` +
			`"Born":"2024-02-29","Seen at":"2026-01-02T03:04:05.000006Z","Colour":null,"Extra":{"a":[1.0]}}` + "\n" +
			`{"Email":"b@x.org","Full name":null,"Visits":null,"Spent":null,"Active":null,"Born":null,"Seen at":null,"Colour":null,"Extra":null}` + "\n"
		if got := export(t, p, domain.RowQuery{Table: "Contacts"}, domain.JSONL, domain.ExportOptions{}); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		q := domain.RowQuery{Table: "Contacts", Fields: []string{"Email"}, Deleted: domain.IncludeDeleted, Sort: domain.RowSort{Field: "Email", Descending: true}}
		want = `{"Email":"c@x.org","_deleted":true}` + "\n" + `{"Email":"b@x.org"}` + "\n" + `{"Email":"a@x.org"}` + "\n"
		got := export(t, p, q, domain.JSONL, domain.ExportOptions{})
		if got != want || !json.Valid([]byte(got[:len(`{"Email":"c@x.org","_deleted":true}`)])) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

func TestWorkbookOpensWithItsTypes(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		strange(t, p)
		got := export(t, p, domain.RowQuery{Table: "Contacts", Deleted: domain.IncludeDeleted}, domain.XLSX, domain.ExportOptions{})
		file, err := excelize.OpenReader(bytes.NewReader([]byte(got)))
		must(t, err)
		defer func() { _ = file.Close() }()
		for cell, want := range map[string]string{
			"A1": "Email", "J1": "_deleted", "B2": "=1+1, \"né\"\nx", "C2": "9007199254740993", "D2": "12345678901234567890.10",
			"E2": "TRUE", "F2": "2024-02-29", "G2": "2026-01-02 03:04:05", "A3": "b@x.org", "D4": "1.5", "F4": "0099-01-01", "J4": "TRUE",
		} {
			if v, err := file.GetCellValue("Rows", cell); err != nil || v != want {
				t.Errorf("%s: got %q, %v; want %q", cell, v, err, want)
			}
		}
	})
}

// brokenWriter fails after some bytes, as a full disk does.
type brokenWriter struct{ left int }

var errBroken = errors.New("broken")

func (w *brokenWriter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errBroken
	}
	return len(b), nil
}

func TestExportTellsItsProgress(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		const rows = 5000
		values := make([][]domain.Value, rows)
		for n := range values {
			values[n] = []domain.Value{fmt.Sprintf("c%d@x.org", n)}
		}
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			_, err := tx.Insert(ctx, byRun("r1"), "Contacts", []string{"Email"}, values)
			return err
		})
		var told []int64
		options := domain.ExportOptions{Progress: func(rows int64) { told = append(told, rows) }}
		n, err := p.Export(t.Context(), domain.RowQuery{Table: "Contacts"}, domain.CSV, options, io.Discard)
		if err != nil || n != rows {
			t.Fatalf("%d rows, %v", n, err)
		}
		if diff := cmp.Diff([]int64{2000, 4000}, told); diff != "" {
			t.Error(diff)
		}

		ctx, cancel := context.WithCancel(t.Context())
		options.Progress = func(int64) { cancel() }
		if n, err := p.Export(ctx, domain.RowQuery{Table: "Contacts"}, domain.CSV, options, io.Discard); !errors.Is(err, context.Canceled) || n == rows {
			t.Errorf("cancelled while it wrote: %d rows, %v", n, err)
		}
	})
}

func TestExportSaysWhenItCannotWrite(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		strange(t, p)
		for _, f := range []domain.ExportFormat{domain.CSV, domain.JSONL, domain.XLSX} {
			if _, err := p.Export(t.Context(), domain.RowQuery{Table: "Contacts"}, f, domain.ExportOptions{}, &brokenWriter{left: 10}); !errors.Is(err, errBroken) {
				t.Errorf("%s: got %v, want the writer's error", f, err)
			}
		}
		if _, err := p.Export(t.Context(), domain.RowQuery{Table: "Contacts"}, "pdf", domain.ExportOptions{}, &bytes.Buffer{}); err == nil {
			t.Error("an unknown format was accepted")
		}
	})
}
