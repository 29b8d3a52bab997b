package store

import (
	"cmp"
	"context"
	"database/sql"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

const selectConfiguration = `SELECT id, source, name, authorization_id, settings, created_at, updated_at
	FROM source_configurations`

func readConfiguration(row scanner) (domain.Configuration, error) {
	var (
		c             domain.Configuration
		authorization sql.NullString
		settings      string
		times         [2]string
	)
	if err := row.Scan(&c.ID, &c.Source, &c.Name, &authorization, &settings, &times[0], &times[1]); err != nil {
		return c, err
	}
	c.Authorization = domain.AuthorizationID(authorization.String)
	if err := decode(column{settings, &c.Settings}); err != nil {
		return c, err
	}
	return c, moments(times[:], &c.CreatedAt, &c.UpdatedAt)
}

// Configurations returns all source configurations.
func (s *Store) Configurations(ctx context.Context) ([]domain.Configuration, error) {
	return list(ctx, s, selectConfiguration+" ORDER BY name", nil, readConfiguration)
}

// Configuration returns one source configuration.
func (s *Store) Configuration(ctx context.Context, id domain.ConfigurationID) (domain.Configuration, error) {
	return one(ctx, s, selectConfiguration+" WHERE id = ?", []any{id}, readConfiguration)
}

// SaveConfiguration stores a source configuration.
func (s *Store) SaveConfiguration(ctx context.Context, c domain.Configuration) error {
	settings, err := encode(c.Settings)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		return upsert(ctx, tx, "source_configurations",
			[]string{"id", "source", "name", "authorization_id", "settings", "created_at", "updated_at"},
			c.ID, c.Source, c.Name, sql.NullString{String: string(c.Authorization), Valid: c.Authorization != ""}, settings,
			sqldb.FormatTime(c.CreatedAt), sqldb.FormatTime(c.UpdatedAt))
	})
}

// DeleteConfiguration removes a source configuration and its data transfers.
func (s *Store) DeleteConfiguration(ctx context.Context, id domain.ConfigurationID) error {
	return s.exec(ctx, "DELETE FROM source_configurations WHERE id = ?", id)
}

const selectTransfer = `SELECT id, configuration_id, data_type, active, mapping, when_fields_change, created_at, updated_at FROM data_transfers`

func readTransfer(row scanner) (domain.Transfer, error) {
	var (
		t       domain.Transfer
		active  int64
		mapping string
		times   [2]string
	)
	if err := row.Scan(&t.ID, &t.Configuration, &t.DataType, &active, &mapping, &t.WhenFieldsChange, &times[0], &times[1]); err != nil {
		return t, err
	}
	t.Active = active != 0
	if err := decode(column{mapping, &t.Mapping}); err != nil {
		return t, err
	}
	return t, moments(times[:], &t.CreatedAt, &t.UpdatedAt)
}

// Transfers returns the data transfers of a source configuration in the order they
// were added.
func (s *Store) Transfers(ctx context.Context, id domain.ConfigurationID) ([]domain.Transfer, error) {
	return list(ctx, s, selectTransfer+" WHERE configuration_id = ? ORDER BY created_at, data_type", []any{id}, readTransfer)
}

// Transfer returns one data transfer.
func (s *Store) Transfer(ctx context.Context, id domain.TransferID) (domain.Transfer, error) {
	return one(ctx, s, selectTransfer+" WHERE id = ?", []any{id}, readTransfer)
}

// SaveTransfer stores a data transfer.
func (s *Store) SaveTransfer(ctx context.Context, t domain.Transfer) error {
	mapping, err := encode(t.Mapping)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		return upsert(ctx, tx, "data_transfers",
			[]string{"id", "configuration_id", "data_type", "active", "mapping", "when_fields_change", "created_at", "updated_at"},
			t.ID, t.Configuration, t.DataType, truth(t.Active), mapping, cmp.Or(t.WhenFieldsChange, domain.TellChanges), sqldb.FormatTime(t.CreatedAt), sqldb.FormatTime(t.UpdatedAt))
	})
}

// DeleteTransfer removes a data transfer.
func (s *Store) DeleteTransfer(ctx context.Context, id domain.TransferID) error {
	return s.exec(ctx, "DELETE FROM data_transfers WHERE id = ?", id)
}
