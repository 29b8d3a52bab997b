// Package pace holds the rules of how fast requests may follow each other: what a service's
// answers say of its limits, and how much of them is left for others.
//
// It is pure: answers and the time come in, a wait goes out.
//
// A fifth of every limit is a reserve for other programs that use the same account or key.
// Down to half of a limit requests are sent at once; from there to the reserve those that are
// left are spread evenly until the service begins to count anew; at the reserve it is waited
// for that. What an answer said is believed for an hour at most, so that an odd one does no
// lasting harm; what no service means (no number, negative, huge, over already) is not heard.
package pace
