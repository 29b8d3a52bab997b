package backend

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"

	"tributary/backend/api"
	"tributary/backend/auth"
	"tributary/backend/catalog"
	"tributary/backend/cli"
	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/logging"
	"tributary/backend/manifest"
	"tributary/backend/setup"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
	"tributary/backend/source/spreadsheet"
	"tributary/backend/store"
)

// spreadsheetID is the catalog's entry that spreadsheet reads.
const spreadsheetID = "spreadsheet"

// maxManifestBytes bounds a manifest file.
const maxManifestBytes = 10 << 20

// sources is the explicit list of all integration sources: those of the catalog and the
// manifests the person loaded. Connectors are made once. Safe for concurrent use.
type sources struct {
	store   *store.Store
	clock   clock.Clock
	log     logging.Logger
	version string
	tempDir string // for what a connector puts aside
	// answerWithin bounds one request; 0 means the usual time.
	answerWithin time.Duration
	// roots vouch for the certificates of services; nil: the system's.
	roots   *x509.CertPool
	clients map[domain.SourceID]auth.Client // the OAuth apps of this build
	// keep has tokens renewed, see declarative.Options.Keep. Nil in the connector commands.
	keep func(ctx context.Context, config source.Config, renew declarative.Renew) (source.Config, error)
	// prove signs in to a mail server with a token; nil in the connector commands.
	prove        func(ctx context.Context, server domain.MailServer, token string) error
	mailServices map[domain.SourceID]mailService
	// hide keeps values out of the log; nil in the connector commands.
	hide func(values ...string)

	mu         sync.Mutex // guards connectors
	connectors map[domain.SourceID]source.Connector
}

var (
	_ setup.Sources = (*sources)(nil)
	_ api.Manifests = (*sources)(nil)
)

func newSources(s *store.Store, c clock.Clock, log logging.Logger, version, tempDir string) *sources {
	return &sources{store: s, clock: c, log: log, version: version, tempDir: tempDir, connectors: map[domain.SourceID]source.Connector{}}
}

// All returns the catalog, then the loaded manifests.
func (s *sources) All(ctx context.Context) ([]setup.Source, error) {
	var all []setup.Source
	for _, c := range catalog.All() {
		all = append(all, fromCatalog(c))
	}
	loaded, err := s.store.Manifests(ctx)
	for _, m := range loaded {
		all = append(all, fromManifest(m))
	}
	return all, err
}

// Find returns one source.
func (s *sources) Find(ctx context.Context, id domain.SourceID) (setup.Source, error) {
	if c, ok := catalog.Find(string(id)); ok {
		return fromCatalog(c), nil
	}
	if c, ok := catalog.FindMail(string(id)); ok {
		return fromCatalog(c), nil
	}
	m, err := s.loaded(ctx, id)
	if err != nil {
		return setup.Source{}, err
	}
	return fromManifest(m), nil
}

func (s *sources) loaded(ctx context.Context, id domain.SourceID) (store.Manifest, error) {
	all, err := s.store.Manifests(ctx)
	if err != nil {
		return store.Manifest{}, err
	}
	for _, m := range all {
		if m.Source == id {
			return m, nil
		}
	}
	return store.Manifest{}, &domain.Error{
		Kind: domain.SetUp, Code: "source_unknown", What: fmt.Sprintf("There is no integration source “%s”.", id),
		Means: "It is not in the catalog, and no manifest file of that name was loaded.", Do: "Choose another source, or load its manifest file.",
	}
}

// Client returns the OAuth app that the program ships for a source.
func (s *sources) Client(id domain.SourceID) (clientID, clientSecret string) {
	return s.clients[id].ID, s.clients[id].Secret
}

