// Package syncer executes one run of an integration: read → map → compare →
// apply → checkpoint, by the rules of the design's "how a run works".
//
// It decides; what it needs from the outside it declares in ports.go. A batch is
// one transaction on the project, so that rows, links, history, record errors,
// counters and checkpoint are always true together.
package syncer
