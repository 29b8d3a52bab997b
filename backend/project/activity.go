package project

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tributary/backend/domain"
)

// hourLayout is how hours are stored, UTC.
const hourLayout = "2006-01-02T15"

type activityKey struct {
	hour    string
	tableID int64
}

type activity struct{ created, updated, deleted int64 }

func (tx *Tx) noteActivity(at time.Time, t *table, n activity) {
	if n == (activity{}) {
		return
	}
	key := activityKey{hour: at.UTC().Format(hourLayout), tableID: t.id}
	a, ok := tx.activity[key]
	if !ok {
		a = &activity{}
		tx.activity[key] = a
	}
	a.created += n.created
	a.updated += n.updated
	a.deleted += n.deleted
}

func (tx *Tx) flushActivity(ctx context.Context) error {
	for key, a := range tx.activity {
		_, err := tx.sql.Exec(ctx, `INSERT INTO _tributary_activity AS a (hour, table_id, created, updated, deleted) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (hour, table_id) DO UPDATE SET created = a.created + excluded.created,
			updated = a.updated + excluded.updated, deleted = a.deleted + excluded.deleted`,
			key.hour, key.tableID, a.created, a.updated, a.deleted)
		if err != nil {
			return err
		}
	}
	clear(tx.activity)
	return nil
}

// Activity returns the changes per day and table since the day of from, by the days of
// from's location, oldest first. Days without changes are left out.
func (p *Project) Activity(ctx context.Context, from time.Time) (days []domain.DayActivity, err error) {
	zone := from.Location()
	start := midnight(from)
	err = p.read(ctx, func(tx *Tx) error {
		const query = `SELECT a.hour, t.name, a.created, a.updated, a.deleted FROM _tributary_activity a
			JOIN _tributary_tables t ON t.id = a.table_id WHERE a.hour >= ? ORDER BY a.hour, t.folded`
		return tx.sql.Each(ctx, query, []any{start.UTC().Format(hourLayout)}, func(rows *sql.Rows) error {
			var hour string
			var d domain.DayActivity
			if err := rows.Scan(&hour, &d.Table, &d.Created, &d.Updated, &d.Deleted); err != nil {
				return err
			}
			at, err := time.Parse(hourLayout, hour)
			if err != nil {
				return fmt.Errorf("stored hour %q: %w", hour, err)
			}
			d.Day = midnight(at.In(zone))
			days = addDay(days, d)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("activity: %w", err)
	}
	return days, nil
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// addDay adds to the same day and table, which stands near the end.
func addDay(days []domain.DayActivity, d domain.DayActivity) []domain.DayActivity {
	for i := len(days) - 1; i >= 0 && days[i].Day.Equal(d.Day); i-- {
		if days[i].Table == d.Table {
			days[i].Created += d.Created
			days[i].Updated += d.Updated
			days[i].Deleted += d.Deleted
			return days
		}
	}
	return append(days, d)
}

// Counts are the numbers of one day over all tables.
func Counts(days []domain.DayActivity) (total domain.Counts) {
	for _, d := range days {
		total.Created += d.Created
		total.Updated += d.Updated
		total.Deleted += d.Deleted
	}
	return total
}
