package api

import (
	"slices"

	"tributary/backend/domain"
)

// Authorization is one stored authorization. Secret values never travel to the
// window.
type Authorization struct {
	ID           string                    `json:"id"`
	Source       Source                    `json:"source"`
	Name         string                    `json:"name"`
	Values       map[string]any            `json:"values"`       // what is no secret
	SecretFields []string                  `json:"secretFields"` // fields that hold a secret
	State        domain.AuthorizationState `json:"state"`
	StateWords   string                    `json:"stateWords"`
	Hint         string                    `json:"hint"`
	CheckedAt    string                    `json:"checkedAt"`
	LastUsedAt   string                    `json:"lastUsedAt"`
	ExpiresAt    string                    `json:"expiresAt"` // of the whole permission, not of a token that is renewed; "" never or not known
	UsedBy       []Reference               `json:"usedBy"`    // source configurations
	Integrations []Reference               `json:"integrations"`
	IsSignIn     bool                      `json:"isSignIn"`  // made by signing in with the browser: offer to sign in again
	CanRevoke    bool                      `json:"canRevoke"` // the service takes permissions back by a call
}

// AuthorizationInput creates (ID "") or changes an authorization. A secret field
// that is absent keeps its stored value.
type AuthorizationInput struct {
	ID     string         `json:"id"`
	Source string         `json:"source"`
	Name   string         `json:"name"`
	Values map[string]any `json:"values"`
}

// Reference names another thing, for links.
type Reference struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Configuration is one source configuration.
type Configuration struct {
	ID            string         `json:"id"`
	Name          string         `json:"name"`
	Source        Source         `json:"source"`
	Authorization *Authorization `json:"authorization,omitempty"` // absent where the source needs none or none is chosen
	Settings      map[string]any `json:"settings"`
	Transfers     []Transfer     `json:"transfers"`
	UsedBy        []Reference    `json:"usedBy"` // integrations
}

// ConfigurationInput creates (ID "") or changes a source configuration.
type ConfigurationInput struct {
	ID            string         `json:"id"`
	Name          string         `json:"name"`
	Source        string         `json:"source"`
	Authorization string         `json:"authorization"` // id or ""
	Settings      map[string]any `json:"settings"`
}

// DataType is one data type a source configuration offers.
type DataType struct {
	Name   string `json:"name"`
	Label  string `json:"label"`
	Fields int    `json:"fields"`
	Added  bool   `json:"added"` // already a data transfer
	// ChangedOnly: a run reads what changed, not everything.
	ChangedOnly bool `json:"changedOnly"`
}

// Transfer is one data transfer.
type Transfer struct {
	ID           string   `json:"id"`
	DataType     string   `json:"dataType"`
	Label        string   `json:"label"`
	Table        string   `json:"table"` // "" when not chosen
	Active       bool     `json:"active"`
	MappedFields int      `json:"mappedFields"`
	Fields       int      `json:"fields"`  // of the data type, 0 unknown
	Keys         []string `json:"keys"`    // source paths of the primary key
	Records      int64    `json:"records"` // of the last full read, -1 unknown
	Refusal      string   `json:"refusal"` // why it cannot be activated, "" if it can
	// WhenFieldsChange is what a run does when the service's fields are not as they were.
	WhenFieldsChange domain.WhenFieldsChange `json:"whenFieldsChange"`
	FieldChanges     []string                `json:"fieldChanges"` // what waits for the person, in sentences
}

// MappingView is all the Mapping pop-up shows.
type MappingView struct {
	Transfer          Transfer          `json:"transfer"`
	Source            Source            `json:"source"`
	Fields            []SourceField     `json:"fields"`
	Tables            []Table           `json:"tables"`
	Table             string            `json:"table"` // chosen, or proposed when Proposed
	Proposed          bool              `json:"proposed"`
	NewFields         []Field           `json:"newFields"` // fields of a proposed table
	Assignments       []Assignment      `json:"assignments"`
	Suggestions       []Assignment      `json:"suggestions"`
	Key               KeyAdvice         `json:"key"`
	Sampled           int               `json:"sampled"` // records the samples and the advice come from
	SampleError       *Error            `json:"sampleError,omitempty"`
	SharedKeyLastWins bool              `json:"sharedKeyLastWins"`
	Labels            map[string]string `json:"labels"`
}

