package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"tributary/backend/setup"
)

// maxSetupBytes bounds what apply reads.
const maxSetupBytes = 8 << 20

type applyCommand struct {
	File string `arg:"" help:"Set-up file; - for standard input."`
	JSON bool   `help:"One JSON object a change."`
}

// Run makes the set-up equal to the file and prints what changed.
func (a *applyCommand) Run(c *call) error {
	raw, dir, err := a.read(c)
	if err != nil {
		return err
	}
	file, err := setup.ParseFile(raw)
	if err != nil {
		return err
	}
	return c.with(false, func(p Program) error {
		done, err := p.Setup.Apply(c.ctx, file, setup.Environment{Dir: dir, LookupEnv: os.LookupEnv})
		if e := a.print(c, done); e != nil {
			return e
		}
		if err == nil && !a.JSON && !changed(done) {
			fmt.Fprintln(c.streams.Out, "The set-up is as the file says; there was nothing to do.")
		}
		return err
	})
}

func (a *applyCommand) read(c *call) (raw []byte, dir string, err error) {
	if a.File == "-" {
		raw, err = io.ReadAll(io.LimitReader(c.streams.In, maxSetupBytes))
		if err != nil {
			return nil, "", fmt.Errorf("read standard input: %w", err)
		}
		dir, err = os.Getwd()
		return raw, dir, err
	}
	f, err := os.Open(a.File)
	if err != nil {
		return nil, "", fmt.Errorf("open the set-up file: %w", err)
	}
	defer f.Close()
	raw, err = io.ReadAll(io.LimitReader(f, maxSetupBytes))
	if err != nil {
		return nil, "", fmt.Errorf("read the set-up file: %w", err)
	}
	path, err := filepath.Abs(a.File)
	return raw, filepath.Dir(path), err
}

func (a *applyCommand) print(c *call, done []setup.Applied) error {
	for _, one := range done {
		if a.JSON {
			if err := c.line(one); err != nil {
				return err
			}
			continue
		}
		if one.Action == "note" {
			fmt.Fprintf(c.streams.Err, "note: %s “%s”: %s\n", one.Thing, one.Name, one.Words)
			continue
		}
		fmt.Fprintf(c.streams.Out, "%s %s “%s”\n", one.Action, one.Thing, one.Name)
	}
	return nil
}

func changed(done []setup.Applied) bool {
	return slices.ContainsFunc(done, func(one setup.Applied) bool { return one.Action != "note" })
}

type exportSetupCommand struct {
	Out string `help:"Write to this file instead of standard output." placeholder:"FILE" type:"path"`
}

// Run writes today's set-up.
func (e *exportSetupCommand) Run(c *call) error {
	return c.with(false, func(p Program) error {
		file, err := p.Setup.Export(c.ctx)
		if err != nil {
			return err
		}
		raw, err := setup.WriteFile(file)
		if err != nil {
			return err
		}
		if e.Out == "" {
			_, err = c.streams.Out.Write(raw)
			return err
		}
		return os.WriteFile(e.Out, raw, 0o600)
	})
}

type sourcesCommand struct {
	JSON bool `help:"One JSON object a source."`
}

// Run lists the integration sources.
func (s *sourcesCommand) Run(c *call) error {
	return c.with(false, func(p Program) error {
		all, err := p.Setup.Sources(c.ctx)
		if err != nil {
			return err
		}
		if !s.JSON {
			return c.table("ID\tNAME\tCATEGORY\tAUTHORIZATION", func(w io.Writer) {
				for _, one := range all {
					needs := "none"
					if one.NeedsAuthorization {
						needs = "needed"
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", one.ID, one.Name, one.Categories["en"], needs)
				}
			})
		}
		for _, one := range all {
			err := c.line(map[string]any{
				"id": one.ID, "name": one.Name, "category": one.Categories["en"], "description": one.Description["en"],
				"needs_authorization": one.NeedsAuthorization,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
