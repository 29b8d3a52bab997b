package declarative

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
)

// standard decodes with the standard library.
func standard(raw []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more")
	}
	return v, nil
}

var documents = []string{
	`{"a":[1,-0,2.5,1e9,1E-2,"x",true,false,null,{}],"b":{"c":[]}}`, `"\u00e4\ud83d\ude00\ud83d\\\"\/\b\f\n\r\t"`, ` [ 1 , 2 ] `,
	`{"a":1,"a":2}`, `01`, `1.`, `-`, `.5`, `1e`, `+1`, `[1,]`, `{"a":1,}`, `{,}`, `[,]`, `{"a"}`, `{"a":}`, `{a:1}`, `[1 2]`, `nul`, `truex`,
	`"unclosed`, `"\x"`, `"\u12"`, `"\ud800x"`, `"\ud800\u0041"`, "\"a\x00b\"", "\"a\nb\"", "\"\xff\xfeok\"", "\x00", "1\x00", `[`, `]`, `{"a":[{`,
	`12345678901234567890123`, `""`, `{"":""}`, "\"ü\"", `1 2`, "{\"a\":1}\n", `"\uD83D\uDE00"`, `[[[[[]]]]]`, `-0.0e+00`,
}

func TestDocumentsAreReadAsByTheStandardLibrary(t *testing.T) {
	for _, text := range documents {
		sameAsStandard(t, []byte(text))
	}
}

func sameAsStandard(t *testing.T, raw []byte) {
	t.Helper()
	got, err := readJSON(raw)
	want, wantErr := standard(raw)
	if errors.Is(err, errTooDeep) {
		return
	}
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: %v, error %v; the standard library: %v, error %v", raw, got, err, want, wantErr)
	}
	if err == nil && !reflect.DeepEqual(got, want) {
		t.Fatalf("%q is %#v, want %#v", raw, got, want)
	}
}

func TestNestingHasAnEnd(t *testing.T) {
	for depth, want := range map[int]error{maxNesting: nil, maxNesting + 1: errTooDeep, 1 << 20: errTooDeep} {
		if _, err := readJSON([]byte(strings.Repeat("[", depth) + strings.Repeat("]", depth))); !errors.Is(err, want) {
			t.Errorf("%d levels: error %v, want %v", depth, err, want)
		}
	}
}

func FuzzJSON(f *testing.F) {
	for _, text := range documents {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { sameAsStandard(t, raw) })
}
