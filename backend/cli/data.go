package cli

import (
	"fmt"
	"io"
	"strings"

	"tributary/backend/domain"
)

type dataCommand struct {
	Table   string   `arg:"" help:"Name of the table."`
	Format  string   `help:"csv, jsonl or xlsx." enum:"csv,jsonl,xlsx" default:"csv"`
	Out     string   `help:"Write to this file instead of standard output." placeholder:"FILE" type:"path"`
	Where   []string `help:"Only rows with this value; may be repeated." placeholder:"FIELD=VALUE" sep:"none"`
	Deleted bool     `help:"With the deleted rows."`
}

// Run writes the rows of a table.
func (d *dataCommand) Run(c *call) error {
	request := ExportRequest{Table: d.Table, Format: d.Format, Deleted: d.Deleted, Where: map[string]string{}}
	for _, pair := range d.Where {
		field, value, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("%w: --where %s is not FIELD=VALUE", errUsage, pair)
		}
		request.Where[field] = value
	}
	if d.Format == "xlsx" && d.Out == "" {
		return fmt.Errorf("%w: --format xlsx needs --out FILE", errUsage)
	}
	return c.with(false, func(p Program) error {
		if d.Out == "" {
			return p.Project.Export(c.ctx, request, c.streams.Out)
		}
		return p.WriteWhole(d.Out, func(w io.Writer) error { return p.Project.Export(c.ctx, request, w) })
	})
}

// finding is a finding of doctor as JSON.
type finding struct {
	Code     string          `json:"code"`
	Title    string          `json:"title"`
	Severity domain.Severity `json:"severity"`
	OK       bool            `json:"ok"`
	Words    string          `json:"words"`
	Do       string          `json:"do,omitempty"`
}

type doctorCommand struct {
	JSON bool `help:"One JSON object a finding."`
}

// Run looks at everything the program depends on; it fails when there is a problem. A
// warning is shown, and no failure.
func (d *doctorCommand) Run(c *call) error {
	return c.with(false, func(p Program) error {
		good := true
		for _, f := range p.Health(c.ctx) {
			good = good && f.Severity != domain.Problem
			if d.JSON {
				wrong := f.Severity == domain.Problem || f.Severity == domain.Warning
				if err := c.line(finding{f.Code, f.Title, f.Severity, !wrong, f.Words, f.Do}); err != nil {
					return err
				}
				continue
			}
			mark := map[domain.Severity]string{domain.Fine: "ok  ", domain.Remark: "note", domain.Warning: "warn", domain.Problem: "bad "}[f.Severity]
			fmt.Fprintf(c.streams.Out, "%s %-22s %s\n", mark, f.Title, strings.TrimSpace(f.Words+" "+f.Do))
		}
		if !good {
			return ErrSaid
		}
		return nil
	})
}
