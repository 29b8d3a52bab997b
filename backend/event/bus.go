package event

import "sync"

// Bus hands events to its subscribers, each in the order published. Safe for
// concurrent use. The zero value is ready.
type Bus struct {
	mu   sync.Mutex // guards subs and next
	subs map[int]func(Event)
	next int
}

// Publish calls every subscriber in turn, in the caller's goroutine.
func (b *Bus) Publish(e Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.next {
		if handle, ok := b.subs[i]; ok {
			handle(e)
		}
	}
}

// Subscribe calls handle for every later event until cancel is called. handle
// must be quick and must not publish or subscribe.
func (b *Bus) Subscribe(handle func(Event)) (cancel func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.subs == nil {
		b.subs = map[int]func(Event){}
	}
	id := b.next
	b.next++
	b.subs[id] = handle
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.subs, id)
	}
}
