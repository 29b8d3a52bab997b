// Package domain is the vocabulary of Tributary as types: project, table,
// field, integration source, authorization, source configuration, data type,
// data transfer, mapping, integration, run, record, row, record error.
//
// One thing has one name here, in SQL, in TypeScript and on the screen. The
// package imports the standard library only, does no I/O and holds no secret
// values: an authorization carries references to its secrets.
//
// Values of project fields travel in one canonical form per field type, see
// Value. Errors that decide what the program does next carry a Kind, see Error.
package domain
