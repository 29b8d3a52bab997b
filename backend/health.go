package backend

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/secret"
	"tributary/backend/sqldb"
	"tributary/backend/store"
)

const (
	// littleRoom and noRoom are when the disk is a warning, and when a problem.
	littleRoom, noRoom = 1 << 30, 200 << 20
	// longOff is how long an integration is off before that is a warning of its own.
	longOff = 7 * 24 * time.Hour
	// longWaiting is how long a mail waits before that is a warning.
	longWaiting = time.Hour
	// clockSlack is how far ahead of the clock a run may have started.
	clockSlack = 5 * time.Minute
)

// doctor looks at everything the program depends on.
func (b *Backend) doctor(ctx context.Context) []domain.Finding {
	findings := []domain.Finding{{Code: "version", Title: "Program version", Severity: domain.Fine, Words: b.options.Version + " on " + runtime.GOOS + "/" + runtime.GOARCH}}
	findings = append(findings, b.health(ctx)...)
	return append(findings, b.projectHealth(ctx), b.bubblesHealth(ctx), screenHealth())
}

// health looks at what is quick to look at, for the window.
func (b *Backend) health(ctx context.Context) []domain.Finding {
	return append([]domain.Finding{
		b.folderHealth(), b.diskHealth(), databaseHealth(ctx, "state", b.state), databaseHealth(ctx, "project", b.rows),
		b.keychainHealth(), b.clockHealth(ctx), waitingHealth(desktop.LookAtComputer(ctx), b.chosen(ctx)), b.mailHealth(ctx), b.disabledHealth(ctx),
	}, append(b.fieldsHealth(ctx), b.liveHealth(ctx)...)...)
}

func (b *Backend) folderHealth() domain.Finding {
	found := domain.Finding{Code: "data_folder", Title: "Data folder", Severity: domain.Fine, Words: b.options.DataDir, Page: "/settings"}
	f, err := os.CreateTemp(b.options.DataDir, ".doctor-*")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		found.Severity, found.Words = domain.Problem, fmt.Sprintf("The folder %s cannot be written to.", b.options.DataDir)
		found.Do = "Make it writable for you."
	}
	return found
}

func (b *Backend) diskHealth() domain.Finding {
	found := domain.Finding{Code: "disk", Title: "Disk space", Severity: domain.Fine, Page: "/settings"}
	free, err := desktop.FreeBytes(b.options.DataDir)
	if err != nil {
		found.Severity, found.Words = domain.Remark, "It is not known how much room the disk has."
		return found
	}
	found.Words = fmt.Sprintf("%d MB are left on the disk of the data folder.", free>>20)
	switch {
	case free < noRoom:
		found.Severity, found.Do = domain.Problem, "Make room: runs stop when the disk is full."
	case free < littleRoom:
		found.Severity, found.Do = domain.Warning, "Make room soon: runs stop when the disk is full."
	}
	return found
}

func databaseHealth(ctx context.Context, name string, db *sqldb.DB) domain.Finding {
	found := domain.Finding{Code: name + "_database", Title: "Database", Severity: domain.Fine, Words: "The database answers."}
	err := db.Read(ctx, func(tx *sqldb.Tx) error {
		var one int
		return tx.QueryRow(ctx, "SELECT 1").Scan(&one)
	})
	if err != nil {
		found.Severity, found.Words = domain.Problem, "The database does not answer."
		found.Do = "Start Tributary again. If it stays, put the last backup in its place."
	}
	return found
}

func (b *Backend) keychainHealth() domain.Finding {
	place := b.secrets.Where()
	found := domain.Finding{Code: "keychain", Title: "Keychain", Severity: domain.Fine, Page: "/settings", Words: strings.TrimSpace(place.Words + " " + place.Warning)}
	switch {
	case place.Kind == secret.Waiting:
		found.Severity = domain.Problem
	case place.Warning != "":
		found.Severity = domain.Warning
	}
	return found
}

