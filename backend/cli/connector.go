package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// maxInputBytes bounds manifests, configurations, catalogs and states.
const maxInputBytes = 64 << 20

// connectorCommand speaks the Airbyte protocol: one JSON message a line on standard
// output, so that a manifest can be compared with other runners of the format
// (https://docs.airbyte.com/understanding-airbyte/airbyte-protocol).
type connectorCommand struct {
	Validate validateCommand `cmd:"" help:"Tell whether manifests can run; every part that cannot, with its path."`
	Spec     specCommand     `cmd:"" help:"Print the form."`
	Check    checkCommand    `cmd:"" help:"Make the cheapest real call."`
	Discover discoverCommand `cmd:"" help:"Print the data types."`
	Read     readCommand     `cmd:"" help:"Print the records."`
}

// origin is where a connector comes from.
type origin struct {
	Manifest string `help:"Manifest file." placeholder:"FILE" type:"existingfile" xor:"origin"`
	Source   string `help:"Source of the catalog." placeholder:"ID" xor:"origin"`
	Parity   bool   `help:"Behave exactly as the format's reference runner, also where that is unwise."`
}

func (o origin) connector(c *call) (source.Connector, error) {
	var (
		raw []byte
		err error
	)
	switch {
	case o.Manifest != "":
		raw, err = readBounded(o.Manifest)
	case o.Source != "":
		raw, err = c.tools.BuiltIn(o.Source)
	default:
		return nil, fmt.Errorf("%w: --manifest FILE or --source ID is needed", errUsage)
	}
	if err != nil {
		return nil, err
	}
	connector, problems, err := c.tools.LoadManifest(raw, o.Parity)
	if err != nil || connector != nil {
		return connector, err
	}
	for _, p := range problems {
		fmt.Fprintf(c.streams.Err, "%s: %s\n", p.Path, p.Words)
	}
	return nil, errors.New("the manifest cannot run")
}

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // G304: the file the person named
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxInputBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if len(raw) > maxInputBytes {
		return nil, fmt.Errorf("read %s: it is larger than %d MB", path, maxInputBytes>>20)
	}
	return raw, nil
}

// readJSON reads a JSON file with exact numbers into target; "" leaves it.
func readJSON(path string, target any) error {
	if path == "" {
		return nil
	}
	raw, err := readBounded(path)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	if err := decoder.Decode(target); err != nil {
		return fmt.Errorf("understand %s: %w", path, err)
	}
	return nil
}

type validateCommand struct {
	Files []string `arg:"" name:"file" help:"Manifest files."`
	JSON  bool     `help:"One JSON object a file."`
}

// Run validates manifests; it fails when one cannot run whole.
func (v *validateCommand) Run(c *call) error {
	bad := false
	for _, path := range v.Files {
		raw, err := readBounded(path)
		if err != nil {
			return err
		}
		_, problems, err := c.tools.LoadManifest(raw, false)
		if err != nil {
			problems = append(problems, ManifestProblem{Code: "invalid", Words: err.Error(), Blocking: true})
		}
		blocked := false
		for _, p := range problems {
			blocked = blocked || p.Blocking
		}
		bad = bad || blocked
		if err := v.print(c, path, !blocked, problems); err != nil {
			return err
		}
	}
	if bad {
		return ErrSaid
	}
	return nil
}

func (v *validateCommand) print(c *call, path string, runnable bool, problems []ManifestProblem) error {
	if v.JSON {
		if problems == nil {
			problems = []ManifestProblem{}
		}
		return c.line(map[string]any{"file": path, "runnable": runnable, "problems": problems})
	}
	verdict := "runs"
	if !runnable {
		verdict = "does not run whole"
	}
	fmt.Fprintf(c.streams.Out, "%s: %s\n", path, verdict)
	for _, p := range problems {
		fmt.Fprintf(c.streams.Out, "  %s: %s (%s)\n", p.Path, p.Words, p.Code)
	}
	return nil
}

type checkCommand struct {
	origin
	Config string `help:"Values as JSON." placeholder:"FILE" type:"existingfile" required:""`
}

// Run checks; a configuration that does not work is an answer, not a failure of the
// command.
func (k *checkCommand) Run(c *call) error {
	connector, err := k.connector(c)
	if err != nil {
		return err
	}
	config := source.Config{}
	if err := readJSON(k.Config, &config); err != nil {
		return err
	}
	status := map[string]any{"status": "SUCCEEDED"}
	if _, err := connector.Check(c.ctx, config); err != nil {
		status = map[string]any{"status": "FAILED", "message": words(err)}
	}
	return c.line(map[string]any{"type": "CONNECTION_STATUS", "connectionStatus": status})
}

func words(err error) string {
	var e *domain.Error
	if errors.As(err, &e) {
		return strings.TrimSpace(strings.Join([]string{e.What, e.Means, e.Do}, " "))
	}
	return err.Error()
}
