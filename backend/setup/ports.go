package setup

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/source"
)

// Store keeps the set-up. Get methods return domain.ErrNotFound; lists are in
// the order of names. Save inserts or overwrites by ID.
type Store interface {
	Authorizations(ctx context.Context) ([]domain.Authorization, error)
	Authorization(ctx context.Context, id domain.AuthorizationID) (domain.Authorization, error)
	// SaveAuthorization stores the authorization and, unless nil, replaces its sealed
	// secrets (field → sealed value).
	SaveAuthorization(ctx context.Context, a domain.Authorization, sealed map[string]string) error
	Sealed(ctx context.Context, id domain.AuthorizationID) (map[string]string, error)
	DeleteAuthorization(ctx context.Context, id domain.AuthorizationID) error
	// NoteUse stores when an authorization was last used, and nothing else of it.
	NoteUse(ctx context.Context, id domain.AuthorizationID, at time.Time) error
	TableViews(ctx context.Context) (map[string][]domain.TableView, error)
	// ChangeTableViews changes the saved views of tables in one transaction.
	ChangeTableViews(ctx context.Context, change func(views map[string][]domain.TableView) error) error
	// TableOrders returns the chosen orders of integrations, by table.
	TableOrders(ctx context.Context) (map[string]domain.TableOrder, error)
	// ChangeTableOrders changes them in one transaction.
	ChangeTableOrders(ctx context.Context, change func(orders map[string]domain.TableOrder) error) error
	// Alone runs fn while no other program and no other goroutine on this database runs
	// one under the same name. It waits as long as ctx lasts.
	Alone(ctx context.Context, name string, fn func(ctx context.Context) error) error

	Configurations(ctx context.Context) ([]domain.Configuration, error)
	Configuration(ctx context.Context, id domain.ConfigurationID) (domain.Configuration, error)
	SaveConfiguration(ctx context.Context, c domain.Configuration) error
	// DeleteConfiguration removes its data transfers too.
	DeleteConfiguration(ctx context.Context, id domain.ConfigurationID) error

	Transfers(ctx context.Context, id domain.ConfigurationID) ([]domain.Transfer, error)
	Transfer(ctx context.Context, id domain.TransferID) (domain.Transfer, error)
	SaveTransfer(ctx context.Context, t domain.Transfer) error
	DeleteTransfer(ctx context.Context, id domain.TransferID) error

	// KnownFields returns what is known of the fields of a data transfer; the zero value when
	// nothing is.
	KnownFields(ctx context.Context, id domain.TransferID) (domain.KnownFields, error)
	SaveKnownFields(ctx context.Context, id domain.TransferID, k domain.KnownFields) error
	// FieldChanges returns the changes that wait for the person, of every data transfer that
	// has some.
	FieldChanges(ctx context.Context) (map[domain.TransferID][]domain.FieldChange, error)

	Integrations(ctx context.Context) ([]domain.Integration, error)
	Integration(ctx context.Context, id domain.IntegrationID) (domain.Integration, error)
	SaveIntegration(ctx context.Context, i domain.Integration) error
	// SaveStateAndTidings stores an integration and what is to be told of its new state, or
	// neither.
	SaveStateAndTidings(ctx context.Context, i domain.Integration, t domain.Tidings) error
	// DeleteIntegration removes its runs too.
	DeleteIntegration(ctx context.Context, id domain.IntegrationID) error

	AddressBook(ctx context.Context) ([]string, error)
	SaveAddressBook(ctx context.Context, addresses []string) error

	// MailServer returns the mail server and its sealed password; the zero value
	// when none is set.
	MailServer(ctx context.Context) (server domain.MailServer, sealedPassword string, err error)
	SaveMailServer(ctx context.Context, server domain.MailServer, sealedPassword string) error
}

// Sources are the integration sources there are: the catalog and the manifests
// the person loaded.
type Sources interface {
	All(ctx context.Context) ([]Source, error)
	// Find returns one source; a *domain.Error of kind set_up when it is unknown.
	Find(ctx context.Context, id domain.SourceID) (Source, error)
	// Connector returns the code that talks to it.
	Connector(ctx context.Context, id domain.SourceID) (source.Connector, error)
	// Client returns the OAuth app that the program ships for a source; empty: none.
	Client(id domain.SourceID) (clientID, clientSecret string)
	// LoadFile loads a manifest file and returns the source it makes.
	LoadFile(ctx context.Context, path string) (Source, error)
}

// Source is one integration source as the set-up knows it.
type Source struct {
	ID                 domain.SourceID
	Name, Monogram     string
	Categories         map[string]string            // language → category
	Description        map[string]string            // language → sentence
	Labels             map[string]map[string]string // language → data type → label
	FieldTitles        map[string]map[string]string // language → form field → title
	FieldHelp          map[string]map[string]string // language → form field → help
	FieldPatterns      map[string]map[string]string // language → form field → how it is written, by example
	Guide              map[string][]GuideStep       // language → steps
	AppGuide           map[string][]GuideStep       // language → steps to the business's own OAuth app
	AppPermissions     map[string][]string          // language → what that app must be allowed
	NeedsAuthorization bool
	FromFile           string // path of a loaded manifest, "" for the catalog
}

// GuideStep is one step of the guide to an authorization.
type GuideStep struct{ Text, Copy, Link string }

// Project is what the set-up needs of the person's database.
type Project interface {
	Tables(ctx context.Context) ([]domain.Table, error)
	Table(ctx context.Context, name string) (domain.Table, error)
	CreateTable(ctx context.Context, t domain.Table) error
	AddField(ctx context.Context, table string, f domain.Field) error
	// Progress tells where a transfer stands; the zero value if it never ran.
	Progress(ctx context.Context, scope domain.Scope) (domain.TransferProgress, error)
	// ForgetIntegration removes links, checkpoints and record errors of an integration; rows
	// stay.
	ForgetIntegration(ctx context.Context, id domain.IntegrationID) error
}

// Vault seals secrets. The name binds a value to its place.
type Vault interface {
	Seal(name string, value []byte) (string, error)
	Open(name, sealed string) ([]byte, error)
}

// Publisher hands out events.
type Publisher interface{ Publish(e event.Event) }
