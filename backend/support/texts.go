package support

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"tributary/backend/domain"
)

// program is what stands in program.txt.
func (f Facts) program() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "Tributary %s\n%s\n%s\n\n", f.Version, f.System, f.At.Format(time.RFC3339))
	for _, place := range f.Places {
		fmt.Fprintf(&out, "%s: %s\n", place.Name, place.Value)
	}
	fmt.Fprintln(&out)
	for _, found := range f.Findings {
		fmt.Fprintf(&out, "%-8s %s: %s %s\n", found.Severity, found.Title, withoutValues(found.Words), found.Do)
	}
	return out.Bytes()
}

// runLine is one run in runs.jsonl.
type runLine struct {
	ID          domain.RunID     `json:"id"`
	Integration string           `json:"integration"`
	Trigger     domain.Trigger   `json:"trigger"`
	DryRun      bool             `json:"dry_run,omitempty"`
	Full        bool             `json:"full,omitempty"`
	Started     string           `json:"started"`
	Seconds     float64          `json:"seconds,omitempty"`
	Result      domain.RunResult `json:"result"`
	ErrorKind   domain.Kind      `json:"error_kind,omitempty"`
	ErrorCode   string           `json:"error_code,omitempty"`
	Error       string           `json:"error,omitempty"`
	Details     string           `json:"details,omitempty"`
	Transfers   []transferLine   `json:"data_types,omitempty"`
}

type transferLine struct {
	DataType string          `json:"data_type"`
	Table    string          `json:"table"`
	Mode     domain.ReadMode `json:"mode"`
	Counts   domain.Counts   `json:"counts"`
	Total    int64           `json:"total,omitempty"`
	Seconds  float64         `json:"seconds"`
	Warnings []string        `json:"warnings,omitempty"`
	Held     *domain.Held    `json:"held,omitempty"`
}

func (f Facts) runs() ([]byte, error) {
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	for _, r := range f.Runs {
		if err := lines.Encode(f.line(r)); err != nil {
			return nil, fmt.Errorf("write run %s: %w", r.ID, err)
		}
	}
	return out.Bytes(), nil
}

func (f Facts) line(r domain.Run) runLine {
	line := runLine{
		ID: r.ID, Integration: f.Integrations[r.Integration], Trigger: r.Trigger, DryRun: r.DryRun, Full: r.Full, Started: r.StartedAt.Format(time.RFC3339),
		Result: r.Result, ErrorKind: r.ErrorKind, ErrorCode: r.ErrorCode, Error: r.ErrorWords,
	}
	if !r.EndedAt.IsZero() {
		line.Seconds = r.EndedAt.Sub(r.StartedAt).Seconds()
	}
	// Other details are the service's own answer, in which records may stand.
	if r.ErrorKind == domain.OurFault {
		line.Details = withoutValues(r.ErrorDetail)
	}
	for _, t := range r.Transfers {
		line.Transfers = append(line.Transfers, transferLine{
			DataType: t.DataType, Table: t.Table, Mode: t.Mode, Counts: t.Counts, Total: t.Total, Seconds: t.Seconds, Warnings: t.Warnings, Held: t.Held,
		})
	}
	return line
}

func (f Facts) openErrors() []byte {
	var out bytes.Buffer
	for _, id := range slices.Sorted(maps.Keys(f.OpenErrors)) {
		codes := f.OpenErrors[id]
		for _, code := range slices.Sorted(maps.Keys(codes)) {
			fmt.Fprintf(&out, "%8d  %-20s %s\n", codes[code], code, f.Integrations[id])
		}
	}
	if out.Len() == 0 {
		fmt.Fprintln(&out, "none")
	}
	return out.Bytes()
}
