package project_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/project"
)

func TestLinksAreInsertedAndOverwritten(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		ids := add(t, p, "r1", "a@x.org", "b@x.org")
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			found, err := tx.Links(ctx, customers(), []string{"id-a@x.org", "id-b@x.org", "id-c@x.org"})
			if err != nil {
				return err
			}
			if len(found) != 2 || found["id-a@x.org"].Row != ids[0] || found["id-a@x.org"].ID == 0 {
				t.Errorf("got %+v", found)
			}
			a := found["id-a@x.org"]
			a.Hash, a.Deleted = []byte("new"), true
			// b comes without its number, c is new
			return tx.PutLinks(ctx, customers(), []domain.Link{a, {Identity: "id-b@x.org", Row: ids[1], Hash: nil}, {Identity: "id-c@x.org", Row: ids[0]}})
		})
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			found, err := tx.Links(ctx, customers(), []string{"id-a@x.org", "id-b@x.org", "id-c@x.org"})
			if err != nil {
				return err
			}
			if a := found["id-a@x.org"]; string(a.Hash) != "new" || !a.Deleted {
				t.Errorf("got %+v", a)
			}
			if b := found["id-b@x.org"]; len(b.Hash) != 0 || b.Deleted {
				t.Errorf("got %+v", b)
			}
			n, err := tx.CountLinks(ctx, customers())
			if n != 2 {
				t.Errorf("counted %d, want 2", n)
			}
			return err
		})
	})
}

func TestOtherScopesLinksAreKnown(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		ids := add(t, p, "r1", "a@x.org", "b@x.org", "c@x.org")
		other := domain.Scope{Integration: "crm", DataType: "customers"}
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			links := []domain.Link{{Identity: "1", Row: ids[0]}, {Identity: "2", Row: ids[1], Deleted: true}}
			if err := tx.PutLinks(ctx, other, links); err != nil {
				return err
			}
			got, err := tx.OtherLinks(ctx, customers(), "Contacts", ids)
			if diff := cmp.Diff(map[domain.RowID]bool{ids[0]: true}, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}

// unseen returns the identities a full read has not seen.
func unseen(t *testing.T, p *project.Project) (list []string) {
	t.Helper()
	write(t, p, func(ctx context.Context, tx *project.Tx) error {
		n, err := tx.Unseen(ctx, customers(), func(links []domain.Link) error {
			for _, l := range links {
				list = append(list, l.Identity)
			}
			return nil
		})
		if n != int64(len(list)) {
			t.Errorf("said %d, gave %d", n, len(list))
		}
		counted, err2 := tx.Unseen(ctx, customers(), nil)
		if counted != n || err2 != nil {
			t.Errorf("counted %d, %v; want %d", counted, err2, n)
		}
		return err
	})
	return list
}

func TestSeenMarksLastUntilTheNextFullRead(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		add(t, p, "r1", "a", "b", "c", "d")
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.BeginFullRead(ctx, customers()); err != nil {
				return err
			}
			if _, err := tx.Links(ctx, customers(), []string{"id-a", "id-new"}); err != nil {
				return err
			}
			if err := tx.MarkSeen(ctx, customers(), []string{"id-a", "id-b", "id-new", "id-gone"}); err != nil {
				return err
			}
			// A new record is marked before its link exists.
			return tx.PutLinks(ctx, customers(), []domain.Link{{Identity: "id-new", Row: 1}})
		})
		write(t, p, func(ctx context.Context, tx *project.Tx) error { // the next batch
			return tx.MarkSeen(ctx, customers(), []string{"id-d"})
		})
		if diff := cmp.Diff([]string{"id-c"}, unseen(t, p)); diff != "" {
			t.Error(diff)
		}
		write(t, p, func(ctx context.Context, tx *project.Tx) error { return tx.BeginFullRead(ctx, customers()) })
		if got := unseen(t, p); len(got) != 5 {
			t.Errorf("a new full read has seen something: unseen %v", got)
		}
	})
}

func TestUnseenLinksMayBeChangedWhileTheyAreGiven(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		list := make([]string, 2500)
		for i := range list {
			list[i] = fmt.Sprint(i)
		}
		add(t, p, "r1", list...)
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			n, err := tx.Unseen(ctx, customers(), func(links []domain.Link) error {
				for i := range links {
					links[i].Deleted = true
				}
				return tx.PutLinks(ctx, customers(), links)
			})
			if n != 2500 {
				t.Errorf("gave %d, want 2500", n)
			}
			return err
		})
		if got := unseen(t, p); len(got) != 0 {
			t.Errorf("%d deleted links are unseen", len(got))
		}
	})
}

