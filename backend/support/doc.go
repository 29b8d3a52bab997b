// Package support makes the bundle a person gives to whoever helps: a .zip of a few
// readable texts about the program, never about the business.
//
// In it: version, system and health, the set-up without its secrets, the last runs and what
// services were asked in them (no values of parameters, no part of a path that may name a
// record), how many records could not become rows and why, and the end of the log. Not in
// it: rows and records, what services answered (an answer holds records), whatever stands in
// quotation marks in a technical text (a database repeats values there), addresses of mail,
// and the name of the person's home folder. A redactor takes out what looks like a secret.
//
// The package does no I/O: it is given facts and a writer.
package support
