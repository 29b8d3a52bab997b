package declarative_test

import (
	"net/http"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// traced reads and returns what was told of the requests.
func traced(t *testing.T, web *service, requester string) (told []domain.Exchange, r result) {
	t.Helper()
	ctx := source.WithTrace(t.Context(), func(e domain.Exchange) { told = append(told, e) })
	r.outcome, r.err = connector(t, manifestOf(streamWith(requester, ""))).Read(ctx, web.config(), domain.ReadRequest{DataType: "items", Mode: domain.FullRead}, func(p domain.Page) error {
		r.records = append(r.records, p.Records...)
		return nil
	})
	return told, r
}

func TestRequestsAreToldWithoutSecrets(t *testing.T) {
	web := serve(t, func(n int, _ *httpRequest) answer {
		if n == 1 {
			return answer{status: http.StatusInternalServerError, body: "not now"}
		}
		return ok(`{"data":[{"id":1}]}`)
	})
	told, r := traced(t, web, `
request_parameters:
  state: open
  api_key: "{{ config['key'] }}"
  note: "has {{ config['key'] }} inside"
  access_token: abc`)
	if r.err != nil || len(told) != 2 {
		t.Fatalf("read %v, told %+v", r.err, told)
	}
	for i, want := range []int{http.StatusInternalServerError, http.StatusOK} {
		e := told[i]
		if e.Method != http.MethodGet || e.Status != want || e.Failure != "" || e.Bytes == 0 || e.At.IsZero() {
			t.Errorf("request %d is told as %+v", i, e)
		}
		if !strings.HasPrefix(e.Address, web.URL+"/items?") || !strings.Contains(e.Address, "state=open") {
			t.Errorf("address %s", e.Address)
		}
		for _, secret := range []string{"secret-key-4711", "=abc"} {
			if strings.Contains(e.Address, secret) {
				t.Errorf("%s shows %q", e.Address, secret)
			}
		}
	}
}

func TestARequestWithoutAnAnswerIsTold(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return ok(`{}`) })
	web.Close()
	told, r := traced(t, web, `request_parameters: {api_key: "{{ config['key'] }}"}`)
	if r.err == nil || len(told) == 0 {
		t.Fatalf("read %v, told %+v", r.err, told)
	}
	e := told[0]
	if e.Status != 0 || e.Failure == "" || strings.Contains(e.Failure, "secret-key-4711") || strings.Contains(e.Failure, "api_key") {
		t.Errorf("told as %+v", e)
	}
}
