package api

import (
	"context"
	"encoding/json"
	"errors"

	"tributary/backend/domain"
	"tributary/backend/setup"
	"tributary/backend/source"
)

// Manifests inspects manifest files before they are loaded.
type Manifests interface {
	Inspect(ctx context.Context, path string) (ManifestReport, error)
	Form(ctx context.Context, path string) (ManifestReport, setup.Source, source.Spec, error)
	Try(ctx context.Context, path string, in setup.TryInput) (trial setup.Trial, part string, err error)
	Remove(ctx context.Context, id domain.SourceID) error
}

// SourcesAPI is bound to the window: the integration sources there are.
type SourcesAPI struct {
	caller
	setup     *setup.Service
	manifests Manifests
	desktop   Desktop
	// isSpreadsheet refuses what holds no spreadsheet.
	isSpreadsheet func(ctx context.Context, path string) error
	speech
	trying underWay
}

// List returns every integration source.
func (a *SourcesAPI) List() ([]Source, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	all, err := a.setup.Sources(ctx)
	if err != nil {
		return nil, err
	}
	language := a.language()
	return convert(all, func(s setup.Source) Source { return sourceDTO(s, language) }), nil
}

// Spec returns the form of a source with the guide to its authorization.
func (a *SourcesAPI) Spec(id string) (SourceSpec, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	src, spec, err := a.setup.Spec(ctx, domain.SourceID(id))
	if err != nil {
		return SourceSpec{}, err
	}
	return a.specDTO(src, spec), nil
}

func (a *SourcesAPI) specDTO(src setup.Source, spec source.Spec) SourceSpec {
	words := formWords{titles: inLanguage(src.FieldTitles, a.language()), help: inLanguage(src.FieldHelp, a.language()), patterns: inLanguage(src.FieldPatterns, a.language())}
	return SourceSpec{
		Source: sourceDTO(src, a.language()), Authorization: words.fields("", spec.Authorization),
		Settings: words.fields("", spec.Settings), Guide: guide(src.Guide[a.language()]), DocumentationURL: spec.DocumentationURL,
		SignIn: signInSpec(src, spec.SignIn, a.language()),
	}
}

// InspectManifest tells what a manifest file offers and what of it cannot run.
func (a *SourcesAPI) InspectManifest(path string) (ManifestReport, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	report, err := a.manifests.Inspect(ctx, path)
	return a.said(report), err
}

// said is a report in the language of the window.
func (a *SourcesAPI) said(report ManifestReport) ManifestReport {
	say := a.saying()
	for i, p := range report.Problems {
		report.Problems[i].Words = say(p.Words)
	}
	return report
}

// LoadManifest makes an integration source of a manifest file.
func (a *SourcesAPI) LoadManifest(path string) (Source, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	src, err := a.setup.LoadManifest(ctx, path)
	return sourceDTO(src, a.language()), err
}

// RemoveManifest forgets a loaded manifest that nothing uses.
func (a *SourcesAPI) RemoveManifest(id string) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.manifests.Remove(ctx, domain.SourceID(id))
}

// ChooseManifest lets the person pick a manifest file; "" when cancelled.
func (a *SourcesAPI) ChooseManifest() (string, error) {
	if a.desktop.OpenFile == nil {
		return "", errors.New("choose a file: there is no window")
	}
	return a.desktop.OpenFile(FileDialog{Title: "Tributary", PatternName: "YAML, JSON", Pattern: "*.yaml;*.yml;*.json"})
}

// ChoosePath lets the person pick a spreadsheet or a folder of them; "" when
// cancelled.
func (a *SourcesAPI) ChoosePath(folder bool) (string, error) {
	if a.desktop.OpenFile == nil || a.desktop.OpenFolder == nil {
		return "", errors.New("choose a file: there is no window")
	}
	if folder {
		return a.desktop.OpenFolder(FileDialog{Title: "Tributary"})
	}
	return a.desktop.OpenFile(FileDialog{Title: "Tributary", PatternName: "CSV, XLSX", Pattern: "*.csv;*.tsv;*.txt;*.xlsx"})
}

// inLanguage picks a language of a table of words, English where it has none.
func inLanguage[V any](table map[string]V, language string) V {
	if words, ok := table[language]; ok {
		return words
	}
	return table["en"]
}

func sourceDTO(s setup.Source, language string) Source {
	return Source{
		ID: string(s.ID), Name: s.Name, Category: inLanguage(s.Categories, language), Monogram: s.Monogram,
		Description: inLanguage(s.Description, language), NeedsAuthorization: s.NeedsAuthorization, FromFile: s.FromFile != "",
	}
}

func guide(steps []setup.GuideStep) []GuideStep {
	return convert(steps, func(g setup.GuideStep) GuideStep { return GuideStep(g) })
}

// formWords are a form's words in the person's language, by the field's dotted name; the title of an option by that, "=" and
// its value.
type formWords struct{ titles, help, patterns map[string]string }

func (w formWords) fields(prefix string, fields []source.Field) []FormField {
	return convert(fields, func(f source.Field) FormField { return w.field(prefix, f) })
}

func (w formWords) field(prefix string, f source.Field) FormField {
	name := prefix + f.Name
	out := FormField{
		Name: f.Name, Title: f.Label(), Help: f.Help, Kind: string(f.Kind), Required: f.Required, Examples: orEmpty(f.Examples),
		Pattern: f.Pattern, PatternText: f.PatternText, Min: f.Min, Max: f.Max, Hidden: f.Hidden, Multiline: f.Multiline,
		Fields: w.fields(name+".", f.Fields),
	}
	if f.Entry != nil {
		entry := w.field(name+".", *f.Entry)
		out.Entry = &entry
	}
	if title := w.titles[name]; title != "" {
		out.Title = title
	}
	if help := w.help[name]; help != "" {
		out.Help = help
	}
	if pattern := w.patterns[name]; pattern != "" {
		out.PatternText = pattern
	}
	if f.Default != nil {
		if raw, err := json.Marshal(f.Default); err == nil {
			out.Default = string(raw)
		}
	}
	out.Options = convert(f.Options, func(o source.Option) FormOption {
		out.Discriminator = o.Discriminator
		option := FormOption{Value: o.Value, Title: o.Title, Fields: w.fields(name+".", o.Fields)}
		if title := w.titles[name+"="+o.Value]; title != "" {
			option.Title = title
		}
		return option
	})
	return out
}
