package declarative

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"tributary/backend/manifest"
)

func FuzzXML(f *testing.F) {
	for _, text := range []string{
		`<r a="1"><i>x</i><i/><n:e xmlns:n="u"> t </n:e><![CDATA[<]]></r>`, `<?xml version="1.0" encoding="latin1"?><r>` + "\xe9" + `</r>`, `<a><b></a>`,
		`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;&amp;</a>`, `<a/><b/>`, `x`, `<a`, strings.Repeat("<a>", 200),
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		v, err := readXML(raw)
		if err == nil && depthOf(v) > 2*maxNesting {
			t.Fatalf("%q is nested %d deep", raw, depthOf(v))
		}
	})
}

func depthOf(v any) int {
	most := 0
	switch v := v.(type) {
	case map[string]any:
		for _, child := range v {
			most = max(most, 1+depthOf(child))
		}
	case []any:
		for _, child := range v {
			most = max(most, 1+depthOf(child))
		}
	}
	return most
}

func FuzzTable(f *testing.F) {
	for _, text := range []string{"id,name\n1,a\n", "id;n\n1;\"a\nb\"\n;;\n", "\xef\xbb\xbfid\n1", "a,a\n1,2\n", "\"", "a\n\"x\"y\n", "\x00"} {
		f.Add([]byte(text), ",", "utf-8")
		f.Add([]byte(text), ";", "latin-1")
	}
	f.Fuzz(func(t *testing.T, raw []byte, delimiter, encoding string) {
		d := manifest.Decoding{Decoder: manifest.CSVDecoder, Encoding: encoding, CSV: manifest.CSV{Delimiter: delimiter, Empty: []string{""}}}
		rows := 0
		err := eachRow(bytes.NewReader(raw), d, func(any, int) error {
			rows++
			return nil
		})
		if err == nil && rows > len(raw) {
			t.Fatalf("%d rows of %d bytes", rows, len(raw))
		}
	})
}

func FuzzArchive(f *testing.F) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	file, _ := w.Create("a.json") // a Buffer never fails
	_, _ = file.Write([]byte(strings.Repeat(`{"id":1}`, 100)))
	_ = w.Close()
	f.Add(b.Bytes())
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		const most = 1 << 16
		files, err := unzipAll(raw, most)
		total := 0
		for _, file := range files {
			total += len(file)
		}
		if err == nil && total > most {
			t.Fatalf("%d bytes were unpacked, more than %d", total, most)
		}
	})
}

// FuzzScanner compares the elements that are read one by one with those of the
// whole document.
func FuzzScanner(f *testing.F) {
	for _, text := range documents {
		f.Add([]byte(text), "a")
	}
	f.Add([]byte(`{"x":{"y":[1,{"z":"\"]"},null]},"more":[2]}`), "x/y")
	f.Fuzz(func(t *testing.T, raw []byte, pointer string) {
		whole, err := readJSON(raw)
		if _, list := whole.([]any); err != nil || list || bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
			return // what a scanner says about a broken document is tested elsewhere
		}
		// A name that stands twice has its last value in the one and both in the other.
		raw, err = json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		path := splitPointer(pointer)
		var got []any
		err = newScanner(bytes.NewReader(raw)).records(path, func(element []byte, _ standing) error {
			v, err := readJSON(element)
			got = append(got, v)
			return err
		})
		want, found := follow(whole, path)
		list, isList := want.([]any)
		if !isList {
			list = []any{want}
		}
		if !found || strings.ContainsAny(pointer, "*?[") || len(list) == 0 {
			return
		}
		if err != nil || !reflect.DeepEqual(got, list) {
			t.Fatalf("%q at %q: %v, error %v; want %v", raw, pointer, got, err, list)
		}
	})
}
