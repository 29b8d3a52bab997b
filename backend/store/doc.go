// Package store keeps the program's own state: authorizations (secrets sealed),
// source configurations, data transfers, integrations, runs, loaded manifests and
// settings. One file an aggregate; the schema is in sql/.
//
// Get methods return domain.ErrNotFound. Lists are in the order of names unless
// they say otherwise. Saves insert or overwrite by id. Everything is safe for
// concurrent use.
package store
