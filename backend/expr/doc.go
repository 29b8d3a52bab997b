// Package expr evaluates the {{ … }} expressions of connector manifests: parse once, evaluate to native values.
//
// The language is the subset of Jinja that the manifest format uses, with the meaning the reference runner gives it: Python's
// str(), truth, arithmetic and literals. Values come in as decoded JSON (json.Number included) and go out as nil, bool, int64,
// *big.Int, float64, string, []any, map[string]any; Native also gives time.Time and Duration.
//
// Words: a Template is a compiled text; Vars are the names it sees; an Env carries what does not change between records (the
// clock, the local zone, strictness). Literal typing means: rendered text that reads as a Python literal becomes that value.
//
// Compatible and strict. A compatible Env answers as the reference runner does, including what is silently wrong there:
// "1_000" becomes 1000 (but "007" stays text) and a type error becomes the template's own text, which counts as true. A strict Env keeps strings as
// strings, types other text only when nothing is lost, and reports type errors.
//
// The evaluator is our own, not gonja. gonja v2.9.1 panics on % formatting and on integer division by zero and spends 1.5 µs
// and 26 allocations on one nested look-up; and the format depends on Python far beyond Jinja: str() and repr() of nested
// values, big integers, isoformat, strptime, which exception is raised (a TypeError renders the source, an undefined value does
// not), a different filter set. Guarding and patching all that would touch every operator; testdata/golden.json holds what
// the reference runner answers, and this package answers the same.
//
// Known differences from the reference runner, all on purpose: a Go map has no order, so its keys are visited sorted; values
// handed in are never changed by a template; record['items'] of a missing key is undefined, not the dict's method; the word
// stream_state is refused only where it is used as a name; regular expressions are RE2, without look-around and
// back-references; text that reads as bytes, an infinite number or an ellipsis stays text.
//
// Slicing a constant that cannot be sliced is a type error, where Jinja folds it to undefined; macro, include, import, block,
// filter and call statements are refused when a template is parsed; json_loads is there, and generate_uuid is not, because it
// would need chance.
//
// Nothing here reads a file, a clock or the network. Every evaluation has a step, size and depth limit, and no input panics.
package expr
