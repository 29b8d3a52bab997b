package backend_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime/pprof"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-json"
	_ "modernc.org/sqlite" // the floor uses the program's driver

	"tributary/backend"
	"tributary/backend/cli"
)

// The size of a whole run under measurement: see build/bench for the same over processes.
const (
	benchRecords = 100_000
	benchPage    = 100
)

// BenchmarkWholeRuns tells the ratios of the design: a first full read against its floor, an
// unchanged one against fetching and decoding alone. One iteration is enough:
//
//	go test ./backend -run '^$' -bench WholeRuns -benchtime 1x
//	go test ./backend -run '^$' -bench WholeRuns -benchtime 1x -cpuprofile cpu.out
func BenchmarkWholeRuns(b *testing.B) {
	server := httptest.NewServer(largeShop())
	defer server.Close()
	for range b.N {
		dir := b.TempDir()
		fetch := timed(b, "fetch", func() error { return fetchAll(b.Context(), server.URL, func([]benchCustomer) error { return nil }) })
		floor := timed(b, "floor", func() error { return insertAll(b.Context(), server.URL, filepath.Join(dir, "floor.db")) })
		p := benchProgram{b, dir}
		p.apply(server.URL)
		first := timed(b, "first", func() error { return p.command("sync", "--json") })
		again := timed(b, "unchanged", func() error { return p.command("sync", "--full", "--json") })
		b.ReportMetric(benchRecords/first.Seconds(), "records/s")
		b.ReportMetric(benchRecords/floor.Seconds(), "floor-records/s")
		b.ReportMetric(first.Seconds()/floor.Seconds(), "first/floor")
		b.ReportMetric(again.Seconds()/fetch.Seconds(), "unchanged/fetch")
	}
}

// timed labels what it measures, so that a profile can be told apart: pprof -tagfocus=first.
func timed(b *testing.B, name string, do func() error) time.Duration {
	b.Helper()
	from := time.Now()
	var err error
	pprof.Do(b.Context(), pprof.Labels("run", name), func(context.Context) { err = do() })
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(from)
}

// benchProgram is the whole program on the system's clock.
type benchProgram struct {
	b   *testing.B
	dir string
}

func (p benchProgram) command(args ...string) error {
	var out, told bytes.Buffer
	choice := cli.Run(p.b.Context(), append(args, "--data-dir", filepath.Join(p.dir, "data")), cli.Streams{Out: &out, Err: &told}, "bench", backend.Tools("bench"))
	if choice.Exit != 0 || strings.Contains(out.String(), `"record_errors":1`) {
		return fmt.Errorf("tributary %v: exit %d: %s%s", args, choice.Exit, out.String(), told.String())
	}
	return nil
}

func (p benchProgram) apply(address string) {
	p.b.Helper()
	manifest := strings.Replace(shopManifest, "page_size: 10,", "page_size: "+strconv.Itoa(benchPage)+",", 1)
	manifest = strings.Replace(manifest, "id: {type: integer}", "id: {type: string}, email: {type: string}, city: {type: string}, spent: {type: string}, newsletter: {type: boolean}", 1)
	setup := shopSetup(address, shopKey)
	setup = strings.Replace(setup, "{name: Number, type: integer}", "{name: Number, type: text}, {name: Email, type: email}, {name: City, type: text}, {name: Spent, type: decimal}, {name: Newsletter, type: boolean}, {name: Updated, type: datetime}, {name: Street, type: text}", 1)
	setup = strings.Replace(setup, "{from: extra, to: Extra}", "{from: email, to: Email}, {from: city, to: City}, {from: spent, to: Spent}, {from: newsletter, to: Newsletter}, {from: updated, to: Updated}, {from: address.street, to: Street}", 1)
	writeFile(p.b, filepath.Join(p.dir, "shop.yaml"), manifest)
	writeFile(p.b, filepath.Join(p.dir, "set-up.yaml"), setup)
	if err := p.command("apply", filepath.Join(p.dir, "set-up.yaml")); err != nil {
		p.b.Fatal(err)
	}
}

