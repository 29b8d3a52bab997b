package declarative

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"tributary/backend/domain"
)

// positionKey is our own entry in a checkpoint, beside the state of the format.
const positionKey = "tributary"

// noCursorKey marks the state of a stream without a cursor, as the format does.
const noCursorKey = "__ab_no_cursor_state_message"

// position is a place within a read: everything before it was yielded.
type position struct {
	Mode  domain.ReadMode `json:"mode"`
	Until time.Time       `json:"until"`           // when the read began: its windows end there
	Slice string          `json:"slice,omitempty"` // partition
	From  string          `json:"from,omitempty"`  // start of the window
	Token any             `json:"token,omitempty"` // next page of this slice
	Done  bool            `json:"done,omitempty"`  // this slice is finished: go on with the one after
	Short bool            `json:"short,omitempty"` // something before it was not given out
	Whole bool            `json:"whole,omitempty"` // of a stream with two ways, the one that reads everything
}

// checkpoint is a decoded checkpoint.
type checkpoint struct {
	state map[string]any
	at    *position
}

func readCheckpoint(raw domain.Checkpoint) (checkpoint, error) {
	var c checkpoint
	if len(bytes.TrimSpace(raw)) == 0 || string(raw) == "null" {
		return c, nil
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return c, fmt.Errorf("read the checkpoint: %w", err)
	}
	if at, ok := parts[positionKey]; ok {
		dec := json.NewDecoder(bytes.NewReader(at))
		dec.UseNumber()
		if err := dec.Decode(&c.at); err != nil {
			return c, fmt.Errorf("read the position of the checkpoint: %w", err)
		}
		delete(parts, positionKey)
	}
	c.state = make(map[string]any, len(parts))
	for key, part := range parts {
		dec := json.NewDecoder(bytes.NewReader(part))
		dec.UseNumber()
		var v any
		if err := dec.Decode(&v); err != nil {
			return c, fmt.Errorf("read the state of the checkpoint: %w", err)
		}
		c.state[key] = v
	}
	return c, nil
}

func writeCheckpoint(state map[string]any, at *position) (domain.Checkpoint, error) {
	whole := make(map[string]any, len(state)+1)
	for k, v := range state {
		whole[k] = v
	}
	if at != nil {
		whole[positionKey] = at
	}
	raw, err := json.Marshal(whole)
	if err != nil {
		return nil, fmt.Errorf("write the checkpoint: %w", err)
	}
	return raw, nil
}
