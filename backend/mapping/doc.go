// Package mapping turns a record of a service into values for a row of the
// project: it follows the assignments of a data transfer and converts every value
// to the type of its field. A conversion loses nothing or is a coded problem;
// there is no half-converted value.
//
// The package is pure: no I/O, no clock, no state. It also offers what the
// screen needs to make a mapping: suggestions by name and type, a table made
// from a data type, advice on the primary key, and the types of columns that
// come as text only (Inference).
//
// Choices that are not obvious from the field types:
//   - "" is empty, except in a text field whose assignment keeps empty text. Blanks
//     around a value are kept in text and choice-free fields, ignored elsewhere.
//   - A date-time without a zone is taken as UTC. Digits finer than a
//     microsecond are cut: the field has six.
//   - A whole JSON number in a date-time field counts seconds since 1970 below
//     10^11 in size, and milliseconds from there to 10^14. Text of digits never does.
//   - A date field takes a date-time only at midnight; any other time would be lost.
//   - Years have four digits. 03/04/2024 needs a DateOrder.
//   - A text that holds a JSON object or list becomes that object or list in a
//     JSON field; any other text becomes a JSON string.
package mapping
