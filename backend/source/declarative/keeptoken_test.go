package declarative_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// stored is where tokens are kept, as the program keeps them: one renews at a time.
type stored struct {
	mu     sync.Mutex // guards config
	config source.Config
	fail   error
}

func (s *stored) keep(ctx context.Context, _ source.Config, renew declarative.Renew) (source.Config, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out, err := renew(ctx, s.config)
	if err == nil {
		err = s.fail
	}
	if err != nil {
		return nil, err
	}
	s.config = out
	return out, nil
}

func (s *stored) now() source.Config {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.config
}

// keeping is a connector whose tokens are stored, and its clock.
func keeping(t *testing.T, o *oauthService) (connect func() *declarative.Connector, at *stored, manual *clock.Manual, web *service) {
	t.Helper()
	web = serve(t, o.handle)
	manual = clock.NewManual(now)
	at = &stored{config: source.Config{"url": web.URL, "key": "secret-key-4711", "refresh": "refresh-0"}}
	return func() *declarative.Connector {
		return connector(t, manifestOf(oauthStream("")), func(o *declarative.Options) { o.Clock, o.Keep = &impatient{Clock: manual}, at.keep })
	}, at, manual, web
}

func TestATokenIsRenewedAQuarterOfAnHourBeforeItsEnd(t *testing.T) {
	for _, test := range []struct {
		name string
		life int // seconds
		good time.Duration
	}{
		{"an hour", 3600, 45 * time.Minute},
		{"ten minutes", 600, 5 * time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			service := &oauthService{life: test.life}
			connect, at, manual, _ := keeping(t, service)
			for _, step := range []struct {
				advance time.Duration
				want    int
			}{{0, 1}, {test.good - time.Minute, 1}, {time.Minute, 2}} {
				manual.Advance(step.advance)
				// Each read is another program: it knows the stored token only.
				if r := read(t, connect(), at.now(), domain.ReadRequest{}); r.err != nil {
					t.Fatal(r.err)
				}
				if len(service.forms) != step.want {
					t.Errorf("%d renewals %s later, want %d", len(service.forms), step.advance, step.want)
				}
			}
			if got := service.forms[1].Get("refresh_token"); got != "refresh-1" {
				t.Errorf("renewed with %s, want the rotated one", got)
			}
		})
	}
}

func TestATokenOutlivesARenewalThatMustWait(t *testing.T) {
	service := &oauthService{life: 3600}
	connect, at, manual, _ := keeping(t, service)
	c := connect()
	if r := read(t, c, at.now(), domain.ReadRequest{}); r.err != nil {
		t.Fatal(r.err)
	}
	service.mu.Lock()
	service.fail = answer{status: 503}
	service.mu.Unlock()
	manual.Advance(50 * time.Minute)
	if r := read(t, c, at.now(), domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
		t.Errorf("while the token lives and the service is busy: records %q, error %v", r.ids(), r.err)
	}
	service.mu.Lock()
	service.fail = answer{status: 400, body: `{"error":"invalid_grant"}`}
	service.mu.Unlock()
	if r := read(t, c, at.now(), domain.ReadRequest{}); domain.KindOf(r.err) != domain.SignIn {
		t.Errorf("a withdrawn permission: %v, want the sign-in at once", r.err)
	}
}

func TestManyReadersWithAnEndedTokenRenewOnce(t *testing.T) {
	service := &oauthService{life: 3600}
	connect, at, manual, _ := keeping(t, service)
	if r := read(t, connect(), at.now(), domain.ReadRequest{}); r.err != nil {
		t.Fatal(r.err)
	}
	manual.Advance(2 * time.Hour)
	before := at.now()
	connectors := []*declarative.Connector{connect(), connect(), connect(), connect(), connect()}
	var group sync.WaitGroup
	for n := range 50 {
		group.Go(func() {
			if r := read(t, connectors[n%len(connectors)], before, domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
				t.Errorf("records %q, error %v", r.ids(), r.err)
			}
		})
	}
	group.Wait()
	if n := len(service.forms); n != 2 {
		t.Errorf("%d renewals in all, want the first and one more", n)
	}
}

func TestATokenThatCannotBeStoredIsNotUsed(t *testing.T) {
	service := &oauthService{life: 3600}
	connect, at, _, web := keeping(t, service)
	at.fail = fmt.Errorf("disk full")
	if r := read(t, connect(), at.now(), domain.ReadRequest{}); r.err == nil {
		t.Error("the read went on with a token that is not stored")
	}
	for _, sent := range web.seen() {
		if sent.path != "/token" {
			t.Errorf("%s was asked for", sent.path)
		}
	}
}
