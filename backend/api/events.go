package api

import (
	"context"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Events of the window itself, which come from whoever shows it.
const (
	WindowClosing = "window:closing" // the person closes the window for the first time
	PageWanted    = "page:wanted"    // a page, its ID, was wanted with the window; see AppAPI.WantedPage
)

// Events is where events go and come from.
type Events interface {
	Publish(e event.Event)
	Subscribe(handle func(event.Event)) (cancel func())
}

// outbound is one event on its way to the window. Names are those of EventCatalog.
type outbound struct {
	name    string
	payload any
}

// maxOutbound bounds what waits for the window; progress is dropped first.
const maxOutbound = 1000

// Forward hands every event to emit under its name in EventCatalog, until ctx ends. It
// works in a goroutine of its own: handlers of the bus must be quick, and showing a run
// needs names from the database. stopped is closed when nothing more will be emitted.
func (a *API) Forward(ctx context.Context, emit func(name string, payload any)) (stopped <-chan struct{}) {
	queue := make(chan event.Event, maxOutbound)
	cancel := a.events.Subscribe(func(e event.Event) {
		if isProgress(e) && len(queue) > maxOutbound/2 {
			return
		}
		select {
		case queue <- e:
		default: // the window reads the present state whenever it looks again
		}
	})
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer cancel()
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-queue:
				if out, ok := a.outbound(ctx, e); ok {
					emit(out.name, out.payload)
				}
			}
		}
	}()
	return done
}

func (a *API) outbound(ctx context.Context, e event.Event) (outbound, bool) {
	switch e := e.(type) {
	case event.RunStarted:
		return outbound{"run:started", a.runPayload(ctx, e.Run)}, true
	case event.RunProgressed:
		return outbound{"run:progressed", progressDTO(e.Progress)}, true
	case event.RunFinished:
		return outbound{"run:finished", a.runPayload(ctx, e.Run)}, true
	case event.IntegrationChanged:
		return outbound{"integration:changed", Reference{ID: string(e.Integration)}}, true
	case event.ConfigurationChanged:
		return outbound{"configuration:changed", Reference{ID: string(e.Configuration)}}, true
	case event.AuthorizationChanged:
		return outbound{"authorization:changed", Reference{ID: string(e.Authorization)}}, true
	case event.SignInProgressed:
		return outbound{"sign_in:progressed", signInProgressDTO(e.Progress, a.speech)}, true
	case event.ProjectChanged:
		return outbound{"project:changed", Reference{Name: e.Table}}, true
	case event.ExportProgressed:
		return outbound{"export:progressed", ExportProgress{Rows: e.Rows}}, true
	case event.SettingsChanged:
		return outbound{"settings:changed", Reference{}}, true
	case event.LiveExportChanged:
		return outbound{"live_export:changed", Reference{}}, true
	case event.OutboxChanged:
		return outbound{"outbox:changed", Reference{}}, true
	default:
		return outbound{}, false
	}
}

// isProgress tells of an event that the next one of its kind makes worthless.
func isProgress(e event.Event) bool {
	switch e.(type) {
	case event.RunProgressed, event.ExportProgressed:
		return true
	}
	return false
}

// runPayload shows a run; without names if they cannot be read just now.
func (a *API) runPayload(ctx context.Context, r domain.Run) Run {
	n, err := a.view.names(ctx)
	if err != nil {
		n = names{say: a.saying()}
	}
	return n.run(r)
}