// SourceField is one field of the data type.
type SourceField struct {
	Path    string           `json:"path"` // written form of domain.Path
	Type    domain.FieldType `json:"type"`
	Samples []string         `json:"samples"` // up to three; "" is an empty value
	Service bool             `json:"service"` // part of the service's own identity
	New     bool             `json:"new"`     // the service sends it since the mapping was made
}

// Assignment is one assignment of the mapping.
type Assignment struct {
	From          string `json:"from"`
	To            string `json:"to"`
	NewFieldType  string `json:"newFieldType"` // a domain.FieldType when To is to be made, else ""
	PrimaryKey    bool   `json:"primaryKey"`
	KeepEmptyText bool   `json:"keepEmptyText"`
	DateOrder     string `json:"dateOrder"` // a domain.DateOrder or ""
	DecimalComma  bool   `json:"decimalComma"`
	Added         bool   `json:"added"` // by the program itself, for a new field
}

// MappingInput saves a mapping. A table that does not exist is made.
type MappingInput struct {
	Transfer          string       `json:"transfer"`
	Table             string       `json:"table"`
	Assignments       []Assignment `json:"assignments"`
	SharedKeyLastWins bool         `json:"sharedKeyLastWins"`
	// WhenFieldsChange is the policy; "" keeps it.
	WhenFieldsChange domain.WhenFieldsChange `json:"whenFieldsChange"`
}

// KeyVerdict is how good a primary key is.
type KeyVerdict string

// The verdicts of the key adviser.
const (
	KeyGood    KeyVerdict = "good"
	KeyWeak    KeyVerdict = "weak"
	KeyUnfit   KeyVerdict = "unfit"
	KeyUnknown KeyVerdict = "unknown" // no records to judge by
)

// KeyAdvice is what the key adviser says of the chosen paths.
type KeyAdvice struct {
	Verdict   KeyVerdict `json:"verdict"`
	Paths     []string   `json:"paths"`
	Records   int        `json:"records"`
	Different int        `json:"different"`
	Empty     int        `json:"empty"`
	Shared    []string   `json:"shared"` // a few values that several records share
	Better    []string   `json:"better"` // other paths that are different everywhere
}

// RecordsPreview is some records as the service returns them, and what it was asked.
type RecordsPreview struct {
	Columns  []string   `json:"columns"`
	Rows     [][]string `json:"rows"`
	Raw      []string   `json:"raw"`      // each record as indented JSON
	Requests []Request  `json:"requests"` // in the order they ended; none of a source that is not asked over the network
	// Error says why there are no records, or fewer.
	Error *Error `json:"error,omitempty"`
}

// Request is one request to a service; nothing in it is secret.
type Request struct {
	Method  string `json:"method"`
	Address string `json:"address"`
	Status  int    `json:"status"` // of HTTP; 0 where there was no answer
	Millis  int64  `json:"millis"`
	Bytes   int64  `json:"bytes"`
	Failure string `json:"failure"` // why there was no answer; "" where there was one
}

// Requests are what services were asked in a run.
type Requests struct {
	Count  int64     `json:"count"`
	Failed int64     `json:"failed"`
	Bytes  int64     `json:"bytes"`
	List   []Request `json:"list"` // in the order they ended
	// Skipped requests, after the first SkippedAfter of the list, are no longer known.
	Skipped      int64 `json:"skipped"`
	SkippedAfter int   `json:"skippedAfter"`
}

func requestsDTO(all domain.Exchanges) Requests {
	list := slices.Concat(all.First, all.Last)
	return Requests{
		Count: all.Count, Failed: all.Failed, Bytes: all.Bytes, List: convert(list, requestDTO),
		Skipped: all.Count - int64(len(list)), SkippedAfter: len(all.First),
	}
}

func requestDTO(e domain.Exchange) Request {
	return Request{Method: e.Method, Address: e.Address, Status: e.Status, Millis: e.Took.Milliseconds(), Bytes: e.Bytes, Failure: e.Failure}
}
