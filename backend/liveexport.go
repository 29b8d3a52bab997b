package backend

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/liveexport"
	"tributary/backend/logging"
)

// openLiveExport joins what keeps the live export folder.
func (b *Backend) openLiveExport() {
	b.live = liveexport.New(liveexport.Deps{
		Store: b.store, Project: b.project, Computer: computer{isShared: b.options.Database != ""}, Events: b.events, Clock: b.clock, Busy: b.fedNow,
		Report: func(err error) {
			b.log.WithField(logging.Component, "liveexport").WithError(err).Warn("The live export folder had trouble")
		},
	})
	b.setup.ExportLiveBy(b.live)
}

// keepLiveExport writes the live export folder until ctx ends.
func (b *Backend) keepLiveExport(ctx context.Context, ended chan<- struct{}) {
	defer close(ended)
	if err := b.live.Serve(ctx); err != nil && !errors.Is(err, context.Canceled) {
		b.log.WithField(logging.Component, "liveexport").WithError(err).Error("The live export folder is not written any more")
	}
}

// fedNow are the tables that a run in hand feeds, in this program or another one.
func (b *Backend) fedNow(ctx context.Context) (map[string]bool, error) {
	running, err := b.store.Runs(ctx, domain.FindRuns{Result: domain.RunRunning})
	if err != nil || len(running) == 0 {
		return nil, err
	}
	feeds, err := b.setup.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	busy := map[string]bool{}
	for table, feed := range feeds {
		for _, i := range feed.Integrations {
			for _, r := range running {
				busy[table] = busy[table] || r.Integration == i.ID
			}
		}
	}
	return busy, nil
}

// computer is this one, for the live export folder.
type computer struct {
	isShared bool // others may work on the same database
}

// Name tells this computer from others; "" where the database is its own.
func (c computer) Name() string {
	if !c.isShared {
		return ""
	}
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}

// Folder is a folder of this computer.
func (computer) Folder(path string) liveexport.Folder { return desktop.Folder(path) }

// FileName makes the name of a file of any text.
func (computer) FileName(text string) string { return desktop.FileName(text) }

// Fault tells why something could not be written.
func (computer) Fault(err error) domain.LiveFailureCode {
	switch {
	case errors.Is(err, desktop.ErrNoFolder):
		return domain.FolderMissing
	case desktop.IsInUse(err):
		return domain.FileInUse
	case desktop.IsClosed(err):
		return domain.ReadOnly
	case desktop.IsFull(err):
		return domain.DiskFull
	}
	return domain.NotWritten
}

// liveHealth tells of every file of the live export folder that is not the newest.
func (b *Backend) liveHealth(ctx context.Context) []domain.Finding {
	fine := domain.Finding{Code: "live_export", Title: "Live export folder", Severity: domain.Fine, Words: "There is no live export folder.", Page: "/project"}
	at, err := b.live.Standing(ctx)
	if err != nil || at.Folder == "" {
		return []domain.Finding{fine}
	}
	fine.Words = "Every table is written to the live export folder when it has changed."
	var found []domain.Finding
	for _, table := range at.Tables {
		fault := liveexport.Fault(table.File)
		if fault == nil || at.Elsewhere {
			continue
		}
		words := []string{fmt.Sprintf("The file of the table “%s” is not up to date.", table.Name), fault.What}
		found = append(found, domain.Finding{
			Code: fine.Code, Title: fine.Title, Severity: domain.Warning, Words: strings.Join(words, " "), Do: fault.Do, Page: fine.Page,
		})
	}
	if len(found) == 0 {
		return []domain.Finding{fine}
	}
	return found
}
