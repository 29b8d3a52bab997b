package backend

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"tributary/backend/alert"
	"tributary/backend/api"
	"tributary/backend/auth"
	"tributary/backend/clock"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/liveexport"
	"tributary/backend/logging"
	"tributary/backend/notify"
	"tributary/backend/project"
	"tributary/backend/queue"
	"tributary/backend/schedule"
	"tributary/backend/secret"
	"tributary/backend/setup"
	"tributary/backend/sqldb"
	"tributary/backend/store"
	"tributary/backend/syncer"
)

// Backend is the whole program without its window. Make it with New; Stop releases
// it, started or not.
type Backend struct {
	options   Options
	log       *logging.Log
	clock     clock.Clock
	events    *event.Bus
	state     *sqldb.DB
	rows      *sqldb.DB
	store     *store.Store
	project   *project.Project
	secrets   *secret.Box
	sources   *sources
	signIns   *auth.Flows
	setup     *setup.Service
	syncer    *syncer.Syncer
	runner    *schedule.Runner
	scheduler *schedule.Scheduler
	alerts    *alert.Service
	live      *liveexport.Service
	mailer    *notify.Mailer
	bubbles   *notify.Bubbles
	say       func(language, text string) string
	api       *api.API
	spoken    atomic.Value // string: the language the page speaks

	instance *desktop.Instance // holds the data folder; nil unless exclusive, and after a hand-over
	control  *control          // answers on its socket; nil unless exclusive

	undo  []func() error // in the order of the steps; run in reverse
	serve *serving       // set by Start
}

// New opens everything and starts nothing. On an error everything opened so far is
// closed again.
func New(ctx context.Context, o Options) (b *Backend, err error) {
	b = &Backend{options: o, clock: o.Clock, events: &event.Bus{}}
	if b.clock == nil {
		b.clock = clock.System{}
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.release())
			b = nil
		}
	}()
	for _, step := range []func(context.Context) error{b.openFolder, b.openLog, b.openState, b.openProject, b.openSecrets, b.assemble, b.openControl} {
		if err := step(ctx); err != nil {
			return b, err
		}
	}
	return b, nil
}

// later registers the undo of a step that was taken.
func (b *Backend) later(undo func() error) { b.undo = append(b.undo, undo) }

// release undoes the steps taken, the last first.
func (b *Backend) release() error {
	var errs []error
	for i := len(b.undo) - 1; i >= 0; i-- {
		errs = append(errs, b.undo[i]())
	}
	b.undo = nil
	return errors.Join(errs...)
}

func (b *Backend) openFolder(context.Context) (err error) {
	if b.options.DataDir == "" {
		if b.options.DataDir, err = desktop.DataDir(); err != nil {
			return err
		}
	}
	if err := desktop.MakeDataDir(b.options.DataDir); err != nil {
		return &domain.Error{
			Kind: domain.SetUp, Code: "data_folder", What: "The data folder cannot be used.", Means: "Tributary has no place for its data.",
			Do: "Choose another folder with --data-dir, or make this one writable.", Details: err.Error(), Err: err,
		}
	}
	if !b.options.Exclusive {
		return nil
	}
	if b.instance, err = desktop.Claim(b.options.DataDir); err != nil {
		return err
	}
	b.later(func() error {
		if b.instance == nil { // handed over
			return nil
		}
		return b.instance.Release()
	})
	return nil
}

func (b *Backend) openLog(context.Context) (err error) {
	b.log, err = logging.New(logging.Options{
		Level: b.options.LogLevel, File: filepath.Join(b.options.DataDir, "tributary.log"), Stderr: b.options.LogTo,
	})
	if err != nil {
		return fmt.Errorf("open the log: %w", err)
	}
	b.later(b.log.Close)
	return nil
}

