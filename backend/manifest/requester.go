package manifest

// Requester describes one HTTP request.
type Requester struct {
	URLBase    *Template
	Path       *Template // nil: URLBase is the whole address
	Method     string    // GET or POST
	Parameters []Pair
	Query      *Template // parameters written as one text, instead
	Headers    []Pair
	Body       Body
	Properties *Properties   // nil: the service gives out all there are
	Auth       Authenticator // nil: none
	Errors     []ErrorHandler
	Cache      bool // equal requests of one read are answered once
	NoCache    bool // they are not, even where that is usual
}

// Body is the body of a request: at most one field is set.
type Body struct {
	JSON *Tree     // a JSON document
	Form []Pair    // a form
	Text *Template // as it is; also a JSON document given as one text
	// TextIsJSON tells that Text evaluates to a JSON document.
	TextIsJSON bool
}

// Place is where a value goes in a request.
type Place string

// The places.
const (
	InQuery Place = "request_parameter"
	InHead  Place = "header"
	InForm  Place = "body_data"
	InJSON  Place = "body_json"
)

// Inject says where a value goes: under one name, or nested names for JSON.
type Inject struct {
	Into Place
	Path []*Template
}

// decodeRequester reads a request that brings no records itself.
func decodeRequester(o *object) *Requester {
	if o == nil {
		return nil
	}
	refuseProperties(o)
	return decodeRequest(o)
}

func decodeRequest(o *object) *Requester {
	if o.kind != "HttpRequester" {
		o.unknownType("requester")
		return nil
	}
	r := &Requester{
		URLBase: o.template("url_base"),
		Path:    o.template("path"),
		Method:  o.choice("http_method", "GET", "GET", "POST"),
		Headers: o.pairs("request_headers"),
		Errors:  decodeErrorHandler(o.child("error_handler")),
	}
	if _, text := o.m["request_parameters"].(string); text {
		r.Query = o.template("request_parameters")
	} else {
		r.Parameters = o.pairs("request_parameters")
	}
	if url := o.template("url"); r.URLBase == nil || r.URLBase.Source == "" {
		r.URLBase = url
	}
	if r.URLBase == nil || r.URLBase.Source == "" {
		// The path may be a whole address that is known only when it is asked for.
		if r.Path == nil || r.Path.Parsed.IsStatic() {
			o.missing("url_base")
		}
		r.URLBase = o.parse("url_base", "")
	}
	r.Auth = authenticatorOf(o.child("authenticator"), r.URLBase)
	r.Body = decodeBody(o)
	if _, set := o.take("use_cache"); set {
		r.Cache = o.flag("use_cache")
		r.NoCache = !r.Cache
	}
	o.ignore("name", "primary_key")
	o.finish()
	return r
}

func decodeBody(o *object) Body {
	var b Body
	if v, ok := o.take("request_body_json"); ok {
		b.set(o, "request_body_json", v, true)
	}
	if v, ok := o.take("request_body_data"); ok {
		b.set(o, "request_body_data", v, false)
	}
	c := o.child("request_body")
	if c == nil {
		return b
	}
	v, _ := c.take("value")
	switch c.kind {
	case "RequestBodyJsonObject", "RequestBodyGraphQL":
		b.JSON = c.tree("value", v)
	case "RequestBodyUrlEncodedForm":
		b.Form = c.pairs("value")
	case "RequestBodyPlainText":
		b.Text = c.template("value")
	default:
		c.unknownType("request body")
	}
	c.finish()
	return b
}

func (b *Body) set(o *object, key string, v any, isJSON bool) {
	switch v.(type) {
	case map[string]any, []any:
		if isJSON {
			b.JSON = o.tree(key, v)
			return
		}
		b.Form = o.pairs(key)
	default:
		b.Text, b.TextIsJSON = o.parse(key, v), isJSON
	}
}

func decodeInject(o *object) *Inject {
	if o == nil {
		return nil
	}
	if o.kind == "" {
		o.kind = "RequestOption"
	}
	if o.kind != "RequestOption" {
		o.unknownType("request option")
		return nil
	}
	i := &Inject{Into: Place(o.choice("inject_into", string(InQuery), string(InQuery), string(InHead), string(InForm), string(InJSON)))}
	if _, ok := o.take("inject_into"); !ok {
		o.missing("inject_into")
	}
	i.Path = o.templates("field_path")
	if name := o.template("field_name"); name != nil {
		i.Path = []*Template{name}
	}
	if len(i.Path) == 0 {
		o.missing("field_name")
	}
	if len(i.Path) > 1 && i.Into != InJSON {
		o.unsupported("field_path", "A nested name is supported in JSON bodies only.")
	}
	o.finish()
	return i
}
