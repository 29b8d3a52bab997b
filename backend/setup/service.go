package setup

import (
	"context"
	"fmt"
	"strings"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/source"
)

// Service changes and shows the set-up. Safe for concurrent use: the store
// serialises, and every rule is checked against what is stored.
type Service struct {
	store   Store
	sources Sources
	project Project
	vault   Vault
	events  Publisher
	signIns SignIns
	clock   clock.Clock
	fields  fieldCounts
	samples sampleCache
	teller  Teller      // nil: nothing is told
	live    LiveExports // nil: there is no live export folder
}

// New returns the set-up over these parts; all are required but signIns: nil has no
// browser.
func New(store Store, sources Sources, project Project, vault Vault, signIns SignIns, events Publisher, c clock.Clock) *Service {
	return &Service{store: store, sources: sources, project: project, vault: vault, signIns: signIns, events: events, clock: c}
}

// Sources returns every integration source there is.
func (s *Service) Sources(ctx context.Context) ([]Source, error) { return s.sources.All(ctx) }

// Source returns one integration source.
func (s *Service) Source(ctx context.Context, id domain.SourceID) (Source, error) {
	return s.sources.Find(ctx, id)
}

// SourceOrUnknown returns one integration source; for one that is gone (its manifest
// was removed) a nameless stand-in, so that what used it can still be shown.
func (s *Service) SourceOrUnknown(ctx context.Context, id domain.SourceID) Source {
	src, err := s.sources.Find(ctx, id)
	if err != nil {
		return Source{ID: id, Name: string(id)}
	}
	return src
}

// Spec returns a source and its form.
func (s *Service) Spec(ctx context.Context, id domain.SourceID) (Source, source.Spec, error) {
	src, err := s.sources.Find(ctx, id)
	if err != nil {
		return Source{}, source.Spec{}, err
	}
	connector, err := s.sources.Connector(ctx, id)
	if err != nil {
		return src, source.Spec{}, err
	}
	spec, err := connector.Spec(ctx)
	return src, spec, err
}

// LoadManifest makes a source of a manifest file.
func (s *Service) LoadManifest(ctx context.Context, path string) (Source, error) {
	return s.sources.LoadFile(ctx, path)
}

// refuse is the error of a change that the rules do not allow.
func refuse(code, what, do string) error {
	return &domain.Error{Kind: domain.SetUp, Code: code, What: what, Means: "Nothing was changed.", Do: do}
}

// cleanName checks the name of anything a person names.
func cleanName(what, name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", refuse("name_missing", fmt.Sprintf("The %s has no name.", what), "Give it a name.")
	case len(name) > 200:
		return "", refuse("name_long", fmt.Sprintf("The name of the %s is longer than 200 letters.", what), "Choose a shorter name.")
	}
	return name, nil
}

// nameTaken is the error of two things of one kind with one name.
func nameTaken(what, name string) error {
	return refuse("name_taken", fmt.Sprintf("There is already %s called “%s”.", what, name), "Choose another name.")
}

func (s *Service) publish(e event.Event) { s.events.Publish(e) }
