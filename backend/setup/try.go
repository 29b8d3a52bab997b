package setup

import (
	"context"
	"maps"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// maxTriedRecords is how many records a trial reads at most.
const maxTriedRecords = 100

// TryInput is what a source is tried with. It is stored nowhere.
type TryInput struct {
	// DataType is what to read; "" asks the source what it offers and reads the first.
	DataType string
	// Values are those of the whole form, secrets in clear.
	Values map[string]any
}

// Trial is what came of trying a source.
type Trial struct {
	Sample
	// DataTypes are the names of what the source offers, where it was asked.
	DataTypes []string
}

// Try reads a few records with values that are stored nowhere. What the service answers
// with, also when it refuses, is in the trial; the error is for a form that is not filled
// in. spec is the connector's own.
func Try(ctx context.Context, connector source.Connector, spec source.Spec, in TryInput) (Trial, error) {
	config, err := tryConfig(spec, in.Values)
	if err != nil {
		return Trial{}, err
	}
	var asked source.Log
	trial := Trial{Sample: Sample{DataType: domain.DataType{Name: in.DataType}}}
	if in.DataType == "" {
		offered, err := connector.Discover(source.WithTrace(ctx, asked.Note), config)
		for _, one := range offered {
			trial.DataTypes = append(trial.DataTypes, one.Name)
		}
		if err != nil || len(offered) == 0 {
			trial.Err, trial.Requests = err, asked.All()
			return trial, nil //nolint:nilerr // what the service answered with is told by the trial
		}
		trial.DataType.Name = offered[0].Name
	}
	trial.read(ctx, connector, config, maxTriedRecords, &asked)
	return trial, nil
}

// tryConfig completes the values of both parts of the form.
func tryConfig(spec source.Spec, values map[string]any) (source.Config, error) {
	config, problems := completeAuthorization(spec, values)
	settings, _, more := source.Complete(spec.Settings, values)
	if problems = append(problems, more...); len(problems) > 0 {
		return nil, invalid(problems)
	}
	if spec.SignIn.Chosen(config) && !anyFilled(spec.SignIn, config) {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "try_sign_in", What: "This service is signed in to with the browser.",
			Means: "Such a sign-in is kept in an authorization, and trying keeps nothing.",
			Do:    "Use the manifest and create an authorization, or enter a token you already have.",
		}
	}
	maps.Copy(config, settings)
	return config, nil
}

// anyFilled tells whether something of what a sign-in fills in is there.
func anyFilled(signIn *source.SignIn, values map[string]any) bool {
	for _, path := range signIn.Filled {
		if v, ok := source.At(values, path); ok && v != nil && v != "" {
			return true
		}
	}
	return len(signIn.Filled) == 0
}
