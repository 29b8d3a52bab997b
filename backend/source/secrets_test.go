package source_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"tributary/backend/source"
)

func secretForm() []source.Field {
	return []source.Field{
		signIn(),
		{Name: "address", Kind: source.TextField},
		{Name: "tunnel", Kind: source.GroupField, Fields: []source.Field{{Name: "host", Kind: source.TextField}, {Name: "password", Kind: source.SecretField}}},
		{Name: "accounts", Kind: source.ListField, Entry: &source.Field{Kind: source.GroupField, Fields: one(source.Field{Name: "token", Kind: source.SecretField})}},
	}
}

func secretValues() map[string]any {
	return map[string]any{
		"address":     "https://shop.example",
		"credentials": map[string]any{"kind": int64(2), "where": map[string]any{"region": "eu", "token": "t-4711"}},
		"tunnel":      map[string]any{"host": "h", "password": "p-4711"},
		"accounts":    []any{map[string]any{"token": "a-4711"}},
	}
}

func TestSplitLeavesNoSecretInTheOpenAndJoinPutsThemBack(t *testing.T) {
	open, secrets := source.Split(secretForm(), secretValues())
	wantOpen := map[string]any{
		"address":     "https://shop.example",
		"credentials": map[string]any{"kind": int64(2), "where": map[string]any{"region": "eu"}},
		"tunnel":      map[string]any{"host": "h"},
	}
	if !reflect.DeepEqual(open, wantOpen) {
		t.Errorf("open values %v, want %v", open, wantOpen)
	}
	if got, want := slices.Sorted(maps.Keys(secrets)), []string{"accounts", "credentials.where.token", "tunnel.password"}; !slices.Equal(got, want) {
		t.Errorf("secrets at %v, want %v", got, want)
	}
	if back := source.Join(open, secrets); !reflect.DeepEqual(back, secretValues()) {
		t.Errorf("joined %v, want what was split", back)
	}
	if !reflect.DeepEqual(open, wantOpen) {
		t.Error("joining changed the open values")
	}
}

func TestASecretThatIsNotTypedAgainStays(t *testing.T) {
	before := map[string]any{
		"credentials": map[string]any{"kind": "key", "account": "rivemont", "api_key": "old"},
		"tunnel":      map[string]any{"host": "h", "password": "p-4711"},
	}
	for name, c := range map[string]struct{ given, want map[string]any }{
		"same way": {
			map[string]any{"credentials": map[string]any{"kind": "key", "account": "new"}, "tunnel": map[string]any{"host": "g"}},
			map[string]any{"credentials": map[string]any{"kind": "key", "account": "new", "api_key": "old"}, "tunnel": map[string]any{"host": "g", "password": "p-4711"}},
		},
		"replaced": {
			map[string]any{"credentials": map[string]any{"kind": "key", "account": "new", "api_key": "typed"}, "tunnel": map[string]any{"password": ""}},
			map[string]any{"credentials": map[string]any{"kind": "key", "account": "new", "api_key": "typed"}, "tunnel": map[string]any{"password": "p-4711"}},
		},
		"another way": {
			map[string]any{"credentials": map[string]any{"kind": 2}, "tunnel": map[string]any{}},
			map[string]any{"credentials": map[string]any{"kind": 2}, "tunnel": map[string]any{"password": "p-4711"}},
		},
	} {
		if got := source.KeepSecrets(secretForm(), c.given, before); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
