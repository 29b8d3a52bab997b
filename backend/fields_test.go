package backend_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// withPolicy is the set-up of the shop with a policy for fields that change.
func withPolicy(address, policy string) string {
	return strings.Replace(shopSetup(address, shopKey), "active: true\n        mapping", "active: true\n        when_fields_change: "+policy+"\n        mapping", 1)
}

// watched is a program that has read the whole shop once under a policy.
func watched(t *testing.T, p *program, records int, policy string) *shop {
	t.Helper()
	s := newShop(t, records)
	p.write("shop.yaml", shopManifest)
	p.apply(withPolicy(s.URL, policy))
	r := p.good()
	if r.DataTypes[0].Created != int64(records) || len(r.DataTypes[0].FieldChanges) > 0 {
		t.Fatalf("the first run: %+v, want %d rows and no field told: all were new", r.DataTypes[0], records)
	}
	return s
}

// sends gives every customer of the shop further values; nil takes a field away.
func (s *shop) sends(values map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.records {
		for name, v := range values {
			if r[name] = v; v == nil {
				delete(r, name)
			}
		}
	}
}

// told are the field changes of a run, as "new email text".
func (r runSaid) told() string {
	var all []string
	for _, c := range r.DataTypes[0].FieldChanges {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", c.Change, c.From, c.Type)))
	}
	return strings.Join(all, ", ")
}

func (p *program) doctorSays(words string) bool {
	p.t.Helper()
	return strings.Contains(p.run("doctor").out, words)
}

func TestChangedFieldsAreToldAndTheRunGoesOn(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		s := watched(t, p, 25, "tell")
		if !p.doctorSays("The services send the fields that are known.") {
			t.Errorf("doctor before anything changed: %s", p.run("doctor").out)
		}
		s.sends(map[string]any{"mail": "a@x.org", "visits": 3})
		s.rename(0, "New name")
		r := p.good()
		if want := "new mail email, new visits integer"; r.DataTypes[0].Updated != 1 || !sameWords(r.told(), want) {
			t.Errorf("the run told %q and updated %d rows, want %q and 1", r.told(), r.DataTypes[0].Updated, want)
		}
		if again := p.good(); again.told() != "" {
			t.Errorf("the next run told %q again", again.told())
		}
		if said := p.run("doctor").out; !strings.Contains(said, "The service sends 2 new fields: mail, visits.") && !strings.Contains(said, "The service sends 2 new fields: visits, mail.") {
			t.Errorf("doctor does not name the new fields: %s", said)
		}
		s.sends(map[string]any{"name": 7})
		if r := p.good(); r.told() != "retyped name integer" {
			t.Errorf("a number where the name was: told %q", r.told())
		}
	})
}

// sameWords compares lists in any order: a record has none.
func sameWords(a, b string) bool {
	left, right := strings.Split(a, ", "), strings.Split(b, ", ")
	if len(left) != len(right) {
		return false
	}
	for _, w := range left {
		if !strings.Contains(b, w) {
			return false
		}
	}
	return true
}

func TestNewFieldsAreAddedBeforeTheNextRunReads(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		s := watched(t, p, 25, "add")
		s.sends(map[string]any{"mail": "a@x.org", "visits": 3})
		if r := p.good(); !sameWords(r.told(), "new mail email, new visits integer") {
			t.Fatalf("the run that met them told %q", r.told())
		}
		dry := p.sync("--dry-run")
		if rows := p.rows("Customers"); dry.DataTypes[0].Updated != 0 || len(rows[0]) != 3 {
			t.Errorf("a dry run added a field: %v", rows[0])
		}
		r := p.good()
		if want := "added mail email, added visits integer"; !sameWords(r.told(), want) || r.DataTypes[0].Updated != 25 {
			t.Fatalf("the next run told %q and updated %d rows, want %q and 25", r.told(), r.DataTypes[0].Updated, want)
		}
		if row := p.rows("Customers")[24]; row["Email"] != "a@x.org" || fmt.Sprint(row["Visits"]) != "3" {
			t.Errorf("the last row is %v, want the new values", row)
		}
		if r := p.good(); r.told() != "" || r.DataTypes[0].Unchanged != 25 {
			t.Errorf("after that: told %q, %+v", r.told(), r.DataTypes[0])
		}
		// The file knows nothing of them, and does not take them away.
		p.must("apply", p.dir+"/set-up.yaml")
		if r := p.good(); r.DataTypes[0].Unchanged != 25 {
			t.Errorf("after the file was applied again: %+v", r.DataTypes[0])
		}
		if out := p.must("export-setup"); !strings.Contains(out, "when_fields_change: add") || !strings.Contains(out, "from: visits") {
			t.Errorf("the exported set-up has neither policy nor field:\n%s", out)
		}
		// Of another type: told, and never changed by itself.
		s.sends(map[string]any{"visits": "many"})
		if r := p.sync(); r.told() != "retyped visits text" {
			t.Errorf("told %q, want the changed type", r.told())
		}
	})
}

