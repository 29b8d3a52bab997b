package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tributary/backend/domain"
	"tributary/backend/source/spreadsheet"
)

func TestUnreadableFilesAreNeverACompleteRead(t *testing.T) {
	good := string(workbook(t, [][]any{{"Id", "Name"}, {1, "x"}}))
	secret := string(workbook(t, [][]any{{"Id"}, {1}}, excelize.Options{Password: "pw"}))
	old := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	cases := map[string]struct {
		name, content, dataType string
		kind                    domain.Kind
		code                    string
	}{
		"empty text":            {"a.csv", "", "a", domain.SetUp, spreadsheet.CodeEmpty},
		"blank text":            {"a.csv", "\n , \n\r\n", "a", domain.SetUp, spreadsheet.CodeEmpty},
		"mark only":             {"a.csv", "\ufeff", "a", domain.SetUp, spreadsheet.CodeEmpty},
		"sep line only":         {"a.csv", "sep=;\n", "a", domain.SetUp, spreadsheet.CodeEmpty},
		"quote not closed":      {"a.csv", "A,B\n1,2\n\"3,4\n5,6\n", "a", domain.SetUp, spreadsheet.CodeQuoteNotClosed},
		"web page":              {"a.csv", "<!DOCTYPE html><html><body>Sign in", "a", domain.SetUp, spreadsheet.CodeNotSpreadsheet},
		"workbook named csv":    {"a.csv", good, "a", domain.SetUp, spreadsheet.CodeNotSpreadsheet},
		"binary":                {"a.csv", "A,B\n\x00\x01\x02\n", "a", domain.SetUp, spreadsheet.CodeNotSpreadsheet},
		"too many columns":      {"a.csv", strings.Repeat("x,", 20_000) + "\n", "a", domain.SetUp, spreadsheet.CodeTooLarge},
		"endless row":           {"a.csv", "A,B\n" + strings.Repeat("x", 17<<20), "a", domain.SetUp, spreadsheet.CodeTooLarge},
		"empty workbook file":   {"a.xlsx", "", "a/Sheet1", domain.SetUp, spreadsheet.CodeEmpty},
		"workbook without rows": {"a.xlsx", string(workbook(t, nil)), "a/Sheet1", domain.SetUp, spreadsheet.CodeEmpty},
		"cut workbook":          {"a.xlsx", good[:len(good)*2/3], "a/Sheet1", domain.ServiceDown, spreadsheet.CodeDamaged},
		"text named xlsx":       {"a.xlsx", "A,B\n1,2\n", "a/Sheet1", domain.ServiceDown, spreadsheet.CodeDamaged},
		"other zip":             {"a.xlsx", zipOf(t, map[string]string{"a.txt": "x"}), "a/Sheet1", domain.ServiceDown, spreadsheet.CodeDamaged},
		"protected":             {"a.xlsx", secret, "a/Sheet1", domain.SetUp, spreadsheet.CodeProtected},
		"old format inside":     {"a.xlsx", old, "a/Sheet1", domain.SetUp, spreadsheet.CodeOldFormat},
		"old format":            {"a.xls", old, "a", domain.SetUp, spreadsheet.CodeOldFormat},
		"no such sheet":         {"a.xlsx", good, "a/Orders", domain.SetUp, spreadsheet.CodeSheetMissing},
		"no such file":          {"a.xlsx", good, "b", domain.SetUp, spreadsheet.CodeFileMissing},
		"sheet cut inside":      {"a.xlsx", bookWith(t, `<worksheet><sheetData><row><c><v>1</v></c></row>`), "a/S", domain.ServiceDown, spreadsheet.CodeDamaged},
		"text that never ends":  {"a.xlsx", bookWith(t, `<worksheet><sheetData><row><c t="str"><v>`+strings.Repeat("x", 5<<20)), "a/S", domain.SetUp, spreadsheet.CodeTooLarge},
		"missing text":          {"a.xlsx", bookWith(t, `<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>`), "a/S", domain.ServiceDown, spreadsheet.CodeDamaged},
		"column out of bounds":  {"a.xlsx", bookWith(t, `<worksheet><sheetData><row><c r="ZZZZ1"><v>7</v></c></row></sheetData></worksheet>`), "a/S", domain.SetUp, spreadsheet.CodeTooLarge},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, map[string]string{c.name: c.content, "other.csv": "A,B\n1,2\n"})
			r := read(t, connector(), at(dir), domain.ReadRequest{DataType: c.dataType, Mode: domain.FullRead})
			wantCode(t, r.err, c.kind, c.code)
			if r.outcome.Complete {
				t.Error("the read is complete")
			}
			// The good file beside it is still offered.
			types, err := connector().Discover(t.Context(), at(dir))
			if err != nil || len(types) == 0 || types[len(types)-1].Name != "other" {
				t.Errorf("Discover = %v, %v; want the other file", types, err)
			}
		})
	}
}

// bookWith makes a workbook whose sheet S has the given XML.
func bookWith(t *testing.T, sheet string) string {
	const rels = `<Relationships>%<Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>`
	return zipOf(t, map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": strings.Replace(rels, "%", "", 1),
		"xl/s.xml":                   sheet,
	})
}

func zipOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestProtectedWorkbookIsListedWithTheReason(t *testing.T) {
	secret := string(workbook(t, [][]any{{"Id"}, {1}}, excelize.Options{Password: "pw"}))
	types, err := connector().Discover(t.Context(), at(folder(t, map[string]string{"pay.xlsx": secret})))
	if err != nil || len(types) != 1 || !strings.Contains(types[0].Label, "password") || len(types[0].Fields) != 0 {
		t.Errorf("Discover = %+v, %v; want pay with the reason and no fields", types, err)
	}
}

func TestFileThatMayNotBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		// The superuser may read everything; what the system would say is
		// checked below all the same.
		t.Log("running as root: permission bits do not hold")
	}
	dir := folder(t, map[string]string{"a.csv": "A,B\n1,2\n"})
	path := filepath.Join(dir, "a.csv")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	r := read(t, connector(), at(path), domain.ReadRequest{DataType: "a", Mode: domain.FullRead})
	if os.Geteuid() == 0 {
		if r.err != nil {
			t.Errorf("Read as root = %v", r.err)
		}
		return
	}
	wantCode(t, r.err, domain.NotAllowed, spreadsheet.CodeNotReadable)
}

func TestErrorsNameNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "private-place")
	_, err := connector().Check(t.Context(), at(filepath.Join(dir, "a.csv")))
	if err == nil || strings.Contains(err.Error(), "private-place") {
		t.Errorf("Check = %v; want an error that names the file only", err)
	}
}

func TestAnEndedContextStopsDiscovery(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := connector().Discover(ctx, at("testdata")); !errors.Is(err, context.Canceled) {
		t.Errorf("Discover = %v", err)
	}
}
