package backend_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"tributary/backend/catalog"
	"tributary/backend/catalog/catalogtest"
)

// messageSaid is one message of the connector protocol, the parts that are looked at.
type messageSaid struct {
	Type string `json:"type"`
	Spec *struct {
		Specification map[string]any `json:"connectionSpecification"`
	} `json:"spec"`
	Status *struct {
		Status  string `json:"status"`
		Message string `json:"message"`
	} `json:"connectionStatus"`
	Catalog *struct {
		Streams []struct {
			Name   string         `json:"name"`
			Schema map[string]any `json:"json_schema"`
			Modes  []string       `json:"supported_sync_modes"`
			Key    [][]string     `json:"source_defined_primary_key"`
		} `json:"streams"`
	} `json:"catalog"`
	Record *struct {
		Stream    string         `json:"stream"`
		Data      map[string]any `json:"data"`
		EmittedAt int64          `json:"emitted_at"`
	} `json:"record"`
	State *struct {
		Type   string `json:"type"`
		Stream struct {
			Descriptor struct {
				Name string `json:"name"`
			} `json:"stream_descriptor"`
			State map[string]any `json:"stream_state"`
		} `json:"stream"`
	} `json:"state"`
	Trace *struct {
		Type  string `json:"type"`
		Error struct {
			Message string `json:"message"`
			Failure string `json:"failure_type"`
		} `json:"error"`
	} `json:"trace"`
}

// one is the only message of a command that must succeed.
func one(t *testing.T, p *program, args ...string) messageSaid {
	t.Helper()
	all := lines[messageSaid](t, p.must(append([]string{"connector"}, args...)...))
	if len(all) != 1 {
		t.Fatalf("connector %v said %d messages, want 1", args, len(all))
	}
	return all[0]
}

func TestEverySourceOfTheCatalogSpeaksTheProtocol(t *testing.T) {
	for _, s := range catalog.All() {
		if s.Manifest == nil { // spreadsheets: no manifest to speak with
			continue
		}
		t.Run(s.ID, func(t *testing.T) {
			t.Parallel()
			service, p := catalogtest.Serve(t, s.ID), newProgram(t)
			config := writeJSON(t, filepath.Join(p.dir, "config.json"), service.Config().Merged())

			spec := one(t, p, "spec", "--source", s.ID)
			if spec.Type != "SPEC" || spec.Spec == nil || spec.Spec.Specification["type"] != "object" || spec.Spec.Specification["properties"] == nil {
				t.Errorf("spec: %+v", spec)
			}
			check := one(t, p, "check", "--source", s.ID, "--config", config)
			if check.Type != "CONNECTION_STATUS" || check.Status == nil || check.Status.Status != "SUCCEEDED" {
				t.Errorf("check: %+v", check.Status)
			}
			streams := discovered(t, p, s.ID, config)
			for _, d := range s.DataTypes {
				if !streams[d.Name] {
					t.Errorf("discover does not name %s", d.Name)
				}
			}
			read(t, p, s, service, config)
			service.Fail(catalogtest.WrongKey, 100) // a token that is renewed is tried again
			if wrong := one(t, p, "check", "--source", s.ID, "--config", config); wrong.Status == nil || wrong.Status.Status != "FAILED" || wrong.Status.Message == "" {
				t.Errorf("check with a wrong key: %+v", wrong.Status)
			}
		})
	}
}

func discovered(t *testing.T, p *program, id, config string) map[string]bool {
	t.Helper()
	m := one(t, p, "discover", "--source", id, "--config", config)
	if m.Type != "CATALOG" || m.Catalog == nil {
		t.Fatalf("discover: %+v", m)
	}
	names := map[string]bool{}
	for _, stream := range m.Catalog.Streams {
		names[stream.Name] = true
		if len(stream.Modes) == 0 || stream.Modes[0] != "full_refresh" || stream.Schema["type"] == nil || len(stream.Key) == 0 {
			t.Errorf("stream %s: modes %v, key %v, schema of type %v", stream.Name, stream.Modes, stream.Key, stream.Schema["type"])
		}
	}
	return names
}

// read reads every data type: as many records as the service has, and a state each.
func read(t *testing.T, p *program, s catalog.Source, service *catalogtest.Server, config string) {
	t.Helper()
	records, states := map[string]int{}, map[string]int{}
	for _, m := range lines[messageSaid](t, p.must("connector", "read", "--source", s.ID, "--config", config)) {
		switch {
		case m.Type == "RECORD" && m.Record != nil && len(m.Record.Data) > 0 && m.Record.EmittedAt > 0:
			records[m.Record.Stream]++
		case m.Type == "STATE" && m.State != nil && m.State.Type == "STREAM" && m.State.Stream.State != nil:
			states[m.State.Stream.Descriptor.Name]++
		default:
			t.Errorf("not a message of a good read: %+v", m)
		}
	}
	for _, d := range s.DataTypes {
		if want := len(service.Records(d.Name)); records[d.Name] != want || states[d.Name] == 0 {
			t.Errorf("%s: %d records and %d states, want %d records and a state", d.Name, records[d.Name], states[d.Name], want)
		}
	}
}

func TestAReadThatFailsIsTold(t *testing.T) {
	t.Parallel()
	service, p := catalogtest.Serve(t, "woocommerce"), newProgram(t)
	config := writeJSON(t, filepath.Join(p.dir, "config.json"), service.Config().Merged())
	chosen := writeJSON(t, filepath.Join(p.dir, "catalog.json"), map[string]any{
		"streams": []any{map[string]any{"stream": map[string]any{"name": "customers"}, "sync_mode": "full_refresh"}},
	})
	service.Fail(catalogtest.WrongKey, 1)
	said := p.run("connector", "read", "--source", "woocommerce", "--config", config, "--catalog", chosen)
	all := lines[messageSaid](t, said.out)
	if said.exit != 1 || len(all) != 1 || all[0].Trace == nil || all[0].Trace.Error.Failure != "config_error" || all[0].Trace.Error.Message == "" {
		t.Errorf("exit %d: %s", said.exit, said.out)
	}
}

func writeJSON(t *testing.T, path string, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return writeFile(t, path, string(raw))
}