func TestARunStopsBeforeItWritesChangedFields(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		s := watched(t, p, 25, "stop")
		before := p.rows("Customers")
		s.sends(map[string]any{"mail": "a@x.org"})
		s.rename(0, "New name")
		for range 2 { // it stays stopped until the person decides
			r := p.sync()
			if r.Result != "failed" || r.ErrorCode != "fields_changed" || !strings.Contains(r.Message, "“mail”") || !strings.Contains(r.Message, "Open the mapping") {
				t.Fatalf("the run ended %s, %s: %s", r.Result, r.ErrorCode, r.Message)
			}
			if after := p.rows("Customers"); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Errorf("it wrote: %v", after[0])
			}
		}
		if p.sync("--dry-run").ErrorCode != "fields_changed" {
			t.Error("a dry run does not stop where the run does")
		}
		p.apply(withPolicy(s.URL, "tell"))
		if r := p.good(); r.DataTypes[0].Updated != 1 {
			t.Errorf("told to go on: %+v", r.DataTypes[0])
		}
	})
}

// A mapped field that no record of a whole read has stops the run before its values are
// emptied; one record that has it is enough to go on.
func TestAVanishedFieldStopsBeforeItIsEmptied(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		s := watched(t, p, 25, "stop")
		before := p.rows("Customers")
		s.sends(map[string]any{"name": nil})
		r := p.sync()
		if r.Result != "failed" || r.ErrorCode != "source_field_gone" || r.told() != "gone name" {
			t.Errorf("the run ended %s, %s, told %q: %s", r.Result, r.ErrorCode, r.told(), r.Message)
		}
		if after := p.rows("Customers"); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("it wrote: %v", after[0])
		}
	})
}

func TestAColumnMoreInAFile(t *testing.T) {
	for policy, want := range map[string]string{"tell": "new born date", "add": "added born date", "stop": ""} {
		t.Run(policy, func(t *testing.T) {
			p := newProgram(t)
			p.write("exports/customers.csv", csvOf(20))
			setup := strings.NewReplacer("FOLDER", p.dir+"/exports", "DATATYPE", "customers").Replace(filesSetup)
			p.apply(strings.Replace(setup, "active: true\n        mapping", "active: true\n        when_fields_change: "+policy+"\n        mapping", 1))
			p.good()
			p.write("exports/customers.csv", strings.NewReplacer("id,name", "id,name,born", "\n", ",2001-02-03\n").Replace(csvOf(20)))
			fixHeader(t, p.dir+"/exports/customers.csv")
			r := p.sync()
			if policy == "stop" {
				if r.ErrorCode != "fields_changed" || r.DataTypes[0].Read != 0 {
					t.Errorf("the run ended %s, %s after %d records", r.Result, r.ErrorCode, r.DataTypes[0].Read)
				}
				return
			}
			if r.Result != "ok" || r.told() != want {
				t.Errorf("the run ended %s and told %q, want %q", r.Result, r.told(), want)
			}
			if row := p.rows("Customers")[0]; (fmt.Sprint(row["Born"]) == "2001-02-03") != (policy == "add") {
				t.Errorf("the first row is %v", row)
			}
		})
	}
}

// fixHeader takes the value away that the first line got as well.
func fixHeader(t *testing.T, path string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, path, strings.Replace(string(raw), ",2001-02-03", "", 1))
}
