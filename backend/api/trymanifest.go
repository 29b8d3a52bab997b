package api

import (
	"time"

	"tributary/backend/setup"
)

// tryFor is how long a trial may take. It is cancelled before by CancelTry.
const tryFor = time.Minute

// ManifestForm tells what a manifest file offers and returns the form to try it with. The
// file is read anew each time.
func (a *SourcesAPI) ManifestForm(path string) (ManifestForm, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	report, src, spec, err := a.manifests.Form(ctx, path)
	if err != nil {
		return ManifestForm{}, err
	}
	out := ManifestForm{Report: a.said(report)}
	if report.Usable {
		form := a.specDTO(src, spec)
		out.Spec = &form
	}
	return out, nil
}

// TryManifest reads a few records by a manifest file that is not loaded, with values that
// are stored nowhere. An error of the service is in the preview; so is the end of the time
// and the person's cancelling, with what was read until then.
func (a *SourcesAPI) TryManifest(input ManifestTry) (ManifestTrial, error) {
	ctx, cancel := a.within(tryFor)
	defer cancel()
	a.trying.begin(cancel)
	trial, part, err := a.manifests.Try(ctx, input.Path, setup.TryInput{DataType: input.DataType, Values: input.Values})
	if err != nil {
		return ManifestTrial{}, err
	}
	preview, err := previewDTO(trial.Sample, a.speech)
	return ManifestTrial{DataType: trial.DataType.Name, DataTypes: orEmpty(trial.DataTypes), Part: part, Preview: preview}, err
}

// CancelTry ends the trial under way; without one it does nothing.
func (a *SourcesAPI) CancelTry() error {
	a.trying.stop()
	return nil
}
