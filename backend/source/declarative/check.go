package declarative

import (
	"context"
	"net/url"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// Check reads the first page of the first partition of each stream that the
// manifest names for it. No records is fine; no partition at all is not.
func (c *Connector) Check(ctx context.Context, config source.Config) (source.Account, error) {
	s, err := c.open(config)
	if err != nil {
		return source.Account{}, err
	}
	streams, err := s.checked(ctx)
	if err != nil {
		return source.Account{}, err
	}
	for _, stream := range streams {
		if err := s.checkStream(ctx, stream); err != nil {
			return source.Account{}, err
		}
	}
	return source.Account{Hint: s.hint(streams[0])}, nil
}

// checked are the streams a check reads: those named, and the first of those that
// are made from values; else the first of all.
func (s *session) checked(ctx context.Context) ([]*manifest.Stream, error) {
	all, err := s.streams(ctx)
	if err != nil {
		return nil, err
	}
	var out []*manifest.Stream
	made := 0
	for _, stream := range all {
		named := slices.Contains(s.manifest.Check, stream.Name)
		if own := s.manifest.Stream(stream.Name) == nil; own && !named && made < s.manifest.CheckDynamic {
			named = true
			made++
		}
		if named {
			out = append(out, stream)
		}
	}
	if len(out) == 0 {
		out = all[:min(1, len(all))]
	}
	if len(out) == 0 {
		return nil, s.nothingToRead()
	}
	return out, nil
}

func (s *session) checkStream(ctx context.Context, stream *manifest.Stream) error {
	rd, err := s.newReader(stream, readPlan{quiet: true})
	if err != nil {
		return err
	}
	for _, err := range rd.pages(ctx) {
		return err
	}
	if len(stream.Routers) == 0 {
		return nil
	}
	return s.nothingToRead()
}

func (s *session) nothingToRead() error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "nothing_to_read",
		What:  capital(s.opts.Service) + " accepted the sign-in but offers nothing to read.",
		Means: "What the settings ask for is empty or does not exist.",
		Do:    "Check the settings.",
	}
}

// hint says which account this is: the host, if the configuration sets it, and
// the end of a key long enough that its end gives nothing away.
func (s *session) hint(stream *manifest.Stream) string {
	hint := ""
	if stream.Requester != nil && stream.Requester.URLBase != nil && !stream.Requester.URLBase.Parsed.IsStatic() {
		if base, err := s.base.text(stream.Requester.URLBase); err == nil {
			if u, err := url.Parse(base); err == nil {
				hint = u.Host
			}
		}
	}
	for _, p := range s.manifest.Spec.Properties {
		const long = 16
		if s.filledBySignIn(p.Name) { // a token means nothing to a person
			continue
		}
		if value := s.config[p.Name]; p.Secret && value != nil {
			if text := []rune(expr.Str(value)); len(text) >= long {
				ending := "key ending in " + string(text[len(text)-4:])
				if hint != "" {
					return hint + ", " + ending
				}
				return ending
			}
		}
	}
	return hint
}

// filledBySignIn tells whether a sign-in with the browser fills in a field of the form.
func (s *session) filledBySignIn(name string) bool {
	described := signIn(s.manifest, s.opts.SignIn)
	if !described.Chosen(s.config) {
		return false
	}
	return slices.ContainsFunc(described.Filled, func(path []string) bool { return path[0] == name })
}
