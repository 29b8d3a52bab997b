package declarative_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source/declarative"
)

// incremental is a stream with a cursor; more are further fields of the cursor.
func incremental(more, rest string) string {
	return streamWith("", rest) + `
  incremental_sync:
    type: DatetimeBasedCursor
    cursor_field: updated_at
    datetime_format: "%Y-%m-%d"
    cursor_datetime_formats: ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"]
    start_datetime: {type: MinMaxDatetime, datetime: "{{ config['start'] }}"}
    start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: from}
    end_time_option: {type: RequestOption, inject_into: request_parameter, field_name: to}
` + indent(more, 4)
}

func dated(dates ...string) answer {
	var items []string
	for i, d := range dates {
		raw, _ := json.Marshal(map[string]any{"id": i + 1, "updated_at": d})
		items = append(items, string(raw))
	}
	return ok(`{"data":[` + strings.Join(items, ",") + `]}`)
}

func TestSlicesOfTime(t *testing.T) {
	tests := []struct {
		name, cursor string
		mode         domain.ReadMode
		state        string
		asked        []string
	}{
		{"one slice", "", domain.FullRead, "", []string{"/items?from=2026-03-01&to=2026-03-10"}},
		{
			"steps", "step: P4D\ncursor_granularity: P1D", domain.FullRead, "",
			[]string{"/items?from=2026-03-01&to=2026-03-04", "/items?from=2026-03-05&to=2026-03-08", "/items?from=2026-03-09&to=2026-03-10"},
		},
		{"a step of a month", "step: P1M\ncursor_granularity: P1D", domain.FullRead, "", []string{"/items?from=2026-03-01&to=2026-03-10"}},
		{"from the state", "", domain.ChangedOnly, `{"updated_at":"2026-03-06"}`, []string{"/items?from=2026-03-06&to=2026-03-10"}},
		{"lookback", "lookback_window: P2D", domain.ChangedOnly, `{"updated_at":"2026-03-06"}`, []string{"/items?from=2026-03-04&to=2026-03-10"}},
		{"lookback does not pass the start", "lookback_window: P30D", domain.ChangedOnly, `{"updated_at":"2026-03-06"}`, []string{"/items?from=2026-03-01&to=2026-03-10"}},
		{"a state before the start", "", domain.ChangedOnly, `{"updated_at":"2020-01-01"}`, []string{"/items?from=2026-03-01&to=2026-03-10"}},
		{"a full read does not look at the state", "", domain.FullRead, `{"updated_at":"2026-03-06"}`, []string{"/items?from=2026-03-01&to=2026-03-10"}},
		{"an end", `end_datetime: {type: MinMaxDatetime, datetime: "2026-03-05"}`, domain.FullRead, "", []string{"/items?from=2026-03-01&to=2026-03-05"}},
		{"an end kept within now", `end_datetime: {type: MinMaxDatetime, datetime: "2027-01-01", max_datetime: "{{ today_utc() }}"}`, domain.FullRead, "", []string{"/items?from=2026-03-01&to=2026-03-10"}},
		{"an end before the start", `end_datetime: {type: MinMaxDatetime, datetime: "2020-01-01"}`, domain.FullRead, "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return dated() })
			config := web.config()
			config["start"] = "2026-03-01"
			c := connector(t, manifestOf(incremental(test.cursor, "")), parity)
			r := read(t, c, config, domain.ReadRequest{Mode: test.mode, Checkpoint: domain.Checkpoint(test.state)})
			if r.err != nil {
				t.Fatal(r.err)
			}
			if got := web.queries(); !reflect.DeepEqual(got, test.asked) {
				t.Errorf("asked %q, want %q", got, test.asked)
			}
		})
	}
}

