package declarative_test

import (
	"archive/zip"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source/declarative"
)

// sending is a service that writes its answer bit by bit and holds nothing of it.
func sending(t testing.TB, write func(w http.ResponseWriter, r *http.Request)) *service {
	t.Helper()
	web := serve(t, func(int, *httpRequest) answer { return answer{} })
	web.Config.Handler = http.HandlerFunc(write)
	return web
}

// packed is a stream whose answers have such a decoder, and the records at the top.
func packed(decoder string) string {
	stream := streamWith("", "decoder: "+decoder)
	return manifestOf(strings.Replace(stream, `{$ref: "#/definitions/selector"}`, "{type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}", 1))
}

// writeRows writes so many MB of rows of about 1 kB, which hardly pack; each has its
// number.
func writeRows(w io.Writer, megabytes int, row func(n int, text string) string) {
	const long = 900
	random := rand.New(rand.NewPCG(1, 2))
	letters := make([]byte, 1<<20)
	for i := range letters {
		letters[i] = 'a' + byte(random.IntN(26))
	}
	text := string(letters)
	for n := 1; n <= rowsIn(megabytes); n++ {
		at := n * long % (len(text) - long)
		if _, err := io.WriteString(w, row(n, text[at:at+long])); err != nil {
			return // nobody reads any more
		}
	}
}

func rowsIn(megabytes int) int { return megabytes * 1_100 }

func csvRow(n int, text string) string  { return fmt.Sprintf("%d,\"%s, more\"\n", n, text) }
func jsonRow(n int, text string) string { return fmt.Sprintf("{\"id\":\"%d\",\"text\":%q}\n", n, text) }

func gzipped(w io.Writer, write func(io.Writer)) {
	z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // that level exists
	write(z)
	_ = z.Close() // nobody reads any more, if that fails
}

// archived writes two files, each with half.
func archived(w io.Writer, write func(w io.Writer, from, to int)) {
	z := zip.NewWriter(w)
	for part := range 2 {
		f, err := z.Create(fmt.Sprintf("part-%d.csv", part))
		if err != nil {
			return
		}
		write(f, part, 2)
	}
	_ = z.Close()
}

// packedForms are answers of so many MB in all forms in which they are read bit by bit.
func packedForms() map[string]struct {
	decoder string
	write   func(w io.Writer, megabytes int)
} {
	type form = struct {
		decoder string
		write   func(w io.Writer, megabytes int)
	}
	table := func(w io.Writer, megabytes int) {
		_, _ = io.WriteString(w, "id,text\n") // nobody reads any more, if that fails
		writeRows(w, megabytes, csvRow)
	}
	lines := func(w io.Writer, megabytes int) { writeRows(w, megabytes, jsonRow) }
	list := func(w io.Writer, megabytes int) {
		_, _ = io.WriteString(w, "[")
		writeRows(w, megabytes, func(n int, text string) string { return strings.Replace(",", ",", "", max(0, 2-n)) + jsonRow(n, text) })
		_, _ = io.WriteString(w, "]")
	}
	zipped := func(write func(io.Writer, int)) func(io.Writer, int) {
		return func(w io.Writer, megabytes int) {
			archived(w, func(f io.Writer, _, of int) { write(f, megabytes/of) })
		}
	}
	packed := func(write func(io.Writer, int)) func(io.Writer, int) {
		return func(w io.Writer, megabytes int) { gzipped(w, func(w io.Writer) { write(w, megabytes) }) }
	}
	return map[string]form{
		"CSV":                {"{type: CsvDecoder}", table},
		"lines of JSON":      {"{type: JsonlDecoder}", lines},
		"gzip of CSV":        {"{type: GzipDecoder, decoder: {type: CsvDecoder}}", packed(table)},
		"gzip of JSON lines": {"{type: GzipDecoder, decoder: {type: JsonlDecoder}}", packed(lines)},
		"gzip of JSON":       {"{type: GzipDecoder, decoder: {type: JsonDecoder}}", packed(list)},
		"zip of CSV":         {"{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", zipped(table)},
		"zip of gzip of CSV": {"{type: ZipfileDecoder, decoder: {type: GzipDecoder, decoder: {type: CsvDecoder}}}", zipped(packed(table))},
	}
}

