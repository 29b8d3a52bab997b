package declarative_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// A wait for more to be allowed is told with its end; a slow pace is not.
func TestAWaitForTheServiceIsTold(t *testing.T) {
	told := func(left, reset int) map[string]string {
		return map[string]string{"RateLimit-Limit": "100", "RateLimit-Remaining": strconv.Itoa(left), "RateLimit-Reset": strconv.Itoa(reset)}
	}
	for name, c := range map[string]struct {
		first answer
		want  []time.Duration
	}{
		"what is allowed is used up":         {answer{200, `{"data":[{"id":1}]}`, told(0, 120)}, []time.Duration{2 * time.Minute}},
		"the service wants to be left alone": {answer{status: http.StatusTooManyRequests, head: map[string]string{"Retry-After": "90"}}, []time.Duration{90 * time.Second}},
		"what is allowed is used slowly":     {answer{200, `{"data":[{"id":1}]}`, told(21, 600)}, nil},
		"enough is allowed":                  {answer{200, `{"data":[{"id":1}]}`, told(90, 600)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			web := serve(t, func(n int, _ *http.Request) answer {
				switch n {
				case 1:
					return c.first
				case 2:
					return answer{200, `{"data":[{"id":2}]}`, told(90, 600)}
				}
				return answer{200, `{"data":[]}`, told(90, 600)}
			})
			moving := newMoving()
			l := &limited{service: web, clock: moving}
			var waits []time.Duration
			ctx := source.WithWaits(t.Context(), func(until time.Time) { waits = append(waits, until.Sub(now).Round(time.Second)) })
			_, err := l.reader(t).Read(ctx, authorized(web, "one"), domain.ReadRequest{DataType: "items", Mode: domain.FullRead}, func(domain.Page) error { return nil })
			if diff := cmp.Diff(c.want, waits); err != nil || diff != "" {
				t.Errorf("told (-want +got), error %v:\n%s", err, diff)
			}
		})
	}
}
