package store

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

const selectIntegration = `SELECT id, name, configuration_id, updates, every_seconds, cron, email_alerts, budget, guard,
	hard_deletions, state, state_cause, state_at, paused_until, created_at, updated_at FROM integrations`

func readIntegration(row scanner) (domain.Integration, error) {
	var (
		i                              domain.Integration
		updates, alerts, budget, guard string
		every                          float64
		hard                           int64
		times                          [4]string
	)
	if err := row.Scan(&i.ID, &i.Name, &i.Configuration, &updates, &every, &i.Schedule.Cron, &alerts, &budget, &guard,
		&hard, &i.State, &i.StateCause, &times[0], &times[1], &times[2], &times[3]); err != nil {
		return i, err
	}
	i.Schedule.Every = time.Duration(every * float64(time.Second))
	i.HardDeletions = hard != 0
	if err := decode(column{updates, &i.Updates}, column{alerts, &i.EmailAlerts}, column{budget, &i.Budget}, column{guard, &i.Guard}); err != nil {
		return i, err
	}
	return i, moments(times[:], &i.StateAt, &i.PausedUntil, &i.CreatedAt, &i.UpdatedAt)
}

// Integrations returns all integrations.
func (s *Store) Integrations(ctx context.Context) ([]domain.Integration, error) {
	return list(ctx, s, selectIntegration+" ORDER BY name", nil, readIntegration)
}

// Integration returns one integration.
func (s *Store) Integration(ctx context.Context, id domain.IntegrationID) (domain.Integration, error) {
	return one(ctx, s, selectIntegration+" WHERE id = ?", []any{id}, readIntegration)
}

// SaveIntegration stores an integration.
func (s *Store) SaveIntegration(ctx context.Context, i domain.Integration) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error { return putIntegration(ctx, tx, i) })
}

func putIntegration(ctx context.Context, tx *sqldb.Tx, i domain.Integration) error {
	var texts [4]string
	for n, v := range []any{i.Updates, i.EmailAlerts, i.Budget, i.Guard} {
		text, err := encode(v)
		if err != nil {
			return err
		}
		texts[n] = text
	}
	return upsert(ctx, tx, "integrations", []string{
		"id", "name", "configuration_id", "updates", "every_seconds", "cron", "email_alerts", "budget", "guard",
		"hard_deletions", "state", "state_cause", "state_at", "paused_until", "created_at", "updated_at",
	}, i.ID, i.Name, i.Configuration, texts[0], i.Schedule.Every.Seconds(), i.Schedule.Cron, texts[1], texts[2], texts[3],
		truth(i.HardDeletions), i.State, i.StateCause, sqldb.FormatTime(i.StateAt), sqldb.FormatTime(i.PausedUntil),
		sqldb.FormatTime(i.CreatedAt), sqldb.FormatTime(i.UpdatedAt))
}

// DeleteIntegration removes an integration and its runs.
func (s *Store) DeleteIntegration(ctx context.Context, id domain.IntegrationID) error {
	return s.exec(ctx, "DELETE FROM integrations WHERE id = ?", id)
}