// live is what the heap holds that is still used.
func live() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// readLargely reads everything, and returns how many records came and how much more was
// held meanwhile than before.
func readLargely(t testing.TB, decoder string, write func(io.Writer)) (count int, held int64) {
	t.Helper()
	web := sending(t, func(w http.ResponseWriter, _ *http.Request) { write(w) })
	c := connector(t, packed(decoder))
	before, next := live(), 0
	outcome, err := c.Read(t.Context(), web.config(), domain.ReadRequest{DataType: "items", Mode: domain.FullRead}, func(p domain.Page) error {
		if count += len(p.Records); count >= next {
			next += 20_000
			held = max(held, live()-before)
		}
		return nil
	})
	if err != nil || !outcome.Complete {
		t.Errorf("outcome %+v, error %v; want everything", outcome, err)
	}
	return count, held
}

func TestLargePackedAnswersAreReadBitByBit(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const most = 40 << 20
	for name, form := range packedForms() {
		megabytes := 12 // more than comes at once
		if name == "gzip of CSV" || name == "zip of CSV" {
			megabytes = 72 // more than is ever held
		}
		t.Run(name, func(t *testing.T) {
			count, held := readLargely(t, form.decoder, func(w io.Writer) { form.write(w, megabytes) })
			if count != rowsIn(megabytes) || held > most {
				t.Errorf("%d records of %d, at most %d MB were held; want at most %d", count, rowsIn(megabytes), held>>20, most>>20)
			}
			nothingLeft(t)
		})
	}
}

// nothingLeft fails when an answer was left on the disk.
func nothingLeft(t *testing.T) {
	t.Helper()
	files, err := os.ReadDir(os.TempDir())
	if err != nil || len(files) > 0 {
		t.Errorf("left on the disk: %v, error %v", files, err)
	}
}

func TestNothingOfAnArchiveIsLeftOnTheDisk(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	stop := errors.New("enough")
	form := packedForms()["zip of CSV"]
	tests := []struct {
		name  string
		limit int
		page  func(cancel func()) error
		write func(w io.Writer)
		want  func(err error) bool
	}{
		{"only some are wanted", 10, nil, nil, func(err error) bool { return err == nil }},
		{"the one who reads fails", 0, func(func()) error { return stop }, nil, func(err error) bool { return errors.Is(err, stop) }},
		{"cancelled", 0, func(cancel func()) error { cancel(); return nil }, nil, func(err error) bool { return errors.Is(err, context.Canceled) }},
		{"broken", 0, nil, func(w io.Writer) {
			_, _ = io.WriteString(w, "PK"+strings.Repeat("x", 8<<20))
		}, func(err error) bool { return codeOf(err) == "not_json" }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			write := test.write
			if write == nil {
				write = func(w io.Writer) { form.write(w, 20) }
			}
			web := sending(t, func(w http.ResponseWriter, _ *http.Request) { write(w) })
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			_, err := connector(t, packed(form.decoder)).Read(ctx, web.config(), domain.ReadRequest{DataType: "items", Mode: domain.FullRead, Limit: test.limit}, func(domain.Page) error {
				if test.page != nil {
					return test.page(cancel)
				}
				return nil
			})
			if !test.want(err) {
				t.Errorf("error %v", err)
			}
			nothingLeft(t)
		})
	}
}

func codeOf(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Code
}

func TestAnArchiveThatFindsNoRoom(t *testing.T) {
	t.Setenv("TMPDIR", "/no/such/folder")
	form := packedForms()["zip of CSV"]
	web := sending(t, func(w http.ResponseWriter, _ *http.Request) { form.write(w, 20) })
	r := read(t, connector(t, packed(form.decoder)), web.config(), domain.ReadRequest{})
	wantError(t, r.err, domain.OurFault, "no_room")
}

