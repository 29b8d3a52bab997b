package backend_test

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestABadSetUpFileIsRefusedWithItsReason(t *testing.T) {
	good := shopSetup("http://127.0.0.1:1", shopKey)
	cases := map[string]struct{ content, words string }{
		"unknown key":             {strings.Replace(good, "every: 24h", "evry: 24h", 1), "evry"},
		"wrong type":              {strings.Replace(good, "active: true}", "active: sometimes}", 1), "sometimes"},
		"not YAML":                {"version: [1\n", "line 1"},
		"empty":                   {"", "empty"},
		"another version":         {strings.Replace(good, "version: 1", "version: 2", 1), "version 2"},
		"missing environment":     {strings.Replace(good, "token: "+shopKey, "token: {env: TRIBUTARY_TEST_NOT_SET}", 1), "TRIBUTARY_TEST_NOT_SET"},
		"unknown table":           {strings.Replace(good, "table: Customers", "table: Clients", 1), "Clients"},
		"unknown field":           {strings.Replace(good, "to: Name}", "to: Nom}", 1), "Nom"},
		"unknown source":          {strings.ReplaceAll(good, "source: shop.yaml", "source: shopp"), "shopp"},
		"unknown manifest file":   {strings.ReplaceAll(good, "shop.yaml", "gone.yaml"), "manifest file"},
		"unknown authorization":   {strings.Replace(good, "authorization: Shop", "authorization: Other", 1), "Other"},
		"unknown configuration":   {strings.Replace(good, "source_configuration: Shop", "source_configuration: Other", 1), "Other"},
		"unknown type of field":   {strings.Replace(good, "type: integer", "type: number", 1), "number"},
		"unknown type of update":  {strings.Replace(good, "[created, updated, deleted]", "[created, upserted]", 1), "upserted"},
		"unknown value":           {strings.Replace(good, "token: "+shopKey, "tokn: x, token: y", 1), "tokn"},
		"unknown data type":       {strings.ReplaceAll(good, "data_type: customers", "data_type: clients"), "clients"},
		"no duration":             {strings.Replace(good, "24h", "sometimes", 1), "sometimes"},
		"a value absent":          {strings.Replace(good, ", token: "+shopKey, "", 1), "token"},
		"an alias bomb":           {bomb(), ""},
		"no primary key":          {strings.Replace(good, ", primary_key: true", "", 1), "primary key"},
		"something after the end": {good + "---\nversion: 1\n", "one document"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t)
			p.write("shop.yaml", shopManifest)
			said := p.run("apply", p.write("set-up.yaml", c.content))
			if said.exit != 1 || !strings.Contains(said.err, c.words) || !strings.Contains(said.err, ". ") {
				t.Errorf("exit %d: %s\nwant 1 and words with %q", said.exit, said.err, c.words)
			}
			if len(said.err) > 5000 {
				t.Errorf("%d bytes of words", len(said.err))
			}
			// Whatever was made before the mistake is told, and nothing else is claimed.
			if made := strings.Contains(said.out, "created"); made && strings.Contains(said.err, "Nothing was changed") || strings.Contains(said.out, "nothing to do") {
				t.Errorf("made: %sbut told: %s", said.out, said.err)
			}
			p.must("doctor")
		})
	}
}

// bomb is a small YAML text that unfolds to thousands of millions of values.
func bomb() string {
	text := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for n := range 9 {
		one := "*a" + string(rune('0'+n))
		text += "a" + string(rune('1'+n)) + ": &a" + string(rune('1'+n)) + " [" + strings.Repeat(one+", ", 8) + one + "]\n"
	}
	return text
}

func TestABadManifestIsRefusedWithItsReason(t *testing.T) {
	cases := map[string]struct{ content, words string }{
		"an unsupported part":  {strings.Replace(shopManifest, "type: SimpleRetriever", "type: AsyncRetriever", 1), "AsyncRetriever"},
		"own code":             {strings.Replace(shopManifest, "{type: RecordSelector,", "{type: CustomRecordExtractor, class_name: a.B,", 1), "Custom"},
		"no YAML":              {"\x00\x01\x02", ""},
		"a web page":           {"<!DOCTYPE html><html><body>Not found</body></html>", ""},
		"a list":               {"- 1\n- 2\n", ""},
		"empty":                {"", ""},
		"an alias bomb":        {bomb(), ""},
		"references in circle": {strings.Replace(shopManifest, "spec:\n", "definitions: {a: {$ref: '#/definitions/b'}, b: {$ref: '#/definitions/a'}}\nspec:\n", 1) + "  advanced_auth: {$ref: '#/definitions/a'}\n", ""},
		"nested 10,000 deep":   {strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), ""},
		"larger than 10 MB":    {"# " + strings.Repeat("x", 11<<20), "larger than 10 MB"},
		"no streams":           {"version: 7.0.0\ntype: DeclarativeSource\ncheck: {type: CheckStream, stream_names: []}\nstreams: []\n", ""},
		"a broken expression":  {strings.Replace(shopManifest, "{{ config['address'] }}", "{{ config['address' }}", 1), ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t)
			path := p.write("shop.yaml", c.content)
			said := p.run("apply", p.write("set-up.yaml", shopSetup("http://127.0.0.1:1", shopKey)))
			if said.exit != 1 || said.err == "" || !strings.Contains(said.err, c.words) || strings.Contains(said.err, "panic") {
				t.Errorf("apply: exit %d: %.1000s\nwant 1 and words with %q", said.exit, said.err, c.words)
			}
			if len(said.err) > 20_000 {
				t.Errorf("%d bytes of words", len(said.err))
			}
			validated := p.run("connector", "validate", "--json", path)
			var verdict struct {
				Runnable bool `json:"runnable"`
				Problems []struct{ Path, Words, Code string }
			}
			if name == "larger than 10 MB" { // for a manifest it is only much; it is no manifest either way
				return
			}
			if err := json.Unmarshal([]byte(validated.out), &verdict); err != nil || verdict.Runnable || len(verdict.Problems) == 0 || validated.exit != 1 {
				t.Errorf("validate: exit %d, %v: %.1000s %.1000s", validated.exit, err, validated.out, validated.err)
			}
		})
	}
}

func TestABadManifestDoesNotReplaceAGoodOne(t *testing.T) {
	t.Parallel()
	p, s := synced(t, 25)
	before := p.kept()
	p.write("shop.yaml", "streams: 7\n")
	if said := p.run("apply", p.write("set-up.yaml", shopSetup(s.URL, shopKey))); said.exit != 1 {
		t.Errorf("exit %d: %s", said.exit, said.err)
	}
	p.same(before)
	if r := p.good(); r.DataTypes[0].Unchanged != 25 {
		t.Errorf("the run with the manifest that was: %+v", r)
	}
}
