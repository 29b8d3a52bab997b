package queue_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"tributary/backend/domain"
	"tributary/backend/queue"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
)

var server = sqldbtest.NewServer()

func TestMain(m *testing.M) { os.Exit(server.Run(m)) }

// each runs a test with an empty queue on every database.
func each(t *testing.T, test func(t *testing.T, open func(name string) *queue.Queue, db *sqldb.DB)) {
	t.Helper()
	files := fstest.MapFS{}
	for _, dialect := range []string{"sqlite", "postgres"} {
		files["0001_state."+dialect+".sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE state (id INTEGER PRIMARY KEY);")}
	}
	server.Each(t, sqldb.Options{Role: sqldb.State, Migrations: files}, func(t *testing.T, db *sqldb.DB) {
		test(t, func(name string) *queue.Queue {
			t.Helper()
			q, err := queue.Open(t.Context(), db, name, func(err error) { t.Log(err) })
			if err != nil {
				t.Fatal(err)
			}
			return q
		}, db)
	})
}

// serving hands tickets to work until stop is called.
func serving(t *testing.T, q *queue.Queue, work func(ctx context.Context, ticket domain.Ticket) bool) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- q.Serve(ctx, work) }()
	return func() {
		t.Helper()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Serve returned %v, want context.Canceled", err)
		}
	}
}

func put(t *testing.T, q *queue.Queue, ticket domain.Ticket, want bool) {
	t.Helper()
	added, err := q.Put(t.Context(), ticket)
	if err != nil || added != want {
		t.Fatalf("Put(%v) = %v, %v; want %v", ticket, added, err, want)
	}
}

// next waits patiently for a ticket.
func next(t *testing.T, tickets <-chan domain.Ticket) domain.Ticket {
	t.Helper()
	select {
	case ticket := <-tickets:
		return ticket
	case <-time.After(30 * time.Second):
		t.Fatal("no ticket was handed out")
		return domain.Ticket{}
	}
}

func TestATicketIsHandedOutAsItWasPut(t *testing.T) {
	each(t, func(t *testing.T, open func(string) *queue.Queue, _ *sqldb.DB) {
		q, tickets := open("here"), make(chan domain.Ticket, 1)
		stop := serving(t, q, func(_ context.Context, ticket domain.Ticket) bool { tickets <- ticket; return true })
		defer stop()
		want := domain.Ticket{Integration: "a", Trigger: domain.Manual, Full: true, Allow: true}
		put(t, q, want, true)
		if got := next(t, tickets); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
}

func TestOneIntegrationWaitsOrRunsOnce(t *testing.T) {
	each(t, func(t *testing.T, open func(string) *queue.Queue, _ *sqldb.DB) {
		q, other := open("here"), open("another-program")
		put(t, q, domain.Ticket{Integration: "a", Trigger: domain.Manual}, true)
		put(t, q, domain.Ticket{Integration: "a", Trigger: domain.Scheduled}, false)
		put(t, other, domain.Ticket{Integration: "a"}, false)
		put(t, q, domain.Ticket{Integration: "b"}, true)

		tickets, finish := make(chan domain.Ticket, 2), make(chan struct{})
		stop := serving(t, q, func(_ context.Context, ticket domain.Ticket) bool { tickets <- ticket; <-finish; return true })
		defer stop()
		next(t, tickets)
		next(t, tickets)
		put(t, other, domain.Ticket{Integration: "a"}, false) // in hand
		close(finish)
		for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			added, err := other.Put(t.Context(), domain.Ticket{Integration: "a"})
			if err != nil || time.Now().After(deadline) {
				t.Fatalf("after its end it cannot be put again: %v", err)
			}
			if added {
				return
			}
		}
	})
}

func TestWhatWasNotDoneComesAgainAtTheNextStart(t *testing.T) {
	each(t, func(t *testing.T, open func(string) *queue.Queue, _ *sqldb.DB) {
		q, tickets := open("here"), make(chan domain.Ticket, 1)
		stop := serving(t, q, func(ctx context.Context, ticket domain.Ticket) bool { tickets <- ticket; <-ctx.Done(); return false })
		put(t, q, domain.Ticket{Integration: "a"}, true)
		next(t, tickets)
		stop()

		stop = serving(t, open("here"), func(_ context.Context, ticket domain.Ticket) bool { tickets <- ticket; return true })
		defer stop()
		if got := next(t, tickets); got.Integration != "a" {
			t.Errorf("got %+v, want the ticket left", got)
		}
	})
}

func TestWhatAKilledProgramHadInHandComesAgain(t *testing.T) {
	each(t, func(t *testing.T, open func(string) *queue.Queue, db *sqldb.DB) {
		q, tickets := open("here"), make(chan domain.Ticket, 1)
		for _, name := range []string{"here", "another-program"} {
			put(t, open(name), domain.Ticket{Integration: domain.IntegrationID(name)}, true)
		}
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error { // as a kill leaves it
			n, err := tx.Exec(t.Context(), "UPDATE river_job SET state = 'running'")
			if n != 2 {
				t.Errorf("%d jobs, want 2", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		stop := serving(t, q, func(_ context.Context, ticket domain.Ticket) bool { tickets <- ticket; return true })
		defer stop()
		if got := next(t, tickets); got.Integration != "here" {
			t.Errorf("got %+v, want the own ticket: the other program may live", got)
		}
	})
}

// BenchmarkPutToWork is the time from putting a ticket to its work beginning.
func BenchmarkPutToWork(b *testing.B) {
	db, err := sqldb.OpenSQLite(b.Context(), b.TempDir()+"/state.db", sqldb.Options{Role: sqldb.State, Migrations: fstest.MapFS{
		"0001_state.sqlite.sql":   &fstest.MapFile{Data: []byte("CREATE TABLE state (id INTEGER PRIMARY KEY);")},
		"0001_state.postgres.sql": &fstest.MapFile{Data: []byte("CREATE TABLE state (id INTEGER PRIMARY KEY);")},
	}})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	}()
	q, err := queue.Open(b.Context(), db, "here", func(err error) { b.Log(err) })
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	begun, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- q.Serve(ctx, func(context.Context, domain.Ticket) bool { begun <- struct{}{}; return true })
	}()
	for n := 0; b.Loop(); n++ {
		if _, err := q.Put(ctx, domain.Ticket{Integration: domain.IntegrationID(domain.NewID[string]())}); err != nil {
			b.Fatal(err)
		}
		<-begun
	}
	cancel()
	<-ended
}
