package source

import (
	"context"

	"tributary/backend/domain"
)

// Connector talks to one integration source. All methods are safe for
// concurrent use, stop soon after ctx ends (returning its error or an error
// wrapping it), and return a *domain.Error for whatever a person can act on. No
// error text holds a secret.
type Connector interface {
	// Spec describes the form: which fields an authorization and a source
	// configuration of this source have. It does no I/O beyond reading embedded
	// data.
	Spec(ctx context.Context) (Spec, error)

	// Check makes the cheapest real call that proves that the configuration is
	// complete and the service accepts it. Nil means it works; the words of
	// the returned Account ("boutique.example, key ending in 7f3a") may be empty.
	Check(ctx context.Context, config Config) (Account, error)

	// Discover lists the data types the configuration offers, in a stable order.
	// It may read from the service, but a bounded amount.
	Discover(ctx context.Context, config Config) ([]domain.DataType, error)

	// Read reads one data type and calls yield for every page, in order, from
	// one goroutine; pages may be fetched ahead, a bounded number of them. When
	// yield returns an error, Read stops and returns that error. After an error the
	// outcome is meaningless. A page's Checkpoint is resumable: reading again from it
	// brings every record not yet yielded, and possibly some yielded before.
	Read(ctx context.Context, config Config, req domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error)
}

// Account is what a check learnt about the account, for the person.
type Account struct {
	Hint string // one short phrase, may be empty
}

// Config is all values a connector works with: those of the authorization,
// secrets included, and the settings of the source configuration. It prints
// redacted.
type Config map[string]any

// String hides the values: a Config holds secrets.
func (c Config) String() string { return "source.Config(redacted)" }

// GoString hides the values in %#v.
func (c Config) GoString() string { return c.String() }
