package sqldb

import (
	"context"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"tributary/backend/domain"
)

// The codes of database errors (domain.Error.Code). All are domain.OurFault: they do not
// come from a service.
const (
	CodeDiskFull    = "disk_full"
	CodeLocked      = "database_locked"
	CodeReadOnly    = "database_read_only"
	CodeIO          = "io_error"
	CodeNewerSchema = "newer_schema"
	CodeUnreachable = "database_unreachable"
	CodeRefused     = "database_refused"
)

// Explain turns an error of the database into a *domain.Error when it is one a person can
// act on. Errors that are one already, the end of a context, and anything else
// stay as they are. DB does it for everything that leaves it.
func Explain(err error) error {
	var known *domain.Error
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	if code := codeOf(err); code != "" {
		return explained(code, err)
	}
	return err
}

func codeOf(err error) string {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return sqliteCode(lite.Code())
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return postgresCode(pg.Code)
	}
	var connect *pgconn.ConnectError
	var network *net.OpError
	if errors.As(err, &connect) || errors.As(err, &network) {
		return CodeUnreachable
	}
	return ""
}

func sqliteCode(code int) string {
	switch code & 0xff { // the low byte is the primary code
	case sqlite3.SQLITE_FULL:
		return CodeDiskFull
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return CodeLocked
	case sqlite3.SQLITE_READONLY:
		return CodeReadOnly
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN:
		return CodeIO
	}
	return ""
}

func postgresCode(state string) string {
	switch {
	case state == "53100":
		return CodeDiskFull
	case state == "55P03", state == "40P01", state == "40001":
		return CodeLocked
	case state == "25006":
		return CodeReadOnly
	case strings.HasPrefix(state, "58"), strings.HasPrefix(state, "XX"):
		return CodeIO
	case strings.HasPrefix(state, "08"), state == "57P01", state == "57P02", state == "57P03", state == "53300":
		return CodeUnreachable
	case strings.HasPrefix(state, "28"), state == "3D000", state == "42501":
		return CodeRefused
	}
	return ""
}

func explained(code string, err error) *domain.Error {
	e := &domain.Error{Kind: domain.OurFault, Code: code, Details: bounded(err.Error(), 4096), Err: err}
	switch code {
	case CodeDiskFull:
		e.What = "The disk is full."
		e.Means = "Nothing more can be saved. What was saved before is safe."
		e.Do = "Free some space on the disk with the data folder, then try again."
	case CodeLocked:
		e.What = "The database is in use by another program."
		e.Means = "The change was not saved."
		e.Do = "Close other programs that have the database open, then try again."
	case CodeReadOnly:
		e.What = "The database may not be written."
		e.Means = "The change was not saved."
		e.Do = "Check that your account may write in the data folder or to the database."
	case CodeUnreachable:
		e.What = "The database server does not answer."
		e.Means = "Nothing can be read or saved until it does."
		e.Do = "Check that the server runs and that its address in Settings is right."
	case CodeRefused:
		e.What = "The database server refused us."
		e.Means = "The name, the password or a permission is not right."
		e.Do = "Check the database address in Settings, or ask whoever runs the server."
	default:
		e.What = "The database could not be read or written."
		e.Means = "The disk may be damaged or the file may be no database."
		e.Do = "Check the disk, or restore the data folder from a backup."
	}
	return e
}

func bounded(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "")
}
