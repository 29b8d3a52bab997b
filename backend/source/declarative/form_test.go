package declarative_test

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"tributary/backend/source"
)

func wideForm(t *testing.T) source.Spec {
	t.Helper()
	text, err := os.ReadFile("testdata/form/wide.yaml")
	if err != nil {
		t.Fatal(err)
	}
	spec, err := connector(t, string(text)).Spec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// drawn writes fields as an indented list of what a form shows of them.
func drawn(indent string, fields []source.Field) string {
	var out strings.Builder
	for _, f := range fields {
		marks := ""
		for mark, on := range map[string]bool{" required": f.Required, " hidden": f.Hidden, " multiline": f.Multiline} {
			if on {
				marks += mark
			}
		}
		if f.Default != nil {
			marks += fmt.Sprintf(" = %v", f.Default)
		}
		fmt.Fprintf(&out, "%s%s: %s%s\n", indent, f.Label(), f.Kind, marks)
		if f.Entry != nil {
			entry := *f.Entry
			entry.Title = "each"
			out.WriteString(drawn(indent+"  ", []source.Field{entry}))
		}
		out.WriteString(drawn(indent+"  ", f.Fields))
		for _, o := range f.Options {
			fmt.Fprintf(&out, "%s  | %s (%s %v)\n", indent, o.Title, o.Discriminator, o.Value)
			out.WriteString(drawn(indent+"    ", o.Fields))
		}
	}
	return out.String()
}

func TestAWideSpecificationBecomesAForm(t *testing.T) {
	spec := wideForm(t)
	want := `Credentials: choice required
  | Sign in (auth_type oauth)
    Key file: secret multiline
    Client secret: secret required
    Version: enum hidden = v2
      | v2 ( v2)
  | Key (auth_type key)
    Version: enum hidden = v2
      | v2 ( v2)
    Where: choice
      | Europe (zone 1)
        Key: secret
      | Elsewhere (zone 2)
Shop: text required
`
	if got := drawn("", spec.Authorization); got != want {
		t.Errorf("authorization:\n%s\nwant:\n%s", got, want)
	}
	want = `Unmarked: choice
  | All (option_title All)
  | 2 (option_title 2)
    Name: text
Start: datetime required = 2024-01-01T00:00:00Z
Day: date
Until: date
Moment: datetime
Odd: text
Sizes: list required
  each: integer
Kinds: list
  each: enum
    | a ( a)
    | b ( b)
Names: list
Reports: list
  each: group
    Deep: boolean = true
    Name: text required
Page: enum = 100
  | 10 ( 10)
  | 100 ( 100)
Share: number
Query: long_text
Window: group
  From: integer required
  To: integer
Archived: boolean
Internal: text hidden = x
Unordered: text
`
	if got := drawn("", spec.Settings); got != want {
		t.Errorf("settings:\n%s\nwant:\n%s", got, want)
	}
	shop := spec.Authorization[1]
	if want := `The name in the address, see the docs. Without ".example".`; shop.Help != want {
		t.Errorf("help %q, want %q", shop.Help, want)
	}
	if !reflect.DeepEqual(shop.Examples, []string{"acme", "12"}) || shop.Pattern != "^[a-z]+$" || shop.PatternText != "acme" {
		t.Errorf("the shop has the examples %v, pattern %q, %q", shop.Examples, shop.Pattern, shop.PatternText)
	}
}

func TestAWideFormIsCheckedBeforeItIsSaved(t *testing.T) {
	spec := wideForm(t)
	values, _, problems := source.Complete(append(spec.Authorization, spec.Settings...), map[string]any{
		"shop": "acme", "sizes": []any{"3"}, "page": "10", "moment": "2024-02-01T05:00:00Z", "day": "2024-02-01",
		"credentials": map[string]any{"auth_type": "key", "where": map[string]any{"zone": "1", "key": "k"}},
		"unmarked":    map[string]any{"option_title": "2", "name": "n"},
		"reports":     []any{map[string]any{"name": "r"}},
		"window":      map[string]any{"from": nil},
	})
	want := map[string]any{
		"shop": "acme", "sizes": []any{int64(3)}, "page": int64(10), "moment": "2024-02-01T05:00:00Z", "day": "2024-02-01",
		"start": "2024-01-01T00:00:00Z", "internal": "x",
		"credentials": map[string]any{"auth_type": "key", "version": "v2", "where": map[string]any{"zone": int64(1), "key": "k"}},
		"unmarked":    map[string]any{"option_title": "2", "name": "n"},
		"reports":     []any{map[string]any{"name": "r", "deep": true}},
	}
	if len(problems) > 0 || !reflect.DeepEqual(values, want) {
		t.Errorf("kept %v\nproblems %v\nwant %v", values, problems, want)
	}
	_, _, problems = source.Complete(append(spec.Authorization, spec.Settings...), map[string]any{
		"shop": "ACME", "sizes": []any{10}, "kinds": []any{"c"}, "reports": []any{map[string]any{}}, "share": "0.1", "odd": "2024-01-01",
		"credentials": map[string]any{"auth_type": "oauth"}, "window": map[string]any{"to": 1},
	})
	var told []string
	for _, p := range problems {
		told = append(told, p.Field+": "+p.Words)
	}
	wantTold := []string{
		"credentials.client_secret: Client secret is missing.", "shop: Shop must look like acme.", "odd: Odd is not written as the service expects.",
		"sizes.0: Sizes must be at most 9.", "kinds.0: Kinds must be one of a, b.", "reports.0.name: Name is missing.",
		"share: Share must be at least 0.5.", "window.from: From is missing.",
	}
	if !reflect.DeepEqual(told, wantTold) {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(wantTold, "\n"))
	}
}
