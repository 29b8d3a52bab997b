package manifest

// Action is what to do about a response.
type Action string

// The actions.
const (
	Succeed   Action = "SUCCESS"
	Fail      Action = "FAIL"
	Retry     Action = "RETRY"
	Ignore    Action = "IGNORE"
	RateLimit Action = "RATE_LIMITED"
	Refresh   Action = "REFRESH_TOKEN_THEN_RETRY"
	Restart   Action = "RESET_PAGINATION"
)

// ErrorHandler decides what happens with responses that match its filters.
// Several are asked in order.
type ErrorHandler struct {
	Filters    []ResponseFilter
	Backoff    []Backoff
	MaxRetries *Template // nil: the default
}

// ResponseFilter matches when any of its conditions holds.
type ResponseFilter struct {
	Action      Action
	Statuses    []int
	Predicate   *Template
	Contains    string
	Message     *Template
	FailureType string
}

// Backoff is one of Constant, Exponential, WaitFor, WaitUntil.
type Backoff interface{ backoff() }

type (
	// Constant waits the same time.
	Constant struct{ Seconds *Template }
	// Exponential doubles.
	Exponential struct{ Factor *Template } // nil: 5
	// WaitFor reads seconds from a header.
	WaitFor struct {
		Header *Template
		Regex  *Template
		Most   *Template // seconds; a longer wait is given up
	}
	// WaitUntil reads a time in Unix seconds from a header.
	WaitUntil struct {
		Header *Template
		Regex  *Template
		Least  *Template // seconds
		Most   *Template
	}
)

func (Constant) backoff()    {}
func (Exponential) backoff() {}
func (WaitFor) backoff()     {}
func (WaitUntil) backoff()   {}

// decodeErrorHandler returns the handlers in the order they are asked;
// composites are laid flat.
func decodeErrorHandler(o *object) []ErrorHandler {
	if o == nil {
		return nil
	}
	defer o.finish()
	switch o.kind {
	case "CompositeErrorHandler":
		var out []ErrorHandler
		for _, c := range o.children("error_handlers") {
			out = append(out, decodeErrorHandler(c)...)
		}
		if len(out) == 0 {
			o.missing("error_handlers")
		}
		return out
	case "DefaultErrorHandler":
		return decodeDefaultErrorHandler(o)
	case "CustomErrorHandler":
		handlers, _ := decodeNative(o, "error handler", nativeErrorHandlers())
		return handlers
	}
	o.unknownType("error handler")
	return nil
}

func decodeDefaultErrorHandler(o *object) []ErrorHandler {
	h := ErrorHandler{MaxRetries: o.template("max_retries")}
	for _, f := range o.children("response_filters") {
		h.Filters = append(h.Filters, decodeFilter(f))
	}
	for _, b := range o.children("backoff_strategies") {
		if s := decodeBackoff(b); s != nil {
			h.Backoff = append(h.Backoff, s)
		}
	}
	return []ErrorHandler{h}
}

func decodeFilter(o *object) ResponseFilter {
	defer o.finish()
	f := ResponseFilter{
		Predicate:   o.template("predicate"),
		Contains:    o.text("error_message_contains"),
		Message:     o.template("error_message"),
		FailureType: o.text("failure_type"),
		Statuses:    o.statuses("http_codes"),
	}
	action := o.text("action")
	switch Action(action) {
	case Succeed, Fail, Retry, Ignore, RateLimit, Refresh, Restart, "":
		f.Action = Action(action)
	default:
		o.invalid("action", "The action %q does not exist.", clip(action))
	}
	return f
}

// statuses reads a list of HTTP statuses.
func (o *object) statuses(key string) []int {
	var out []int
	for _, v := range o.list(key) {
		code, ok := v.(int64)
		if !ok {
			o.invalid(key, "A status must be a whole number.")
			continue
		}
		out = append(out, int(code))
	}
	return out
}

func decodeBackoff(o *object) Backoff {
	defer o.finish()
	switch o.kind {
	case "ConstantBackoffStrategy":
		o.ignore("jitter_range_in_seconds")
		return Constant{Seconds: o.requiredTemplate("backoff_time_in_seconds")}
	case "ExponentialBackoffStrategy":
		o.ignore("jitter_range_in_seconds")
		return Exponential{Factor: o.template("factor")}
	case "WaitTimeFromHeader":
		return WaitFor{Header: o.requiredTemplate("header"), Regex: o.template("regex"), Most: o.template("max_waiting_time_in_seconds")}
	case "WaitUntilTimeFromHeader":
		return WaitUntil{Header: o.requiredTemplate("header"), Regex: o.template("regex"), Least: o.template("min_wait"), Most: o.template("max_waiting_time_in_seconds")}
	}
	o.unknownType("back-off strategy")
	return nil
}
