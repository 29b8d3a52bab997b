package backend

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"

	"tributary/backend/api"
	"tributary/backend/manifest"
	"tributary/backend/setup"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
	"tributary/backend/store"
)

// openFile reads a manifest file as it is now. Nothing of it is kept, so that whoever
// writes a manifest tries it again after every change.
func openFile(path string) (store.Manifest, manifest.Manifest, []manifest.Problem, error) {
	raw, err := readManifest(path)
	if err != nil {
		return store.Manifest{}, manifest.Manifest{}, nil, err
	}
	if path, err = filepath.Abs(path); err != nil {
		return store.Manifest{}, manifest.Manifest{}, nil, fmt.Errorf("find the manifest file: %w", err)
	}
	parsed, problems := manifest.Validate(raw)
	return store.Manifest{Source: manifestID(path), Name: manifestName(raw, path), Path: path, Content: string(raw)}, parsed, problems, nil
}

// Form tells what a manifest file offers, and its form. The form is empty where nothing of
// it can run.
func (s *sources) Form(ctx context.Context, path string) (api.ManifestReport, setup.Source, source.Spec, error) {
	file, parsed, problems, err := openFile(path)
	if err != nil {
		return api.ManifestReport{}, setup.Source{}, source.Spec{}, err
	}
	report := reportOf(path, file, parsed, problems)
	if !report.Usable {
		return report, fromManifest(file), source.Spec{}, nil
	}
	connector, err := s.toTry(file, parsed)
	if err != nil {
		return report, setup.Source{}, source.Spec{}, err
	}
	spec, err := connector.Spec(ctx)
	return report, fromManifest(file), spec, err
}

// Try reads a few records by a manifest file, with values that are stored nowhere. part is
// where in the manifest the data type stands; "" where it is made while it runs.
func (s *sources) Try(ctx context.Context, path string, in setup.TryInput) (trial setup.Trial, part string, err error) {
	file, parsed, problems, err := openFile(path)
	if err != nil {
		return setup.Trial{}, "", err
	}
	if !parsed.Offers() {
		return setup.Trial{}, "", unusable(file.Name, problems)
	}
	connector, err := s.toTry(file, parsed)
	if err != nil {
		return setup.Trial{}, "", err
	}
	spec, err := connector.Spec(ctx)
	if err != nil {
		return setup.Trial{}, "", err
	}
	if err := s.hideSecrets(spec, in.Values); err != nil {
		return setup.Trial{}, "", err
	}
	if in.DataType == "" && len(parsed.Dynamic) == 0 {
		in.DataType = parsed.Streams[0].Name
	}
	trial, err = setup.Try(ctx, connector, spec, in)
	if stream := parsed.Stream(trial.DataType.Name); stream != nil {
		part = stream.Path
	}
	return trial, part, err
}

// toTry makes a connector that is used once. It renews no stored token: there is none.
func (s *sources) toTry(file store.Manifest, parsed manifest.Manifest) (source.Connector, error) {
	return declarative.New(parsed, declarative.Options{
		Service: file.Name, Clock: s.clock, Strict: true, Log: s.log, UserAgent: "Tributary/" + s.version, RequestTimeout: s.answerWithin, Roots: s.roots,
	})
}

// hideSecrets tells the log the secrets among the values, as the vault does for those that
// are kept.
func (s *sources) hideSecrets(spec source.Spec, values map[string]any) error {
	if s.hide == nil {
		return nil
	}
	_, secrets := source.Split(append(append([]source.Field{}, spec.Authorization...), spec.Settings...), values)
	for path, v := range secrets {
		raw, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("read field %s: %w", path, err)
		}
		s.hide(texts(raw)...)
	}
	return nil
}

// reportOf tells what a manifest file offers and what of it cannot run. path is as the
// person chose it.
func reportOf(path string, file store.Manifest, parsed manifest.Manifest, problems []manifest.Problem) api.ManifestReport {
	report := api.ManifestReport{
		Path: path, Name: file.Name, DataTypes: []string{}, More: len(parsed.Dynamic) > 0, Problems: []api.ManifestProblem{}, Usable: parsed.Offers(),
	}
	for _, stream := range parsed.Streams {
		report.DataTypes = append(report.DataTypes, stream.Name)
	}
	for _, p := range problems {
		if p.Blocking() {
			report.Problems = append(report.Problems, api.ManifestProblem{Path: p.Path, Words: p.Words})
		}
	}
	if report.Usable {
		report.SourceID = string(file.Source)
	}
	return report
}
