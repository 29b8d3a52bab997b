package backend_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// withLive is the set-up of the shop with a live export folder.
func withLive(address, live string) string {
	return shopSetup(address, shopKey) + "live_export: " + live + "\n"
}

// contents are the files of a folder by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(raw)
	}
	return all
}

func TestTheLiveExportFolderFollowsEveryRun(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		s := newShop(t, 25)
		dir := filepath.Join(p.dir, "tables")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		p.write("shop.yaml", shopManifest)
		set := withLive(s.URL, "{folder: tables}")
		p.apply(set)
		p.good()
		first := contents(t, dir)["Customers.csv"]
		if strings.Count(first, "\r\n") != 26 || !strings.Contains(first, "Customer 4") {
			t.Fatalf("after the first run the folder holds %q", contents(t, dir))
		}
		p.must("apply", p.write("set-up.yaml", set)) // nothing to do
		if out := p.must("export-setup"); !strings.Contains(out, "live_export:\n  folder: "+dir+"\n  format: csv\n") {
			t.Errorf("the set-up does not tell the folder: %s", out)
		}
		s.rename(3, "Other name")
		p.good()
		if now := contents(t, dir)["Customers.csv"]; now == first || !strings.Contains(now, "Other name") {
			t.Errorf("after the next run the folder holds %q", now)
		}
		if err := os.Rename(dir, dir+"-away"); err != nil {
			t.Fatal(err)
		}
		s.rename(4, "Third name")
		p.good()
		if !p.doctorSays("The file of the table “Customers” is not up to date. The live export folder is not there.") {
			t.Errorf("doctor does not tell that the folder is gone: %s", p.must("doctor"))
		}
		if err := os.Rename(dir+"-away", dir); err != nil {
			t.Fatal(err)
		}
		p.good() // changes nothing, and makes up for it
		if now := contents(t, dir)["Customers.csv"]; !strings.Contains(now, "Third name") || p.doctorSays("not up to date") {
			t.Errorf("back again the folder holds %q", now)
		}
		p.apply(withLive(s.URL, `{folder: ""}`))
		s.rename(5, "Fourth name")
		p.good()
		if now := contents(t, dir)["Customers.csv"]; strings.Contains(now, "Fourth name") || strings.Contains(p.must("export-setup"), "live_export") {
			t.Errorf("switched off, and the folder holds %q", now)
		}
	})
}

// TestKilledWhileAFileIsWrittenTheOldOneStaysAndTheNextStartMakesUpForIt kills the real process (kill -9).
func TestKilledWhileAFileIsWrittenTheOldOneStaysAndTheNextStartMakesUpForIt(t *testing.T) {
	t.Parallel()
	const customers = 20_000
	s := newShop(t, customers)
	p := newProgram(t)
	dir := filepath.Join(p.dir, "tables")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	p.write("shop.yaml", strings.Replace(shopManifest, "page_size: 10,", "page_size: 1000,", 1))
	p.apply(withLive(s.URL, "{folder: tables, format: xlsx}"))
	p.good()
	old := contents(t, dir)["Customers.xlsx"]
	s.rename(3, "Other name")

	cmd := exec.CommandContext(t.Context(), os.Args[0], "sync", "--data-dir", filepath.Join(p.dir, "data"))
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for began := false; !began; {
		select {
		case err := <-ended:
			t.Fatalf("the program ended before it was killed: %v\n%s", err, out.String())
		case <-look.C:
			_, err := os.Stat(filepath.Join(dir, ".Customers.xlsx.unfinished"))
			began = err == nil
		}
	}
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	<-ended
	left := contents(t, dir)
	if _, unfinished := left[".Customers.xlsx.unfinished"]; !unfinished || left["Customers.xlsx"] != old {
		t.Fatalf("killed, it left %d files, the old one as it was: %v", len(left), left["Customers.xlsx"] == old)
	}
	p.good()
	now := contents(t, dir)
	if len(now) != 1 || now["Customers.xlsx"] == old || len(now["Customers.xlsx"]) < len(old)/2 {
		t.Errorf("the next start left %d files, the newest written: %v", len(now), now["Customers.xlsx"] != old)
	}
	if p.doctorSays("not up to date") {
		t.Error(fmt.Sprint("doctor: ", p.must("doctor")))
	}
}
