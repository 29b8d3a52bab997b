package declarative_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"tributary/backend/domain"
)

// numbered answers with so many records, numbered through.
func numbered(from, count int, more string) answer {
	var items []string
	for i := range count {
		items = append(items, fmt.Sprintf(`{"id":%d}`, from+i))
	}
	return ok(`{"data":[` + strings.Join(items, ",") + `]` + more + `}`)
}

func paginator(strategy, token string) string {
	return "paginator:\n  type: DefaultPaginator\n  pagination_strategy: " + strategy + "\n" + token
}

const (
	tokenParameter = "  page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: p}"
	sizeParameter  = "\n  page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: n}"
)

func TestPages(t *testing.T) {
	link := func(url string) map[string]string {
		return map[string]string{"Link": `<` + url + `>; rel="next", </x>; rel="last"`}
	}
	tests := []struct {
		name, rest string
		answers    []answer
		ids        string
		asked      []string
	}{
		{
			"page numbers end with a short page", paginator("{type: PageIncrement, page_size: 2, start_from_page: 1}", tokenParameter+sizeParameter),
			[]answer{numbered(1, 2, ""), numbered(3, 1, "")},
			"1 2 3",
			[]string{"/items?n=2", "/items?n=2&p=2"},
		},
		{
			"page numbers from zero", paginator("{type: PageIncrement, page_size: 2}", tokenParameter),
			[]answer{numbered(1, 2, ""), numbered(3, 0, "")},
			"1 2",
			[]string{"/items", "/items?p=1"},
		},
		{
			"page number with the first request", paginator("{type: PageIncrement, page_size: 2, start_from_page: 1, inject_on_first_request: true}", tokenParameter),
			[]answer{numbered(1, 2, ""), numbered(3, 0, "")},
			"1 2",
			[]string{"/items?p=1", "/items?p=2"},
		},
		{
			"page numbers without a size end with an empty page", paginator("{type: PageIncrement, start_from_page: 1}", tokenParameter),
			[]answer{numbered(1, 1, ""), numbered(2, 1, ""), numbered(3, 0, "")},
			"1 2",
			[]string{"/items", "/items?p=2", "/items?p=3"},
		},
		{
			"offset grows by what came", paginator("{type: OffsetIncrement, page_size: 2}", tokenParameter),
			[]answer{numbered(1, 2, ""), numbered(3, 2, ""), numbered(5, 0, "")},
			"1 2 3 4",
			[]string{"/items", "/items?p=2", "/items?p=4"},
		},
		{
			"page size from the configuration", paginator("{type: OffsetIncrement, page_size: \"{{ config['size'] }}\"}", tokenParameter+sizeParameter),
			[]answer{numbered(1, 3, ""), numbered(4, 1, "")},
			"1 2 3 4",
			[]string{"/items?n=3", "/items?n=3&p=3"},
		},
		{
			"token from the answer", paginator(`{type: CursorPagination, cursor_value: "{{ response.get('next', '') }}"}`, tokenParameter),
			[]answer{numbered(1, 1, `,"next":"abc="`), numbered(2, 1, "")},
			"1 2",
			[]string{"/items", "/items?p=abc%3D"},
		},
		{
			"a token of digits stays as it is", paginator(`{type: CursorPagination, cursor_value: "{{ response.get('next') }}"}`, tokenParameter),
			[]answer{numbered(1, 1, `,"next":"0012_3"`), numbered(2, 1, `,"next":null`)},
			"1 2",
			[]string{"/items", "/items?p=0012_3"},
		},
		{
			"stop condition", paginator(`{type: CursorPagination, cursor_value: "{{ response['next'] }}", stop_condition: "{{ not response['more'] }}"}`, tokenParameter),
			[]answer{numbered(1, 1, `,"next":"a","more":true`), numbered(2, 1, `,"next":"b","more":false`)},
			"1 2",
			[]string{"/items", "/items?p=a"},
		},
		{
			"last record", paginator(`{type: CursorPagination, cursor_value: "{{ last_record['id'] }}", stop_condition: "{{ last_page_size < 2 }}"}`, tokenParameter),
			[]answer{numbered(1, 2, ""), numbered(3, 1, "")},
			"1 2 3",
			[]string{"/items", "/items?p=2"},
		},
		{
			"link header", paginator(`{type: CursorPagination, cursor_value: "{{ headers['link']['next']['url'] }}", stop_condition: "{{ 'next' not in headers['link'] }}"}`, "  page_token_option: {type: RequestPath}"),
			[]answer{{200, `{"data":[{"id":1}]}`, link("/items?after=1")}, numbered(2, 1, "")},
			"1 2",
			[]string{"/items", "/items?after=1"},
		},
		{
			"another header", paginator(`{type: CursorPagination, cursor_value: "{{ headers.get('x-next') }}"}`, tokenParameter),
			[]answer{{200, `{"data":[{"id":1}]}`, map[string]string{"X-Next": "n2"}}, numbered(2, 1, "")},
			"1 2",
			[]string{"/items", "/items?p=n2"},
		},
		{
			"a mere query as the next address", nextPage,
			[]answer{numbered(1, 1, `,"next":"?page=2"`), numbered(2, 1, "")},
			"1 2",
			[]string{"/items", "/?page=2"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(n int, _ *httpRequest) answer {
				if n > len(test.answers) {
					return answer{status: 500, body: "one request too many"}
				}
				return test.answers[n-1]
			})
			config := web.config()
			config["size"] = 3
			r := read(t, connector(t, manifestOf(streamWith("", test.rest))), config, domain.ReadRequest{})
			if r.err != nil {
				t.Fatal(r.err)
			}
			if r.ids() != test.ids {
				t.Errorf("records %q, want %q", r.ids(), test.ids)
			}
			if !reflect.DeepEqual(web.queries(), test.asked) {
				t.Errorf("asked %q, want %q", web.queries(), test.asked)
			}
		})
	}
}

