package declarative_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source/declarative"
)

func TestWhatAStatusMeans(t *testing.T) {
	tests := []struct {
		status int
		kind   domain.Kind
		code   string
		tries  int
	}{
		{400, domain.SetUp, "refused", 1},
		{401, domain.SignIn, "wrong_key", 1},
		{402, domain.NotAllowed, "not_allowed", 1},
		{403, domain.NotAllowed, "not_allowed", 1},
		{404, domain.SetUp, "not_found", 1},
		{409, domain.SetUp, "refused", 1},
		{422, domain.SetUp, "refused", 1},
		{429, domain.RateLimited, "rate_limited", 6},
		{500, domain.ServiceDown, "service_down", 6},
		{503, domain.ServiceDown, "service_down", 6},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.status), func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer {
				return answer{status: test.status, body: `{"error":{"message":"key secret-key-4711 is no good"}}`}
			})
			r := read(t, connector(t, manifestOf(plainRetriever)), web.config(), domain.ReadRequest{})
			e := told(t, r.err, test.kind, test.code)
			if !strings.Contains(e.Details, "is no good") || !strings.Contains(e.Details, "[hidden]") {
				t.Errorf("details are %q; want the service's words without the key", e.Details)
			}
			if got := len(web.seen()); got != test.tries {
				t.Errorf("%d tries, want %d", got, test.tries)
			}
		})
	}
}

func TestErrorHandlers(t *testing.T) {
	filter := func(f string) string {
		return "error_handler: {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, " + f + "}]}"
	}
	bad := answer{status: 400, body: `{"error":"quota exceeded","code":7}`}
	fine := ok(`{"data":[{"id":1}]}`)
	tests := []struct {
		name, handler string
		answers       []answer
		ids, code     string
		waits         []time.Duration
	}{
		{"retry by status", filter("http_codes: [400], action: RETRY"), []answer{bad, fine}, "1", "", seconds(1)},
		{"retry by words", filter(`error_message_contains: "quota", action: RETRY`), []answer{bad, bad, fine}, "1", "", seconds(1, 2)},
		{"retry by predicate", filter(`predicate: "{{ response['code'] == 7 }}", action: RATE_LIMITED`), []answer{bad, fine}, "1", "", seconds(1)},
		{"a predicate about a missing field does not hold", filter(`predicate: "{{ response['a']['b'] == 7 }}", action: RETRY`), []answer{bad}, "", "refused", nil},
		{"a good status can be a failure", filter(`predicate: "{{ response['code'] == 7 }}", action: FAIL`), []answer{ok(`{"code":7,"data":[{"id":1}]}`)}, "", "refused", nil},
		{"ignored good answers keep their records", filter("http_codes: [200], action: IGNORE"), []answer{fine}, "1", "", nil},
		{"a filter without an action matches nothing", filter("http_codes: [400]"), []answer{bad}, "", "refused", nil},
		{"constant", "error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type: ConstantBackoffStrategy, backoff_time_in_seconds: 5}]}", []answer{{status: 500}, {status: 500}, fine}, "1", "", seconds(6, 6)},
		{"exponential", "error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type: ExponentialBackoffStrategy, factor: 2}]}", []answer{{status: 500}, {status: 500}, fine}, "1", "", seconds(5, 9)},
		{"wait from a header", `error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type: WaitTimeFromHeader, header: X-Wait, regex: "[0-9]+"}]}`, []answer{{status: 429, head: map[string]string{"X-Wait": "12 s"}}, fine}, "1", "", seconds(13)},
		{"wait until a time in a header", `error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type: WaitUntilTimeFromHeader, header: X-Reset}]}`, []answer{{status: 429, head: map[string]string{"X-Reset": fmt.Sprint(now.Unix() + 30)}}, fine}, "1", "", seconds(31)},
		{"the first strategy with an answer counts", `error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type: WaitTimeFromHeader, header: X-Wait}, {type: ConstantBackoffStrategy, backoff_time_in_seconds: 3}]}`, []answer{{status: 500}, fine}, "1", "", seconds(4)},
		{"fewer tries", "error_handler: {type: DefaultErrorHandler, max_retries: 1}", []answer{{status: 500}, {status: 500}}, "", "service_down", seconds(1)},
		{"no tries after the first", "error_handler: {type: DefaultErrorHandler, max_retries: 0}", []answer{{status: 500}}, "", "service_down", nil},
		{"composite: the second handler retries what the first fails", "error_handler: {type: CompositeErrorHandler, error_handlers: [{type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, http_codes: [400], action: FAIL}]}, {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, http_codes: [400], action: RETRY}]}]}", []answer{bad, fine}, "1", "", seconds(1)},
		{"Retry-After in seconds", "", []answer{{status: 429, head: map[string]string{"Retry-After": "7"}}, fine}, "1", "", seconds(7)},
		{"Retry-After as a date", "", []answer{{status: 503, head: map[string]string{"Retry-After": now.Add(20 * time.Second).Format(http.TimeFormat)}}, fine}, "1", "", seconds(20)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(n int, _ *httpRequest) answer {
				if n > len(test.answers) {
					return answer{status: 418, body: "one request too many"}
				}
				return test.answers[n-1]
			})
			clock := newImpatient()
			c := connector(t, manifestOf(streamWith(test.handler, "")), func(o *declarative.Options) { o.Clock = clock })
			r := read(t, c, web.config(), domain.ReadRequest{})
			if test.code == "" && (r.err != nil || r.ids() != test.ids) {
				t.Errorf("records %q, error %v; want %q", r.ids(), r.err, test.ids)
			}
			var e *domain.Error
			if test.code != "" && (!errors.As(r.err, &e) || e.Code != test.code) {
				t.Errorf("error %v, want code %s", r.err, test.code)
			}
			if got := clock.waited(); !reflect.DeepEqual(got, test.waits) {
				t.Errorf("waited %v, want %v", got, test.waits)
			}
			if n := len(web.seen()); n != len(test.answers) {
				t.Errorf("%d requests, want %d", n, len(test.answers))
			}
		})
	}
}

