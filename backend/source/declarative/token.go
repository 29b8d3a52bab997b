package declarative

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"sync"
	"time"

	"tributary/backend/domain"
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
	expires time.Time     // zero: does not
	early   time.Duration // how long before its end it is renewed; 0: tokenMargin
	refresh string        // rotated by the service; empty: that of the configuration
	lasts   time.Duration // of the refresh token, as the service said; 0: it did not
}

// tokenMargin is the least time before its end at which a token is not used any more: the
// request still has to arrive.
const tokenMargin = 30 * time.Second

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
	if t.good(now, refused, max(tokenMargin, t.early)) {
		return t.value, nil
	}
	if err := renew(); err != nil {
		// There is time to try again before the token ends.
		if kind := domain.KindOf(err); t.good(now, refused, tokenMargin) && (kind == domain.Offline || kind == domain.ServiceDown || kind == domain.RateLimited) {
			return t.value, nil
		}
		return "", err
	}
	return t.value, nil
}

// good tells whether the token can be used, with so much time to spare.
func (t *token) good(now time.Time, refused string, spare time.Duration) bool {
	return t.value != "" && t.value != refused && (t.expires.IsZero() || now.Add(spare).Before(t.expires))
}
