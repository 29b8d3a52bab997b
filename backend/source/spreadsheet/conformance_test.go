package spreadsheet_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"tributary/backend/domain"
	"tributary/backend/source/sourcetest"
)

// people is the service behind the suite: rows that are saved to a file.
type people struct {
	ids   []int
	names map[int]string
	save  func(t testing.TB, p *people)
}

func newPeople(t testing.TB, save func(testing.TB, *people)) *people {
	t.Helper()
	p := &people{names: map[int]string{}, save: save}
	for id := 1; id <= 10; id++ {
		p.ids = append(p.ids, id)
		p.names[id] = "Person " + strconv.Itoa(id)
	}
	p.save(t, p)
	return p
}

func (p *people) subject(path, dataType, bad string) sourcetest.Subject {
	var want []string
	for _, id := range p.ids {
		want = append(want, strconv.Itoa(id))
	}
	missing := sourcetest.BadConfig{Name: "missing", Config: at(path + ".missing"), Kind: domain.SetUp, Code: "file_missing"}
	return sourcetest.Subject{
		Connector: connector(), Config: at(path), DataType: dataType, Want: want,
		Identity: func(r domain.Record) string { return fmt.Sprint(r["Id"]) },
		Bad: []sourcetest.BadConfig{
			missing,
			{Name: "no path", Config: at(" "), Kind: domain.SetUp, Code: "path_missing"},
			{Name: "no path at all", Config: nil, Kind: domain.SetUp, Code: "path_missing"},
			{Name: "no spreadsheets", Config: at(bad), Kind: domain.SetUp, Code: "no_spreadsheets"},
		},
		Add: func(t testing.TB) string {
			t.Helper()
			p.ids = append(p.ids, 11)
			p.names[11] = "New"
			p.save(t, p)
			return "11"
		},
		Change: func(t testing.TB) string {
			t.Helper()
			p.names[4] = "Porson 4" // the file keeps its size
			p.save(t, p)
			return "4"
		},
		Delete: func(t testing.TB) string {
			t.Helper()
			p.ids = slices.DeleteFunc(p.ids, func(id int) bool { return id == 7 })
			p.save(t, p)
			return "7"
		},
	}
}

func TestTextFilesConform(t *testing.T) {
	sourcetest.Run(t, sourcetest.Harness{New: func(t *testing.T) sourcetest.Subject {
		dir := t.TempDir()
		p := newPeople(t, func(t testing.TB, p *people) {
			t.Helper()
			var b bytes.Buffer
			b.WriteString("Id;Name\n")
			for _, id := range p.ids {
				fmt.Fprintf(&b, "%d;%s\n", id, p.names[id])
			}
			write(t, filepath.Join(dir, "people.csv"), b.Bytes())
		})
		return p.subject(dir, "people", t.TempDir())
	}})
}

func TestWorkbooksConform(t *testing.T) {
	sourcetest.Run(t, sourcetest.Harness{New: func(t *testing.T) sourcetest.Subject {
		path := filepath.Join(t.TempDir(), "staff.xlsx")
		p := newPeople(t, func(t testing.TB, p *people) {
			t.Helper()
			rows := [][]any{{"Id", "Name"}}
			for _, id := range p.ids {
				rows = append(rows, []any{id, p.names[id]})
			}
			write(t, path, workbook(t, rows))
		})
		return p.subject(path, "staff/Sheet1", t.TempDir())
	}})
}

// workbook makes one with a sheet Sheet1.
func workbook(t testing.TB, rows [][]any, options ...excelize.Options) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b, options...); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
