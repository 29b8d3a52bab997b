package project_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb"
)

// A day's changes for a hundred days, purged each day: the file does not grow with time.
func TestTheFileStaysBounded(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "project.db")
	db, err := sqldb.OpenSQLite(t.Context(), path, project.Options())
	must(t, err)
	p := project.New(db, clock.NewManual(start()))
	must(t, p.CreateTable(t.Context(), contacts()))
	ids := add(t, p, "first", "a@x.org", "b@x.org", "c@x.org")
	day := func(n, times int) {
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			for i := range times {
				cause := byRun(fmt.Sprint("day ", n))
				cause.At = start().AddDate(0, 0, n)
				text := fmt.Sprint(n, i, strings.Repeat("x", 20_000))
				if err := tx.Update(ctx, cause, "Contacts", []domain.Change{change(ids[i%3], "Full name", text)}); err != nil {
					return err
				}
			}
			return nil
		})
		_, err := p.PurgeHistory(t.Context(), start().AddDate(0, 0, n-3))
		must(t, err)
	}
	day(0, 1500) // a day of very many changes leaves no mark for ever
	var largest int64
	for n := 1; n <= 40; n++ {
		day(n, 20)
		if n > 10 {
			info, err := os.Stat(path)
			must(t, err)
			largest = max(largest, info.Size())
		}
	}
	sound(t, p)
	must(t, db.Close())
	info, err := os.Stat(path)
	must(t, err)
	// Three days of 20 changes of 20 kB, and what is kept free.
	if info.Size() > 8<<20 {
		t.Errorf("the file takes %d kB at the end (%d kB at most on the way), want less than 8 MB of the 30 MB it once held", info.Size()>>10, largest>>10)
	}
}
