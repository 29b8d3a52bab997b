package manifest

import "tributary/backend/expr"

// Manifest is a validated manifest. It is immutable and safe for concurrent use.
type Manifest struct {
	Version string
	Spec    Spec
	// Check names the streams a check reads, or is empty.
	Check []string
	// Streams are those without a blocking problem, in the manifest's order.
	Streams []*Stream
	// Dynamic make further streams once the configuration is known.
	Dynamic []*DynamicStream
	// CheckDynamic is how many of the streams that Dynamic make a check reads.
	CheckDynamic int
	// Budget limits how fast requests are sent.
	Budget Budget
	// Concurrency is how many slices may be read at the same time.
	Concurrency Concurrency
	// ConfigChanges are made to a configuration before it is used.
	ConfigChanges []ConfigChange
	// Authorization holds the names of the form fields that an authenticated
	// call needs: the secret ones and whatever authenticators, the address of
	// the service, the headers of requests and the consent description mention. All
	// others say what to read.
	Authorization map[string]bool
}

// Concurrency is how many slices may be read at the same time.
type Concurrency struct {
	Default *Template // nil: not said
	Most    int       // 0: not said
}

// Offers tells whether there is anything to read.
func (m Manifest) Offers() bool { return len(m.Streams) > 0 || len(m.Dynamic) > 0 }

// Stream returns the stream called name, or nil.
func (m Manifest) Stream(name string) *Stream {
	for _, s := range m.Streams {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Template is a parsed text, with the parameters of the component it stands in.
// Texts without {{ … }} are templates too.
type Template struct {
	Source     string
	Parameters map[string]any
	Parsed     *expr.Template
}

// Tree is a nested value whose texts and keys are templates: a request body.
// Exactly one of Text, Fields, Items is set, or none and Plain holds a number,
// a boolean or nil.
type Tree struct {
	Text   *Template
	Fields []TreeField
	Items  []*Tree
	Plain  any
}

// TreeField is one key of an object.
type TreeField struct {
	Key   *Template
	Value *Tree
}

// Pair is one entry of a mapping of texts: a query parameter, a header.
type Pair struct {
	Key   *Template
	Value *Template
}

// Stream is one data type of the service and how it is read.
type Stream struct {
	Name       string
	Path       string // where it stands in the manifest
	PrimaryKey [][]string
	// Schema is the JSON schema of the records; nil when the manifest has none.
	Schema    map[string]any
	Requester *Requester
	Decoding
	Extract        []*Template // keys to follow to the records; "*" matches any
	Expand         *Expand     // nil: what is extracted is a record
	Reshape        Reshape     // nil: what is extracted stays as it is
	Filter         *Template   // nil: every record
	TransformFirst bool
	// Normalize converts values to the types of the schema.
	Normalize bool
	// NormalizeDates also writes times of mails (RFC 2822) as the schema means them.
	NormalizeDates  bool
	Transformations []Transformation
	Paginator       *Paginator // nil: one page
	Job             *Job       // nil: the records come at once
	Routers         []Router   // one partition per combination of their values
	Cursor          *Cursor    // nil: read whole every time
	Condition       *Template  // nil: the stream always exists
	// Changes reads the stream once it has a state; nil: this one does that too.
	Changes *Stream
	// Retention is how far back Changes can go, ISO-8601; nil: without limit.
	Retention *Template
	// Fields finds the schema in the service; nil: Schema is all there is.
	Fields *FieldsFrom
	Reset  Reset
	// PlainLaterPages drops what cursor and routers add to a request from the
	// second page on.
	PlainLaterPages bool
	// LegacyState: the state may have the form of older versions, one entry a
	// partition.
	LegacyState bool
}

// Reset begins with the pages of a slice anew, where the service gives out only so
// many.
type Reset struct {
	Split   bool // after the newest record so far, instead of from the start
	Records int  // after so many records; 0: only when an error handler says so
	On      bool
}

// Expand makes records of a list inside each extracted record.
type Expand struct {
	Path        []*Template
	KeepWhole   bool // under "original_record"
	EmptyParent bool // one without any stays itself
}

// Decoding is how a response body becomes values.
type Decoding struct {
	Decoder  Decoder
	Zip      bool     // the body is an archive; what is in its files comes one after the other
	Gzip     bool     // the body, or each file of it, may be packed, whatever its headers say
	CSV      CSV      // for CSVDecoder
	Items    []string // for ItemsDecoder: keys to follow to the list
	Encoding string   // utf-8 or a name the web knows
}

// Decoder is how an unpacked body becomes values.
type Decoder string

// The decoders.
const (
	JSONDecoder  Decoder = "json"
	JSONLDecoder Decoder = "jsonl"
	LinesDecoder Decoder = "lines" // one text a line, as records with the field "record"
	CSVDecoder   Decoder = "csv"
	XMLDecoder   Decoder = "xml"
	ItemsDecoder Decoder = "items" // the elements of one list in a JSON document
)

// CSV is how a table as text is written.
type CSV struct {
	Delimiter string   // one character
	Empty     []string // values that mean nothing
}
