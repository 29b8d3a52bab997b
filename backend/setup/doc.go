// Package setup keeps the set-up: authorizations, source configurations, data
// transfers with their mappings, integrations, the address book. Whatever the
// window or the command line change about it, they change here, by the same
// rules; the set-up file is applied and exported here too.
//
// It decides what is allowed (a data transfer without a primary key cannot be
// active, an authorization in use cannot be deleted) and says why in words. It
// runs nothing: that is schedule and syncer.
package setup
