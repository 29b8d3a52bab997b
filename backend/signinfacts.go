package backend

import (
	"strings"

	"tributary/backend/catalog"
	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// signInFacts are what the catalog knows about signing in to a source; nil: nothing.
func (s *sources) signInFacts(id domain.SourceID) *declarative.SignInFacts {
	c, ok := catalog.Find(string(id))
	if !ok || c.SignIn == nil {
		return nil
	}
	known := c.SignIn
	facts := &declarative.SignInFacts{
		ClientShipped: s.clients[id].ID != "",
		Redirect:      source.Redirect{Host: known.Redirect.Host, Port: known.Redirect.Port, Path: known.Redirect.Path, Field: path(known.Redirect.Field)},
		NoPKCE:        known.NoPKCE, Signature: known.Callback.Signature, Same: map[string][]string{},
		RevokeAddress: known.Revoke.Address, RevokeAccess: known.Revoke.Token == "access", RevokeBasic: known.Revoke.Client == "basic", Life: known.Life,
	}
	if len(facts.Redirect.Field) == 0 && facts.Redirect.Host == "" {
		facts.Redirect.Host = "127.0.0.1"
	}
	for parameter, field := range known.Callback.Same {
		facts.Same[parameter] = path(field)
	}
	for _, then := range known.Then {
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