// largeShop answers with pages of customers of about 1 kB each.
func largeShop() http.Handler {
	notes := strings.Repeat("Calls back in the afternoon. ", 22)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, err := strconv.Atoi(r.URL.Query().Get("page"))
		if err != nil || page < 1 {
			page = 1
		}
		body := []byte(`{"customers":[`)
		for n := (page - 1) * benchPage; n < min(page*benchPage, benchRecords); n++ {
			if n > (page-1)*benchPage {
				body = append(body, ',')
			}
			// Keys without order, as services have them.
			body = fmt.Appendf(body, `{"id":"%016x","name":"Customer %d","email":"customer%d@example.com","city":"Lyon","spent":"%d.%02d",`+
				`"newsletter":%t,"updated":"2026-%02d-%02dT10:%02d:00Z","address":{"street":"%d Rue de l’Église","zip":"%05d"},`+
				`"tags":["wholesale","region-%d"],"notes":"%s"}`, uint64(n)*0x9e3779b97f4a7c15, n, n, n%9000, n%100, n%3 == 0,
				1+n%12, 1+n%28, n%60, n, n%99999, n%13, notes)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(append(body, `]}`...)) // a reader that went away is its own affair
	})
}

// benchCustomer is a record as the floor decodes it.
type benchCustomer struct {
	ID, Name, Email, City, Spent, Updated string
	Newsletter                            bool
	Address                               struct{ Street string }
}

// fetchAll is the least there is to do: every page fetched and decoded.
func fetchAll(ctx context.Context, address string, each func([]benchCustomer) error) error {
	for page := 1; ; page++ {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/customers?page=%d", address, page), nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(response.Body)
		if err := response.Body.Close(); err != nil {
			return err
		}
		if err != nil {
			return err
		}
		var decoded struct{ Customers []benchCustomer }
		if err := json.Unmarshal(body, &decoded); err != nil {
			return err
		}
		if len(decoded.Customers) == 0 {
			return nil
		}
		if err := each(decoded.Customers); err != nil {
			return err
		}
	}
}

// insertAll is the floor: fetched, decoded and inserted by the shortest straight-line program.
func insertAll(ctx context.Context, address, file string) (err error) {
	const pragmas = "?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=cache_size(-65536)&_pragma=wal_autocheckpoint(20000)"
	db, err := sql.Open("sqlite", file+pragmas)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // a database to be thrown away
	db.SetMaxOpenConns(1)
	create := `CREATE TABLE customers (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, email TEXT, city TEXT, spent TEXT,
		newsletter INTEGER, updated TEXT, street TEXT) STRICT`
	if _, err := db.ExecContext(ctx, create); err != nil {
		return err
	}
	const rows, batch = 20, 10_000
	insert := "INSERT INTO customers (id, name, email, city, spent, newsletter, updated, street) VALUES " + strings.Repeat(",(?,?,?,?,?,?,?,?)", rows)[1:]
	var waiting []any
	write := func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		statement, err := tx.PrepareContext(ctx, insert)
		if err != nil {
			return err
		}
		defer statement.Close()
		for ; len(waiting) >= rows*8; waiting = waiting[rows*8:] {
			if _, err := statement.ExecContext(ctx, waiting[:rows*8]...); err != nil {
				return err
			}
		}
		waiting = nil
		return tx.Commit()
	}
	err = fetchAll(ctx, address, func(customers []benchCustomer) error {
		for _, c := range customers {
			waiting = append(waiting, c.ID, c.Name, c.Email, c.City, c.Spent, c.Newsletter, c.Updated, c.Address.Street)
		}
		if len(waiting) < batch*8 {
			return nil
		}
		return write()
	})
	if err != nil {
		return err
	}
	return write()
}