func TestAStrictReadGoesBackTenMinutes(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return dated() })
	config := web.config()
	config["start"] = "2026-03-01"
	stream := strings.ReplaceAll(incremental("", ""), `datetime_format: "%Y-%m-%d"`, `datetime_format: "%Y-%m-%dT%H:%M:%SZ"`)
	r := read(t, connector(t, manifestOf(stream)), config, domain.ReadRequest{Mode: domain.ChangedOnly, Checkpoint: domain.Checkpoint(`{"updated_at":"2026-03-06T10:00:00Z"}`)})
	if r.err != nil {
		t.Fatal(r.err)
	}
	if got := web.queries()[0]; !strings.Contains(got, "from=2026-03-06T09%3A50%3A00Z") {
		t.Errorf("asked %q, want from 09:50", got)
	}
}

func TestStateAfterARead(t *testing.T) {
	tests := []struct {
		name    string
		dates   []string
		before  string
		want    string
		options func(*declarative.Options)
	}{
		{"the newest record", []string{"2026-03-04", "2026-03-07", "2026-03-05"}, "", `{"updated_at":"2026-03-07"}`, parity},
		{"no record leaves the start", nil, "", `{"updated_at":"2026-03-01"}`, parity},
		{"no record leaves the state", nil, `{"updated_at":"2026-03-06"}`, `{"updated_at":"2026-03-06"}`, parity},
		{"a record that cannot be read is left aside", []string{"2026-03-04", "soon"}, "", `{"updated_at":"2026-03-04"}`, parity},
		{"another format", []string{"2026-03-04T10:00:00Z"}, "", `{"updated_at":"2026-03-04"}`, parity},
		{"the future pushes the state", []string{"2099-01-01"}, "", `{"updated_at":"2099-01-01"}`, parity},
		{"strict: the future does not", []string{"2099-01-01"}, "", `{"updated_at":"2026-03-10"}`, func(*declarative.Options) {}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return dated(test.dates...) })
			config := web.config()
			config["start"] = "2026-03-01"
			r := read(t, connector(t, manifestOf(incremental("", "")), test.options), config, domain.ReadRequest{Mode: domain.ChangedOnly, Checkpoint: domain.Checkpoint(test.before)})
			if r.err != nil {
				t.Fatal(r.err)
			}
			if len(r.records) != len(test.dates) {
				t.Errorf("%d records, want %d", len(r.records), len(test.dates))
			}
			if string(r.last) != test.want {
				t.Errorf("state %s, want %s", r.last, test.want)
			}
		})
	}
}

func TestTheStateAdvancesWithClosedSlicesOnly(t *testing.T) {
	web := serve(t, func(n int, _ *httpRequest) answer {
		return []answer{dated("2026-03-02"), dated("2026-03-06"), {status: 403}}[n-1]
	})
	config := web.config()
	config["start"] = "2026-03-01"
	r := read(t, connector(t, manifestOf(incremental("step: P4D\ncursor_granularity: P1D", ""))), config, domain.ReadRequest{Mode: domain.ChangedOnly})
	wantError(t, r.err, domain.NotAllowed, "not_allowed")
	var state map[string]any
	if err := json.Unmarshal(r.last, &state); err != nil || state["updated_at"] != "2026-03-06" {
		t.Errorf("checkpoint %s, want the newest record of the two closed slices", r.last)
	}
}

func TestDataFeedStopsAtWhatIsKnown(t *testing.T) {
	web := serve(t, func(n int, _ *httpRequest) answer {
		return []answer{dated("2026-03-09", "2026-03-08"), dated("2026-03-07", "2026-03-02"), dated("2026-03-01")}[n-1]
	})
	config := web.config()
	config["start"] = "2026-03-01"
	stream := incremental("is_data_feed: true", paginator("{type: PageIncrement}", tokenParameter))
	r := read(t, connector(t, manifestOf(stream)), config, domain.ReadRequest{Mode: domain.ChangedOnly, Checkpoint: domain.Checkpoint(`{"updated_at":"2026-03-06"}`)})
	if r.err != nil || len(r.records) != 3 || len(web.seen()) != 2 {
		t.Errorf("%d records in %d requests, error %v; want 3 in 2", len(r.records), len(web.seen()), r.err)
	}
}

