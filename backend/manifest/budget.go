package manifest

// Budget is how fast requests may be sent. The first policy that matches a request counts.
type Budget struct {
	Policies []RateLimitPolicy // empty: no limit
	// LeftHeader and ResetHeader tell in an answer how many requests are left, and until when.
	LeftHeader, ResetHeader string
	Hit                     []int // statuses that mean too many requests; empty: 429
}

// RateLimitPolicy bounds how many requests are sent in a time.
type RateLimitPolicy struct {
	Rates    []Rate // all hold; empty: no limit for what matches
	Matchers []RequestMatcher
}

// Rate is so many requests in a time.
type Rate struct {
	Limit    *Template
	Interval string // ISO-8601
}

// RequestMatcher tells which requests a policy is about; empty fields match all.
type RequestMatcher struct {
	Method  string
	URLBase *Template
	Path    string // regular expression
	Params  []Pair
	Headers []Pair
	Weight  *Template // how many requests it counts as; nil: one
}

func decodeBudget(o *object) Budget {
	if o == nil {
		return Budget{}
	}
	defer o.finish()
	out := Budget{
		LeftHeader: o.text("ratelimit_remaining_header"), ResetHeader: o.text("ratelimit_reset_header"),
		Hit: o.statuses("status_codes_for_ratelimit_hit"),
	}
	for _, p := range o.children("policies") {
		policy := RateLimitPolicy{}
		switch p.kind {
		case "MovingWindowCallRatePolicy":
			for _, r := range p.children("rates") {
				policy.Rates = append(policy.Rates, Rate{Limit: r.requiredTemplate("limit"), Interval: r.requiredText("interval")})
				r.finish()
			}
		case "FixedWindowCallRatePolicy":
			policy.Rates = []Rate{{Limit: p.requiredTemplate("call_limit"), Interval: p.requiredText("period")}}
		case "UnlimitedCallRatePolicy":
		default:
			p.unknownType("rate limit")
			continue
		}
		for _, m := range p.children("matchers") {
			policy.Matchers = append(policy.Matchers, decodeMatcher(m))
		}
		p.finish()
		out.Policies = append(out.Policies, policy)
	}
	return out
}

func decodeMatcher(o *object) RequestMatcher {
	defer o.finish()
	return RequestMatcher{
		Method: o.text("method"), URLBase: o.template("url_base"), Path: o.text("url_path_pattern"),
		Params: o.pairs("params"), Headers: o.pairs("headers"), Weight: o.template("weight"),
	}
}
