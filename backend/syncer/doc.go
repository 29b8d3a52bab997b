// Package syncer executes one run of an integration: read → map → compare →
// apply → checkpoint, by the rules of the design's "how a run works".
//
// It decides; what it needs from the outside it declares in ports.go. A batch is
// one transaction on the project, so that rows, links, history, record errors,
// counters and checkpoint are always true together.
//
// Where things are: syncer.go the run, transfer.go one data type of it, read.go the
// stages that read and map ahead, batch.go when a batch is full, apply.go and compare.go
// what a batch does, absence.go what a whole read makes of missing records, completeness.go how
// it compares the project with the service, guard.go what
// is too much to do unasked, shared.go and settle.go who decides where several integrations bring
// one field, blank.go fields that lose their value, dryrun.go and spool.go the run that is taken back, replay.go
// record errors mapped again, result.go how a run ended.
//
// Choices the design leaves open:
//   - A record without a row whose key belongs to another record of the same data type
//     is key_shared also when that record does not come in this run: nobody is overwritten.
//   - A hidden row that comes back (its record returned, or another adopts it) counts as
//     created and needs that tick. A row the person deleted is updated, not restored.
//   - The ticked types of updates are part of the version a checkpoint belongs to, so that
//     what was left out is caught up by a full read once it is ticked.
//   - A field that loses its value is emptied once the read has ended and the guard has
//     counted in how many rows; after a read that fails, at the end of the next one.
//   - Deletions of a batch come before its changes, changes before new rows.
package syncer
