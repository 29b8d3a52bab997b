package declarative_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// Of a list of lines the beginning is one, too: where nothing says that an answer came whole, what is
// absent from it is not deleted.
func TestAnAnswerThatMayHaveBeenCutDeletesNothing(t *testing.T) {
	const csv = "id,name\n1,a\n2,b\n"
	tests := []struct {
		name, decoder, head, body string
		complete                  bool
	}{
		{"a length", "CsvDecoder", fmt.Sprintf("Content-Length: %d\r\n", len(csv)), csv, true},
		{"chunks", "CsvDecoder", "Transfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(csv), csv), true},
		{"an open end", "CsvDecoder", "", csv, false},
		{"an open end of JSON lines", "JsonlDecoder", "", "{\"id\":1}\n{\"id\":2}\n", false},
		{"an open end of texts", "IterableDecoder", "", "1\n2\n", false},
		{"an open end of a document", "JsonDecoder", "", `[{"id":1},{"id":2}]`, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				c, _, err := http.NewResponseController(w).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nConnection: close\r\n"+test.head+"\r\n"+test.body) // the test sees what came
				_ = c.Close()
			}))
			defer web.Close()
			stream := strings.Replace(streamWith("", "decoder: {type: "+test.decoder+"}"), `{$ref: "#/definitions/selector"}`, "{type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}", 1)
			r := read(t, connector(t, manifestOf(stream)), source.Config{"url": web.URL, "key": "k"}, domain.ReadRequest{})
			if r.err != nil || len(r.records) != 2 || r.outcome.Complete != test.complete || (len(r.outcome.Warnings) == 0) != test.complete {
				t.Errorf("%d records, outcome %+v, error %v; want complete: %v", len(r.records), r.outcome, r.err, test.complete)
			}
		})
	}
}
