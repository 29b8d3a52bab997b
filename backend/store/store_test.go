package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
	"tributary/backend/store"
)

var server = sqldbtest.NewServer()

func TestMain(m *testing.M) { os.Exit(server.Run(m)) }

// each runs a test on SQLite and on PostgreSQL.
func each(t *testing.T, test func(ctx context.Context, t *testing.T, s *store.Store)) {
	t.Helper()
	server.Each(t, sqldb.Options{Role: sqldb.State, Migrations: store.Migrations()}, func(t *testing.T, db *sqldb.DB) {
		test(t.Context(), t, store.New(db))
	})
}

func at(minute int) time.Time { return time.Date(2026, 11, 23, 10, minute, 0, 123000, time.UTC) }

func authorization() domain.Authorization {
	return domain.Authorization{
		ID: "a1", Source: "woocommerce", Name: "Clé de la boutique", Values: map[string]any{"store": "https://shop.example"},
		SecretFields: []string{"consumer_key"}, State: domain.AuthorizationWorks, Hint: "key ending in 7f3a", CheckedAt: at(1), CreatedAt: at(0),
	}
}

func configuration() domain.Configuration {
	return domain.Configuration{
		ID: "c1", Source: "woocommerce", Name: "Boutique", Authorization: "a1",
		Settings: map[string]any{"start_date": "2024-01-01"}, CreatedAt: at(0), UpdatedAt: at(2),
	}
}

func transfer() domain.Transfer {
	return domain.Transfer{
		ID: "t1", Configuration: "c1", DataType: "customers", Active: true, CreatedAt: at(0), UpdatedAt: at(3),
		Mapping: domain.Mapping{Table: "Contacts", Assignments: []domain.Assignment{
			{From: domain.ParsePath(`billing.e\.mail`), To: "Email", PrimaryKey: true},
			{From: domain.ParsePath("born"), To: "Born", DateOrder: domain.DayFirst, Added: true},
		}},
		WhenFieldsChange: domain.StopTheRun,
	}
}

func integration() domain.Integration {
	return domain.Integration{
		ID: "i1", Name: "Shop customers", Configuration: "c1", Updates: map[string][]domain.UpdateType{"customers": {domain.Created, domain.Deleted}},
		Schedule: domain.Schedule{Every: 90 * time.Second}, EmailAlerts: []string{"owner@example.com"}, Budget: domain.BudgetLimits{FailedRuns: 7},
		Guard: domain.GuardLimits{Percent: 30}, HardDeletions: true, State: domain.Active, StateAt: at(4), CreatedAt: at(0), UpdatedAt: at(5),
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same[T any](t *testing.T, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read back differs (-want +got):\n%s", diff)
	}
}

func fill(ctx context.Context, t *testing.T, s *store.Store) {
	t.Helper()
	must(t, s.SaveAuthorization(ctx, authorization(), map[string]string{"consumer_key": "sealed-1"}))
	must(t, s.SaveConfiguration(ctx, configuration()))
	must(t, s.SaveTransfer(ctx, transfer()))
	must(t, s.SaveIntegration(ctx, integration()))
}

func TestEverythingSavedIsReadBackEqual(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		fill(ctx, t, s)
		a, err := s.Authorization(ctx, "a1")
		must(t, err)
		same(t, a, authorization())
		c, err := s.Configuration(ctx, "c1")
		must(t, err)
		same(t, c, configuration())
		list, err := s.Transfers(ctx, "c1")
		must(t, err)
		same(t, list, []domain.Transfer{transfer()})
		i, err := s.Integration(ctx, "i1")
		must(t, err)
		same(t, i, integration())
	})
}

func TestSavingWithoutSecretsKeepsTheStoredOnes(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		fill(ctx, t, s)
		a := authorization()
		a.Name = "Renamed"
		must(t, s.SaveAuthorization(ctx, a, nil))
		sealed, err := s.Sealed(ctx, "a1")
		must(t, err)
		same(t, sealed, map[string]string{"consumer_key": "sealed-1"})
		must(t, s.SaveAuthorization(ctx, a, map[string]string{"other": "sealed-2"}))
		sealed, err = s.Sealed(ctx, "a1")
		must(t, err)
		same(t, sealed, map[string]string{"other": "sealed-2"})
	})
}

func TestWhatIsUsedIsNotDeletedUnderItsUser(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		fill(ctx, t, s)
		if err := s.DeleteAuthorization(ctx, "a1"); err == nil {
			t.Error("an authorization in use was deleted")
		}
		if err := s.DeleteConfiguration(ctx, "c1"); err == nil {
			t.Error("a source configuration in use was deleted")
		}
		must(t, s.DeleteIntegration(ctx, "i1"))
		must(t, s.DeleteConfiguration(ctx, "c1"))
		if _, err := s.Transfer(ctx, "t1"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("transfer after its configuration was deleted: %v, want not found", err)
		}
	})
}

func TestRunsAreFoundNewestFirstAndFiltered(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		fill(ctx, t, s)
		ok := domain.Run{
			ID: "r1", Integration: "i1", Trigger: domain.Scheduled, StartedAt: at(10), EndedAt: at(11), Result: domain.RunOK,
			Transfers: []domain.TransferRun{{Transfer: "t1", DataType: "customers", Mode: domain.FullRead, Counts: domain.Counts{Read: 9, Created: 9}}},
		}
		running := domain.Run{ID: "r2", Integration: "i1", Trigger: domain.Manual, StartedAt: at(12), Result: domain.RunRunning, Transfers: []domain.TransferRun{}}
		dry := domain.Run{ID: "r3", Integration: "i1", Trigger: domain.Manual, DryRun: true, StartedAt: at(13), EndedAt: at(14), Result: domain.RunOK, Transfers: []domain.TransferRun{}}
		for _, r := range []domain.Run{ok, running, dry} {
			must(t, s.SaveRun(ctx, r))
		}
		runs, err := s.Runs(ctx, domain.FindRuns{})
		must(t, err)
		same(t, runs, []domain.Run{running, ok})
		n, err := s.CountRuns(ctx, domain.FindRuns{Integration: "i1", Result: domain.RunOK, DryRuns: true})
		must(t, err)
		same(t, n, int64(2))
		must(t, s.EndInterruptedRuns(ctx, at(20)))
		r, err := s.Run(ctx, "r2")
		must(t, err)
		running.Result, running.EndedAt = domain.RunInterrupted, at(20)
		same(t, r, running)
	})
}

