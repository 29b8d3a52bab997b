package backend

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"tributary/backend/domain"
	"tributary/backend/logging"
	"tributary/backend/setup"
	"tributary/backend/support"
)

// supportRuns is how many runs a support bundle tells of.
const supportRuns = 200

// supportBundle makes the bundle for whoever helps. Nothing is sent anywhere.
func (b *Backend) supportBundle(ctx context.Context) (support.Bundle, error) {
	facts := support.Facts{
		At: b.clock.Now(), Version: b.options.Version, System: runtime.GOOS + "/" + runtime.GOARCH + ", " + runtime.Version(),
		Places: b.places(ctx), Findings: append(b.health(ctx), screenHealth()), Redact: b.log.Redactor().Redact,
	}
	facts.Home, _ = os.UserHomeDir() // without one there is nothing to leave out
	for _, step := range []func(context.Context, *support.Facts) error{b.supportSetUp, b.supportRuns, b.supportRequests, b.supportLog} {
		if err := step(ctx, &facts); err != nil {
			return support.Bundle{}, err
		}
	}
	return support.New(facts)
}

// places are where things rest, and how large they are.
func (b *Backend) places(ctx context.Context) []support.Fact {
	about, err := settings{b}.About(ctx)
	if err != nil {
		return nil
	}
	database := "files"
	if about.Database != "" {
		database = "PostgreSQL"
	}
	return []support.Fact{
		{Name: "Data folder", Value: about.DataDir},
		{Name: "Database", Value: database},
		{Name: "State", Value: fmt.Sprint(about.StateBytes>>10, " kB")},
		{Name: "Project", Value: fmt.Sprint(about.ProjectBytes>>10, " kB")},
	}
}

func (b *Backend) supportSetUp(ctx context.Context, f *support.Facts) error {
	file, err := b.setup.Export(ctx)
	if err != nil {
		return err
	}
	f.SetUp, err = setup.WriteFile(file)
	return err
}

func (b *Backend) supportRuns(ctx context.Context, f *support.Facts) (err error) {
	if f.Runs, err = b.store.Runs(ctx, domain.FindRuns{Limit: supportRuns, DryRuns: true}); err != nil {
		return err
	}
	integrations, err := b.store.Integrations(ctx)
	if err != nil {
		return err
	}
	f.Integrations = map[domain.IntegrationID]string{}
	f.OpenErrors = map[domain.IntegrationID]map[domain.RecordErrorCode]int64{}
	for _, i := range integrations {
		f.Integrations[i.ID] = i.Name
		if f.OpenErrors[i.ID], err = b.project.CodeCounts(ctx, i.ID); err != nil {
			return err
		}
	}
	return nil
}

func (b *Backend) supportRequests(ctx context.Context, f *support.Facts) (err error) {
	f.Requests = map[domain.RunID]domain.Exchanges{}
	for _, run := range f.Runs {
		if f.Requests[run.ID], err = b.store.Requests(ctx, run.ID); err != nil {
			return err
		}
	}
	return nil
}

func (b *Backend) supportLog(_ context.Context, f *support.Facts) (err error) {
	f.Log, err = logging.Tail(filepath.Join(b.options.DataDir, "tributary.log"), support.MaxFileBytes)
	return err
}
