package catalogtest

import (
	"bytes"
	"embed"
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

//go:embed answers
var files embed.FS

// answers is one file: how one service answers.
type answers struct {
	Config   Config            `yaml:"config"`
	Auth     auth              `yaml:"auth"`
	Headers  map[string]string `yaml:"headers"` // on every answer, such as what is left of the rate limit
	Troubles map[Trouble]reply `yaml:"troubles"`
	Lists    []list            `yaml:"lists"`
	Fixed    []fixed           `yaml:"fixed"`
	SignIn   *signIn           `yaml:"sign_in"` // nil: no OAuth at this service, or none that the catalog uses
}

// Config holds the values of an authorization and the settings of a source configuration that fit the server.
type Config struct {
	Values   map[string]any `yaml:"values"`
	Settings map[string]any `yaml:"settings"`
}

// Trouble names an answer other than the expected one.
type Trouble string

// The troubles every file describes.
const (
	WrongKey    Trouble = "wrong_key"
	NotAllowed  Trouble = "not_allowed"
	RateLimited Trouble = "rate_limited"
	Down        Trouble = "down"
)

// auth is what a request must carry. Value may be a whole header; Basic is user:password.
type auth struct {
	Header string `yaml:"header"`
	Value  string `yaml:"value"`
	Basic  string `yaml:"basic"`
}

// reply is an answer as it stands. Text is sent as it is, Body as JSON.
type reply struct {
	Status  int               `yaml:"status"`
	Headers map[string]string `yaml:"headers"`
	Body    any               `yaml:"body"`
	Text    string            `yaml:"text"`
}

// fixed is a reply to one question. Query holds the parameters that must be there; others may be.
type fixed struct {
	Method string            `yaml:"method"`
	Path   string            `yaml:"path"`
	Query  map[string]string `yaml:"query"`
	reply  `yaml:",inline"`
}

// list is one list of records and how it is asked for.
type list struct {
	DataType    string            `yaml:"data_type"`
	Also        []string          `yaml:"also"`     // further data types that the same list answers
	LeftOut     string            `yaml:"left_out"` // records with this field set are answered, but no part of the data type
	Method      string            `yaml:"method"`   // GET if empty
	Path        string            `yaml:"path"`
	Parts       map[string]part   `yaml:"parts"` // parameters that stand inside others, such as in a query language
	When        map[string]string `yaml:"when"`  // parameters that tell this list from others of the same path
	Records     int               `yaml:"records"`
	FirstNumber int               `yaml:"first_number"` // 1 if zero
	Created     string            `yaml:"created"`      // fields that hold these times, dotted; may be empty
	Changed     string            `yaml:"changed"`
	Times       times             `yaml:"times"`
	Template    map[string]any    `yaml:"template"`
	Read        map[string]any    `yaml:"read"`  // fields that a read adds to what is answered; {changed} is the time of change, {zoned} as the service writes it
	CSV         []string          `yaml:"csv"`   // answered as a table of these fields, not as JSON
	Order       string            `yaml:"order"` // as created if empty, or newest_first
	At          string            `yaml:"at"`    // where the records stand in the answer, dotted; empty: the answer is the list
	Envelope    map[string]any    `yaml:"envelope"`
	Headers     map[string]string `yaml:"headers"`
	Paging      paging            `yaml:"paging"`
	Filters     []filter          `yaml:"filters"`
	Requires    map[string]string `yaml:"requires"` // parameters that must have this value
	Params      []string          `yaml:"params"`   // further parameters the vendor knows
}

// times spreads the records over time: the first one, then one every step.
type times struct {
	First  time.Time     `yaml:"first"`
	Step   time.Duration `yaml:"step"`
	Format string        `yaml:"format"` // a Go layout, unix, or script: milliseconds in the form /Date(0+0000)/
}

// part is a parameter that a pattern takes out of another; its first group.
type part struct {
	Of      string `yaml:"of"`
	Pattern string `yaml:"pattern"`
}

// paging is how the service cuts a list. Page, Offset and After are names of parameters (dotted into a JSON body).
type paging struct {
	Style   string `yaml:"style"` // page, offset, after_id, token, first
	Page    string `yaml:"page"`
	Offset  string `yaml:"offset"`
	After   string `yaml:"after"`
	ID      string `yaml:"id"` // field that After names, for after_id
	Size    string `yaml:"size"`
	Default int    `yaml:"default"`
	Max     int    `yaml:"max"`
	NextAt  string `yaml:"next_at"` // where the answer holds the next token, dotted
	NextIs  string `yaml:"next_is"` // link: it is the whole address of the next page; path: its path
	First   int    `yaml:"first"`   // number of the first record, for offset
	Link    bool   `yaml:"link"`    // names the next page in a Link header
	Keeps   string `yaml:"keeps"`   // parameter that the token of the next page carries along, so that it is not sent again
}

// filter keeps the records whose field stands in relation to a parameter.
type filter struct {
	Param   string `yaml:"param"`   // header:Name for a header
	Pattern string `yaml:"pattern"` // takes its first group out of the parameter; no match: the filter is off
	Field   string `yaml:"field"`
	Keeps   string `yaml:"keeps"` // after, from, before, until, equal
}

func decode(id string) (answers, error) {
	text, err := files.ReadFile("answers/" + id + ".yaml")
	if err != nil {
		return answers{}, fmt.Errorf("read answers of %s: %w", id, err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var a answers
	if err := decoder.Decode(&a); err != nil {
		return answers{}, fmt.Errorf("decode answers of %s: %w", id, err)
	}
	return a, nil
}