func seconds(list ...int) []time.Duration {
	var out []time.Duration
	for _, s := range list {
		out = append(out, time.Duration(s)*time.Second)
	}
	return out
}

func TestALongWaitIsHandedOver(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer {
		return answer{status: 429, head: map[string]string{"Retry-After": "3600"}}
	})
	clock := newImpatient()
	r := read(t, connector(t, manifestOf(plainRetriever), func(o *declarative.Options) { o.Clock = clock }), web.config(), domain.ReadRequest{})
	e := told(t, r.err, domain.RateLimited, "rate_limited")
	if e.RetryAfter != time.Hour || len(clock.waited()) != 0 {
		t.Errorf("RetryAfter %v after waits %v; want 1h and no wait", e.RetryAfter, clock.waited())
	}
}

func TestTheWordsOfTheManifestAreUsed(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return answer{status: 403, body: `{"why":"plan"}`} })
	handler := `error_handler: {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, http_codes: [403], action: FAIL, error_message: "Your {{ response['why'] }} does not include this"}]}`
	r := read(t, connector(t, manifestOf(streamWith(handler, ""))), web.config(), domain.ReadRequest{})
	if e := told(t, r.err, domain.NotAllowed, "not_allowed"); e.Means != "Your plan does not include this." {
		t.Errorf("it means %q", e.Means)
	}
}

func TestARenewedTokenIsInNoError(t *testing.T) {
	web := serve(t, func(_ int, r *httpRequest) answer {
		if r.URL.Path == "/token" {
			return ok(`{"access_token":"fresh-token-4711"}`)
		}
		return answer{status: 403, body: `{"error":"` + r.Header.Get("Authorization") + ` may not"}`}
	})
	handler := `error_handler: {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, http_codes: [403], action: FAIL, error_message: "No: {{ response['error'] }}"}]}`
	stream := strings.Replace(oauthStream(""), "authenticator:", handler+"\n      authenticator:", 1)
	config := web.config()
	config["refresh"] = "r"
	r := read(t, connector(t, manifestOf(stream)), config, domain.ReadRequest{})
	wantError(t, r.err, domain.NotAllowed, "not_allowed") // it looks for 4711
}