func TestWhatIsPackedIsBounded(t *testing.T) {
	zeros := func(megabytes int, piece string) func(w io.Writer) {
		return func(w io.Writer) {
			block := strings.Repeat(piece, 1<<20/len(piece))
			for range megabytes {
				if _, err := io.WriteString(w, block); err != nil {
					return
				}
			}
		}
	}
	manyFiles := func(w io.Writer) {
		z := zip.NewWriter(w)
		for n := range 60_000 {
			_, _ = z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("a-long-name-of-a-file-%d", n)})
		}
		_ = z.Close()
	}
	tests := []struct {
		name, decoder string
		write         func(w io.Writer)
		means         string
	}{
		{"gzip of empty objects", "{type: GzipDecoder, decoder: {type: JsonlDecoder}}", func(w io.Writer) { gzipped(w, zeros(17, "{}\n")) }, "It is packed, and more than 16 MB came out of it."},
		{"gzip of one line", "{type: GzipDecoder, decoder: {type: JsonlDecoder}}", func(w io.Writer) { gzipped(w, zeros(17, "x")) }, "It is packed, and more than 16 MB came out of it."},
		{"gzip of a list", "{type: GzipDecoder, decoder: {type: JsonDecoder}}", func(w io.Writer) {
			gzipped(w, func(w io.Writer) { _, _ = io.WriteString(w, "[1"); zeros(17, ",1")(w) })
		}, "It is packed, and more than 16 MB came out of it."},
		{"two files together", "{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", func(w io.Writer) {
			archived(w, func(f io.Writer, _, _ int) { zeros(9, "a,b\n")(f) })
		}, "It is packed, and more than 16 MB came out of it."},
		{"an archive of many files", "{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", manyFiles, "It is an archive of too many files."},
		{"an archive that is large as it comes", "{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", func(w io.Writer) { zeros(9, "x")(w) }, "More than 8 MB came at once; nothing of it was kept."},
		{"what must be seen whole", "{type: GzipDecoder, decoder: {type: XmlDecoder}}", func(w io.Writer) { gzipped(w, zeros(2, "<a/>")) }, "It is packed, and more than 1 MB came out of it."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := sending(t, func(w http.ResponseWriter, _ *http.Request) { test.write(w) })
			most := int64(1 << 20)
			switch test.name {
			case "an archive that is large as it comes":
				most = 2 << 20
			case "an archive of many files":
				most = 32 << 20
			}
			c := connector(t, packed(test.decoder), func(o *declarative.Options) { o.MaxBody = most })
			r := read(t, c, web.config(), domain.ReadRequest{})
			if e := told(t, r.err, domain.ServiceDown, "answer_too_large"); e.Means != test.means {
				t.Errorf("it means %q, want %q", e.Means, test.means)
			}
		})
	}
}

func TestARecordWithoutEnd(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	for name, test := range map[string]struct{ decoder, start string }{
		"a line":         {"{type: JsonlDecoder}", `{"a":"`},
		"a cell":         {"{type: CsvDecoder}", "a\n\""},
		"in a list":      {"{type: GzipDecoder, decoder: {type: JsonDecoder}}", `[{"a":"`},
		"a packed table": {"{type: GzipDecoder, decoder: {type: CsvDecoder}}", "a\n\""},
	} {
		t.Run(name, func(t *testing.T) {
			web := sending(t, func(w http.ResponseWriter, _ *http.Request) {
				write := func(w io.Writer) {
					_, _ = io.WriteString(w, test.start)
					for range 70 {
						if _, err := io.WriteString(w, long); err != nil {
							return
						}
					}
				}
				if strings.Contains(test.decoder, "Gzip") {
					gzipped(w, write)
					return
				}
				write(w)
			})
			r := read(t, connector(t, packed(test.decoder)), web.config(), domain.ReadRequest{})
			if e := told(t, r.err, domain.ServiceDown, "answer_too_large"); e.Means != "A single record in it has more than 64 MB." {
				t.Errorf("it means %q", e.Means)
			}
		})
	}
}

// TestALargeAnswerThatStandsStill: what comes may take its time, but must come.
func TestALargeAnswerThatStandsStill(t *testing.T) {
	web := sending(t, func(w http.ResponseWriter, r *http.Request) {
		writeRows(w, 6, jsonRow)
		_ = http.NewResponseController(w).Flush() // nobody reads any more, if that fails
		<-r.Context().Done()
	})
	more := "error_handler: {type: DefaultErrorHandler, max_retries: 0}"
	text := strings.Replace(packed("{type: JsonlDecoder}"), "    record_selector:", "      "+more+"\n    record_selector:", 1)
	r := read(t, connector(t, text, func(o *declarative.Options) { o.RequestTimeout = 300 * time.Millisecond }), web.config(), domain.ReadRequest{})
	wantError(t, r.err, domain.ServiceDown, "too_slow")
}

// BenchmarkLargePackedAnswers reads half a gigabyte in each form.
func BenchmarkLargePackedAnswers(b *testing.B) {
	const megabytes = 500
	for name, form := range packedForms() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				count, held := readLargely(b, form.decoder, func(w io.Writer) { form.write(w, megabytes) })
				if count != rowsIn(megabytes) {
					b.Fatalf("%d records, want %d", count, rowsIn(megabytes))
				}
				b.ReportMetric(float64(held>>20), "MB-held")
			}
			b.SetBytes(megabytes << 20)
		})
	}
}