func TestARepeatedPageIsAnError(t *testing.T) {
	web := serve(t, func(n int, _ *httpRequest) answer { return numbered(n, 1, `,"next":"same"`) })
	r := read(t, connector(t, manifestOf(streamWith("", paginator(`{type: CursorPagination, cursor_value: "{{ response['next'] }}"}`, tokenParameter)))), web.config(), domain.ReadRequest{})
	wantError(t, r.err, domain.ServiceDown, "page_repeated")
}

func TestParametersOfANextAddressAreNotSentTwice(t *testing.T) {
	var web *service
	web = serve(t, func(n int, _ *httpRequest) answer {
		if n == 1 {
			return numbered(1, 1, `,"next":"`+web.URL+`/items?limit=5&page=2"`)
		}
		return numbered(2, 1, "")
	})
	r := read(t, connector(t, manifestOf(streamWith(`request_parameters: {limit: "5", sort: id}`, nextPage))), web.config(), domain.ReadRequest{})
	if r.err != nil {
		t.Fatal(r.err)
	}
	if got, want := web.queries()[1], "/items?limit=5&page=2&sort=id"; got != want {
		t.Errorf("asked %q, want %q", got, want)
	}
}

func TestAnIgnoredErrorEndsThePages(t *testing.T) {
	tests := []struct {
		status   int
		complete bool
	}{{404, true}, {403, false}}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.status), func(t *testing.T) {
			web := serve(t, func(n int, _ *httpRequest) answer {
				if n == 2 {
					return answer{status: test.status, body: `{"data":[{"id":99}]}`}
				}
				return numbered(n, 1, "")
			})
			handler := fmt.Sprintf("error_handler: {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, http_codes: [%d], action: IGNORE}]}", test.status)
			r := read(t, connector(t, manifestOf(streamWith(handler, paginator("{type: PageIncrement}", tokenParameter)))), web.config(), domain.ReadRequest{})
			if r.err != nil || r.ids() != "1" || r.outcome.Complete != test.complete {
				t.Errorf("records %q, outcome %+v, error %v; want record 1, complete %v", r.ids(), r.outcome, r.err, test.complete)
			}
		})
	}
}
