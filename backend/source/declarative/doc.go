// Package declarative runs a connector manifest against an HTTP API: it is the
// source.Connector of every service that a manifest describes.
//
// A read is a line of small steps, one file each: streams (which the settings or
// the service may decide) → slices (which partitions and which time) → request (address, parameters, body, authentication) → send
// (retries, waiting, errors) → decode → extract → filter and transform → page
// with checkpoint → next page. A few slices are fetched at the same time, and a
// page or two ahead of the consumer; what is handed on is in order all the same, so
// that a checkpoint is a place in it and states do not depend on who was faster. Every component of the format has its file here and its type in
// manifest; what is not here, manifest.Validate names as unsupported.
//
// Requests wait for their turn: everybody who uses an authorization keeps one pace at a host (limiter.go,
// rules in package pace), learnt from the service's headers, with a reserve for other programs.
//
// Two modes. Parity answers as the reference runner does, also where that is
// silently wrong, and is for comparing with it: of limits it knows those the manifest declares. Strict is what the program
// uses: an HTML page is an error and not an empty list, Retry-After is
// honoured, a repeated page token is an error, requests have time limits, a
// key is sent to no other host than the service's.
//
// No error text, log line or checkpoint holds a secret or a query string.
package declarative
