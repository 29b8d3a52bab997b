package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"tributary/backend/sqldb"
)

func TestAlone(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		var inside, most, done atomic.Int64
		var group sync.WaitGroup
		// More than there are connections: who waits must not keep the one who works from writing.
		for n := range 30 {
			group.Go(func() {
				err := db.Alone(t.Context(), "a", func(ctx context.Context) error {
					most.Store(max(most.Load(), inside.Add(1)))
					defer inside.Add(-1)
					done.Add(1)
					return db.Write(ctx, func(tx *sqldb.Tx) error { return insert(ctx, tx, 1000+n, fmt.Sprint("pet ", n)) })
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if most.Load() != 1 || done.Load() != 30 {
			t.Errorf("%d at once, %d in all; want 1 and 30", most.Load(), done.Load())
		}
	})
}

func TestAloneKeepsOnlyItsOwnNameAndGivesItBack(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		cause := errors.New("no")
		err := db.Alone(t.Context(), "a", func(ctx context.Context) error {
			if err := db.Alone(ctx, "b", func(context.Context) error { return nil }); err != nil {
				t.Errorf("another name: %v", err)
			}
			ended, cancel := context.WithCancel(ctx)
			cancel()
			if err := db.Alone(ended, "a", func(context.Context) error { t.Error("two at once"); return nil }); !errors.Is(err, context.Canceled) {
				t.Errorf("waiting with an ended context: %v", err)
			}
			return cause
		})
		if !errors.Is(err, cause) {
			t.Errorf("error %v, want its own", err)
		}
		if err := db.Alone(t.Context(), "a", func(context.Context) error { return nil }); err != nil {
			t.Errorf("after an error: %v", err)
		}
	})
}
