package project_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/project"
)

func differences(t *testing.T, p *project.Project, since time.Time) (list []domain.Difference) {
	t.Helper()
	write(t, p, func(ctx context.Context, tx *project.Tx) (err error) {
		list, err = tx.Differences(ctx, customers(), since)
		return err
	})
	return domain.NewCompleteness(0, list).Differences
}

func TestDifferencesFromTheService(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		if got := differences(t, p, start()); len(got) != 0 {
			t.Errorf("a new project differs: %+v", got)
		}
		ids := add(t, p, "r1", "a", "b", "c", "d")
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			must(t, tx.PutLinks(ctx, customers(), []domain.Link{{Identity: "id-d", Row: ids[3], Deleted: true}}))
			must(t, tx.PutLeftOut(ctx, customers(), map[string]domain.UpdateType{
				"new": domain.Created, "newer": domain.Created, "id-a": domain.Updated, "id-b": domain.Updated, "id-c": domain.Deleted, "id-d": domain.Deleted,
			}))
			must(t, tx.PutLeftOut(ctx, customers(), map[string]domain.UpdateType{"id-b": domain.Deleted}))
			must(t, tx.DropLeftOut(ctx, customers(), []string{"newer", "never noted"}))
			must(t, tx.PutLeftOut(ctx, domain.Scope{Integration: "crm", DataType: "customers"}, map[string]domain.UpdateType{"new": domain.Created}))
			must(t, tx.PutHeld(ctx, customers(), "Contacts", []domain.HeldField{{Row: ids[0], Field: "Visits"}, {Row: ids[0], Field: "Full name"}, {Row: ids[1]}}, true))
			return tx.PutHeld(ctx, customers(), "Contacts", []domain.HeldField{{Row: ids[2], Field: "Visits"}}, false)
		})
		left := []domain.Difference{
			{Cause: domain.LeftOutByChoice, Count: 1},
			{Cause: domain.LeftOutByChoice, Count: 1, HasRow: true},
			{Cause: domain.HeldBack, Count: 1, HasRow: true},
			{Cause: domain.GoneAtService, Count: 2, HasRow: true},
		}
		if diff := cmp.Diff(left, differences(t, p, start())); diff != "" {
			t.Errorf("left out and held (-want +got): %s", diff)
		}
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			must(t, tx.ForgetHeld(ctx, customers(), true))
			return tx.ForgetLeftOut(ctx, customers())
		})
		if got := differences(t, p, start()); len(got) != 0 {
			t.Errorf("all is forgotten, and it differs: %+v", got)
		}
		sound(t, p)
	})
}

func TestDifferencesByRecordErrors(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		add(t, p, "r1", "a", "b")
		failing := func(run string, minute int, identity string, code domain.RecordErrorCode) domain.RecordError {
			return domain.RecordError{
				Integration: "shop", DataType: "customers", Identity: identity, Code: code, Run: domain.RunID(run),
				Position: "row " + identity, LastSeen: start().Add(time.Duration(minute) * time.Minute),
			}
		}
		put := func(want int64, errs ...domain.RecordError) {
			t.Helper()
			write(t, p, func(ctx context.Context, tx *project.Tx) error {
				fresh, err := tx.PutRecordErrors(ctx, errs)
				if fresh != want {
					t.Errorf("%d errors are new to their run, want %d", fresh, want)
				}
				return err
			})
		}
		put(1, failing("r1", 0, "old", domain.NotEmail))
		one := failing("r2", 1, "1", domain.NotEmail)
		put(3, one, failing("r2", 1, "2", domain.KeyShared), failing("r2", 1, "id-a", domain.KeyTaken), one)
		nameless := failing("r2", 1, "", domain.KeyMissing)
		put(2, one, nameless, failing("r2", 1, "3", domain.NotEmail))
		put(1, failing("r3", 2, "2", domain.NotEmail))
		list, err := p.RecordErrors(t.Context(), domain.FindRecordErrors{Code: domain.KeyMissing})
		must(t, err)
		must(t, p.IgnoreRecordErrors(t.Context(), []domain.RecordErrorID{list[0].ID}, true))
		want := []domain.Difference{
			{Cause: domain.FailedRecord, Count: 3, Codes: map[domain.RecordErrorCode]int64{domain.NotEmail: 3}},
			{Cause: domain.IgnoredRecord, Count: 1, Codes: map[domain.RecordErrorCode]int64{domain.KeyMissing: 1}},
			{Cause: domain.FailedRecord, Count: 1, HasRow: true, Codes: map[domain.RecordErrorCode]int64{domain.KeyTaken: 1}},
		}
		if diff := cmp.Diff(want, differences(t, p, start().Add(time.Minute))); diff != "" {
			t.Errorf("record errors (-want +got): %s", diff)
		}
	})
}

func TestProgressKnowsWhenTheReadBegan(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		want := domain.TransferProgress{Run: "r", FullReadRun: "r", MappingVersion: "v", ReadBeganAt: start().Add(time.Minute)}
		write(t, p, func(ctx context.Context, tx *project.Tx) error { return tx.PutProgress(ctx, customers(), want) })
		got, err := p.Progress(t.Context(), customers())
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
