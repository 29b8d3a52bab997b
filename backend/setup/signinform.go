package setup

import (
	"slices"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// completeAuthorization is source.Complete for the form of an authorization: what a
// sign-in with the browser fills in may be missing, and stays when it is there.
func completeAuthorization(spec source.Spec, given map[string]any) (map[string]any, []domain.FieldProblem) {
	if !spec.SignIn.Chosen(given) {
		complete, _, problems := source.Complete(spec.Authorization, given)
		return complete, problems
	}
	fields := spec.Authorization
	for _, path := range spec.SignIn.Filled {
		fields = notRequired(fields, path, spec.SignIn)
	}
	if spec.SignIn.ClientShipped {
		for _, path := range clientPaths(spec.SignIn) {
			fields = notRequired(fields, path, spec.SignIn)
		}
	}
	complete, _, problems := source.Complete(fields, given)
	return withFilled(spec.SignIn, complete, given), problems
}

// notRequired returns the fields with the one at a path not required; in a choice, with
// the option of the sign-in only.
func notRequired(fields []source.Field, path []string, signIn *source.SignIn) []source.Field {
	out := slices.Clone(fields)
	for n := range out {
		f := &out[n]
		if f.Name != path[0] {
			continue
		}
		if len(path) == 1 {
			f.Required = false
			continue
		}
		if f.Kind != source.ChoiceField {
			f.Fields = notRequired(f.Fields, path[1:], signIn)
			continue
		}
		f.Options = slices.Clone(f.Options)
		for o := range f.Options {
			if len(signIn.When) == 0 || f.Options[o].Value == signIn.WhenValue {
				f.Options[o].Fields = notRequired(f.Options[o].Fields, path[1:], signIn)
			}
		}
	}
	return out
}

// withFilled returns values with what the sign-in fills in taken from before, where it is
// missing.
func withFilled(signIn *source.SignIn, values, before map[string]any) map[string]any {
	for _, path := range signIn.Filled {
		if _, there := source.At(values, path); there {
			continue
		}
		if v, ok := source.At(before, path); ok {
			values = source.With(values, path, v)
		}
	}
	return values
}

// withoutFilled returns values without what the sign-in fills in.
func withoutFilled(signIn *source.SignIn, values map[string]any) map[string]any {
	for _, path := range signIn.Filled {
		values = source.Without(values, path)
	}
	return values
}

// clientPaths are the fields of the OAuth app.
func clientPaths(signIn *source.SignIn) [][]string {
	var out [][]string
	for _, path := range [][]string{signIn.ClientID, signIn.ClientSecret} {
		if len(path) > 0 {
			out = append(out, path)
		}
	}
	return out
}

// withClient returns values with the OAuth app that the program ships, where the person
// has entered none.
func (s *Service) withClient(id domain.SourceID, signIn *source.SignIn, values map[string]any) map[string]any {
	if !signIn.Chosen(values) || !signIn.ClientShipped {
		return values
	}
	if own, _ := source.At(values, signIn.ClientID); own != nil && own != "" {
		return values
	}
	clientID, secret := s.sources.Client(id)
	values = source.With(values, signIn.ClientID, clientID)
	if len(signIn.ClientSecret) > 0 && secret != "" {
		values = source.With(values, signIn.ClientSecret, secret)
	}
	return values
}

// withoutClient takes the shipped OAuth app out again: another version of the program may
// ship another one.
func withoutClient(signIn *source.SignIn, values, stored map[string]any) map[string]any {
	if signIn == nil || !signIn.ClientShipped {
		return values
	}
	for _, path := range clientPaths(signIn) {
		if _, own := source.At(stored, path); !own {
			values = source.Without(values, path)
		}
	}
	return values
}