func TestBodies(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 97) + `1` + strings.Repeat(`}`, 97)
	tooDeep := strings.Repeat(`[`, 5000) + strings.Repeat(`]`, 5000)
	tests := []struct {
		name string
		answer
		ids, code string
	}{
		{"HTML instead of data", ok("<html><body>secret-key-4711</body></html>"), "", "not_json"},
		{"broken in the middle", ok(`{"data":[{"id":1},{"id"`), "", "not_json"},
		{"something after the data", ok(`{"data":[{"id":1}]} x`), "", "not_json"},
		{"nothing", ok(""), "", "empty_answer"},
		{"nothing, and said so", answer{status: 204}, "", ""},
		{"a byte order mark", ok("\ufeff" + `{"data":[{"id":1}]}`), "1", ""},
		{"keys twice", ok(`{"data":[{"id":1,"id":2}]}`), "2", ""},
		{"100 levels", ok(`{"data":[{"id":1,"deep":` + deep + `}]}`), "1", ""},
		{"5000 levels", ok(`{"data":` + tooDeep + `}`), "", "too_deep"},
		{"a field of 10 MB", ok(`{"data":[{"id":1,"text":"` + strings.Repeat("x", 10<<20) + `"}]}`), "1", ""},
		{"big numbers", ok(`{"data":[{"id":123456789012345678901234567890.10}]}`), "123456789012345678901234567890.10", ""},
		{"escapes", ok(`{"data":[{"id":"\u00e9\"\\ \ud83d\ude00"}]}`), `é"\ 😀`, ""},
		{"the list is missing", ok(`{"other":1}`), "", ""},
		{"one record instead of a list", ok(`{"data":{"id":1}}`), "1", ""},
		{"an empty object is no record", ok(`{"data":{}}`), "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return test.answer })
			r := read(t, connector(t, manifestOf(plainRetriever)), web.config(), domain.ReadRequest{})
			if test.code != "" {
				wantError(t, r.err, domain.ServiceDown, test.code)
				return
			}
			if r.err != nil || r.ids() != test.ids {
				t.Errorf("records %q, error %v; want %q", r.ids(), r.err, test.ids)
			}
		})
	}
}

func TestATopLevelListIsReadItemByItem(t *testing.T) {
	selector := "record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}"
	web := serve(t, func(int, *httpRequest) answer { return ok(`[{"id":1},{"id":2}]`) })
	stream := strings.Replace(streamWith("", ""), `record_selector: {$ref: "#/definitions/selector"}`, selector, 1)
	r := read(t, connector(t, manifestOf(stream)), web.config(), domain.ReadRequest{})
	if r.err != nil || r.ids() != "1 2" {
		t.Errorf("records %q, error %v; want 1 2", r.ids(), r.err)
	}
}

func TestParityTakesHTMLAsNothing(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return ok("<html>") })
	r := read(t, connector(t, manifestOf(plainRetriever), parity), web.config(), domain.ReadRequest{})
	if r.err != nil || len(r.records) != 0 {
		t.Errorf("records %v, error %v; want none", r.records, r.err)
	}
}

func TestATooLargeAnswerIsRefused(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":"` + strings.Repeat("x", 2<<20) + `"}`) })
	r := read(t, connector(t, manifestOf(plainRetriever), func(o *declarative.Options) { o.MaxBody = 1 << 20 }), web.config(), domain.ReadRequest{})
	wantError(t, r.err, domain.ServiceDown, "answer_too_large")
}

func TestNetworkErrors(t *testing.T) {
	t.Run("nobody listens", func(t *testing.T) {
		web := serve(t, func(int, *httpRequest) answer { return ok("{}") })
		config := web.config()
		web.Close()
		r := read(t, connector(t, manifestOf(plainRetriever)), config, domain.ReadRequest{})
		wantError(t, r.err, domain.ServiceDown, "connection_lost")
	})
	t.Run("the connection breaks once", func(t *testing.T) {
		web := serve(t, func(n int, _ *httpRequest) answer {
			if n == 1 {
				panic(http.ErrAbortHandler)
			}
			return ok(`{"data":[{"id":1}]}`)
		})
		r := read(t, connector(t, manifestOf(plainRetriever)), web.config(), domain.ReadRequest{})
		if r.err != nil || r.ids() != "1" {
			t.Errorf("records %q, error %v; want 1", r.ids(), r.err)
		}
	})
	t.Run("the answer takes too long", func(t *testing.T) {
		release := make(chan struct{})
		web := serve(t, func(int, *httpRequest) answer {
			<-release
			return ok("{}")
		})
		defer close(release)
		c := connector(t, manifestOf(streamWith("error_handler: {type: DefaultErrorHandler, max_retries: 0}", "")), func(o *declarative.Options) { o.RequestTimeout = 20 * time.Millisecond })
		r := read(t, c, web.config(), domain.ReadRequest{})
		wantError(t, r.err, domain.ServiceDown, "too_slow")
	})
}

func TestACancelledReadStopsWhileTheServiceIsSilent(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	web := serve(t, func(int, *httpRequest) answer {
		cancel()
		<-release
		return ok("{}")
	})
	defer close(release)
	_, err := connector(t, manifestOf(plainRetriever)).Read(ctx, web.config(), domain.ReadRequest{DataType: "items", Mode: domain.FullRead}, func(domain.Page) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}
