package declarative

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"sync"
	"time"

	"tributary/backend/source"
)

// tokens are the renewed tokens of a connector. They are a cache: losing them
// costs a renewal.
type tokens struct {
	mu   sync.Mutex // guards held
	held map[[sha256.Size]byte]*token
}

// token is one renewed token. Its lock is held during a renewal, so that reads
// at the same time renew once: some services take a second use of a refresh
// token as theft.
type token struct {
	lock    chan struct{}
	value   string
	expires time.Time // zero: does not
	refresh string    // rotated by the service; empty: that of the configuration
}

// maxTokens bounds the cache; beyond it everything is renewed once.
const maxTokens = 1000

// of returns the token of an identity: what is said in parts, in clear nowhere.
func (t *tokens) of(parts ...any) *token {
	raw, err := json.Marshal(parts)
	if err != nil {
		raw = nil
	}
	key := sha256.Sum256(raw)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held == nil || len(t.held) > maxTokens {
		t.held = map[[sha256.Size]byte]*token{}
	}
	found, ok := t.held[key]
	if !ok {
		found = &token{lock: make(chan struct{}, 1)}
		t.held[key] = found
	}
	return found
}

// use returns the value, renewed when there is none that is still good or when
// it is the one the service refused.
func (t *token) use(ctx context.Context, now time.Time, refused string, renew func() error) (string, error) {
	select {
	case t.lock <- struct{}{}:
		defer func() { <-t.lock }()
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
	// A little early: the request still has to arrive.
	const margin = 30 * time.Second
	good := t.value != "" && t.value != refused && (t.expires.IsZero() || now.Add(margin).Before(t.expires))
	if !good {
		if err := renew(); err != nil {
			return "", err
		}
	}
	return t.value, nil
}

// setIn returns the configuration with a value at a path, other parts shared.
func setIn(config source.Config, path []string, value any) source.Config {
	if len(path) == 0 {
		return config
	}
	out := make(source.Config, len(config)+1)
	for k, v := range config {
		out[k] = v
	}
	if len(path) == 1 {
		out[path[0]] = value
		return out
	}
	child, _ := out[path[0]].(map[string]any)
	out[path[0]] = map[string]any(setIn(child, path[1:], value))
	return out
}