func TestAnUnreadableDateIsAnErrorOfTheSetUp(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return dated() })
	config := web.config()
	config["start"] = "yesterday"
	r := read(t, connector(t, manifestOf(incremental("", ""))), config, domain.ReadRequest{})
	wantError(t, r.err, domain.SetUp, "wrong_date")
}

func TestPartitions(t *testing.T) {
	list := `partition_router: {type: ListPartitionRouter, cursor_field: kind, values: [a, b], request_option: {type: RequestOption, inject_into: request_parameter, field_name: kind}}`
	fromConfig := `partition_router: {type: ListPartitionRouter, cursor_field: kind, values: "{{ config['kinds'] }}", request_option: {type: RequestOption, inject_into: request_parameter, field_name: kind}}`
	parent := `
partition_router:
  type: SubstreamPartitionRouter
  parent_stream_configs:
  - type: ParentStreamConfig
    parent_key: id
    partition_field: group
    stream:
      type: DeclarativeStream
      name: groups
      retriever:
        type: SimpleRetriever
        requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: /groups}
        record_selector: {$ref: "#/definitions/selector"}
        paginator: {type: DefaultPaginator, page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: p}, pagination_strategy: {type: PageIncrement, page_size: 2}}`
	both := "partition_router:\n- {type: ListPartitionRouter, cursor_field: x, values: [\"1\", \"2\"]}\n- {type: ListPartitionRouter, cursor_field: y, values: [a, b]}"
	tests := []struct {
		name, requester, router string
		asked                   []string
	}{
		{"a list", "", list, []string{"/items?kind=a", "/items?kind=b"}},
		{"a list of the configuration", "", fromConfig, []string{"/items?kind=x", "/items?kind=y"}},
		{"parents", `path: "/groups/{{ stream_partition['group'] }}/items"`, parent, []string{"/groups", "/groups/7/items", "/groups/8/items", "/groups?p=1", "/groups/9/items"}},
		{"every combination", `path: "/{{ stream_slice.x }}/{{ stream_partition.y }}"`, both, []string{"/1/a", "/1/b", "/2/a", "/2/b"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(_ int, r *httpRequest) answer {
				switch {
				case r.URL.Path != "/groups":
					return numbered(1, 1, "")
				case r.URL.Query().Get("p") == "1":
					return numbered(9, 1, "")
				}
				return numbered(7, 2, "")
			})
			config := web.config()
			config["kinds"] = []any{"x", "y"}
			r := read(t, connector(t, manifestOf(streamWith(test.requester, test.router))), config, domain.ReadRequest{})
			if r.err != nil || !r.outcome.Complete {
				t.Fatalf("outcome %+v, error %v; want complete", r.outcome, r.err)
			}
			if got := web.queries(); !reflect.DeepEqual(got, test.asked) {
				t.Errorf("asked %q, want %q", got, test.asked)
			}
		})
	}
}

