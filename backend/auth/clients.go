package auth

import (
	"bytes"
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v3"

	"tributary/backend/domain"
)

//go:embed clients.yaml
var clientsFile []byte

// Client is an OAuth app that this build ships for a source.
type Client struct {
	ID     string `yaml:"client_id"`
	Secret string `yaml:"client_secret"`
}

// Clients returns the OAuth apps that this build ships, by source. An error is one of
// whoever filled in clients.yaml.
func Clients() (map[domain.SourceID]Client, error) { return parseClients(clientsFile) }

func parseClients(text []byte) (map[domain.SourceID]Client, error) {
	out := map[domain.SourceID]Client{}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&out); err != nil {
		return nil, fmt.Errorf("read clients.yaml: %w", err)
	}
	for id, c := range out {
		if c.ID == "" {
			return nil, fmt.Errorf("read clients.yaml: %s has no client_id", id)
		}
	}
	return out, nil
}
