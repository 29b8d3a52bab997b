package auth

import (
	"context"
	"crypto/subtle"
	"sync"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// flow is one sign-in under way.
type flow struct {
	id              domain.FlowID
	request         source.SignInRequest
	state, verifier string
	redirect        string
	door            *door // nil: the answer is brought by hand
	expires         time.Time
	over            chan struct{} // closed in a final phase

	mu    sync.Mutex // guards all below
	phase domain.SignInState
	err   error
	told  domain.SignInFlow       // what Start returned; zero before
	stop  context.CancelCauseFunc // of what finishes it; nil before
}

// owns tells, in constant time, whether an answer with this state is the flow's.
func (o *flow) owns(state string) bool {
	return subtle.ConstantTimeCompare([]byte(o.state), []byte(state)) == 1
}

// take claims the one answer of the flow. The context ends when the flow is ended.
func (o *flow) take(ctx context.Context) (context.Context, context.CancelCauseFunc, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.phase != domain.SignInWaiting {
		return nil, nil, false
	}
	o.phase = domain.SignInFinishing
	finishing, stop := context.WithCancelCause(ctx)
	o.stop = stop
	return finishing, stop, true
}

// finish puts the flow into a final phase; false when it is in one already.
func (o *flow) finish(phase domain.SignInState, err error) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.isOver() {
		return false
	}
	o.phase, o.err = phase, err
	if o.stop != nil {
		o.stop(errCancelled)
	}
	close(o.over)
	return true
}

func (o *flow) isOver() bool {
	select {
	case <-o.over:
		return true
	default:
		return false
	}
}

// waiting returns what Start told of the flow; false when it is over, or Start not yet.
func (o *flow) waiting() (domain.SignInFlow, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.told, !o.isOver() && o.told.ID != ""
}

func (o *flow) tell(what domain.SignInFlow) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.told = what
}

func (o *flow) progress() domain.SignInProgress {
	o.mu.Lock()
	defer o.mu.Unlock()
	return domain.SignInProgress{Flow: o.id, Authorization: o.request.Authorization, State: o.phase, Err: o.err}
}
