// Package sqldbtest lets tests run on every database Tributary supports: SQLite files in
// the test's folder, and a real PostgreSQL server of its own, started once per
// test binary on a free port and stopped at its end.
//
// Where PostgreSQL is not installed, tests that need it are skipped with the name of what is
// missing; with CI=true they fail instead.
package sqldbtest
