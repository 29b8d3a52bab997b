package syncer_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tributary/backend/domain"
)

// two is a shop and a CRM that feed one table; the CRM decides.
type two struct {
	shop, crm *stage
	order     []domain.Scope
}

func newTwo(t *testing.T) *two {
	t.Helper()
	w := &two{shop: newStage(t), crm: newStage(t)}
	w.crm.project, w.crm.clock = w.shop.project, w.shop.clock
	w.crm.plan.Integration.ID = "crm"
	for _, s := range []*stage{w.crm, w.shop} {
		w.order = append(w.order, domain.Scope{Integration: s.plan.Integration.ID, DataType: "customers"})
		s.plan.Integration.Guard.Rows = 1000
	}
	return w
}

// sync has one of them run and returns its counts.
func (w *two) sync(s *stage, now ...domain.Record) domain.Counts {
	s.t.Helper()
	s.service.records = now
	for _, each := range []*stage{w.shop, w.crm} {
		each.plan.Transfers[0].Shared = map[string][]domain.Scope{"Email": w.order, "Name": w.order}
	}
	return s.mustRun(domain.RunOK).Counts
}

func (w *two) want(row string, conflicts ...string) {
	w.shop.t.Helper()
	w.shop.wantRows(row)
	var got []string
	for _, list := range w.shop.project.state.conflicts {
		for _, c := range list {
			got = append(got, fmt.Sprintf("%s says %s is %s", c.Scope.Integration, c.Field, strings.Trim(fmt.Sprint(c.Value), "<>")))
		}
	}
	slices.Sort(got)
	slices.Sort(conflicts)
	if !slices.Equal(got, conflicts) {
		w.shop.t.Errorf("conflicts %q, want %q", got, conflicts)
	}
}

func TestTheFirstInTheOrderDecides(t *testing.T) {
	w := newTwo(t)
	ann := func(name string) domain.Record { return person("1", "ann@x.org", name) }
	w.sync(w.shop, ann("Annie"))
	if n := w.sync(w.crm, ann("Ann")); n.Updated != 1 {
		t.Errorf("the CRM decides, and has counted %+v", n)
	}
	w.want("ann@x.org Ann", "shop says Name is Annie")
	if n := w.sync(w.shop, ann("Anna")); n.Updated != 0 || n.Unchanged != 1 {
		t.Errorf("the shop does not decide, and has counted %+v", n)
	}
	w.want("ann@x.org Ann", "shop says Name is Anna")
	w.sync(w.crm, ann("Anna"))
	w.want("ann@x.org Anna")
	w.sync(w.crm, ann("Ann"))
	w.want("ann@x.org Ann", "shop says Name is Anna")
}

func TestWhoeverHasAValueFillsWhatIsEmpty(t *testing.T) {
	w := newTwo(t)
	w.sync(w.crm, person("1", "ann@x.org", ""))
	w.sync(w.shop, person("9", "ann@x.org", "Annie"))
	w.want("ann@x.org Annie", "crm says Name is nil")
	w.sync(w.crm, person("1", "ann@x.org", "Ann"))
	w.want("ann@x.org Ann", "shop says Name is Annie")
	w.sync(w.crm, person("1", "ann@x.org", ""))
	w.want("ann@x.org Annie", "crm says Name is nil")
	w.sync(w.shop, person("9", "ann@x.org", ""))
	w.want("ann@x.org")
}

func TestAnotherOrderCountsWithTheNextRunOrAtOnce(t *testing.T) {
	for name, atOnce := range map[string]bool{"with the next run": false, "at once": true} {
		t.Run(name, func(t *testing.T) {
			w := newTwo(t)
			w.sync(w.crm, person("1", "ann@x.org", "Ann"))
			w.sync(w.shop, person("9", "ann@x.org", "Annie"))
			w.want("ann@x.org Ann", "shop says Name is Annie")
			slices.Reverse(w.order)
			if !atOnce {
				if n := w.sync(w.crm, person("1", "ann@x.org", "Ann")); n.Updated != 1 || n.Unchanged != 1 {
					t.Errorf("counted %+v", n)
				}
			} else if err := w.crm.syncer().Settle(context.Background(), w.crm.plan); err != nil {
				t.Fatal(err)
			}
			w.want("ann@x.org Annie", "crm says Name is Ann")
		})
	}
}

func TestWhatIsLeftCountsWhenWhoDecidedIsGone(t *testing.T) {
	for name, end := range map[string]func(w *two){
		"its record is gone": func(w *two) { w.crm.service.records = nil; w.sync(w.crm, person("2", "bob@x.org", "Bob")) },
		"it maps the field no longer": func(w *two) {
			w.order = w.order[1:]
			w.sync(w.shop, person("9", "ann@x.org", "Annie"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTwo(t)
			w.sync(w.crm, person("1", "ann@x.org", "Ann"), person("2", "bob@x.org", "Bob"))
			w.sync(w.shop, person("9", "ann@x.org", "Annie"))
			end(w)
			w.shop.wantRows("ann@x.org Annie", "bob@x.org Bob")
			if n := len(slices.Concat(slices.Collect(maps.Values(w.shop.project.state.conflicts))...)); n > 0 {
				t.Errorf("%d conflicts stand yet", n)
			}
		})
	}
}

// A row keeps its key when who decides has another one, and no second row is made.
func TestThePrimaryKeyIsDecidedLikeOtherFields(t *testing.T) {
	w := newTwo(t)
	w.sync(w.crm, person("1", "ann@x.org", "Ann"))
	w.sync(w.shop, person("9", "ann@x.org", "Ann"))
	w.sync(w.shop, person("9", "ann@new.org", "Ann"))
	w.want("ann@x.org Ann", "shop says Email is ann@new.org")
	w.sync(w.crm, person("1", "ann@new.org", "Ann"))
	w.want("ann@new.org Ann")
}
