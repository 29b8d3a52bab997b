package source_test

import (
	"fmt"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

func TestALogKeepsTheFirstAndTheLastRequests(t *testing.T) {
	for asked, want := range map[int]string{
		0:     "0 requests, 0 failed, 0 bytes: ",
		3:     "3 requests, 0 failed, 30 bytes: 1-3",
		50:    "50 requests, 0 failed, 500 bytes: 1-50",
		200:   "200 requests, 2 failed, 2000 bytes: 1-50 51-200",
		201:   "201 requests, 2 failed, 2010 bytes: 1-50 52-201",
		10007: "10007 requests, 100 failed, 100070 bytes: 1-50 9858-10007",
	} {
		var log source.Log
		ctx := source.WithTrace(t.Context(), log.Note)
		for n := 1; n <= asked; n++ {
			status := 200
			if n%100 == 0 {
				status = 429
			}
			source.Trace(ctx)(domain.Exchange{Address: fmt.Sprint(n), Status: status, Bytes: 10})
		}
		got := log.All()
		said := fmt.Sprintf("%d requests, %d failed, %d bytes: %s", got.Count, got.Failed, got.Bytes, strings.TrimSpace(span(t, got.First)+" "+span(t, got.Last)))
		if said != want {
			t.Errorf("%d asked: %s\nwant %s", asked, said, want)
		}
	}
}

// span is "first-last" of requests that follow each other; "" of none.
func span(t *testing.T, list []domain.Exchange) string {
	t.Helper()
	if len(list) == 0 {
		return ""
	}
	var first, n int
	for i, e := range list {
		if _, err := fmt.Sscan(e.Address, &n); err != nil || i > 0 && n != first+i {
			t.Errorf("request %d is number %d, %v", i, n, err)
		}
		if i == 0 {
			first = n
		}
	}
	return fmt.Sprintf("%d-%d", first, n)
}
