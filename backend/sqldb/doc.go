// Package sqldb opens the two databases of Tributary, on SQLite or PostgreSQL, and
// holds everything in which the two differ.
//
//   - DB opens a database of one Role, brings its schema up to date, and gives
//     transactions: Write (excludes other writers) and Read (a snapshot).
//   - Dialect carries the differences of SQL: quoting, placeholders, column types,
//     upsert, comparison without regard to case. Queries are written once, with "?".
//   - Migrations are numbered files, see README.md; a schema newer than the program is
//     refused with both versions named.
//   - Database errors a person can act on leave as *domain.Error with a stable code.
//
// It knows nothing about what is stored: the packages project and store bring their
// own SQL. Tests of both run on both databases by the help of sqldbtest.
package sqldb
