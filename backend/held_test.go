package backend_test

import (
	"testing"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb"
)

// held lists what waits for a decision, as the window asks for it.
func (p *program) held() []domain.HeldRow {
	p.t.Helper()
	db := p.database()
	var id domain.IntegrationID
	err := db.Read(p.t.Context(), func(tx *sqldb.Tx) error {
		return tx.QueryRow(p.t.Context(), "SELECT integration FROM _tributary_scopes").Scan(&id)
	})
	if err != nil {
		p.t.Fatal(err)
	}
	rows, err := project.New(db, clock.System{}).HeldRows(p.t.Context(), id, 1000)
	if err != nil {
		p.t.Fatal(err)
	}
	return rows
}

func TestWhatTheGuardHoldsIsListed(t *testing.T) {
	t.Parallel()
	p, s := synced(t, 40)
	s.mu.Lock()
	s.records = s.records[:25]
	for _, r := range s.records[:12] {
		r["name"] = nil
	}
	s.mu.Unlock()
	if r := p.sync(); r.Result != "needs_decision" {
		t.Fatalf("the run ended %s", r.Result)
	}
	held := p.held()
	if len(held) != 27 {
		t.Fatalf("%d rows are listed, want 12 emptied and 15 deleted: %+v", len(held), held)
	}
	if h := held[0]; h.Key != "1" || h.Table != "Customers" || len(h.Fields) != 1 || h.Fields[0] != "Name" || h.Values[0] != "Customer 1" {
		t.Errorf("the first: %+v, want the name that would be lost", h)
	}
	if h := held[26]; h.Key != "40" || len(h.Fields) != 0 {
		t.Errorf("the last: %+v, want a deletion", h)
	}
	p.must("sync", "--full", "--allow")
	if rows := p.rows("Customers"); len(rows) != 25 || rows[0]["Name"] != nil {
		t.Errorf("after it was allowed: %d rows, the first %v", len(rows), rows[0])
	}
	if held := p.held(); len(held) != 0 {
		t.Errorf("still held after it was allowed: %+v", held)
	}
}
