package auth

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"golang.org/x/net/netutil"

	"tributary/backend/domain"
)

// Bounds of what anybody on this computer may send to a door.
const (
	maxHeaderBytes = 16 << 10
	maxVisitors    = 16
	readLimit      = 10 * time.Second
	// leaveLimit is how long the last page may take to reach the browser.
	leaveLimit = 5 * time.Second
)

// door is the listener of one port. Flows that the services send back to one fixed port
// share it; the state tells whose an answer is.
type door struct {
	flows *Flows
	port  int
	fixed bool
	// close stops listening at once, since the next flow may want the port, and lets the last
	// page reach the browser in the background.
	close func()

	mu     sync.Mutex // guards guests
	guests []*flow
}

// openDoorLocked finds or opens the door of a flow.
func (f *Flows) openDoorLocked(ctx context.Context, one *flow) error {
	r := one.request.Redirect
	d, open := f.doors[r.Port]
	if r.Port == 0 || !open {
		var err error
		if d, err = f.newDoor(context.WithoutCancel(ctx), r.Port); err != nil {
			return err
		}
		if d.fixed {
			f.doors[r.Port] = d
		}
	}
	one.door, one.redirect = d, r.Address(d.port)
	d.mu.Lock()
	d.guests = append(d.guests, one)
	d.mu.Unlock()
	return nil
}

// newDoor listens on 127.0.0.1 only: nobody beyond this computer can knock.
func (f *Flows) newDoor(life context.Context, port int) (*door, error) {
	listener, err := (&net.ListenConfig{}).Listen(life, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "port_taken", What: fmt.Sprintf("Another program uses the port %d of this computer.", port),
			Means: "The service sends you back to exactly that port, so the sign-in cannot begin.",
			Do:    "Close the other program, or finish the sign-in that waits in another window of Tributary.", Details: err.Error(), Err: err,
		}
	}
	d := &door{flows: f, port: port, fixed: port != 0}
	if address, ok := listener.Addr().(*net.TCPAddr); ok {
		d.port = address.Port
	}
	server := &http.Server{
		Handler: d, MaxHeaderBytes: maxHeaderBytes, ReadHeaderTimeout: readLimit, ReadTimeout: readLimit,
		WriteTimeout: readLimit + finishLimit + leaveLimit, IdleTimeout: readLimit,
	}
	silent(server)
	f.group.Add(1)
	go func() {
		defer f.group.Done()
		_ = server.Serve(netutil.LimitListener(listener, maxVisitors)) // it ends with close; nothing else is to be done about it
	}()
	d.close = func() {
		_ = listener.Close() // it has no more to say than that it is closed
		f.group.Add(1)
		go func() {
			defer f.group.Done()
			ctx, cancel := context.WithTimeout(life, leaveLimit)
			defer cancel()
			if err := server.Shutdown(ctx); err != nil {
				_ = server.Close() // what is still open is not ours to wait for
			}
		}()
	}
	return d, nil
}

// leave takes a flow off its door; the last one closes it.
func (f *Flows) leave(one *flow) {
	d := one.door
	if d == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if d.without(one) > 0 {
		return
	}
	if d.fixed {
		delete(f.doors, d.port)
	}
	d.close()
}

// without removes a flow and returns how many stay.
func (d *door) without(one *flow) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, guest := range d.guests {
		if guest == one {
			d.guests = append(d.guests[:i:i], d.guests[i+1:]...)
			break
		}
	}
	return len(d.guests)
}

// guest finds the flow of a state. Every flow is compared, so that the time tells nothing.
func (d *door) guest(state string) *flow {
	d.mu.Lock()
	defer d.mu.Unlock()
	var found *flow
	for _, one := range d.guests {
		if one.owns(state) {
			found = one
		}
	}
	return found
}

// expected tells whether a request is meant for a redirect address of this door. A page
// somewhere that has its name lead to 127.0.0.1 sends another host.
func (d *door) expected(r *http.Request) (host, path bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, one := range d.guests {
		u, err := url.Parse(one.redirect)
		if err != nil {
			continue
		}
		if u.Host == r.Host {
			host = true
			path = path || u.Path == r.URL.Path
		}
	}
	return host, path
}

// ServeHTTP answers the browser that comes back.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, path := d.expected(r)
	switch {
	case !host:
		http.Error(w, http.StatusText(http.StatusMisdirectedRequest), http.StatusMisdirectedRequest)
		return
	case !path:
		http.NotFound(w, r)
		return
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || len(query["state"]) != 1 {
		d.flows.page(w, http.StatusBadRequest, strangePage())
		return
	}
	one := d.guest(query.Get("state"))
	if one == nil {
		d.flows.page(w, http.StatusBadRequest, strangePage())
		return
	}
	// The person may close the page before all is done: that ends nothing.
	outcome, err := d.flows.answer(context.WithoutCancel(r.Context()), one, query)
	if errors.Is(err, errTaken) {
		d.flows.page(w, http.StatusConflict, strangePage())
		return
	}
	status := http.StatusOK
	if outcome.State != domain.SignInDone {
		status = http.StatusBadRequest
	}
	d.flows.page(w, status, outcomePage(one.request.Service, outcome))
	// The page is on its way before the door may close.
	if flusher, ok := w.(http.Flusher); ok {
		flusher.Flush()
	}
}
