package manifest

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
}

func decodeBudget(o *object) []RateLimitPolicy {
	if o == nil {
		return nil
	}
	defer o.finish()
	o.ignore("ratelimit_reset_header", "ratelimit_remaining_header", "status_codes_for_ratelimit_hit")
	var out []RateLimitPolicy
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
		out = append(out, policy)
	}
	return out
}

func decodeMatcher(o *object) RequestMatcher {
	defer o.finish()
	return RequestMatcher{
		Method: o.text("method"), URLBase: o.template("url_base"), Path: o.text("url_path_pattern"),
		Params: o.pairs("params"), Headers: o.pairs("headers"),
	}
}