func TestRecordErrorsAreMetAgainNotDoubled(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		at := func(minutes int) time.Time { return start().Add(time.Duration(minutes) * time.Minute) }
		e := domain.RecordError{
			Integration: "shop", DataType: "customers", Identity: "1", Code: domain.NotEmail, Message: "Not an email.\x00\xff",
			SourceField: "mail", Field: "Email", Record: []byte(`{"mail":"x"}`), Run: "r1", LastSeen: at(1),
		}
		missing := domain.RecordError{Integration: "shop", DataType: "customers", Code: domain.KeyMissing, Position: "row 12", LastSeen: at(1)}
		put := func(errs ...domain.RecordError) {
			write(t, p, func(ctx context.Context, tx *project.Tx) error {
				_, err := tx.PutRecordErrors(ctx, errs)
				return err
			})
		}
		put(e, missing, e)
		list, err := p.RecordErrors(t.Context(), domain.FindRecordErrors{Code: domain.NotEmail})
		must(t, err)
		if len(list) != 1 {
			t.Fatalf("got %+v", list)
		}
		first := list[0]
		must(t, p.IgnoreRecordErrors(t.Context(), []domain.RecordErrorID{first.ID}, true))
		e.Message, e.LastSeen, e.Run = "Still no email.", at(2), "r2"
		put(e, missing)
		again, err := p.RecordError(t.Context(), first.ID)
		must(t, err)
		want := first
		want.Message, want.LastSeen, want.Run, want.Ignored = e.Message, at(2), "r2", true
		if diff := cmp.Diff(want, again); diff != "" {
			t.Error(diff)
		}
		for name, c := range map[string]struct {
			find domain.FindRecordErrors
			want int64
		}{
			"open": {domain.FindRecordErrors{}, 1}, "ignored": {domain.FindRecordErrors{Ignored: true}, 1},
			"all": {domain.FindRecordErrors{All: true}, 2}, "search": {domain.FindRecordErrors{All: true, Search: "STILL NO"}, 1},
			"other integration": {domain.FindRecordErrors{All: true, Integration: "crm"}, 0},
		} {
			n, err := p.CountRecordErrors(t.Context(), c.find)
			if err != nil || n != c.want {
				t.Errorf("%s: got %d, %v; want %d", name, n, err, c.want)
			}
		}
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			open, err := tx.CountRecordErrors(ctx, customers())
			if err != nil {
				return err
			}
			cleared, err := tx.ClearRecordErrors(ctx, customers(), []string{"1", "2"})
			if open != 1 || cleared != 1 {
				t.Errorf("open %d, cleared %d; want 1, 1", open, cleared)
			}
			return err
		})
		sound(t, p)
	})
}

func TestRowsKnowTheirRecord(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		ids := add(t, p, "r1", "a", "b", "c")
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.PutLinks(ctx, customers(), []domain.Link{{Identity: "id-b", Row: ids[1], Deleted: true}}); err != nil {
				return err
			}
			got, err := tx.LinksOfRows(ctx, customers(), ids)
			if diff := cmp.Diff(map[domain.RowID]string{ids[0]: "id-a", ids[2]: "id-c"}, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}

func TestOldRecordErrorsAreCleared(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			errs := make([]domain.RecordError, 4)
			for i := range errs {
				at := start().Add(time.Duration(i) * time.Minute)
				errs[i] = domain.RecordError{Integration: "shop", DataType: "customers", Code: domain.KeyMissing, Position: fmt.Sprint("row ", i), LastSeen: at}
			}
			errs[3].Code, errs[3].Identity = domain.NotEmail, "x"
			if _, err := tx.PutRecordErrors(ctx, errs); err != nil {
				return err
			}
			n, err := tx.ClearRecordErrorsBefore(ctx, customers(), start().Add(2*time.Minute))
			if n != 2 {
				t.Errorf("cleared %d, want 2", n)
			}
			return err
		})
		counts, err := p.CodeCounts(t.Context(), "shop")
		must(t, err)
		if diff := cmp.Diff(map[domain.RecordErrorCode]int64{domain.KeyMissing: 1, domain.NotEmail: 1}, counts); diff != "" {
			t.Error(diff)
		}
		must(t, p.ForgetIntegration(t.Context(), "shop"))
		left, err := p.CountRecordErrors(t.Context(), domain.FindRecordErrors{All: true})
		if err != nil || left != 0 {
			t.Errorf("%d errors are left, %v", left, err)
		}
	})
}
