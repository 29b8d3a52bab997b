package setup

import (
	"bytes"
	"encoding/json"
)

// plain returns v as JSON reads it back, so that a value typed in a file equals the
// same value from the store whatever its Go type.
func plain(v any) any {
	raw, err := json.Marshal(v)
	if err != nil {
		return v
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var out any
	if decoder.Decode(&out) != nil {
		return v
	}
	return out
}
