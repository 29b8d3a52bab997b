package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"tributary/backend/domain"
)

// postgresConnections bounds the pool of one role.
const postgresConnections = 8

// OpenPostgres connects to the database at address (postgres://…), makes the role's
// schema when it is missing, and brings it up to date. All statements see this
// schema only. The address holds a password: it appears in no error.
func OpenPostgres(ctx context.Context, address string, opts Options) (*DB, error) {
	set, err := loadMigrations(opts.Migrations, Postgres())
	if err != nil {
		return nil, err
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		// The parser's error repeats the address, so it is not kept as the cause.
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "database_address", What: "The database address cannot be read.",
			Means: "Tributary cannot connect to the database.", Do: "Write it as postgres://name:password@host:port/database.",
		}
	}
	schema := opts.Role.Schema()
	config.RuntimeParams["search_path"] = Postgres().Quote(schema)
	config.RuntimeParams["timezone"] = "UTC"
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "tributary"
	}
	// Statements cached across transactions break when a field changes its type; what runs
	// often is prepared per transaction instead, see Tx.ExecPrepared.
	config.DefaultQueryExecMode = pgx.QueryExecModeDescribeExec
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(postgresConnections)
	pool.SetMaxIdleConns(2)
	db := &DB{dialect: Postgres(), writer: pool, reader: pool, lockKey: lockKey(schema)}
	if err := db.createSchema(ctx, schema); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	if err := db.migrate(ctx, set); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return db, nil
}

// createSchema asks before it makes: a server may let us use a schema but make none.
func (db *DB) createSchema(ctx context.Context, schema string) error {
	return db.Write(ctx, func(tx *Tx) error {
		var name sql.NullString
		if err := tx.QueryRow(ctx, "SELECT CAST(to_regnamespace(?) AS TEXT)", schema).Scan(&name); err != nil {
			return fmt.Errorf("look for schema %s: %w", schema, err)
		}
		if name.Valid {
			return nil
		}
		if _, err := tx.Exec(ctx, "CREATE SCHEMA "+tx.dialect.Quote(schema)); err != nil {
			return fmt.Errorf("make schema %s: %w", schema, err)
		}
		return nil
	})
}

// lockKey makes the number of the advisory lock from the schema's name.
func lockKey(schema string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("tributary:" + schema)) // a hash cannot fail
	return int64(h.Sum64() >> 1)
}
