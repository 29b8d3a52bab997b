package declarative

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// Limits of what a service may name as properties.
const (
	maxProperties     = 20_000
	maxPropertyLength = 1_000
)

// askedProperties are the portions of properties that requests ask for: found once, for
// all slices of a read.
type askedProperties struct {
	mu sync.Mutex
	of map[*manifest.Properties]*propertyPortions
}

type propertyPortions struct {
	mu    sync.Mutex // held while they are asked for
	found [][]string // nil: not yet
}

func (a *askedProperties) entry(p *manifest.Properties) *propertyPortions {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.of == nil {
		a.of = map[*manifest.Properties]*propertyPortions{}
	}
	if a.of[p] == nil {
		a.of[p] = &propertyPortions{}
	}
	return a.of[p]
}

// portions are the properties that each request for a page asks for.
func (rd *reader) portions(ctx context.Context) ([][]string, error) {
	p := rd.stream.Requester.Properties
	entry := rd.asked.entry(p)
	entry.mu.Lock()
	defer entry.mu.Unlock()
	if entry.found != nil {
		return entry.found, nil
	}
	names, err := rd.propertyNames(ctx, p)
	if err != nil {
		return nil, err
	}
	wanted, err := rd.wantedProperties(ctx, p.Selection)
	if err != nil {
		return nil, err
	}
	entry.found = divide(p, names, wanted, rd.opts.Strict)
	return entry.found, nil
}

// propertyNames are those of the manifest or of the service.
func (s *session) propertyNames(ctx context.Context, p *manifest.Properties) ([]string, error) {
	if p.From == nil {
		return p.Names, nil
	}
	path, err := extractPath(p.From.Path, s.base)
	if err != nil {
		return nil, s.classifyFault(err)
	}
	rd, err := s.newReader(p.From.Stream, readPlan{quiet: true})
	if err != nil {
		return nil, err
	}
	var names []string
	for page, err := range rd.pages(ctx) {
		if err != nil {
			return nil, err
		}
		for _, record := range page.records {
			v, ok := follow(map[string]any(record), path)
			if !ok && s.opts.Strict {
				continue
			}
			name := "[]" // what the reference runner takes for a name that is missing
			if ok {
				name = asText(v)
			}
			names = append(names, name)
			if len(names) > maxProperties || len(name) > maxPropertyLength {
				return nil, s.unfitProperties("More properties, or longer ones, were named than a service can mean.")
			}
		}
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	// Records without what they should have would be taken for emptied ones.
	if s.opts.Strict && (len(names) == 0 || rd.short()) {
		return nil, s.unfitProperties("The records cannot be asked for without them.")
	}
	return names, nil
}

func (s *session) unfitProperties(means string) error {
	return &domain.Error{
		Kind: domain.ServiceDown, Code: "properties_unknown",
		What:  fmt.Sprintf("%s did not say which properties its records have.", capital(s.opts.Service)),
		Means: means,
		Do:    "It is tried again later. If it stays, report it.",
	}
}

// wantedProperties are those that the schema of the stream has; nil: all.
func (rd *reader) wantedProperties(ctx context.Context, sel *manifest.Selection) (map[string]bool, error) {
	if sel == nil {
		return nil, nil //nolint:nilnil // nil is "all"
	}
	schema := rd.stream.Schema
	if schema == nil && rd.stream.Fields != nil {
		var err error
		if schema, err = rd.schemaOf(ctx, rd.stream.Fields); err != nil {
			return nil, err
		}
	}
	given, _ := schema["properties"].(map[string]any)
	if len(given) == 0 && rd.opts.Strict {
		return nil, nil //nolint:nilnil // the fields are found in the records, so all are needed
	}
	properties := deepCopy(given)
	sc := rd.base.with("record", properties)
	for _, t := range sel.Transforms {
		if err := transform(t, properties, sc); err != nil {
			return nil, rd.classifyFault(err)
		}
	}
	wanted := make(map[string]bool, len(properties))
	for name := range properties {
		wanted[name] = true
	}
	return wanted, nil
}

// divide cuts the properties into portions. It never returns nil.
func divide(p *manifest.Properties, names []string, wanted map[string]bool, strict bool) [][]string {
	if p.Portions != nil && p.Portions.Most == 0 && !strict {
		// So does the reference runner: nothing is selected, and the others come last.
		return [][]string{append(append([]string{}, names...), p.Always...)}
	}
	begin := func() []string { return append([]string{}, p.Always...) }
	portion, size := begin(), 0
	var out [][]string
	for _, name := range names {
		if wanted != nil && !wanted[name] {
			continue
		}
		own := propertySize(p.Portions, name)
		full := p.Portions != nil && p.Portions.Most > 0 && size+own > p.Portions.Most
		if full && (size > 0 || !strict) {
			out = append(out, portion)
			portion, size = begin(), 0
		}
		portion, size = append(portion, name), size+own
	}
	return append(out, portion)
}

// propertySize is what a property counts: in characters, with a comma as it is written in
// an address.
func propertySize(p *manifest.Portions, name string) int {
	if p != nil && p.Characters {
		return len([]rune(name)) + len("%2C")
	}
	return 1
}

// propertiesKey is where expressions find the properties of a request.
const propertiesKey = "query_properties"

// asking is a slice that also says which properties are asked for.
func (rd *reader) asking(sl slice, names []string) slice {
	list := make([]any, len(names))
	for i, name := range names {
		list[i] = name
	}
	extra := map[string]any{propertiesKey: list}
	if rd.opts.Strict { // the reference runner forgets what the parent gave
		for k, v := range sl.extra {
			if k != propertiesKey {
				extra[k] = v
			}
		}
	}
	sl.extra = extra
	return sl
}

// namesProperties adds the parameter that names them.
func namesProperties(c *call, p *manifest.Properties, names []string) {
	if p.Parameter != "" {
		c.parts = append(c.parts, part{query: map[string][]string{p.Parameter: {strings.Join(names, ",")}}})
	}
}
