package declarative

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/sirupsen/logrus"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// Options tune a connector. The zero value works, in parity mode.
type Options struct {
	// Service is the name of the service in words for people; empty: "the service".
	Service string
	// Clock tells and waits for time; nil: the system's.
	Clock clock.Clock
	// HTTP sends requests; nil: a client with time limits. Its CheckRedirect is
	// not used.
	HTTP *http.Client
	// Roots vouch for the certificates of services; nil: the system's. Without HTTP only.
	Roots *x509.CertPool
	// Strict is the mode of the program, see the package comment.
	Strict bool
	// Log receives what happened, without secrets; nil: nowhere.
	Log logrus.FieldLogger
	// UserAgent is sent with every request unless the manifest sets one.
	UserAgent string
	// Overlap is how much time a strict changed-only read goes back, at least;
	// 0 means 10 minutes.
	Overlap time.Duration
	// MaxWait is the longest wait inside a read when the service asks to wait;
	// a longer one is returned as domain.RateLimited. 0 means 2 minutes.
	MaxWait time.Duration
	// RequestTimeout is how long one request may take with its body; 0 means
	// 5 minutes in strict mode and no limit in parity mode.
	RequestTimeout time.Duration
	// Keep has tokens renewed: it calls renew alone, among all programs that use what
	// config came from, with the values as they are stored now, and stores what renew
	// returns before it returns itself. Nil: renewed tokens live as long as the connector.
	Keep func(ctx context.Context, config source.Config, renew Renew) (source.Config, error)
	// SignIn is known beyond the manifest about signing in with a browser; nil: nothing.
	SignIn *SignInFacts
	// Parallel is how many slices of a read are fetched at the same time; 0 means
	// what the manifest says, and otherwise a few.
	Parallel int
	// MaxBody is how many bytes one response may have; 0 means 256 MB. What is read bit by
	// bit may have more, see unpack.go.
	MaxBody int64
}

// Renew returns a configuration with renewed tokens; the same one when nothing was to be
// done.
type Renew = func(ctx context.Context, now source.Config) (source.Config, error)

// Defaults of the options.
const (
	defaultOverlap = 10 * time.Minute
	defaultMaxWait = 2 * time.Minute
	defaultTimeout = 5 * time.Minute
	defaultMaxBody = 256 << 20
)

// Connector runs one manifest. It is safe for concurrent use.
type Connector struct {
	manifest manifest.Manifest
	opts     Options
	client   *http.Client
	env      *expr.Env
	tokens   tokens
	limiters limiters
	offered  offered
}

var _ source.Connector = (*Connector)(nil)

// New returns a connector for a validated manifest. It fails when the manifest
// has no stream to read.
func New(m manifest.Manifest, opts Options) (*Connector, error) {
	if !m.Offers() {
		return nil, fmt.Errorf("run a manifest: it has no data type that can be read")
	}
	opts = opts.withDefaults()
	c := &Connector{manifest: m, opts: opts, client: newClient(opts)}
	c.env = expr.NewEnv(opts.Clock.Now, opts.Strict)
	return c, nil
}

func (o Options) withDefaults() Options {
	if o.Service == "" {
		o.Service = "the service"
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.Log == nil {
		silent := logrus.New()
		silent.SetOutput(io.Discard)
		o.Log = silent
	}
	if o.UserAgent == "" {
		o.UserAgent = "Tributary"
	}
	if o.Overlap == 0 {
		o.Overlap = defaultOverlap
	}
	if o.MaxWait == 0 {
		o.MaxWait = defaultMaxWait
	}
	if o.RequestTimeout == 0 && o.Strict {
		o.RequestTimeout = defaultTimeout
	}
	if o.MaxBody == 0 {
		o.MaxBody = defaultMaxBody
	}
	return o
}

// Spec returns the form of the manifest in two parts.
func (c *Connector) Spec(context.Context) (source.Spec, error) {
	return form(c.manifest, c.opts.SignIn), nil
}

// Discover lists the streams of the manifest. It reads one page of those that
// have no schema, of a few at most.
func (c *Connector) Discover(ctx context.Context, config source.Config) ([]domain.DataType, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := c.open(config)
	if err != nil && len(c.manifest.Dynamic) > 0 {
		return nil, err
	}
	streams := c.manifest.Streams
	if err == nil {
		if streams, err = s.streams(ctx); err != nil {
			return nil, err
		}
	}
	types := make([]domain.DataType, 0, len(streams))
	for _, stream := range streams {
		types = append(types, dataType(stream))
	}
	if err != nil {
		return types, nil //nolint:nilerr // without a right configuration the names are all there is
	}
	return types, s.infer(ctx, streams, types)
}
