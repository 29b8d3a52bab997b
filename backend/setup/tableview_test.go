package setup_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
)

func TestViewsAreSavedFoundAgainAndFollowNames(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	lapsed := domain.TableView{
		Name: "Lapsed", IsDefault: true, Search: "roy", Since: "week", Sort: domain.RowSort{Field: "City", Descending: true},
		Fields: []string{"Email", "City"}, Conditions: map[string]string{"City": `{"mode":"empty"}`},
	}
	save := func(was string, v domain.TableView) {
		t.Helper()
		if err := w.SaveTableView(ctx, "Contacts", was, v); err != nil {
			t.Fatal(err)
		}
	}
	save("", lapsed)
	save("", domain.TableView{Name: " abroad ", IsDefault: true})
	refused(t, w.SaveTableView(ctx, "Contacts", "", domain.TableView{Name: "LAPSED"}), "name_taken")
	refused(t, w.SaveTableView(ctx, "Contacts", "", domain.TableView{Name: " "}), "name_missing")
	if err := w.SaveTableView(ctx, "Contacts", "gone", domain.TableView{Name: "x"}); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("replacing a view that is gone: %v", err)
	}
	lapsed.IsDefault = false // the newer one is
	want := []domain.TableView{{Name: "abroad", IsDefault: true}, lapsed}
	if diff := cmp.Diff(want, must[[]domain.TableView](t)(w.TableViews(ctx, "Contacts"))); diff != "" {
		t.Error(diff)
	}
	if err := errors.Join(w.FieldRenamed(ctx, "Contacts", "City", "Town"), w.TableRenamed(ctx, "Contacts", "People"), w.RemoveTableView(ctx, "People", "abroad")); err != nil {
		t.Fatal(err)
	}
	lapsed.Sort.Field, lapsed.Fields[1], lapsed.Conditions = "Town", "Town", map[string]string{"Town": `{"mode":"empty"}`}
	if diff := cmp.Diff([]domain.TableView{lapsed}, must[[]domain.TableView](t)(w.TableViews(ctx, "People"))); diff != "" {
		t.Error(diff)
	}
	if left := must[[]domain.TableView](t)(w.TableViews(ctx, "Contacts")); len(left) != 0 {
		t.Errorf("left under the old name: %+v", left)
	}
}
