package catalog_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"tributary/backend/catalog"
)

// manifest is what these tests need to see of a manifest; reading it whole is the manifest package's task.
type manifest struct {
	Streams []struct {
		Name       string   `yaml:"name"`
		PrimaryKey []string `yaml:"primary_key"`
	} `yaml:"streams"`
	Spec struct {
		Specification map[string]any `yaml:"connection_specification"`
	} `yaml:"spec"`
}

// properties are the fields of the form by name, those inside a choice by their dotted name.
func (m manifest) properties() map[string]map[string]any {
	out := map[string]map[string]any{}
	collect("", m.Spec.Specification, out)
	return out
}

func collect(prefix string, schema map[string]any, out map[string]map[string]any) {
	all, _ := schema["properties"].(map[string]any)
	for name, one := range all {
		property, _ := one.(map[string]any)
		if _, fixed := property["const"]; fixed {
			continue // tells an alternative from the others, and is nothing to fill in
		}
		out[prefix+name] = property
		collect(prefix+name+".", property, out)
		for _, alternative := range alternatives(property) {
			collect(prefix+name+".", alternative, out)
		}
	}
}

func alternatives(property map[string]any) []map[string]any {
	var out []map[string]any
	list, _ := property["oneOf"].([]any)
	for _, one := range list {
		if alternative, ok := one.(map[string]any); ok {
			out = append(out, alternative)
		}
	}
	return out
}

// each runs a check on every source; on those with a manifest only, if wanted.
func each(t *testing.T, check func(t *testing.T, s catalog.Source, m manifest)) {
	t.Helper()
	for _, s := range catalog.All() {
		t.Run(s.ID, func(t *testing.T) {
			var m manifest
			if err := yaml.Unmarshal(s.Manifest, &m); err != nil {
				t.Fatalf("manifest of %s is no YAML: %v", s.ID, err)
			}
			check(t, s, m)
		})
	}
}

func TestEveryFolderIsListed(t *testing.T) {
	folders, err := os.ReadDir("sources")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if _, ok := catalog.Find(folder.Name()); !ok {
			t.Errorf("sources/%s is not in the list of list.go", folder.Name())
		}
	}
	if got, want := len(catalog.All()), len(folders); got != want {
		t.Errorf("the list has %d sources, the folder %d", got, want)
	}
}

func TestEverySourceIsCompleteInBothLanguages(t *testing.T) {
	each(t, func(t *testing.T, s catalog.Source, _ manifest) {
		if got := len([]rune(s.Monogram)); got != 2 {
			t.Errorf("monogram %q has %d letters, want 2", s.Monogram, got)
		}
		texts := map[string]catalog.Text{"description": s.Description, "category": s.Category.Label()}
		for i, step := range s.Guide.Steps {
			texts["guide step "+string(rune('1'+i))] = step
		}
		for _, p := range s.Guide.Permissions {
			texts["permission "+p.EN] = p
		}
		for _, d := range s.DataTypes {
			texts["label of "+d.Name] = d.Label
			if d.Note != (catalog.Text{}) {
				texts["note of "+d.Name] = d.Note
			}
		}
		for _, m := range s.Messages {
			texts["message "+m.EN] = m
		}
		for where, text := range texts {
			if text.EN == "" || text.FR == "" {
				t.Errorf("%s is not in both languages: %+v", where, text)
			}
		}
		if len(s.Guide.Steps) == 0 {
			t.Error("no guide to the authorization")
		}
		if s.Manifest != nil && !strings.HasPrefix(s.Guide.Link, "https://") {
			t.Errorf("guide has no link: %q", s.Guide.Link)
		}
		if sentence := s.Description.EN; strings.Count(sentence, ".") != 1 || !strings.HasSuffix(sentence, ".") {
			t.Errorf("description is not one sentence: %q", sentence)
		}
	})
}

func TestEveryFieldOfTheSpecificationHasOnePlaceAndFrenchWords(t *testing.T) {
	each(t, func(t *testing.T, s catalog.Source, m manifest) {
		properties := m.properties()
		for name := range properties {
			if _, ok := s.Fields.Find(name); !ok {
				t.Errorf("field %s of the specification has no place in source.yaml", name)
			}
		}
		for _, f := range s.Fields {
			property, ok := properties[f.Name]
			if s.Manifest != nil && !ok {
				t.Errorf("field %s stands in source.yaml, but not in the specification", f.Name)
			}
			if s.Manifest == nil && (f.EN.Title == "" || f.EN.Description == "") {
				t.Errorf("field %s has no English words, and no manifest that says them", f.Name)
			}
			if f.FR.Title == "" || f.FR.Description == "" {
				t.Errorf("field %s has no French title or description", f.Name)
			}
			if (property["pattern_descriptor"] != nil) != (f.FR.PatternDescriptor != "") {
				t.Errorf("field %s: the right form is shown in one language only", f.Name)
			}
			if got, want := len(f.FR.Options), len(alternatives(property)); got != want {
				t.Errorf("field %s: %d of %d ways have a French title", f.Name, got, want)
			}
			if property["airbyte_secret"] == true && f.BelongsTo != catalog.Authorization {
				t.Errorf("field %s is a secret and belongs to %s", f.Name, f.BelongsTo)
			}
		}
		if got := len(s.Fields.In(catalog.Authorization)) + len(s.Fields.In(catalog.Settings)); got != len(s.Fields) {
			t.Errorf("%d of %d fields have a place", got, len(s.Fields))
		}
	})
}

