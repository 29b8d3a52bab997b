package backend_test

import (
	"fmt"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// A full read that was killed and went on says how complete the project is, with what its
// first part could not make a row of; so does the one after it, and a dry run.
func TestCompletenessOfAReadThatWasKilled(t *testing.T) {
	const bad, batch = 300, 10_000 // rows of a batch
	onBoth(t, func(t *testing.T, p *program) {
		service := &deadly{bad: bad}
		server := httptest.NewServer(service)
		defer server.Close()
		p.write("shop.yaml", strings.Replace(shopManifest, "page_size: 10,", "page_size: "+strconv.Itoa(killPage)+",", 1))
		p.apply(shopSetup(server.URL, shopKey))
		if !service.sync(t, p, 100) {
			t.Fatal("the program was not killed")
		}
		resumed := p.sync()
		if read := resumed.DataTypes[0].Read; read < 1 || read > killRecords-batch {
			t.Fatalf("%d records were read after the kill: the read did not go on", read)
		}
		const want = "29900 of 30000 [{failed 100 false map[not_an_integer:100]}]"
		for what, run := range map[string]runSaid{"gone on": resumed, "full": p.sync("--full"), "dry": p.sync("--full", "--dry-run")} {
			d := run.DataTypes[0]
			if d.InService == nil || d.InProject == nil {
				t.Errorf("%s: the run does not say how complete the project is: %+v", what, run)
				continue
			}
			if got := fmt.Sprint(*d.InProject, " of ", *d.InService, " ", d.Differences); got != want {
				t.Errorf("%s: completeness %s, want %s", what, got, want)
			}
		}
		if rows := int64(len(p.rows("Customers"))); rows != *resumed.DataTypes[0].InProject {
			t.Errorf("%d rows stand in the project, the run says %d", rows, *resumed.DataTypes[0].InProject)
		}
	})
}