// openDB opens one of the two databases, in the data folder or on the server.
func (b *Backend) openDB(ctx context.Context, file string, o sqldb.Options) (*sqldb.DB, error) {
	var (
		db  *sqldb.DB
		err error
	)
	switch {
	case b.options.Database == "":
		db, err = sqldb.OpenSQLite(ctx, filepath.Join(b.options.DataDir, file), o)
	case strings.HasPrefix(b.options.Database, "postgres://"), strings.HasPrefix(b.options.Database, "postgresql://"):
		db, err = sqldb.OpenPostgres(ctx, b.options.Database, o)
	default:
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "database_address", What: "The database address is not understood.",
			Means: "Only PostgreSQL can be given here.", Do: "Write it like postgres://user@host/name, or leave it out to use files.",
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	b.later(db.Close)
	return db, nil
}

func (b *Backend) openState(ctx context.Context) (err error) {
	b.state, err = b.openDB(ctx, "state.db", sqldb.Options{Role: sqldb.State, Migrations: store.Migrations()})
	if err != nil {
		return err
	}
	b.store = store.New(b.state)
	if !b.options.Exclusive {
		return nil
	}
	// Only the holder of the lock runs integrations: what still counts as running was
	// killed, with its program.
	if err := b.store.EndInterruptedRuns(ctx, b.clock.Now().UTC()); err != nil {
		return fmt.Errorf("end interrupted runs: %w", err)
	}
	return nil
}

func (b *Backend) openProject(ctx context.Context) (err error) {
	b.rows, err = b.openDB(ctx, "project.db", project.Options())
	if err == nil {
		b.project = project.New(b.rows, b.clock)
	}
	return err
}

func (b *Backend) openSecrets(ctx context.Context) error {
	id, err := b.store.DataDirID(ctx)
	if err != nil {
		return fmt.Errorf("name of the data folder: %w", err)
	}
	b.secrets, err = secret.Open(ctx, secret.Options{DataDir: b.options.DataDir, DataDirID: id, Clock: b.clock})
	if err != nil {
		return fmt.Errorf("open the secrets: %w", err)
	}
	return nil
}

// assemble joins the parts; nothing here can fail for reasons outside the program.
func (b *Backend) assemble(ctx context.Context) (err error) {
	temporary, err := b.temporary()
	if err != nil {
		return err
	}
	b.sources = newSources(b.store, b.clock, b.log, b.options.Version, temporary)
	b.sources.answerWithin, b.sources.roots = b.options.answerWithin, b.options.serviceRoots
	b.sources.hide = b.log.Redactor().Add
	if b.sources.clients, err = auth.Clients(); err != nil {
		return err
	}
	b.say = translate()
	b.signIns = b.newSignIns() //nolint:contextcheck // the language is asked for when a page is shown, long after this
	b.later(b.signIns.Stop)
	b.setup = setup.New(b.store, b.sources, projectSchema{b.project}, vault{b.secrets, b.log.Redactor()}, b.signIns, b.events, b.clock)
	b.sources.keep, b.sources.prove, b.sources.mailServices = b.setup.KeepTokens, b.proveMail, b.options.mailServices
	if b.sources.mailServices == nil {
		b.sources.mailServices = mailServices()
	}
	b.openAlerts()
	b.setup.TellBy(b.alerts)
	b.openLiveExport()
	b.syncer = syncer.New(syncer.Deps{Project: projectForRuns{b.project}, Clock: b.clock, Publish: b.events.Publish, TempDir: temporary})
	b.runner = schedule.NewRunner(b.setup, b.syncer, b.project, b.clock)
	settings, err := b.store.Settings(ctx)
	if err != nil {
		return fmt.Errorf("read the settings: %w", err)
	}
	var jobs schedule.Queue
	if b.instance != nil { // whoever runs integrations
		if jobs, err = b.openQueue(ctx); err != nil {
			return err
		}
	}
	b.scheduler = schedule.New(b.setup, b.store, b.project, b.runner, b.events, b.clock, schedule.Options{
		MaxRuns: settings.MaxRuns, Queue: jobs, Holding: b.holding, NeedsNetwork: b.needsNetwork, Purge: b.purge,
		Teller: b.alerts, Local: time.Local, //nolint:gosmopolitan // times of day are the person's
		Report: func(err error) {
			b.log.WithField(logging.Component, "schedule").WithError(err).Error("Something could not be done")
		},
	})
	b.scheduler.Pause(settings.PausedUntil)
	b.api = api.New(b.parts())
	return nil
}

// openQueue opens the queue of this data folder in the state database.
func (b *Backend) openQueue(ctx context.Context) (*queue.Queue, error) {
	id, err := b.store.DataDirID(ctx)
	if err != nil {
		return nil, fmt.Errorf("name of the data folder: %w", err)
	}
	return queue.Open(ctx, b.state, id, func(err error) {
		b.log.WithField(logging.Component, "queue").WithError(err).Warn("The queue had trouble")
	})
}

// Bindings returns the structs bound to the window.
func (b *Backend) Bindings() []any { return b.api.Bindings() }

// Enums returns the closed sets for the window.
func (b *Backend) Enums() []any { return api.Enums() }

// temporary makes the folder for large passing files: on the disk of the data folder, which
// the person chose, not on a small one of the system. Whoever runs alone clears what a
// killed program left there.
func (b *Backend) temporary() (string, error) {
	dir := filepath.Join(b.options.DataDir, "tmp")
	if b.options.Exclusive {
		if err := os.RemoveAll(dir); err != nil {
			return "", fmt.Errorf("clear the folder for passing files: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the folder for passing files: %w", err)
	}
	return dir, nil
}
