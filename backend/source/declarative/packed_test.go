package declarative_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"slices"
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

// body is an answer whose middle comes again and again, so that a test makes it once.
type body struct {
	start, block, end string
	times             int
}

func (b body) plain(w io.Writer) {
	for part := range b.all() {
		if _, err := io.WriteString(w, part); err != nil {
			return // nobody reads any more
		}
	}
}

func (b body) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		if b.start != "" && !yield(b.start) {
			return
		}
		for range b.times {
			if !yield(b.block) {
				return
			}
		}
		if b.end != "" {
			yield(b.end)
		}
	}
}

// gzipped is the same as gzip; its members stand one after the other.
func (b body) gzipped() body {
	member := func(text string) string {
		if text == "" {
			return ""
		}
		var out bytes.Buffer
		z, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // that level exists
		_, _ = io.WriteString(z, text)                    // a Buffer never fails
		_ = z.Close()
		return out.String()
	}
	return body{member(b.start), member(b.block), member(b.end), b.times}
}

// archived writes an archive of several files.
func archived(w io.Writer, method uint16, files ...func(io.Writer)) {
	z := zip.NewWriter(w)
	for n, write := range files {
		f, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("part-%d.csv", n), Method: method})
		if err != nil {
			return // nobody reads any more
		}
		write(f)
	}
	_ = z.Close()
}

// rowsOfBlock are about a megabyte.
const rowsOfBlock = 1_100

// rows is a block of rows of about 1 kB, which hardly pack.
func rows(row func(n int, text string) string) string {
	random := rand.New(rand.NewPCG(1, 2))
	var out strings.Builder
	letters := make([]byte, 900)
	for n := 1; n <= rowsOfBlock; n++ {
		for i := range letters {
			letters[i] = 'a' + byte(random.IntN(26))
		}
		out.WriteString(row(n, string(letters)))
	}
	return out.String()
}

// packedForm is a way in which an answer is read bit by bit, with an answer of so many MB.
type packedForm struct {
	decoder string
	write   func(w io.Writer, megabytes int)
	more    int // records besides those of the blocks
}

func packedForms() map[string]packedForm {
	table := body{start: "id,text\n", block: rows(func(n int, text string) string { return fmt.Sprintf("%d,\"%s, more\"\n", n, text) })}
	lines := body{block: rows(func(n int, text string) string { return fmt.Sprintf("{\"id\":\"%d\",\"text\":%q}\n", n, text) })}
	list := body{start: `[{"id":"0"}`, block: rows(func(n int, text string) string { return fmt.Sprintf(",{\"id\":\"%d\",\"text\":%q}\n", n, text) }), end: "]"}
	plain := func(b body) func(io.Writer, int) {
		return func(w io.Writer, megabytes int) {
			b.times = megabytes
			b.plain(w)
		}
	}
	gzipped := func(b body) func(io.Writer, int) { return plain(b.gzipped()) }
	halves := func(method uint16, write func(io.Writer, int)) func(io.Writer, int) {
		return func(w io.Writer, megabytes int) {
			half := func(f io.Writer) { write(f, megabytes/2) }
			archived(w, method, half, half)
		}
	}
	return map[string]packedForm{
		"CSV":                {"{type: CsvDecoder}", plain(table), 0},
		"lines of JSON":      {"{type: JsonlDecoder}", plain(lines), 0},
		"gzip of CSV":        {"{type: GzipDecoder, decoder: {type: CsvDecoder}}", gzipped(table), 0},
		"gzip of JSON lines": {"{type: GzipDecoder, decoder: {type: JsonlDecoder}}", gzipped(lines), 0},
		"gzip of JSON":       {"{type: GzipDecoder, decoder: {type: JsonDecoder}}", gzipped(list), 1},
		"zip of CSV":         {"{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", halves(zip.Store, plain(table)), 0},
		"packed zip of CSV":  {"{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", halves(zip.Deflate, plain(table)), 0},
		"zip of gzip of CSV": {"{type: ZipfileDecoder, decoder: {type: GzipDecoder, decoder: {type: CsvDecoder}}}", halves(zip.Store, gzipped(table)), 0},
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
		megabytes := 8 // more than comes at once
		if name == "gzip of CSV" || name == "zip of CSV" {
			megabytes = 72 // more than is ever held
		}
		t.Run(name, func(t *testing.T) {
			count, held := readLargely(t, form.decoder, func(w io.Writer) { form.write(w, megabytes) })
			if want := megabytes*rowsOfBlock + form.more; count != want || held > most {
				t.Errorf("%d records of %d, at most %d MB were held; want at most %d", count, megabytes*rowsOfBlock, held>>20, most>>20)
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
	mega := func(times int, piece string) body {
		return body{block: strings.Repeat(piece, 1<<20/len(piece)), times: times}
	}
	list := mega(17, "1,")
	list.start = "["
	manyFiles := func(w io.Writer) {
		archived(w, zip.Store, slices.Repeat([]func(io.Writer){func(io.Writer) {}}, 90_000)...)
	}
	tests := []struct {
		name, decoder string
		write         func(w io.Writer)
		means         string
	}{
		{"gzip of empty objects", "{type: GzipDecoder, decoder: {type: JsonlDecoder}}", mega(17, "{}\n").gzipped().plain, "It is packed, and more than 16 MB came out of it."},
		{"gzip of one line", "{type: GzipDecoder, decoder: {type: JsonlDecoder}}", mega(17, "x").gzipped().plain, "It is packed, and more than 16 MB came out of it."},
		{"gzip of a list", "{type: GzipDecoder, decoder: {type: JsonDecoder}}", list.gzipped().plain, "It is packed, and more than 16 MB came out of it."},
		{"two files together", "{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", func(w io.Writer) { archived(w, zip.Deflate, mega(9, "a,b\n").plain, mega(9, "a,b\n").plain) }, "It is packed, and more than 16 MB came out of it."},
		{"an archive of many files", "{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", manyFiles, "It is an archive of too many files."},
		{"an archive that is large as it comes", "{type: ZipfileDecoder, decoder: {type: CsvDecoder}}", mega(9, "x").plain, "More than 8 MB came at once; nothing of it was kept."},
		{"what must be seen whole", "{type: GzipDecoder, decoder: {type: XmlDecoder}}", mega(2, "<a/>").gzipped().plain, "It is packed, and more than 1 MB came out of it."},
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
		"a packed table": {"{type: GzipDecoder, decoder: {type: CsvDecoder}}", "a\n\""},
	} {
		t.Run(name, func(t *testing.T) {
			web := sending(t, func(w http.ResponseWriter, _ *http.Request) {
				b := body{start: test.start, block: long, times: 70}
				if strings.Contains(test.decoder, "Gzip") {
					b = b.gzipped()
				}
				b.plain(w)
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
		packedForms()["lines of JSON"].write(w, 6)
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
				if want := megabytes*rowsOfBlock + form.more; count != want {
					b.Fatalf("%d records, want %d", count, want)
				}
				b.ReportMetric(float64(held>>20), "MB-held")
			}
			b.SetBytes(megabytes << 20)
		})
	}
}
