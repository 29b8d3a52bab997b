package secret

import (
	"context"
	"errors"
	"fmt"
)

// ask asks the keychain for the master key unless it answered already, refused
// a moment ago, or is being asked; it waits for the answer, at most b.wait. It
// returns an error only where the data directory cannot be written.
func (b *Box) ask(ctx context.Context) error {
	b.mu.Lock()
	if b.answered || b.refusedLately() {
		b.mu.Unlock()
		return nil
	}
	asking := b.asking
	var result error
	if asking == nil {
		asking = make(chan struct{})
		b.asking = asking
		// The goroutine lives as long as the keychain takes, which may be for
		// ever; there is one at a time.
		go func() {
			k, err := b.fetch()
			b.mu.Lock()
			defer b.mu.Unlock()
			result = b.takeLocked(k, err)
			b.asking, b.askedAt = nil, b.clock.Now()
			close(asking)
		}()
	}
	b.mu.Unlock()

	limit := b.clock.NewTimer(b.wait)
	defer limit.Stop()
	select {
	case <-asking:
		return result
	case <-limit.C():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *Box) refusedLately() bool {
	return b.asking == nil && !b.askedAt.IsZero() && b.clock.Now().Sub(b.askedAt) < retryAfter
}

// fetch gets the key from the keychain, making one where there is none.
func (b *Box) fetch() (key, error) {
	text, err := b.keychain.Get(service, b.user)
	if err == nil {
		return parseKey(text)
	}
	if !errors.Is(err, ErrNoEntry) {
		return key{}, err
	}
	k, err := newKey()
	if err != nil {
		return key{}, err
	}
	if err := b.keychain.Set(service, b.user, k.text()); err != nil {
		return key{}, err
	}
	// A keychain that takes a value and loses it would cost every secret
	// sealed from now on.
	back, err := b.keychain.Get(service, b.user)
	if err != nil {
		return key{}, fmt.Errorf("read the new key back: %w", err)
	}
	return parseKey(back)
}

// takeLocked makes the best of the keychain's answer.
func (b *Box) takeLocked(k key, err error) error {
	b.failure = err
	if err == nil {
		b.answered = true
		return b.addLocked(k, InKeychain)
	}
	if b.current != "" {
		return nil // the key file serves
	}
	// Where a key already rests in a keychain, one that is locked will open
	// again: a second key would only confuse. Where none was ever made, or there is no keychain at
	// all, the key file takes over.
	if b.notes.anyIn(InKeychain) && !errors.Is(err, ErrNoKeychain) {
		return nil
	}
	fresh, err := newKey()
	if err != nil {
		return err
	}
	if fresh, err = createKeyFile(b.dir, fresh); err != nil {
		return err
	}
	return b.addLocked(fresh, InKeyFile)
}