func TestSettingsHaveDefaultsUntilSaved(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		got, err := s.Settings(ctx)
		must(t, err)
		same(t, got, store.DefaultSettings())
		want := store.Settings{Language: "fr", Appearance: "dark", HistoryDays: 7, MaxRuns: 2, PausedUntil: at(30)}
		must(t, s.SaveSettings(ctx, want))
		got, err = s.Settings(ctx)
		must(t, err)
		same(t, got, want)
		must(t, s.SaveAddressBook(ctx, []string{"a@b.example"}))
		book, err := s.AddressBook(ctx)
		must(t, err)
		same(t, book, []string{"a@b.example"})
	})
}

func TestSavedViewsAreReadBackEqualAndARefusedChangeLeavesThem(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		want := map[string][]domain.TableView{"Contacts": {{
			Name: "Sans téléphone", IsDefault: true, Search: "roy", Since: "week", Sort: domain.RowSort{Field: "City", Descending: true},
			Fields: []string{"Email", "City"}, Conditions: map[string]string{"Phone": `{"mode":"empty"}`},
		}}}
		save := func(views map[string][]domain.TableView) error {
			views["Contacts"] = want["Contacts"]
			return nil
		}
		refused := errors.New("refused")
		refuse := func(views map[string][]domain.TableView) error {
			delete(views, "Contacts")
			return refused
		}
		if err := s.ChangeTableViews(ctx, save); err != nil {
			t.Fatal(err)
		}
		if err := s.ChangeTableViews(ctx, refuse); !errors.Is(err, refused) {
			t.Errorf("a refused change: %v", err)
		}
		got, err := s.TableViews(ctx)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestTheLiveExportFolderIsChangedWholeOrNotAtAll(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		got, err := s.LiveExport(ctx)
		must(t, err)
		same(t, got, domain.LiveExport{})
		want := domain.LiveExport{
			Folder: "/exports", Format: domain.CSV, Tables: []string{"Contacts"}, Computer: "desk",
			Files: map[string]domain.LiveFile{"Contacts": {
				Name: "Contacts.csv", Edition: "1", WrittenAt: at(1), Rows: 2, Failure: domain.LiveFailure{Code: domain.FileInUse, Detail: "held", At: at(2)},
			}},
		}
		must(t, s.ChangeLiveExport(ctx, func(live *domain.LiveExport) error { *live = want; return nil }))
		refusal := errors.New("refused")
		err = s.ChangeLiveExport(ctx, func(live *domain.LiveExport) error {
			same(t, *live, want)
			live.Folder = "/other"
			return refusal
		})
		if !errors.Is(err, refusal) {
			t.Errorf("got %v, want the refusal", err)
		}
		got, err = s.LiveExport(ctx)
		must(t, err)
		same(t, got, want)
	})
}

func TestManifestsAreKeptWhole(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		want := store.Manifest{Source: "manifest:x", Name: "X", Path: "/x.yaml", Content: "version: 6", LoadedAt: at(1)}
		must(t, s.SaveManifest(ctx, want))
		got, err := s.Manifests(ctx)
		must(t, err)
		same(t, got, []store.Manifest{want})
		must(t, s.DeleteManifest(ctx, "manifest:x"))
		got, err = s.Manifests(ctx)
		must(t, err)
		same(t, got, []store.Manifest{})
	})
}

func TestWhatWasAskedIsKeptOfTheNewestRuns(t *testing.T) {
	each(t, func(ctx context.Context, t *testing.T, s *store.Store) {
		fill(ctx, t, s)
		name := func(n int) domain.RunID { return domain.RunID(fmt.Sprintf("r%03d", n)) }
		for n := range 203 {
			run := domain.Run{ID: name(n), Integration: "i1", Trigger: domain.Manual, StartedAt: at(n), EndedAt: at(n), Result: domain.RunOK}
			asked := domain.Exchanges{Count: int64(n), Failed: 1, Bytes: 20, First: []domain.Exchange{
				{At: at(n), Method: "GET", Address: "https://shop.example/orders?page=1", Status: 503, Took: 1500 * time.Millisecond, Bytes: 20, Failure: ""},
			}}
			must(t, s.SaveRun(ctx, run))
			must(t, s.SaveRequests(ctx, run.ID, run.EndedAt, asked))
			got, err := s.Requests(ctx, run.ID)
			must(t, err)
			same(t, got, asked)
		}
		for n, want := range map[int]int64{2: 0, 3: 3, 202: 202, 999: 0} {
			if got, err := s.Requests(ctx, name(n)); err != nil || got.Count != want {
				t.Errorf("of run %d: %d requests, %v; want %d", n, got.Count, err, want)
			}
		}
		must(t, s.DeleteRunsBefore(ctx, at(203)))
		if got, err := s.Requests(ctx, name(202)); err != nil || got.Count > 0 {
			t.Errorf("of a run that is gone: %+v, %v", got, err)
		}
	})
}
