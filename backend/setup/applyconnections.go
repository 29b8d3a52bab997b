package setup

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// given are the form values of one authorization or source configuration as the
// file has them. A field given in the wrong one of the two is moved: authorization
// fields found in settings go to the authorization, and the reverse.
func (a *application) given(ctx context.Context, where string, values map[string]any, fields []source.Field) (map[string]any, error) {
	own := map[string]any{}
	names := map[string]bool{}
	for _, f := range fields {
		names[f.Name] = true
	}
	for name, v := range values {
		if !names[name] {
			continue
		}
		resolved, err := a.resolve(where, v)
		if err != nil {
			return nil, err
		}
		own[name] = resolved
	}
	return own, ctx.Err()
}

func (a *application) spec(ctx context.Context, id domain.SourceID) (source.Spec, error) {
	connector, err := a.sources.Connector(ctx, id)
	if err != nil {
		return source.Spec{}, err
	}
	return connector.Spec(ctx)
}

// movedTo collects from the source configurations of an authorization the fields
// that belong to it.
func (a *application) movedTo(ctx context.Context, name string, spec source.Spec) (map[string]any, error) {
	moved := map[string]any{}
	for _, c := range a.file.Configurations {
		if c.Authorization != name {
			continue
		}
		own, err := a.given(ctx, c.Name, c.Settings, spec.Authorization)
		if err != nil {
			return nil, err
		}
		maps.Copy(moved, own)
	}
	return moved, nil
}

func (a *application) authorizations(ctx context.Context) error {
	for _, want := range a.file.Authorizations {
		if err := a.authorization(ctx, want); err != nil {
			return err
		}
	}
	return nil
}

func (a *application) authorization(ctx context.Context, want FileAuthorization) error {
	src, err := a.source(ctx, want.Source)
	if err != nil {
		return err
	}
	spec, err := a.spec(ctx, src.ID)
	if err != nil {
		return err
	}
	values, err := a.movedTo(ctx, want.Name, spec)
	if err != nil {
		return err
	}
	own, err := a.given(ctx, want.Name, want.Values, spec.Authorization)
	if err != nil {
		return err
	}
	maps.Copy(values, own)
	if err := unknownFields(want.Name, want.Values, spec); err != nil {
		return err
	}
	have, found, err := a.authorizationNamed(ctx, want.Name)
	if err != nil {
		return err
	}
	if found && have.Source != src.ID {
		return fileError(fmt.Sprintf("The authorization “%s” belongs to another service.", want.Name), nil)
	}
	if found {
		same, err := a.sameValues(ctx, have, spec, values)
		if err != nil || same {
			return err
		}
	}
	saved, err := a.SaveAuthorization(ctx, AuthorizationInput{ID: have.ID, Source: src.ID, Name: want.Name, Values: values})
	if err != nil {
		return err
	}
	a.note(verb(found), "authorization", want.Name)
	if saved.State != domain.AuthorizationWorks {
		a.done = append(a.done, Applied{Action: "note", Thing: "authorization", Name: want.Name, Words: saved.StateWords})
	}
	return nil
}

func (a *application) sameValues(ctx context.Context, have domain.Authorization, spec source.Spec, values map[string]any) (bool, error) {
	stored, err := a.unseal(ctx, have)
	if err != nil {
		var e *domain.Error
		if errors.As(err, &e) { // sealed with a key that is gone: store anew
			return false, nil
		}
		return false, err
	}
	complete, problems := completeAuthorization(spec, values)
	if len(problems) > 0 {
		return false, invalid(problems)
	}
	if spec.SignIn.Chosen(complete) { // a file says nothing about what a sign-in fills in
		complete, stored = withoutFilled(spec.SignIn, complete), withoutFilled(spec.SignIn, stored)
	}
	again, _ := completeAuthorization(spec, stored)
	return reflect.DeepEqual(plain(complete), plain(again)), nil
}

// unknownFields refuses a value that no form field of the source takes.
func unknownFields(where string, values map[string]any, spec source.Spec) error {
	_, extra, _ := source.Complete(append(append([]source.Field{}, spec.Authorization...), spec.Settings...), values)
	for name := range extra {
		return fileError(fmt.Sprintf("“%s” has a value “%s” that this integration source does not know.", where, name), nil)
	}
	return nil
}

func (a *application) authorizationNamed(ctx context.Context, name string) (domain.Authorization, bool, error) {
	all, err := a.store.Authorizations(ctx)
	if err != nil {
		return domain.Authorization{}, false, err
	}
	for _, one := range all {
		if one.Name == name {
			return one, true, nil
		}
	}
	return domain.Authorization{}, false, nil
}

func (a *application) configurations(ctx context.Context) error {
	for _, want := range a.file.Configurations {
		c, err := a.configuration(ctx, want)
		if err != nil {
			return err
		}
		if err := a.transfers(ctx, c, want); err != nil {
			return err
		}
	}
	return nil
}

func (a *application) configuration(ctx context.Context, want FileConfiguration) (domain.Configuration, error) {
	src, err := a.source(ctx, want.Source)
	if err != nil {
		return domain.Configuration{}, err
	}
	spec, err := a.spec(ctx, src.ID)
	if err != nil {
		return domain.Configuration{}, err
	}
	if err := unknownFields(want.Name, want.Settings, spec); err != nil {
		return domain.Configuration{}, err
	}
	settings, err := a.settings(ctx, want, spec)
	if err != nil {
		return domain.Configuration{}, err
	}
	in := ConfigurationInput{Name: want.Name, Source: src.ID, Settings: settings}
	if want.Authorization != "" {
		auth, found, err := a.authorizationNamed(ctx, want.Authorization)
		if err != nil {
			return domain.Configuration{}, err
		}
		if !found {
			return domain.Configuration{}, fileError(fmt.Sprintf("There is no authorization “%s”.", want.Authorization), nil)
		}
		in.Authorization = auth.ID
	}
	have, err := a.configurationNamed(ctx, want.Name)
	found := err == nil
	if found {
		in.ID = have.ID
		complete, _, problems := source.Complete(spec.Settings, settings)
		if have.Source != src.ID {
			return have, fileError(fmt.Sprintf("The source configuration “%s” belongs to another service.", want.Name), nil)
		}
		if len(problems) == 0 && have.Authorization == in.Authorization && reflect.DeepEqual(plain(complete), plain(have.Settings)) {
			return have, nil
		}
	}
	saved, err := a.SaveConfiguration(ctx, in)
	if err == nil {
		a.note(verb(found), "source configuration", want.Name)
	}
	return saved, err
}

// settings are the settings of a source configuration, with those that were
// written into its authorization.
func (a *application) settings(ctx context.Context, want FileConfiguration, spec source.Spec) (map[string]any, error) {
	settings, err := a.given(ctx, want.Name, want.Settings, spec.Settings)
	if err != nil {
		return nil, err
	}
	for _, auth := range a.file.Authorizations {
		if auth.Name != want.Authorization {
			continue
		}
		moved, err := a.given(ctx, auth.Name, auth.Values, spec.Settings)
		if err != nil {
			return nil, err
		}
		for name, v := range moved {
			if _, set := settings[name]; !set {
				settings[name] = v
			}
		}
	}
	return settings, nil
}
