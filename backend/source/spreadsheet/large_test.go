package spreadsheet_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tributary/backend/domain"
	"tributary/backend/source/spreadsheet"
)

// largeText writes a file of n rows of about 90 bytes.
func largeText(tb testing.TB, n int) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "large.csv")
	file, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriterSize(file, 1<<20)
	fmt.Fprintln(w, "Id,Email,Name,City,Spent,Since,Note")
	for i := range n {
		fmt.Fprintf(w, "%d,person%d@example.com,\"Person, number %d\",Orléans,%d.50,2024-01-%02d,some words of a note\n", i, i, i, i%1000, i%28+1)
	}
	if err := errors.Join(w.Flush(), file.Close()); err != nil {
		tb.Fatal(err)
	}
	return path
}

// largeWorkbook writes a sheet of n rows whose texts are all different.
func largeWorkbook(tb testing.TB, n int) string {
	tb.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	for i := range n {
		row := []any{i, "person" + strconv.Itoa(i) + "@example.com", 1.5 * float64(i), i%2 == 0}
		if i == 0 {
			row = []any{"Id", "Email", "Spent", "Active"}
		}
		if err := w.SetRow("A"+strconv.Itoa(i+1), row); err != nil {
			tb.Fatal(err)
		}
	}
	path := filepath.Join(tb.TempDir(), "large.xlsx")
	if err := errors.Join(w.Flush(), f.SaveAs(path), f.Close()); err != nil {
		tb.Fatal(err)
	}
	return path
}

// peak reads a file and returns the records and how much the heap grew at most,
// measured at every page and at every look while it is described.
func peak(tb testing.TB, path, dataType string) (records int, grown uint64) {
	tb.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // measures what is held, not what is left lying
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	start := stats.HeapAlloc
	look := func() {
		runtime.ReadMemStats(&stats)
		if stats.HeapAlloc > start {
			grown = max(grown, stats.HeapAlloc-start)
		}
	}
	c := spreadsheet.New(spreadsheet.Options{Quiet: -1})
	if _, err := c.Discover(tb.Context(), at(path)); err != nil {
		tb.Fatal(err)
	}
	look()
	outcome, err := c.Read(tb.Context(), at(path), domain.ReadRequest{DataType: dataType, Mode: domain.FullRead}, func(p domain.Page) error {
		records += len(p.Records)
		look()
		return nil
	})
	if err != nil || !outcome.Complete {
		tb.Fatalf("Read = %+v, %v", outcome, err)
	}
	return records, grown
}

func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	const most = 10 << 20 // all records at once would need 20 MB and more
	if records, grown := peak(t, largeText(t, 20_000), "large"); records != 20_000 || grown > most {
		t.Errorf("text: %d records, heap grew by %d MB; want 20000 and at most %d MB", records, grown>>20, most>>20)
	}
	if records, grown := peak(t, largeWorkbook(t, 10_001), "large/Sheet1"); records != 10_000 || grown > most {
		t.Errorf("workbook: %d records, heap grew by %d MB; want 10000 and at most %d MB", records, grown>>20, most>>20)
	}
}

// BenchmarkMillionRows describes and reads a CSV file of a million rows.
func BenchmarkMillionRows(b *testing.B) {
	path := largeText(b, 1_000_000)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(2 * info.Size()) // Discover and Read
	for b.Loop() {
		records, grown := peak(b, path, "large")
		if records != 1_000_000 {
			b.Fatalf("%d records", records)
		}
		b.ReportMetric(float64(grown)/(1<<20), "peak-MB")
	}
}

func TestATenMegabyteCellIsRead(t *testing.T) {
	long := strings.Repeat("é, \n", 2<<20)
	got := readFull(t, at(folder(t, map[string]string{"a.csv": "A,B\n1,\"" + long + "\"\n2,x\n"})), "a")
	if len(got.records) != 2 || got.records[0]["B"] != long {
		t.Errorf("%d records; want two, the first with all of the long cell", len(got.records))
	}
}