func TestEverySpecificationIsASoundForm(t *testing.T) {
	each(t, func(t *testing.T, s catalog.Source, m manifest) {
		if s.Manifest == nil {
			return
		}
		if err := compiles(t, m.Spec.Specification); err != nil {
			t.Errorf("specification is no JSON schema: %v", err)
		}
		orders := map[int]string{}
		for name, property := range m.properties() {
			for _, key := range []string{"type", "title", "description"} {
				if text, _ := property[key].(string); text == "" {
					t.Errorf("field %s has no %s", name, key)
				}
			}
			order, ok := property["order"].(int)
			if other, taken := orders[order]; !strings.Contains(name, ".") && (!ok || taken) {
				t.Errorf("field %s has no order of its own: %v (also %s)", name, property["order"], other)
			}
			if !strings.Contains(name, ".") {
				orders[order] = name
			}
			if (property["pattern"] != nil) && property["pattern_descriptor"] == nil {
				t.Errorf("field %s has a pattern and no example of the right form", name)
			}
			if pattern, ok := property["pattern"].(string); ok {
				checkExamples(t, name, pattern, property["examples"])
			}
		}
	})
}

func checkExamples(t *testing.T, name, pattern string, examples any) {
	t.Helper()
	form := regexp.MustCompile(pattern)
	list, _ := examples.([]any)
	for _, example := range list {
		if text, ok := example.(string); ok && !form.MatchString(text) {
			t.Errorf("field %s: the example %q has not the form %s", name, text, pattern)
		}
	}
}

func compiles(t *testing.T, schema map[string]any) error {
	t.Helper()
	text, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("spec.json", doc); err != nil {
		return err
	}
	_, err = c.Compile("spec.json")
	return err
}

func TestEveryDataTypeIsLabelledAndHasAKey(t *testing.T) {
	each(t, func(t *testing.T, s catalog.Source, m manifest) {
		var inManifest, inFacts []string
		for _, stream := range m.Streams {
			inManifest = append(inManifest, stream.Name)
			if len(stream.PrimaryKey) == 0 {
				t.Errorf("data type %s has no key", stream.Name)
			}
		}
		for _, d := range s.DataTypes {
			inFacts = append(inFacts, d.Name)
		}
		slices.Sort(inManifest)
		slices.Sort(inFacts)
		if !slices.Equal(inManifest, inFacts) {
			t.Errorf("data types: manifest has %v, source.yaml has %v", inManifest, inFacts)
		}
	})
}

func TestEveryErrorMessageIsKnownInFrench(t *testing.T) {
	said := regexp.MustCompile(`(?m)^\s*error_message: (.+)$`)
	each(t, func(t *testing.T, s catalog.Source, _ manifest) {
		for _, found := range said.FindAllStringSubmatch(string(s.Manifest), -1) {
			if s.Message(found[1], "fr") == found[1] {
				t.Errorf("no French for %q", found[1])
			}
		}
	})
}

func TestTheDesignExampleIsServed(t *testing.T) {
	s, ok := catalog.Find("woocommerce")
	if !ok {
		t.Fatal("no woocommerce")
	}
	if got, want := s.Fields.In(catalog.Authorization), []string{"store", "consumer_key", "consumer_secret"}; !slices.Equal(got, want) {
		t.Errorf("authorization holds %v, want %v", got, want)
	}
	if got, want := s.Fields.In(catalog.Settings), []string{"start_date"}; !slices.Equal(got, want) {
		t.Errorf("settings hold %v, want %v", got, want)
	}
	if d, ok := s.DataType("customers"); !ok || d.Label.In("fr-CA") != "Clients" || d.Label.In("en") != "Customers" {
		t.Errorf("customers: %+v, %v", d, ok)
	}
}

func TestDecodeIsStrict(t *testing.T) {
	const good = `{id: x, name: X, category: Shop, monogram: Xx, rate_limits: [{requests: 5, per: 2s}], fields: {key: {belongs_to: authorization}}, data_types: [{name: a, changes: all}]}`
	s, err := catalog.Decode([]byte(good))
	if err != nil {
		t.Fatalf("good text is refused: %v", err)
	}
	if got := s.RateLimits[0].Per; got != 2*time.Second {
		t.Errorf("per = %v, want 2s", got)
	}
	for _, c := range []struct{ name, from, to string }{
		{"an unknown key", "name: X", "naem: X"},
		{"an unknown key of a field", "belongs_to: authorization", "belongs_to: authorization, sceret: true"},
		{"an unknown place", "belongs_to: authorization", "belongs_to: keychain"},
		{"a field without a place", "{belongs_to: authorization}", "{}"},
		{"an unknown category", "category: Shop", "category: Shoes"},
		{"an unknown kind of changes", "changes: all", "changes: some"},
		{"a field that stands twice", "fields: {key: {belongs_to: authorization}", "fields: {key: {belongs_to: settings}, key: {belongs_to: authorization}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(good, c.from, c.to, 1)
			if text == good {
				t.Fatalf("case changes nothing: %q is not in the text", c.from)
			}
			if _, err := catalog.Decode([]byte(text)); err == nil {
				t.Errorf("accepted: %s", text)
			}
		})
	}
	if _, err := catalog.Decode([]byte(good + "\n---\n" + good)); err == nil {
		t.Error("a second document is accepted")
	}
}
