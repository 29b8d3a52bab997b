package auth

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/oauth2"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/source"
)

const (
	// DefaultLimit is how long the person may take at the service's page.
	DefaultLimit = 15 * time.Minute
	// finishLimit bounds the exchange and the check that follow.
	finishLimit = 2 * time.Minute
	// maxEnded is how many ended flows are remembered, for whoever asks how they ended.
	maxEnded = 50
)

// Options of New. Clock, Publish and Say are required.
type Options struct {
	Clock clock.Clock
	// Publish hands out how flows go on.
	Publish func(e event.Event)
	// Open opens an address in the browser; nil: there is none here.
	Open func(ctx context.Context, address string) error
	// Say returns an English text in the person's language, and which that is.
	Say func(text string) string
	// Language is the language of Say: en or fr.
	Language func() string
	// Secret is told every value that must not be in the log; nil: nobody.
	Secret func(values ...string)
	// Limit is how long the person may take; 0: DefaultLimit.
	Limit time.Duration
}

// Flows are the sign-ins under way. Safe for concurrent use.
type Flows struct {
	opts  Options
	group sync.WaitGroup // what watches flows

	mu    sync.Mutex // guards all below
	flows map[domain.FlowID]*flow
	order []domain.FlowID // oldest first
	doors map[int]*door   // by fixed port
	ended bool
}

// New returns Flows; Stop ends them.
func New(o Options) *Flows {
	if o.Limit <= 0 {
		o.Limit = DefaultLimit
	}
	if o.Secret == nil {
		o.Secret = func(...string) {}
	}
	return &Flows{opts: o, flows: map[domain.FlowID]*flow{}, doors: map[int]*door{}}
}

// Start listens for the answer, then opens the service's page in the browser. Another
// flow of the same authorization is cancelled. That no browser could be opened is no error.
func (f *Flows) Start(ctx context.Context, r source.SignInRequest) (domain.SignInFlow, error) {
	one := &flow{
		id: domain.NewID[domain.FlowID](), request: r, state: random(), verifier: oauth2.GenerateVerifier(),
		expires: f.opts.Clock.Now().Add(f.opts.Limit), phase: domain.SignInWaiting, over: make(chan struct{}),
	}
	f.opts.Secret(one.state, one.verifier)
	f.cancelOthers(r.Authorization)
	if err := f.admit(ctx, one); err != nil {
		return domain.SignInFlow{}, err
	}
	address, err := r.Consent(source.Consent{State: one.state, Redirect: one.redirect, Challenge: oauth2.S256ChallengeFromVerifier(one.verifier)})
	if err != nil {
		f.end(one, domain.SignInFailed, err)
		return domain.SignInFlow{}, err
	}
	f.group.Add(1)
	go f.watch(one)
	f.publish(one)
	out := domain.SignInFlow{
		ID: one.id, Authorization: r.Authorization, Address: address, Redirect: one.redirect,
		ByHand: one.door == nil, ExpiresAt: one.expires.UTC(),
	}
	if f.opts.Open != nil {
		out.Opened = f.opts.Open(ctx, address) == nil
	}
	one.tell(out)
	return out, nil
}

// random is 256 bits as text: what an attacker must guess.
func random() string {
	var raw [32]byte
	if _, err := rand.Read(raw[:]); err != nil {
		panic(err) // crypto/rand never fails on supported systems (it aborts the program itself)
	}
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// admit gives a flow its place and its door.
func (f *Flows) admit(ctx context.Context, one *flow) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return &domain.Error{Kind: domain.Cancelled, Code: "stopping", What: "Tributary is being closed.", Do: "Start it again."}
	}
	if len(one.request.Redirect.Field) > 0 {
		one.redirect = one.request.OwnAddress
	} else if err := f.openDoorLocked(ctx, one); err != nil {
		return err
	}
	f.flows[one.id] = one
	f.order = append(f.order, one.id)
	f.forgetLocked()
	return nil
}

// forgetLocked drops the oldest ended flows.
func (f *Flows) forgetLocked() {
	kept := f.order[:0]
	spare := len(f.order) - maxEnded
	for _, id := range f.order {
		if spare > 0 && f.flows[id].isOver() {
			delete(f.flows, id)
			spare--
			continue
		}
		kept = append(kept, id)
	}
	f.order = kept
}

func (f *Flows) cancelOthers(id domain.AuthorizationID) {
	f.mu.Lock()
	var others []*flow
	for _, one := range f.flows {
		if one.request.Authorization == id {
			others = append(others, one)
		}
	}
	f.mu.Unlock()
	for _, one := range others {
		f.end(one, domain.SignInCancelled, nil)
	}
}

// watch ends a flow that takes too long.
func (f *Flows) watch(one *flow) {
	defer f.group.Done()
	timer := f.opts.Clock.NewTimer(one.expires.Sub(f.opts.Clock.Now()))
	defer timer.Stop()
	select {
	case <-one.over:
	case <-timer.C():
		f.end(one, domain.SignInTimedOut, nil)
	}
}

// Cancel ends a flow; one that is over is no error.
func (f *Flows) Cancel(id domain.FlowID) error {
	one, err := f.find(id)
	if err != nil {
		return err
	}
	f.end(one, domain.SignInCancelled, nil)
	return nil
}

// Progress tells where a flow stands; domain.ErrNotFound for one nobody remembers.
func (f *Flows) Progress(id domain.FlowID) (domain.SignInProgress, error) {
	one, err := f.find(id)
	if err != nil {
		return domain.SignInProgress{}, err
	}
	return one.progress(), nil
}

// Waiting returns the flows that are not over, the oldest first.
func (f *Flows) Waiting() []domain.SignInFlow {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []domain.SignInFlow
	for _, id := range f.order {
		if told, ok := f.flows[id].waiting(); ok {
			out = append(out, told)
		}
	}
	return out
}

func (f *Flows) find(id domain.FlowID) (*flow, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one, ok := f.flows[id]; ok {
		return one, nil
	}
	return nil, fmt.Errorf("sign-in %s: %w", id, domain.ErrNotFound)
}

// end brings a flow to a final phase, unless it is in one, and leaves its door.
func (f *Flows) end(one *flow, phase domain.SignInState, err error) {
	if !one.finish(phase, err) {
		return
	}
	f.leave(one)
	f.publish(one)
}

func (f *Flows) publish(one *flow) { f.opts.Publish(event.SignInProgressed{Progress: one.progress()}) }

// Stop cancels every flow and waits until nothing listens any more.
func (f *Flows) Stop() error {
	f.mu.Lock()
	f.ended = true
	var all []*flow
	for _, one := range f.flows {
		all = append(all, one)
	}
	f.mu.Unlock()
	for _, one := range all {
		f.end(one, domain.SignInCancelled, nil)
	}
	f.group.Wait()
	return nil
}

// errCancelled is the cause of a context whose flow was ended.
var errCancelled = errors.New("the sign-in was ended")
