package setup

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"tributary/backend/domain"
)

// Applied is one thing applying a set-up file did.
type Applied struct {
	Action string `json:"action"` // created, changed, removed, activated, deactivated, note
	Thing  string `json:"thing"`  // table, field, authorization, …
	Name   string `json:"name"`
	Words  string `json:"words,omitempty"` // for a note: what to know
}

// Environment is what a set-up file may refer to outside itself.
type Environment struct {
	// Dir is the folder relative manifest paths start from.
	Dir string
	// LookupEnv finds an environment variable.
	LookupEnv func(name string) (string, bool)
}

// application is one application of a file in progress.
type application struct {
	*Service
	env  Environment
	file File
	done []Applied
}

// Apply makes the set-up equal to the file. It is idempotent: applied again, it
// changes nothing. Sections that are absent are left alone; authorizations, source
// configurations and integrations absent from a section that is there are removed.
// Tables and fields are made, never removed. On an error what was done before
// stands and is returned with it; applying again continues.
func (s *Service) Apply(ctx context.Context, f File, env Environment) ([]Applied, error) {
	a := &application{Service: s, env: env, file: f}
	for _, step := range []func(context.Context) error{
		a.addresses, a.tables, a.authorizations, a.configurations, a.integrations, a.orders, a.liveExport, a.mail, a.removals,
	} {
		if err := step(ctx); err != nil {
			return a.done, a.partly(err)
		}
	}
	return a.done, nil
}

// partly corrects what an error says when something had been changed before it.
func (a *application) partly(err error) error {
	var e *domain.Error
	changed := slices.ContainsFunc(a.done, func(one Applied) bool { return one.Action != "note" })
	if !changed || !errors.As(err, &e) || e.Means != nothingChanged {
		return err
	}
	told := *e
	told.Means = "What stands before it in the file was applied, the rest was not."
	return &told
}

func (a *application) note(action, thing, name string) {
	a.done = append(a.done, Applied{Action: action, Thing: thing, Name: name})
}

func (a *application) addresses(ctx context.Context) error {
	if a.file.AddressBook == nil {
		return nil
	}
	want, err := cleanAddresses(a.file.AddressBook)
	if err != nil {
		return err
	}
	have, err := a.store.AddressBook(ctx)
	if err != nil {
		return err
	}
	if slices.Equal(want, have) {
		return nil
	}
	a.note("changed", "address book", strings.Join(want, ", "))
	return a.SaveAddressBook(ctx, want)
}

func (a *application) tables(ctx context.Context) error {
	if a.file.Project == nil {
		return nil
	}
	have, err := a.project.Tables(ctx)
	if err != nil {
		return err
	}
	for _, t := range a.file.Project.Tables {
		i := slices.IndexFunc(have, func(h domain.Table) bool { return h.Name == t.Name })
		if i < 0 {
			if err := a.project.CreateTable(ctx, t.table()); err != nil {
				return err
			}
			a.note("created", "table", t.Name)
			continue
		}
		if err := a.fields(ctx, have[i], t); err != nil {
			return err
		}
	}
	return nil
}

func (a *application) fields(ctx context.Context, have domain.Table, want FileTable) error {
	for _, f := range want.table().Fields {
		known, ok := have.Field(f.Name)
		switch {
		case !ok:
			if err := a.project.AddField(ctx, have.Name, f); err != nil {
				return err
			}
			a.note("created", "field", have.Name+"."+f.Name)
		case known.Type != f.Type:
			return fileError(fmt.Sprintf("The field “%s” of %s is %s; the file says %s.", f.Name, have.Name, known.Type, f.Type), nil)
		}
	}
	return nil
}

func (t FileTable) table() domain.Table {
	out := domain.Table{Name: t.Name}
	for _, f := range t.Fields {
		if f.Type == "" {
			f.Type = domain.Text
		}
		out.Fields = append(out.Fields, domain.Field(f))
	}
	return out
}

// source returns the source of a catalog id or of a manifest path.
func (a *application) source(ctx context.Context, name string) (Source, error) {
	if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") || strings.HasSuffix(name, ".json") {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(a.env.Dir, path)
		}
		return a.sources.LoadFile(ctx, path)
	}
	return a.sources.Find(ctx, domain.SourceID(name))
}

// resolve replaces {env: NAME} in values.
func (a *application) resolve(where string, v any) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		if name, isRef := v["env"].(string); isRef && len(v) == 1 {
			return a.environment(where, name)
		}
		out := make(map[string]any, len(v))
		for key, inner := range v {
			resolved, err := a.resolve(where, inner)
			if err != nil {
				return nil, err
			}
			out[key] = resolved
		}
		return out, nil
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			resolved, err := a.resolve(where, inner)
			if err != nil {
				return nil, err
			}
			out[i] = resolved
		}
		return out, nil
	}
	return v, nil
}

