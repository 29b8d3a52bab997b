// Package api is the window's way in: the structs bound to it, one file a
// screen, their data-transfer types, events, errors and enums.
//
// Bound methods take no context (Wails would expose it to JavaScript); each
// derives one from the app's context with a time limit. Times travel as RFC 3339
// strings ("" for never), durations as seconds, row numbers and ids as strings,
// lists never as null. An error becomes an Error value, see FormatError.
package api
