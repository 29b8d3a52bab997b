package api

// Source is one integration source of the catalog.
type Source struct {
	ID                 string `json:"id"`
	Name               string `json:"name"`
	Category           string `json:"category"`
	Monogram           string `json:"monogram"` // two letters; "" for files
	Description        string `json:"description"`
	NeedsAuthorization bool   `json:"needsAuthorization"`
	FromFile           bool   `json:"fromFile"` // a manifest the person loaded
}

// SourceSpec is the form of a source, in the two parts of source.Spec.
type SourceSpec struct {
	Source           Source      `json:"source"`
	Authorization    []FormField `json:"authorization"`
	Settings         []FormField `json:"settings"`
	Guide            []GuideStep `json:"guide"`            // how to get the authorization, in the person's language
	SignIn           *SignInSpec `json:"signIn,omitempty"` // absent where the browser is no way to sign in
	DocumentationURL string      `json:"documentationUrl"`
}

// GuideStep is one step of the guide to an authorization.
type GuideStep struct {
	Text string `json:"text"`
	Copy string `json:"copy"` // text to copy, or ""
	Link string `json:"link"` // address to open, or ""
}

// FormField is one field of a form; Kind is a source.FieldKind.
type FormField struct {
	Name          string       `json:"name"`
	Title         string       `json:"title"`
	Help          string       `json:"help"`
	Kind          string       `json:"kind"`
	Required      bool         `json:"required"`
	Default       string       `json:"default"` // JSON, or ""
	Examples      []string     `json:"examples"`
	Pattern       string       `json:"pattern"`
	PatternText   string       `json:"patternText"`
	Options       []FormOption `json:"options"`
	Fields        []FormField  `json:"fields"`          // of a group
	Entry         *FormField   `json:"entry,omitempty"` // what a list holds; absent: texts
	Min           *float64     `json:"min,omitempty"`
	Max           *float64     `json:"max,omitempty"`
	Hidden        bool         `json:"hidden"`
	Multiline     bool         `json:"multiline"`     // of a secret: a key of several lines
	Discriminator string       `json:"discriminator"` // of a choice: the property that holds the option's value
}

// FormOption is one value of an enum or one group of a choice.
type FormOption struct {
	Value  string      `json:"value"`
	Title  string      `json:"title"`
	Fields []FormField `json:"fields"`
}

// ManifestReport tells what a manifest file offers and what of it cannot run.
type ManifestReport struct {
	Path      string            `json:"path"`
	SourceID  string            `json:"sourceId"` // "" when it cannot be used
	Name      string            `json:"name"`
	DataTypes []string          `json:"dataTypes"`
	More      bool              `json:"more"` // further data types are known once the service is asked
	Problems  []ManifestProblem `json:"problems"`
	Usable    bool              `json:"usable"`
}

// ManifestProblem is one part of a manifest that cannot run.
type ManifestProblem struct {
	Path  string `json:"path"`
	Words string `json:"words"`
}

// Dropped is what was dropped onto the window.
type Dropped struct {
	Path       string `json:"path"`
	IsManifest bool   `json:"isManifest"` // else spreadsheets
	Name       string `json:"name"`       // proposed for the source configuration
}

// ManifestForm is what a manifest file offers, and the form to try it with.
type ManifestForm struct {
	Report ManifestReport `json:"report"`
	Spec   *SourceSpec    `json:"spec,omitempty"` // absent where nothing of it can run
}

// ManifestTry is what a manifest file is tried with. It is stored nowhere.
type ManifestTry struct {
	Path     string         `json:"path"`
	DataType string         `json:"dataType"` // "" asks the service what there is and reads the first
	Values   map[string]any `json:"values"`
}

// ManifestTrial is what came of trying a manifest file.
type ManifestTrial struct {
	DataType  string         `json:"dataType"`  // what was read; "" nothing
	DataTypes []string       `json:"dataTypes"` // what the service says it has, where it was asked
	Part      string         `json:"part"`      // where in the manifest the data type stands; "" nowhere
	Preview   RecordsPreview `json:"preview"`
}
