package declarative_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source/declarative"
)

const jobStream = `
  retriever:
    type: AsyncRetriever
    status_mapping: {running: [RUNNING], completed: [DONE], failed: [FAILED], timeout: [EXPIRED]}
    status_extractor: {type: DpathExtractor, field_path: [status]}
    download_target_extractor: {type: DpathExtractor, field_path: [urls]}
    creation_requester: {$ref: "#/definitions/requester", path: /jobs, http_method: POST}
    polling_requester: {$ref: "#/definitions/requester", path: "/jobs/{{ creation_response['id'] }}"}
    abort_requester: {$ref: "#/definitions/requester", path: "/jobs/{{ creation_response['id'] }}/stop", http_method: POST}
    download_requester: {type: HttpRequester, url_base: "{{ download_target }}"}
    download_extractor: {type: DpathExtractor, field_path: []}
    polling_job_timeout: 1
    record_selector: {$ref: "#/definitions/selector"}
`

func jobs(status string) func(int, *httpRequest) answer {
	return func(_ int, r *httpRequest) answer {
		switch {
		case strings.HasSuffix(r.URL.Path, "/file"):
			return ok(`[{"id":1},{"id":2}]`)
		case r.Method == "POST":
			return ok(`{"id":7}`)
		}
		return ok(fmt.Sprintf(`{"status":%q,"urls":["http://%s/file"]}`, status, r.Host))
	}
}

func TestJobsOfAService(t *testing.T) {
	tests := []struct {
		name, status, code string
		kind               domain.Kind
		requests           int
	}{
		{"done", "DONE", "", "", 3},
		{"failed three times", "FAILED", "job_failed", domain.ServiceDown, 6},
		{"given up three times by the service", "EXPIRED", "job_failed", domain.ServiceDown, 9},
		{"a word nobody knows", "WHAT", "job_state_unknown", domain.SetUp, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, jobs(test.status))
			r := read(t, connector(t, manifestOf(jobStream)), web.config(), domain.ReadRequest{})
			if got := len(web.seen()); got != test.requests {
				t.Errorf("%d requests, want %d: %q", got, test.requests, web.queries())
			}
			if test.code != "" {
				wantError(t, r.err, test.kind, test.code)
				return
			}
			if r.err != nil || r.ids() != "1 2" || !r.outcome.Complete {
				t.Errorf("records %q, complete %v, error %v", r.ids(), r.outcome.Complete, r.err)
			}
		})
	}
}

// running moves on whenever somebody waits.
type running struct {
	*impatient
	at time.Time
}

func (c *running) Now() time.Time {
	at := c.at
	for _, d := range c.waited() {
		at = at.Add(d)
	}
	return at
}

func TestAJobThatNeverEndsIsGivenUp(t *testing.T) {
	web := serve(t, jobs("RUNNING"))
	clock := &running{newImpatient(), now}
	r := read(t, connector(t, manifestOf(jobStream), func(o *declarative.Options) { o.Clock = clock }), web.config(), domain.ReadRequest{})
	wantError(t, r.err, domain.ServiceDown, "job_failed")
	stopped := 0
	for _, q := range web.queries() {
		if strings.HasSuffix(q, "/stop") {
			stopped++
		}
	}
	if waited := clock.Now().Sub(now); stopped != 3 || waited != 3*time.Minute {
		t.Errorf("%d jobs were stopped after %s, want 3 after 3 minutes", stopped, waited)
	}
}

func TestPagesThatBeginAnewMustMove(t *testing.T) {
	for action, text := range map[string]string{"SPLIT_USING_CURSOR": "2026-03-01", "RESET": "2026-03-02"} {
		t.Run(action, func(t *testing.T) {
			// Every page is full of records of one day.
			web := serve(t, func(int, *httpRequest) answer { return dated(text, text) })
			config := web.config()
			config["start"] = "2026-03-01"
			stream := strings.Replace(incremental("", paginator("{type: PageIncrement, page_size: 2}", tokenParameter)),
				"type: SimpleRetriever", "type: SimpleRetriever\n    pagination_reset: {type: PaginationReset, action: "+action+", limits: {number_of_records: 4}}", 1)
			r := read(t, connector(t, manifestOf(stream)), config, domain.ReadRequest{})
			wantError(t, r.err, domain.ServiceDown, "page_limit")
		})
	}
}
