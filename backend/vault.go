package backend

import (
	"context"
	"encoding/json"

	"tributary/backend/logging"
	"tributary/backend/secret"
	"tributary/backend/setup"
)

// vault seals and opens secrets for the set-up, and tells the log each one that was seen
// in clear, so that it is in no entry whatever writes it.
type vault struct {
	*secret.Box
	redactor *logging.Redactor
}

var _ setup.Vault = vault{}

// Seal encrypts a value.
func (v vault) Seal(name string, value []byte) (string, error) {
	v.redactor.Add(texts(value)...)
	return v.Box.Seal(name, value)
}

// Open decrypts a value.
func (v vault) Open(name, sealed string) ([]byte, error) {
	value, err := v.Box.Open(name, sealed)
	if err == nil {
		v.redactor.Add(texts(value)...)
	}
	return value, err
}

// texts returns every text of a value: of JSON each text in it, else the value itself.
func texts(value []byte) []string {
	var decoded any
	if json.Unmarshal(value, &decoded) != nil {
		return []string{string(value)}
	}
	var all []string
	var collect func(v any)
	collect = func(v any) {
		switch v := v.(type) {
		case string:
			all = append(all, v)
		case []any:
			for _, one := range v {
				collect(one)
			}
		case map[string]any:
			for _, one := range v {
				collect(one)
			}
		default: // numbers and truth values: taking "42" out of entries would hide no secret
		}
	}
	collect(decoded)
	return all
}

// rotateKey makes a new master key and seals every secret with it.
func (b *Backend) rotateKey(ctx context.Context) error {
	if err := b.secrets.Rotate(ctx); err != nil {
		return err
	}
	return b.setup.SealAnew(ctx)
}