// Connector returns the code that talks to a source.
func (s *sources) Connector(ctx context.Context, id domain.SourceID) (source.Connector, error) {
	s.mu.Lock()
	known, ok := s.connectors[id]
	s.mu.Unlock()
	if ok {
		return known, nil
	}
	made, err := s.make(ctx, id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, ok := s.connectors[id]; ok {
		return first, nil // one for all: it knows the service's limits
	}
	s.connectors[id] = made
	return made, nil
}

func (s *sources) make(ctx context.Context, id domain.SourceID) (source.Connector, error) {
	if id == spreadsheetID {
		return spreadsheet.New(spreadsheet.Options{Clock: s.clock, TempDir: s.tempDir}), nil
	}
	if service, ok := s.mailServices[id]; ok {
		return s.mailAccount(id, service), nil
	}
	src, err := s.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	text, place, err := s.text(ctx, id)
	if err != nil {
		return nil, err
	}
	parsed, problems := manifest.Validate(text)
	if place != nil { // the catalog knows better than what can be told from use
		parsed.Authorization = place
	}
	if !parsed.Offers() {
		return nil, unusable(src.Name, problems)
	}
	return declarative.New(parsed, declarative.Options{
		Service: src.Name, Clock: s.clock, Strict: true, Log: s.log, UserAgent: "Tributary/" + s.version,
		SignIn: s.signInFacts(id), Keep: s.keep, RequestTimeout: s.answerWithin, Roots: s.roots,
	})
}

// text returns a source's manifest and, for one of the catalog, which fields belong to
// the authorization.
func (s *sources) text(ctx context.Context, id domain.SourceID) (text []byte, authorization map[string]bool, err error) {
	c, ok := catalog.Find(string(id))
	if !ok {
		m, err := s.loaded(ctx, id)
		return []byte(m.Content), nil, err
	}
	authorization = map[string]bool{}
	for _, name := range c.Fields.In(catalog.Authorization) {
		authorization[name] = true
	}
	return c.Manifest, authorization, nil
}

// loadManifest makes a connector of a manifest's text for the connector commands; nil
// when nothing of it can run.
func loadManifest(raw []byte, parity bool, o Options) (source.Connector, []cli.ManifestProblem, error) {
	parsed, found := manifest.Validate(raw)
	problems := make([]cli.ManifestProblem, len(found))
	for i, p := range found {
		problems[i] = cli.ManifestProblem{Path: p.Path, Component: p.Component, Code: string(p.Code), Words: p.Words, Blocking: p.Blocking()}
	}
	if !parsed.Offers() {
		return nil, problems, nil
	}
	c, err := declarative.New(parsed, declarative.Options{Clock: o.Clock, Strict: !parity, UserAgent: "Tributary/" + o.Version})
	return c, problems, err
}

func unusable(name string, problems []manifest.Problem) error {
	e := &domain.Error{
		Kind: domain.SetUp, Code: "manifest_unusable", What: fmt.Sprintf("The manifest “%s” has nothing this program can run.", name),
		Means: "It uses parts that are not supported, or it is no manifest.", Do: "See the details for each part.",
	}
	for _, p := range problems {
		e.Details += p.String() + "\n"
	}
	return e
}

// LoadFile loads a manifest file. The same file loaded again replaces itself.
func (s *sources) LoadFile(ctx context.Context, path string) (setup.Source, error) {
	m, parsed, problems, err := openFile(path)
	if err != nil {
		return setup.Source{}, err
	}
	if !parsed.Offers() {
		return setup.Source{}, unusable(filepath.Base(path), problems)
	}
	m.LoadedAt = s.clock.Now()
	if old, err := s.loaded(ctx, m.Source); err == nil && old.Content == m.Content {
		return fromManifest(old), nil
	}
	if err := s.store.SaveManifest(ctx, m); err != nil {
		return setup.Source{}, fmt.Errorf("store the manifest: %w", err)
	}
	s.mu.Lock()
	delete(s.connectors, m.Source)
	s.mu.Unlock()
	return fromManifest(m), nil
}

// manifestID names a loaded manifest after its file, so that an edited file replaces
// itself and set-ups that use it go on.
func manifestID(path string) domain.SourceID {
	sum := sha256.Sum256([]byte(path))
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return domain.SourceID("manifest:" + base + "-" + hex.EncodeToString(sum[:4]))
}

// manifestName is the title the manifest gives itself, or the name of its file.
func manifestName(raw []byte, path string) string {
	var titled struct {
		Spec struct {
			Specification struct {
				Title string `yaml:"title"`
			} `yaml:"connection_specification"`
		} `yaml:"spec"`
	}
	name := ""
	if yaml.Unmarshal(raw, &titled) == nil {
		name = strings.TrimSuffix(strings.TrimSpace(titled.Spec.Specification.Title), " Spec")
	}
	if name == "" || len(name) > 60 {
		base := filepath.Base(path)
		name = strings.TrimSuffix(base, filepath.Ext(base))
	}
	return name
}

func readManifest(path string) (raw []byte, err error) {
	f, err := os.Open(path) //nolint:gosec // G304: the file the person chose
	if err != nil {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "manifest_file", What: "The manifest file cannot be opened.", Means: "Nothing was loaded.",
			Do: "Check the name of the file and that you may read it.", Details: err.Error(), Err: err,
		}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	raw, err = io.ReadAll(io.LimitReader(f, maxManifestBytes+1))
	if err == nil && len(raw) > maxManifestBytes {
		err = &domain.Error{
			Kind: domain.SetUp, Code: "manifest_large", What: "The manifest file is larger than 10 MB.", Means: "Nothing was loaded.", Do: "Choose the right file.",
		}
	}
	return raw, err
}

// Inspect tells what a manifest file offers.
func (s *sources) Inspect(_ context.Context, path string) (api.ManifestReport, error) {
	file, parsed, problems, err := openFile(path)
	if err != nil {
		return api.ManifestReport{}, err
	}
	return reportOf(path, file, parsed, problems), nil
}

// Remove forgets a loaded manifest that nothing uses.
func (s *sources) Remove(ctx context.Context, id domain.SourceID) error {
	configurations, err := s.store.Configurations(ctx)
	if err != nil {
		return err
	}
	authorizations, err := s.store.Authorizations(ctx)
	if err != nil {
		return err
	}
	used := false
	for _, c := range configurations {
		used = used || c.Source == id
	}
	for _, a := range authorizations {
		used = used || a.Source == id
	}
	if used {
		return &domain.Error{
			Kind: domain.SetUp, Code: "in_use", What: "This source is still used.", Means: "Nothing was removed.",
			Do: "Remove its source configurations and authorizations first.",
		}
	}
	s.mu.Lock()
	delete(s.connectors, id)
	s.mu.Unlock()
	return s.store.DeleteManifest(ctx, id)
}
