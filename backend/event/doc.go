// Package event holds what happened as past-tense typed values, and the bus that
// hands them to whoever listens in this process. Handlers are quick and must not
// block: a slow subscriber loses the oldest Progress events, nothing else.
package event
