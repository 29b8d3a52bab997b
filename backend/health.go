package backend

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"tributary/backend/cli"
	"tributary/backend/secret"
	"tributary/backend/sqldb"
)

// health looks at everything the program depends on.
func (b *Backend) health(ctx context.Context) []cli.Finding {
	findings := []cli.Finding{{Name: "version", OK: true, Words: b.options.Version + " on " + runtime.GOOS + "/" + runtime.GOARCH}}
	findings = append(findings, b.folderHealth(), databaseHealth(ctx, "state", b.state), databaseHealth(ctx, "project", b.rows))
	findings = append(findings, b.projectHealth(ctx))
	place := b.secrets.Where()
	findings = append(findings, cli.Finding{Name: "keychain", OK: place.Kind != secret.Waiting && place.Warning == "", Words: place.Words + " " + place.Warning})
	return append(findings, screenHealth())
}

func (b *Backend) folderHealth() cli.Finding {
	f, err := os.CreateTemp(b.options.DataDir, ".doctor-*")
	if err != nil {
		return cli.Finding{Name: "data folder", Words: fmt.Sprintf("%s cannot be written to: %v", b.options.DataDir, err)}
	}
	name := f.Name()
	if err := f.Close(); err != nil {
		return cli.Finding{Name: "data folder", Words: err.Error()}
	}
	if err := os.Remove(name); err != nil {
		return cli.Finding{Name: "data folder", Words: err.Error()}
	}
	return cli.Finding{Name: "data folder", OK: true, Words: b.options.DataDir}
}

func databaseHealth(ctx context.Context, name string, db *sqldb.DB) cli.Finding {
	err := db.Read(ctx, func(tx *sqldb.Tx) error {
		var one int
		return tx.QueryRow(ctx, "SELECT 1").Scan(&one)
	})
	if err != nil {
		return cli.Finding{Name: name, Words: err.Error()}
	}
	return cli.Finding{Name: name, OK: true, Words: "The " + name + " database answers."}
}

func (b *Backend) projectHealth(ctx context.Context) cli.Finding {
	problems, err := b.project.Check(ctx)
	switch {
	case err != nil:
		return cli.Finding{Name: "links", Words: err.Error()}
	case len(problems) > 0:
		return cli.Finding{Name: "links", Words: fmt.Sprintf("%d things do not fit together; the first: %v", len(problems), problems[0])}
	}
	return cli.Finding{Name: "links", OK: true, Words: "Rows and links fit together."}
}

func screenHealth() cli.Finding {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return cli.Finding{Name: "screen", OK: true, Words: "There is no screen here: only the command line works."}
	}
	return cli.Finding{Name: "screen", OK: true, Words: "There is a screen."}
}

// fileBytes is the size of a database file with its log; 0 on a server.
func (b *Backend) fileBytes(name string) int64 {
	var total int64
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(filepath.Join(b.options.DataDir, name+suffix)); err == nil {
			total += info.Size()
		}
	}
	return total
}
