// Package manifest reads connector manifests: YAML or JSON documents that
// describe, in the declarative low-code format, how the API of a service is
// asked for its data types.
//
// A raw manifest is outside input. Validate parses it within limits of size,
// depth and number of nodes, resolves $ref, infers types, propagates
// $parameters, and decodes it into typed components, whose {{ … }} texts are
// already parsed. Whatever the format does not know, whatever is wrong, and
// whatever this program does not run is named as a Problem with its path; a
// manifest with a blocking problem in one stream keeps its other streams.
//
// The package is pure: it reads no files, does no I/O and knows no clock. What
// the components do is in backend/source/declarative.
package manifest
