package secret

import (
	"context"
	"errors"
	"sync"
	"time"

	"tributary/backend/clock"
)

// service is the name of Tributary's entries in the keychain.
const service = "tributary"

// DefaultWait is how long a call waits for the keychain.
const DefaultWait = 5 * time.Second

// retryAfter is how long a keychain that refused is left alone.
const retryAfter = 10 * time.Second

// Options of Open. DataDir and DataDirID are required.
type Options struct {
	DataDir   string
	DataDirID string // names this data directory's entry in the keychain
	// Keychain is asked for the master key; nil means SystemKeychain.
	Keychain Keychain
	// Clock is the clock of the time limits; nil means the system's.
	Clock clock.Clock
	// Wait bounds how long Open, Seal and Box.Open wait for the keychain; 0 means DefaultWait.
	Wait time.Duration
}

// Box seals and opens values. Safe for concurrent use.
type Box struct {
	dir, user string
	keychain  Keychain
	clock     clock.Clock
	wait      time.Duration

	mu      sync.Mutex // guards all below
	keys    map[string]key
	current string // id of the key for new values; empty: none yet
	place   PlaceKind
	exposed bool
	notes   notes
	// answered: the keychain was asked and gave its entry or said it has none.
	answered bool
	asking   chan struct{} // closed when the ongoing question ends; nil: none
	askedAt  time.Time     // end of the last question
	failure  error         // of the last question
}

// Open opens the box of a data directory, making its first key if there is
// none. It returns an error when the files in the directory cannot be used. A
// keychain that is locked or slow is no error: the box then waits for it, see
// Where, and Seal and Open say so.
func Open(ctx context.Context, o Options) (*Box, error) {
	if o.DataDir == "" || o.DataDirID == "" {
		return nil, errors.New("open secrets: data directory and its id are required")
	}
	b := &Box{
		dir: o.DataDir, user: o.DataDirID,
		keychain: o.Keychain, clock: o.Clock, wait: o.Wait,
		keys: map[string]key{}, place: Waiting,
	}
	if b.keychain == nil {
		b.keychain = SystemKeychain{}
	}
	if b.clock == nil {
		b.clock = clock.System{}
	}
	if b.wait <= 0 {
		b.wait = DefaultWait
	}
	if err := b.readFiles(); err != nil {
		return nil, err
	}
	if err := b.ask(ctx); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *Box) readFiles() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	var err error
	if b.notes, err = readNotes(b.dir); err != nil {
		return err
	}
	k, found, exposed, err := readKeyFile(b.dir)
	if err != nil {
		return err
	}
	b.exposed = exposed
	if found {
		return b.addLocked(k, InKeyFile)
	}
	return nil
}

// Where says where the key for new values rests.
func (b *Box) Where() Place {
	b.mu.Lock()
	defer b.mu.Unlock()
	return placeOf(b.place, b.exposed)
}

// Seal encrypts value; it opens under the same name only. The error is a
// *domain.Error with CodeKeychainLocked while there is no key.
func (b *Box) Seal(name string, value []byte) (string, error) {
	k, ok := b.currentKey()
	if !ok {
		if err := b.ask(context.Background()); err != nil {
			return "", err
		}
		if k, ok = b.currentKey(); !ok {
			return "", keychainLocked(b.lastFailure())
		}
	}
	return k.seal(name, value)
}

// Open decrypts what Seal returned for the same name. Errors are *domain.Error:
// CodeKeyMissing, CodeKeychainLocked, CodeDamaged.
func (b *Box) Open(name, sealed string) ([]byte, error) {
	keyID, body, err := parseSealed(sealed)
	if err != nil {
		return nil, damaged(err)
	}
	k, ok := b.keyOf(keyID)
	if !ok {
		if err := b.ask(context.Background()); err != nil {
			return nil, err
		}
		if k, ok = b.keyOf(keyID); !ok {
			return nil, b.absent(keyID)
		}
	}
	value, err := k.open(name, body)
	if err != nil {
		return nil, damaged(err)
	}
	return value, nil
}

// absent tells a key that is locked away from one that is not here.
func (b *Box) absent(keyID string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	place, known := b.notes.place(keyID)
	if !b.answered && (!known || place == InKeychain) {
		return keychainLocked(b.failure)
	}
	return keyMissing(keyID)
}

func (b *Box) currentKey() (key, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	k, ok := b.keys[b.current]
	return k, ok
}

func (b *Box) keyOf(id string) (key, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	k, ok := b.keys[id]
	return k, ok
}

func (b *Box) lastFailure() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failure
}

// addLocked makes k known and the key for new values, and notes it down.
func (b *Box) addLocked(k key, place PlaceKind) error {
	if _, known := b.notes.place(k.id); !known {
		next := notes{Keys: append(append([]note(nil), b.notes.Keys...), note{ID: k.id, Place: place})}
		if err := writeNotes(b.dir, next); err != nil {
			return err
		}
		b.notes = next
	}
	b.keys[k.id] = k
	b.unlockFormerLocked(k)
	b.current, b.place = k.id, place
	return nil
}
