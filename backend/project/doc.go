// Package project is the person's own data: tables with fields, rows, and their
// history, in a SQLite file or a PostgreSQL schema that any other tool can read.
//
// A table "Contacts" is the SQL table "Contacts" whose columns are named as its
// fields, plus _id, _deleted_at and _changed_at. Everything the program needs besides
// stands in the same database under the prefix _tributary_: the catalogue of
// tables and fields, links (record of a service → row), seen marks of the current
// full read, progress of each transfer, history, record errors. What must be true
// together is written in one transaction.
//
// Row numbers are unique in the whole project and never given twice, so a link can
// never point to a row of another table by accident.
//
// It does not decide: what is inserted, updated or deleted is the engine's business.
// A hidden row is one marked deleted; it can be restored.
package project