func (a *application) environment(where, name string) (any, error) {
	value, found := a.env.LookupEnv(name)
	if !found {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "env_missing", What: fmt.Sprintf("The environment variable %s, needed for %s, is not set.", name, where),
			Means: "The authorization cannot be stored without it.", Do: "Set it and apply the file again.",
		}
	}
	return value, nil
}

func (a *application) integrations(ctx context.Context) error {
	for _, want := range a.file.Integrations {
		if err := a.integration(ctx, want); err != nil {
			return err
		}
	}
	return nil
}

func (a *application) integration(ctx context.Context, want FileIntegration) error {
	in, err := want.integration()
	if err != nil {
		return err
	}
	if in.EmailAlerts, err = cleanAddresses(in.EmailAlerts); err != nil {
		return err
	}
	c, err := a.configurationNamed(ctx, want.Configuration)
	if err != nil {
		return err
	}
	in.Configuration = c.ID
	have, found, err := a.integrationNamed(ctx, want.Name)
	if err != nil {
		return err
	}
	if !found || !sameIntegration(have, in) {
		in.ID = have.ID
		if have, err = a.SaveIntegration(ctx, in); err != nil {
			return err
		}
		a.note(verb(found), "integration", want.Name)
	}
	running := have.State != domain.Inactive
	switch {
	case want.Active && !running:
		_, err = a.ActivateIntegration(ctx, have.ID)
		a.note("activated", "integration", want.Name)
	case !want.Active && running:
		_, err = a.DeactivateIntegration(ctx, have.ID)
		a.note("deactivated", "integration", want.Name)
	}
	return err
}

func verb(found bool) string {
	if found {
		return "changed"
	}
	return "created"
}

// sameIntegration compares what a set-up file says of an integration.
func sameIntegration(a, b domain.Integration) bool {
	return a.Configuration == b.Configuration && a.Schedule == b.Schedule && slices.Equal(a.EmailAlerts, b.EmailAlerts) &&
		a.Budget == b.Budget && a.Guard == b.Guard && a.HardDeletions == b.HardDeletions && sameUpdates(a.Updates, b.Updates)
}

func sameUpdates(a, b map[string][]domain.UpdateType) bool {
	trim := func(m map[string][]domain.UpdateType) map[string][]domain.UpdateType {
		out := map[string][]domain.UpdateType{}
		for k, v := range m {
			if len(v) > 0 {
				out[k] = slices.Sorted(slices.Values(v))
			}
		}
		return out
	}
	return reflect.DeepEqual(trim(a), trim(b))
}

func (a *application) configurationNamed(ctx context.Context, name string) (domain.Configuration, error) {
	all, err := a.store.Configurations(ctx)
	if err != nil {
		return domain.Configuration{}, err
	}
	for _, c := range all {
		if c.Name == name {
			return c, nil
		}
	}
	return domain.Configuration{}, fileError(fmt.Sprintf("There is no source configuration “%s”.", name), nil)
}

func (a *application) integrationNamed(ctx context.Context, name string) (domain.Integration, bool, error) {
	all, err := a.store.Integrations(ctx)
	if err != nil {
		return domain.Integration{}, false, err
	}
	for _, i := range all {
		if i.Name == name {
			return i, true, nil
		}
	}
	return domain.Integration{}, false, nil
}

func (a *application) mail(ctx context.Context) error {
	if a.file.Mail == nil {
		return nil
	}
	m := a.file.Mail
	want := domain.MailServer{Host: m.Host, Port: m.Port, TLS: m.TLS, User: m.User, From: m.From}
	if want.TLS == "" {
		want.TLS = "starttls"
	}
	if m.Authorization != "" {
		one, found, err := a.authorizationNamed(ctx, m.Authorization)
		if err != nil {
			return err
		}
		if !found {
			return fileError(fmt.Sprintf("There is no authorization “%s”.", m.Authorization), nil)
		}
		want.Authorization = one.ID
		if err := a.checkMailSignIn(ctx, want); err != nil {
			return err
		}
	}
	password, err := a.resolve("the mail password", m.Password)
	if err != nil {
		return err
	}
	have, sealed, err := a.store.MailServer(ctx)
	if err != nil {
		return err
	}
	text, _ := password.(string)
	if sealed != "" {
		old, err := a.vault.Open(mailPassword, sealed)
		if err == nil && have == want && string(old) == text {
			return nil
		}
	} else if have == want && text == "" {
		return nil
	}
	if sealed, err = a.vault.Seal(mailPassword, []byte(text)); err != nil {
		return fmt.Errorf("seal the mail password: %w", err)
	}
	a.note("changed", "mail server", want.Host)
	return a.store.SaveMailServer(ctx, want, sealed)
}
