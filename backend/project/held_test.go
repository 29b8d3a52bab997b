package project_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/project"
)

func TestHeldFieldsAreCountedHeldListedAndForgotten(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		ids := add(t, p, "first", "a@x.org", "b@x.org", "c@x.org")
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.Update(ctx, byRun("first"), "Contacts", []domain.Change{change(ids[0], "Visits", int64(3))}); err != nil {
				return err
			}
			list := []domain.HeldField{{Row: ids[0], Field: "Visits"}, {Row: ids[0], Field: "Full name"}, {Row: ids[1], Field: "Visits"}, {Row: ids[2], Field: "Visits", Counted: true}}
			if err := tx.PutHeld(ctx, customers(), "Contacts", list, false); err != nil {
				return err
			}
			counts, err := tx.CountPending(ctx, customers())
			if diff := cmp.Diff(map[string]int64{"Visits": 3, "Full name": 1}, counts); err != nil || diff != "" {
				t.Errorf("pending: %s, %v", diff, err)
			}
			rows, untouched, err := tx.HoldPending(ctx, customers(), "Contacts", []string{"Visits"})
			if err != nil || rows != 3 || untouched != 1 {
				t.Errorf("held %d rows, %d of them untouched, %v; want 3 and 1: one has another field pending, one is counted", rows, untouched, err)
			}
			left, err := tx.Pending(ctx, customers(), 10)
			if diff := cmp.Diff([]domain.HeldField{{Row: ids[0], Field: "Full name"}}, left); err != nil || diff != "" {
				t.Errorf("still pending: %s, %v", diff, err)
			}
			if err := tx.DonePending(ctx, customers(), ids[:1]); err != nil {
				return err
			}
			return tx.PutHeld(ctx, customers(), "Contacts", []domain.HeldField{{Row: ids[1]}}, true)
		})
		held, err := p.HeldRows(t.Context(), "shop", 100)
		must(t, err)
		if len(held) != 3 || held[0].Key != "a@x.org" || held[0].Values[0] != int64(3) {
			t.Errorf("listed: %+v", held)
		}
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.DropHeld(ctx, customers(), ids[:1]); err != nil {
				return err
			}
			return tx.ForgetHeld(ctx, customers(), false)
		})
		if held, err = p.HeldRows(t.Context(), "shop", 100); err != nil || len(held) != 0 {
			t.Errorf("after forgetting: %+v, %v", held, err)
		}
	})
}
