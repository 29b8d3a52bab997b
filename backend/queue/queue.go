package queue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

const (
	// mostAtOnce is far above what the schedule lets run: it is the one that limits.
	mostAtOnce = 64
	// pollInterval is how often the queue is looked at without news. Only a run that a
	// former program left, or one that is to come again, has no news.
	pollInterval = 5 * time.Second
	// keptFor bounds the history of jobs; runs have one of their own.
	keptFor = time.Hour
	// stopLimit bounds the end of the queue's own work.
	stopLimit = 5 * time.Second
	// patience times pause bounds the wait for the end of a job to be noted.
	patience = 40
	pause    = 25 * time.Millisecond
)

// Queue hands out tickets. Make it with Open. Safe for concurrent use.
type Queue struct {
	db     *sqldb.DB
	name   string
	client *river.Client[*sql.Tx]

	starting sync.RWMutex // River must not be given a job at the very moment it starts

	mu   sync.Mutex // guards all below
	work func(ctx context.Context, t domain.Ticket) (done bool)
	had  map[domain.IntegrationID]struct{} // handed out by this queue
}

// Open brings the queue's own tables up to date. name tells the programs on one database
// apart. report receives what goes wrong inside the queue.
func Open(ctx context.Context, db *sqldb.DB, name string, report func(error)) (*Queue, error) {
	q := &Queue{db: db, name: name, had: map[domain.IntegrationID]struct{}{}}
	logger := newLogger(report)
	driver := driverOf(db)
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: logger})
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return nil, fmt.Errorf("bring the queue up to date: %w", err)
	}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &worker{queue: q}); err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	q.client, err = river.NewClient(driver, &river.Config{
		ID: name, Queues: map[string]river.QueueConfig{name: {MaxWorkers: mostAtOnce}}, Workers: workers, PollOnly: true, FetchPollInterval: pollInterval,
		JobTimeout:                  -1, // a first full read may take hours
		CompletedJobRetentionPeriod: keptFor, CancelledJobRetentionPeriod: keptFor, DiscardedJobRetentionPeriod: keptFor, Logger: logger,
	})
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	return q, nil
}

// driverOf is the driver of the database; the person's address may be behind a pooler, so
// PostgreSQL too is reached through database/sql.
func driverOf(db *sqldb.DB) riverdriver.Driver[*sql.Tx] {
	if db.Dialect() == sqldb.Postgres() {
		return riverdatabasesql.New(db.Writer())
	}
	return polled{riversqlite.New(db.Writer())}
}

// polled is the SQLite driver without its listening, which is a table that is polled all
// the time. Without one River tells its own worker at once what this process put in, and
// that is all there is to hear: no other process works on a SQLite queue.
type polled struct{ *riversqlite.Driver }

// SupportsListener says no.
func (polled) SupportsListener() bool { return false }

// SupportsListenNotify says no.
func (polled) SupportsListenNotify() bool { return false }

// waiting are the states in which a ticket keeps others of its integration out.
func waiting() []rivertype.JobState {
	return []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled,
	}
}

// Put adds a ticket. added is false when one of the same integration waits or is in hand
// already, here or in another program on the same database. One whose work has just ended
// is waited for: River notes the end a moment later.
func (q *Queue) Put(ctx context.Context, t domain.Ticket) (added bool, err error) {
	for range patience {
		inserted, err := q.insert(ctx, t)
		if err != nil {
			return false, fmt.Errorf("queue a run: %w", err)
		}
		if !inserted.UniqueSkippedAsDuplicate {
			return true, nil
		}
		if !q.hadInHand(t.Integration) {
			return false, nil
		}
		if err := (clock.System{}).Sleep(ctx, pause); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (q *Queue) insert(ctx context.Context, t domain.Ticket) (*rivertype.JobInsertResult, error) {
	q.starting.RLock()
	defer q.starting.RUnlock()
	return q.client.Insert(ctx, args{Integration: t.Integration, Ticket: t}, &river.InsertOpts{
		Queue: q.name, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: waiting()},
	})
}

func (q *Queue) hadInHand(id domain.IntegrationID) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	_, had := q.had[id]
	return had
}

// Serve hands each ticket to work, in goroutines of their own, until ctx ends; the
// contexts of work in hand end then too, and Serve waits for it. A ticket whose work
// returns false, or whose program was killed, comes again with the next Serve.
func (q *Queue) Serve(ctx context.Context, work func(ctx context.Context, t domain.Ticket) (done bool)) error {
	q.mu.Lock()
	q.work = work
	q.mu.Unlock()
	if err := q.rescue(ctx); err != nil {
		return err
	}
	// The client's own context outlasts ctx: what came of the last jobs is still noted.
	q.starting.Lock()
	err := q.client.Start(context.WithoutCancel(ctx))
	q.starting.Unlock()
	if err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	<-ctx.Done()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
	defer cancel()
	if err := q.client.StopAndCancel(end); err != nil {
		return errors.Join(ctx.Err(), fmt.Errorf("stop the queue: %w", err))
	}
	return ctx.Err()
}

// rescue frees the tickets that were in hand when a former program with this name was
// killed. The lock of the data folder is held, so nobody works on them.
func (q *Queue) rescue(ctx context.Context) error {
	err := q.db.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE river_job SET state = 'available' WHERE state = 'running' AND queue = ?", q.name)
		return err
	})
	if err != nil {
		return fmt.Errorf("free the runs of a killed program: %w", err)
	}
	return nil
}

// args are what River stores of a ticket. Only the integration makes it unique.
type args struct {
	Integration domain.IntegrationID `json:"integration" river:"unique"`
	Ticket      domain.Ticket        `json:"ticket"`
}

// Kind names the job in the table.
func (args) Kind() string { return "run" }

type worker struct {
	river.WorkerDefaults[args]
	queue *Queue
}

// Work hands one ticket over. It never fails: how a run went is the run's matter.
func (w *worker) Work(ctx context.Context, job *river.Job[args]) error {
	w.queue.mu.Lock()
	work := w.queue.work
	w.queue.had[job.Args.Integration] = struct{}{}
	w.queue.mu.Unlock()
	if !work(ctx, job.Args.Ticket) {
		return river.JobSnooze(0)
	}
	return nil
}
