package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// maxFormer is how many former keys are kept, each locked with the present one: another
// program may still seal with the last.
const maxFormer = 3

// Rotate makes a new key for new values. What former keys have sealed still opens: they
// rest in the notes from now on, locked with the new key. Whoever seals everything anew
// afterwards needs them no more. A crash in between leaves one of the two keys in use, and
// every value readable.
func (b *Box) Rotate(ctx context.Context) error {
	if _, ok := b.currentKey(); !ok {
		if err := b.ask(ctx); err != nil {
			return err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.current == "" {
		return keychainLocked(b.failure)
	}
	fresh, err := newKey()
	if err != nil {
		return err
	}
	place := b.place
	if err := b.lockFormerLocked(fresh, place); err != nil {
		return err
	}
	switch place {
	case InKeychain:
		if err := b.keychain.Set(service, b.user, fresh.text()); err != nil {
			return fmt.Errorf("store the new key: %w", err)
		}
		back, err := b.keychain.Get(service, b.user)
		if err != nil || back != fresh.text() {
			return errors.Join(errors.New("store the new key: the keychain has lost it"), err)
		}
	case InKeyFile:
		if err := replaceKeyFile(b.dir, fresh); err != nil {
			return err
		}
	case Waiting:
		return keychainLocked(b.failure)
	}
	b.keys[fresh.id], b.current = fresh, fresh.id
	return nil
}

// lockFormerLocked notes the new key, and the former ones locked with it. The notes are
// written before the new key is stored: without them the values would be lost.
func (b *Box) lockFormerLocked(fresh key, place PlaceKind) error {
	next := notes{Keys: append([]note(nil), b.notes.Keys...)}
	former := 0
	for n := len(next.Keys) - 1; n >= 0; n-- {
		k, known := b.keys[next.Keys[n].ID]
		if !known || former == maxFormer {
			continue
		}
		former++
		locked, err := fresh.seal(formerName(k.id), []byte(k.text()))
		if err != nil {
			return err
		}
		next.Keys[n].Locked = append(next.Keys[n].Locked, locked)
		if len(next.Keys[n].Locked) > maxFormer {
			next.Keys[n].Locked = next.Keys[n].Locked[1:]
		}
	}
	next.Keys = append(next.Keys, note{ID: fresh.id, Place: place})
	if err := writeNotes(b.dir, next); err != nil {
		return err
	}
	b.notes = next
	return nil
}

// unlockFormerLocked makes the former keys known that are locked with k.
func (b *Box) unlockFormerLocked(k key) {
	for _, n := range b.notes.Keys {
		for _, locked := range n.Locked {
			under, body, err := parseSealed(locked)
			if err != nil || under != k.id {
				continue
			}
			text, err := k.open(formerName(n.ID), body)
			if err != nil {
				continue // damaged: what it sealed says so when it is asked for
			}
			if former, err := parseKey(string(text)); err == nil {
				b.keys[former.id] = former
			}
		}
	}
}

func formerName(id string) string { return "former key/" + id }

// replaceKeyFile puts k in place of the key in the file.
func replaceKeyFile(dir string, k key) error {
	temporary, err := writeTemporary(dir, keyFileName, []byte(k.text()+"\n"))
	if err != nil {
		return err
	}
	if err := os.Rename(temporary, filepath.Join(dir, keyFileName)); err != nil {
		return errors.Join(fmt.Errorf("write key file: %w", err), os.Remove(temporary))
	}
	return nil
}