// clockHealth notices a clock that stands before what was already done.
func (b *Backend) clockHealth(ctx context.Context) domain.Finding {
	found := domain.Finding{Code: "clock", Title: "Clock", Severity: domain.Fine, Words: "The clock of this computer goes on."}
	last, err := b.store.Runs(ctx, domain.FindRuns{Limit: 1, DryRuns: true})
	if err == nil && len(last) > 0 && last[0].StartedAt.After(b.clock.Now().Add(clockSlack)) {
		found.Severity, found.Words = domain.Warning, "The clock of this computer was set back: the last run began later than it is now."
		found.Do = "Set the clock right: schedules, and what is read anew, go by it."
	}
	return found
}

// waitingHealth tells what keeps integrations from running at the moment.
func waitingHealth(computer desktop.Computer, chosen store.Settings) domain.Finding {
	found := domain.Finding{Code: "waiting", Title: "Network and power", Severity: domain.Fine, Words: "Nothing keeps integrations from running.", Page: "/settings"}
	goOn := "They go on by themselves, and nothing is counted against them."
	switch {
	case computer.Offline:
		found.Severity, found.Words, found.Do = domain.Warning, "This computer has no network: integrations wait for it.", goOn
	case computer.OnBattery && chosen.NotOnBattery:
		found.Severity, found.Words, found.Do = domain.Remark, "This computer runs on its battery: integrations wait until it is plugged in.", goOn
	case computer.Metered && chosen.NotOnMetered:
		found.Severity, found.Words, found.Do = domain.Remark, "The network is paid by what goes over it: integrations wait for another one.", goOn
	}
	return found
}

func (b *Backend) disabledHealth(ctx context.Context) domain.Finding {
	found := domain.Finding{Code: "long_disabled", Title: "Disabled integrations", Severity: domain.Fine, Words: "No integration has been off for long."}
	all, err := b.store.Integrations(ctx)
	if err != nil {
		return found
	}
	var off []string
	for _, i := range all {
		if (i.State == domain.Disabled || i.State == domain.AwaitingSignIn) && b.clock.Now().Sub(i.StateAt) >= longOff {
			off = append(off, i.Name)
			found.Page = "/integrations/" + string(i.ID)
		}
	}
	if len(off) > 0 {
		found.Severity, found.Words = domain.Warning, fmt.Sprintf("Off for more than a week: %s.", strings.Join(off, ", "))
		found.Do = "Correct the cause and activate it, or deactivate it."
	}
	return found
}

func (b *Backend) projectHealth(ctx context.Context) domain.Finding {
	found := domain.Finding{Code: "links", Title: "Rows and links", Severity: domain.Fine, Words: "Rows and links fit together."}
	problems, err := b.project.Check(ctx)
	switch {
	case err != nil:
		found.Severity, found.Words = domain.Problem, err.Error()
	case len(problems) > 0:
		found.Severity, found.Words = domain.Problem, fmt.Sprintf("%d things do not fit together; the first: %v", len(problems), problems[0])
	}
	return found
}

func (b *Backend) bubblesHealth(ctx context.Context) domain.Finding {
	found := domain.Finding{Code: "notifications", Title: "Desktop notifications", Severity: domain.Fine, Words: "The desktop shows notifications."}
	limited, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := b.bubbles.Available(limited); err != nil {
		found.Severity, found.Words = domain.Remark, "This desktop shows no notifications."
	}
	return found
}

func screenHealth() domain.Finding {
	found := domain.Finding{Code: "web_view", Title: "Window", Severity: domain.Fine, Words: "There is a screen for the window."}
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		found.Severity, found.Words = domain.Remark, "There is no screen here: only the command line works."
	}
	return found
}

// fileBytes is the size of a database file with its log; 0 on a server.
func (b *Backend) fileBytes(name string) int64 {
	var total int64
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(filepath.Join(b.options.DataDir, name+suffix)); err == nil {
			total += info.Size()
		}
	}
	return total
}
