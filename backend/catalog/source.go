package catalog

import (
	"strings"
	"time"
)

// Source is one integration source of the catalog. Values come from All and Find and are shared: read, never change them.
type Source struct {
	ID          string      `yaml:"id"`
	Name        string      `yaml:"name"`
	Category    Category    `yaml:"category"`
	Monogram    string      `yaml:"monogram"` // two letters, shown where there is no logo
	Website     string      `yaml:"website"`  // may be empty
	Description Text        `yaml:"description"`
	Guide       Guide       `yaml:"guide"`
	SignIn      *SignIn     `yaml:"sign_in"` // what the manifest's advanced_auth leaves open; nil: nothing
	Fields      Fields      `yaml:"fields"`
	DataTypes   []DataType  `yaml:"data_types"` // empty where only the configuration tells them
	RateLimits  []RateLimit `yaml:"rate_limits"`
	Messages    []Text      `yaml:"messages"` // every error message of the manifest, in both languages
	// Parallel is how many requests at once the service takes well; 0 means unknown, treat it as 1.
	Parallel int `yaml:"parallel"`
	// ShowsDeletions tells whether a changed-only read learns of deleted records. Where it is false, only a full read does.
	ShowsDeletions bool `yaml:"shows_deletions"`
	// Manifest is the text of the connector manifest; nil where a connector of its own reads the source.
	Manifest []byte `yaml:"-"`
}

// Category groups sources in the drop-down.
type Category string

// The categories in use.
const (
	Shop        Category = "Shop"
	CRM         Category = "CRM"
	Accounting  Category = "Accounting"
	Newsletter  Category = "Newsletter"
	HelpDesk    Category = "Help desk"
	Payments    Category = "Payments"
	Development Category = "Development"
	Files       Category = "Files"
	Database    Category = "Database"
	Work        Category = "Work"
	Email       Category = "Email" // of mail accounts, which have no data
)

// Label is the category in both languages; the zero Text for an unknown one.
func (c Category) Label() Text {
	switch c {
	case Shop:
		return Text{EN: "Shop", FR: "Boutique"}
	case CRM:
		return Text{EN: "CRM", FR: "CRM"}
	case Accounting:
		return Text{EN: "Accounting", FR: "Comptabilité"}
	case Newsletter:
		return Text{EN: "Newsletter", FR: "Lettre d’information"}
	case HelpDesk:
		return Text{EN: "Help desk", FR: "Assistance"}
	case Payments:
		return Text{EN: "Payments", FR: "Paiements"}
	case Development:
		return Text{EN: "Development", FR: "Développement"}
	case Files:
		return Text{EN: "Files", FR: "Fichiers"}
	case Database:
		return Text{EN: "Database", FR: "Base de données"}
	case Email:
		return Text{EN: "Email", FR: "Courriel"}
	case Work:
		return Text{EN: "Work", FR: "Travail"}
	}
	return Text{}
}

// Text is one sentence or label in the two languages of the program.
type Text struct {
	EN string `yaml:"en"`
	FR string `yaml:"fr"`
}

// In gives the text in the language of a tag such as "fr" or "fr-CA"; English for every other tag.
func (t Text) In(language string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(language, "_", "-"), "-")
	if strings.EqualFold(base, "fr") && t.FR != "" {
		return t.FR
	}
	return t.EN
}

// Guide leads a person to the key or token of a service.
type Guide struct {
	Steps       []Text `yaml:"steps"`       // in order: where to click, what to enter
	Permissions []Text `yaml:"permissions"` // what the key must be allowed, as the service calls it
	Link        string `yaml:"link"`        // the page where it begins; may be empty
}

// DataType is what the catalog knows about one data type beyond the manifest.
type DataType struct {
	Name    string  `yaml:"name"` // as in the manifest
	Label   Text    `yaml:"label"`
	Note    Text    `yaml:"note"` // one sentence the person should know; may be empty
	Changes Changes `yaml:"changes"`
}

// Changes says what a read of the changed records learns.
type Changes string

const (
	// AllChanges means every created and changed record is seen at each run.
	AllChanges Changes = "all"
	// RecentChanges means new records and changes to recent ones are seen at each run, others with the next full read.
	RecentChanges Changes = "recent"
	// NoChanges means each run reads everything.
	NoChanges Changes = "none"
)

// RateLimit is a published limit of the service: so many requests in such a time.
type RateLimit struct {
	Requests int           `yaml:"requests"`
	Per      time.Duration `yaml:"per"`
	Path     string        `yaml:"path"` // only for paths that begin so; empty for all
}

// Message gives a text of the manifest's error handlers in another language, or the text itself where none is known.
func (s Source) Message(text, language string) string {
	for _, m := range s.Messages {
		if m.EN == text {
			return m.In(language)
		}
	}
	return text
}

// DataType finds a data type by its name in the manifest.
func (s Source) DataType(name string) (DataType, bool) {
	for _, d := range s.DataTypes {
		if d.Name == name {
			return d, true
		}
	}
	return DataType{}, false
}
