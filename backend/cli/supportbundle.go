package cli

import (
	"fmt"
	"io"
)

type supportBundleCommand struct {
	File string `arg:"" help:"The .zip to write." type:"path"`
	JSON bool   `help:"One JSON object a file of the bundle."`
}

// Run writes the bundle and tells what is in it.
func (s *supportBundleCommand) Run(c *call) error {
	return c.with(false, func(p Program) error {
		bundle, err := p.SupportBundle(c.ctx)
		if err != nil {
			return err
		}
		if err := p.WriteWhole(s.File, bundle.Write); err != nil {
			return err
		}
		if !s.JSON {
			return c.table("FILE\tBYTES\tWHAT", func(w io.Writer) {
				for _, f := range bundle.Files {
					fmt.Fprintf(w, "%s\t%d\t%s\n", f.Name, len(f.Content), f.Words)
				}
			})
		}
		for _, f := range bundle.Files {
			if err := c.line(map[string]any{"file": f.Name, "bytes": len(f.Content), "words": f.Words}); err != nil {
				return err
			}
		}
		return nil
	})
}
