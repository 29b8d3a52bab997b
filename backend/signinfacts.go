package backend

import (
	"strings"

	"tributary/backend/catalog"
	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// signInFacts are what the catalog knows about signing in to a source; nil: nothing.
func signInFacts(id domain.SourceID) *declarative.SignInFacts {
	c, ok := catalog.Find(string(id))
	if !ok || c.SignIn == nil {
		return nil
	}
	s := c.SignIn
	facts := &declarative.SignInFacts{
		Redirect: source.Redirect{Host: s.Redirect.Host, Port: s.Redirect.Port, Path: s.Redirect.Path, Field: path(s.Redirect.Field)},
		NoPKCE:   s.NoPKCE, Signature: s.Callback.Signature, Same: map[string][]string{},
		RevokeAddress: s.Revoke.Address, RevokeAccess: s.Revoke.Token == "access", RevokeBasic: s.Revoke.Client == "basic", Life: s.Life,
	}
	if len(facts.Redirect.Field) == 0 && facts.Redirect.Host == "" {
		facts.Redirect.Host = "127.0.0.1"
	}
	for parameter, field := range s.Callback.Same {
		facts.Same[parameter] = path(field)
	}
	for _, then := range s.Then {
		follow := declarative.FollowUp{Address: then.Address, Scheme: then.Scheme}
		for field, answer := range then.Keep {
			follow.Keep = append(follow.Keep, declarative.Kept{Answer: path(answer), Config: path(field)})
		}
		facts.Then = append(facts.Then, follow)
	}
	return facts
}

// path splits a dotted path of the catalog.
func path(dotted string) []string {
	if dotted == "" {
		return nil
	}
	return strings.Split(dotted, ".")
}
