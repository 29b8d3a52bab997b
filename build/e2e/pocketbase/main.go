// Command pocketbase serves an empty PocketBase on a free loopback port: a real service, written by others, for the
// end-to-end tests. Collections and records are made by the tests, through its own API.
//
// Its first line on standard output is one JSON object: address, email and password of the superuser. It ends on SIGTERM
// or when its standard input closes, so that it never outlives the test that started it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	_ "github.com/pocketbase/pocketbase/migrations" // the tables of PocketBase itself
)

const (
	email    = "owner@example.com"
	password = "correct-horse-battery"
	// maxBatch is the number of changes one /api/batch request may hold; the tests seed with it.
	maxBatch = 1000
)

func main() {
	dir := flag.String("dir", "", "folder of its database (required)")
	limited := flag.Bool("rate-limits", false, "answer 429 above ten requests in three seconds, except to the superuser")
	flag.Parse()
	if err := serve(*dir, *limited); err != nil {
		fmt.Fprintln(os.Stderr, "pocketbase:", err)
		os.Exit(1)
	}
}

func serve(dir string, limited bool) error {
	if dir == "" {
		return fmt.Errorf("--dir is required")
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: dir})
	if err := app.Bootstrap(); err != nil {
		return fmt.Errorf("open %s: %w", dir, err)
	}
	if err := app.RunAllMigrations(); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if err := prepare(app, limited); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Listener = listener
		e.InstallerFunc = nil
		return e.Next()
	})
	go terminate(app)
	fmt.Println(announcement(listener.Addr().String()))
	return apis.Serve(app, apis.ServeConfig{HttpAddr: listener.Addr().String()})
}

// prepare makes the superuser and allows batches; everything else is left as PocketBase has it.
func prepare(app core.App, limited bool) error {
	settings := app.Settings()
	settings.Batch.Enabled, settings.Batch.MaxRequests, settings.Batch.Timeout = true, maxBatch, 60
	settings.Logs.MaxDays = 0
	settings.RateLimits.Enabled = limited
	if limited {
		settings.RateLimits.Rules = []core.RateLimitRule{{Label: "/api/", MaxRequests: 10, Duration: 3}}
	}
	if err := app.Save(settings); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	if _, err := app.FindAuthRecordByEmail(core.CollectionNameSuperusers, email); err == nil {
		return nil // the folder was used before
	}
	superusers, err := app.FindCollectionByNameOrId(core.CollectionNameSuperusers)
	if err != nil {
		return fmt.Errorf("find superusers: %w", err)
	}
	owner := core.NewRecord(superusers)
	owner.SetEmail(email)
	owner.SetPassword(password)
	if err := app.Save(owner); err != nil {
		return fmt.Errorf("save superuser: %w", err)
	}
	return nil
}

func announcement(host string) string {
	line, _ := json.Marshal(map[string]string{"address": "http://" + host, "email": email, "password": password})
	return string(line)
}

// terminate ends the server on a signal or when standard input closes.
func terminate(app core.App) {
	done := make(chan os.Signal, 1)
	signal.Notify(done, os.Interrupt, syscall.SIGTERM)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		done <- os.Interrupt
	}()
	<-done
	event := new(core.TerminateEvent)
	event.App = app
	_ = app.OnTerminate().Trigger(event, func(e *core.TerminateEvent) error { return e.App.ResetBootstrapState() })
	os.Exit(0)
}
