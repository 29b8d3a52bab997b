package declarative

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"tributary/backend/domain"
)

// maxPartitions is how many partitions keep a cursor of their own; with more,
// one cursor serves all.
const maxPartitions = 10_000

// state is where a stream stands, in the terms of the format. It advances only
// with closed slices.
type state struct {
	c *cursor // nil: the stream has no cursor
	// partitioned: the stream has partitions, each with its own time.
	partitioned bool
	useGlobal   bool
	global      time.Time            // of all partitions, or of the stream
	own         map[string]partState // by key of the partition
	order       []string
	newest      time.Time // newest record of this read in closed slices
	open        time.Time // newest record of the slice being read
	began       time.Time
	former      time.Duration // how long the last read took: a new partition starts so much earlier
}

type partState struct {
	partition map[string]any
	at        time.Time
}

// newState reads the state of a checkpoint; what cannot be read counts as none,
// so that everything is read again.
func newState(c *cursor, partitioned bool, from map[string]any, began time.Time) *state {
	st := &state{c: c, partitioned: partitioned, own: map[string]partState{}, began: began}
	if c != nil {
		st.useGlobal = c.m.GlobalCursor
	}
	if c == nil || from == nil {
		return st
	}
	if !partitioned {
		st.global, _ = c.parse(from[c.field])
		return st
	}
	all, ok := from["state"].(map[string]any)
	if _, each := from["states"]; !ok && !each {
		all = from // the state of a stream without partitions counts for all
	}
	st.global, _ = c.parse(all[c.field])
	if seconds, ok := from["lookback_window"].(json.Number); ok {
		if n, err := seconds.Int64(); err == nil && n > 0 {
			st.former = time.Duration(n) * time.Second
		}
	}
	st.useGlobal = from["use_global_cursor"] == true || c.m.GlobalCursor
	list, _ := from["states"].([]any)
	for _, item := range list {
		entry, _ := item.(map[string]any)
		partition, _ := entry["partition"].(map[string]any)
		values, _ := entry["cursor"].(map[string]any)
		if at, ok := c.parse(values[c.field]); ok && len(partition) > 0 {
			st.put(partitionKey(partition), partition, at)
		}
	}
	return st
}

func (st *state) put(key string, partition map[string]any, at time.Time) {
	have, known := st.own[key]
	if !known {
		st.order = append(st.order, key)
	}
	if !known || at.After(have.at) {
		st.own[key] = partState{partition, at}
	}
}

// of is where a partition stands; zero when nothing is known.
func (st *state) of(key string) time.Time {
	if !st.partitioned {
		return st.global
	}
	if own, ok := st.own[key]; ok && !st.useGlobal {
		return own.at
	}
	if st.global.IsZero() {
		return st.global
	}
	return st.global.Add(-st.former)
}

// observe notes the cursors of records of the slice being read.
func (st *state) observe(records []domain.Record) {
	if st.c == nil {
		return
	}
	for _, r := range records {
		if at, ok := st.c.of(r); ok && at.After(st.open) {
			st.open = at
		}
	}
}

// closeSlice makes what a slice brought part of the state.
func (st *state) closeSlice(sl slice) {
	if st.c == nil || sl.window == nil {
		return
	}
	at := st.open
	st.open = time.Time{}
	// A record dated in the future would hide every change until then.
	if st.c.strict && at.After(st.c.end) {
		at = st.c.end
	}
	if known := st.of(sl.key()); at.Before(known) {
		at = known
	}
	if at.Before(st.c.begin) {
		at = st.c.begin
	}
	if at.After(st.newest) {
		st.newest = at
	}
	if !st.partitioned {
		if at.After(st.global) {
			st.global = at
		}
		return
	}
	if len(st.own) >= maxPartitions {
		st.useGlobal = true
	}
	st.put(sl.key(), sl.partition, at)
}

// finish makes the newest record the state of all partitions: allowed only when
// every partition was read.
func (st *state) finish() {
	if st.partitioned && st.newest.After(st.global) {
		st.global = st.newest
	}
}

// snapshot is the state as the format writes it. now is when it is taken.
func (st *state) snapshot(now time.Time) map[string]any {
	if st.c == nil {
		return map[string]any{noCursorKey: true}
	}
	global := st.global
	if global.IsZero() {
		global = st.c.begin
	}
	if !st.partitioned {
		return map[string]any{st.c.field: st.c.format(global)}
	}
	out := map[string]any{
		"use_global_cursor": st.useGlobal,
		"lookback_window":   int64(max(now.Sub(st.began)/time.Second, 0)),
	}
	if !st.global.IsZero() {
		out["state"] = map[string]any{st.c.field: st.c.format(st.global)}
	}
	if st.useGlobal {
		return out
	}
	entries := make([]any, 0, len(st.order))
	for _, key := range st.order {
		own := st.own[key]
		entries = append(entries, map[string]any{"partition": maps.Clone(own.partition), "cursor": map[string]any{st.c.field: st.c.format(own.at)}})
	}
	out["states"] = slices.Clip(entries)
	return out
}