func TestStateOfPartitions(t *testing.T) {
	router := `partition_router: {type: ListPartitionRouter, cursor_field: kind, values: "{{ config['kinds'] }}", request_option: {type: RequestOption, inject_into: request_parameter, field_name: kind}}`
	web := serve(t, func(_ int, r *httpRequest) answer {
		if r.URL.Query().Get("kind") == "a" {
			return dated("2026-03-05")
		}
		return dated("2026-03-08")
	})
	config := web.config()
	config["start"], config["kinds"] = "2026-03-01", []any{"a", "b"}
	c := connector(t, manifestOf(incremental("", router)), parity)
	r := read(t, c, config, domain.ReadRequest{Mode: domain.ChangedOnly})
	const want = `{"lookback_window":0,"state":{"updated_at":"2026-03-08"},"states":[{"cursor":{"updated_at":"2026-03-05"},"partition":{"kind":"a"}},{"cursor":{"updated_at":"2026-03-08"},"partition":{"kind":"b"}}],"use_global_cursor":false}`
	if r.err != nil || string(r.last) != want {
		t.Fatalf("state %s, error %v; want %s", r.last, r.err, want)
	}
	before := len(web.seen())
	config["kinds"] = []any{"a", "b", "new"}
	if r = read(t, c, config, domain.ReadRequest{Mode: domain.ChangedOnly, Checkpoint: r.last}); r.err != nil {
		t.Fatal(r.err)
	}
	asked := []string{"/items?from=2026-03-05&kind=a&to=2026-03-10", "/items?from=2026-03-08&kind=b&to=2026-03-10", "/items?from=2026-03-08&kind=new&to=2026-03-10"}
	if got := web.queries()[before:]; !reflect.DeepEqual(got, asked) {
		t.Errorf("asked %q, want %q", got, asked)
	}
}

func TestAReadGoesOnInTheMiddleOfASlice(t *testing.T) {
	for _, mode := range []domain.ReadMode{domain.FullRead, domain.ChangedOnly} {
		t.Run(string(mode), func(t *testing.T) {
			broken := true
			web := serve(t, func(_ int, r *httpRequest) answer {
				if r.URL.Query().Get("p") == "2" && broken {
					return answer{status: 403}
				}
				if r.URL.Query().Get("p") == "3" {
					return numbered(0, 0, "")
				}
				return dated("2026-03-05")
			})
			config := web.config()
			config["start"] = "2026-03-01"
			c := connector(t, manifestOf(incremental("", paginator("{type: PageIncrement}", tokenParameter))))
			r := read(t, c, config, domain.ReadRequest{Mode: mode})
			wantError(t, r.err, domain.NotAllowed, "not_allowed")
			if strings.Contains(string(r.last), "4711") {
				t.Errorf("the checkpoint tells the key: %s", r.last)
			}
			broken = false
			before := len(web.seen())
			r = read(t, c, config, domain.ReadRequest{Mode: mode, Checkpoint: r.last})
			if r.err != nil || r.outcome.Complete || r.outcome.Resumed != (mode == domain.FullRead) {
				t.Errorf("outcome %+v, error %v; a continued read did not bring everything itself", r.outcome, r.err)
			}
			asked := []string{"/items?from=2026-03-01&p=2&to=2026-03-10", "/items?from=2026-03-01&p=3&to=2026-03-10"}
			if got := web.queries()[before:]; !reflect.DeepEqual(got, asked) {
				t.Errorf("asked %q, want %q", got, asked)
			}
		})
	}
}

// What the first part of an interrupted read was not given is not forgotten by the second.
func TestAReadThatGoesOnKnowsWhatWasMissingBefore(t *testing.T) {
	broken := true
	web := serve(t, func(_ int, r *httpRequest) answer {
		switch page := r.URL.Query().Get("p"); {
		case page == "" || page == "0":
			return ok(`{"data":[{"id":1},"two"]}`)
		case page == "1" && broken:
			return answer{status: 403}
		case page == "1":
			return numbered(5, 2, "")
		}
		return numbered(0, 0, "")
	})
	c := connector(t, manifestOf(streamWith("", paginator("{type: PageIncrement}", tokenParameter))))
	r := read(t, c, web.config(), domain.ReadRequest{Mode: domain.FullRead})
	wantError(t, r.err, domain.NotAllowed, "not_allowed")
	broken = false
	r = read(t, c, web.config(), domain.ReadRequest{Mode: domain.FullRead, Checkpoint: r.last})
	if r.err != nil || r.outcome.Complete || r.outcome.Resumed {
		t.Errorf("outcome %+v, error %v; an entry of the first part was no record", r.outcome, r.err)
	}
}
