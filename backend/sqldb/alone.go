package sqldb

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"tributary/backend/clock"
)

// alonePoll is how often whoever waits looks again.
const alonePoll = 25 * time.Millisecond

// Alone runs fn while nobody else runs one under the same name: in this process, in
// others on this database, and on other machines. It waits as long as ctx lasts. The
// system releases the name when the process ends, however. Unlike Write it holds no
// transaction, so fn may take its time and write.
func (db *DB) Alone(ctx context.Context, name string, fn func(ctx context.Context) error) error {
	release, err := db.claimAlone(ctx, name)
	if err != nil {
		return fmt.Errorf("wait for others: %w", err)
	}
	err = fn(ctx)
	return errors.Join(err, release())
}

func (db *DB) claimAlone(ctx context.Context, name string) (release func() error, err error) {
	if db.dialect == Postgres() {
		return db.claimOnServer(ctx, name)
	}
	if err := os.MkdirAll(db.locks, 0o700); err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(name))
	file := flock.New(filepath.Join(db.locks, hex.EncodeToString(sum[:8])+".lock"), flock.SetPermissions(0o600))
	if _, err := file.TryLockContext(ctx, alonePoll); err != nil {
		return nil, err
	}
	return file.Unlock, nil
}

// claimOnServer holds a connection only once it has the name: many who wait would else
// leave none for the one who works.
func (db *DB) claimOnServer(ctx context.Context, name string) (func() error, error) {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(name))         // a hash never fails
	key := db.lockKey ^ int64(hash.Sum64()) //nolint:gosec // G115: any 64 bits will do
	for {
		release, taken, err := db.tryOnServer(ctx, key)
		if err != nil || taken {
			return release, err
		}
		if err := (clock.System{}).Sleep(ctx, alonePoll); err != nil {
			return nil, err
		}
	}
}

func (db *DB) tryOnServer(ctx context.Context, key int64) (release func() error, taken bool, err error) {
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return nil, false, outcome(ctx, err)
	}
	err = conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", key).Scan(&taken)
	if err != nil || !taken {
		return nil, false, errors.Join(err, conn.Close())
	}
	return func() error { return unlockOnServer(context.WithoutCancel(ctx), conn, key) }, true, nil
}

// unlockOnServer gives the name back, and the connection to the pool.
func unlockOnServer(ctx context.Context, conn *sql.Conn, key int64) error {
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", key)
	return errors.Join(err, conn.Close())
}
