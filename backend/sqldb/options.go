package sqldb

import "io/fs"

// Role tells which of the two databases is meant.
type Role string

// The roles.
const (
	State   Role = "state"   // the program's own state
	Project Role = "project" // the person's tables
)

// Schema is the name of the role's schema in PostgreSQL.
func (r Role) Schema() string { return "tributary_" + string(r) }

// Options say what is opened.
type Options struct {
	Role Role
	// Migrations holds the role's numbered files at its root, see README.md.
	Migrations fs.FS
	// MaxPages bounds a SQLite file, for tests of a full disk. 0: no bound.
	MaxPages int
}

// tuning holds the numbers that differ by role on SQLite.
type tuning struct {
	synchronous    string
	writerCacheKiB int
	readerCacheKiB int
	walPages       int // write-ahead log pages before they are moved into the file
	readers        int
}

func (r Role) tuning() tuning {
	if r == Project {
		// A large log and cache make bulk inserts three times faster (measured). NORMAL may
		// undo whole transactions after a power cut, never parts: see README.md.
		return tuning{synchronous: "NORMAL", writerCacheKiB: 32 << 10, readerCacheKiB: 2 << 10, walPages: 20000, readers: 4}
	}
	return tuning{synchronous: "FULL", writerCacheKiB: 2 << 10, readerCacheKiB: 1 << 10, walPages: 1000, readers: 2}
}
