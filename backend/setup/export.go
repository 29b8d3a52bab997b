package setup

import (
	"context"
	"strings"
	"unicode"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// Export returns today's set-up as a set-up file. Secrets stand in it as references
// to the environment, never as values.
func (s *Service) Export(ctx context.Context) (File, error) {
	f := File{Version: fileVersion, Project: &FileProject{}}
	for _, step := range []func(context.Context, *File) error{
		s.exportProject, s.exportOrders, s.exportAuthorizations, s.exportConfigurations, s.exportIntegrations, s.exportLive, s.exportMail,
	} {
		if err := step(ctx, &f); err != nil {
			return File{}, err
		}
	}
	return f, nil
}

func (s *Service) exportProject(ctx context.Context, f *File) (err error) {
	if f.AddressBook, err = s.store.AddressBook(ctx); err != nil {
		return err
	}
	tables, err := s.project.Tables(ctx)
	for _, t := range tables {
		out := FileTable{Name: t.Name}
		for _, field := range t.Fields {
			out.Fields = append(out.Fields, FileField(field))
		}
		f.Project.Tables = append(f.Project.Tables, out)
	}
	return err
}

// sourceName is how a set-up file names a source.
func (s *Service) sourceName(ctx context.Context, id domain.SourceID) string {
	src, err := s.sources.Find(ctx, id)
	if err == nil && src.FromFile != "" {
		return src.FromFile
	}
	return string(id)
}

func (s *Service) exportAuthorizations(ctx context.Context, f *File) error {
	all, err := s.store.Authorizations(ctx)
	if err != nil {
		return err
	}
	for _, a := range all {
		out := FileAuthorization{Name: a.Name, Source: s.sourceName(ctx, a.Source)}
		secrets := map[string]any{}
		for _, path := range a.SecretFields {
			if !strings.HasPrefix(path, "_") {
				secrets[path] = map[string]any{"env": variableName(a.Name + "_" + path)}
			}
		}
		out.Values = source.Join(a.Values, secrets)
		// A sign-in is made anew where the file is applied: tokens are no set-up.
		if _, spec, err := s.Spec(ctx, a.Source); err == nil && spec.SignIn.Chosen(a.Values) {
			out.Values = withoutFilled(spec.SignIn, out.Values)
		}
		f.Authorizations = append(f.Authorizations, out)
	}
	return nil
}

// variableName makes the name of an environment variable of any text.
func variableName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return unicode.ToUpper(r)
		default:
			return '_'
		}
	}, "TRIBUTARY_"+s)
}

func (s *Service) exportConfigurations(ctx context.Context, f *File) error {
	all, err := s.store.Configurations(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		out := FileConfiguration{Name: c.Name, Source: s.sourceName(ctx, c.Source), Settings: c.Settings}
		if c.Authorization != "" {
			a, err := s.store.Authorization(ctx, c.Authorization)
			if err != nil {
				return err
			}
			out.Authorization = a.Name
		}
		transfers, err := s.store.Transfers(ctx, c.ID)
		if err != nil {
			return err
		}
		for _, t := range transfers {
			out.Transfers = append(out.Transfers, exportTransfer(t))
		}
		f.Configurations = append(f.Configurations, out)
	}
	return nil
}

func exportTransfer(t domain.Transfer) FileTransfer {
	out := FileTransfer{DataType: t.DataType, Table: t.Mapping.Table, Active: t.Active, SharedKeyLastWins: t.Mapping.SharedKeyLastWins}
	if t.WhenFieldsChange != domain.TellChanges {
		out.WhenFieldsChange = t.WhenFieldsChange
	}
	for _, a := range t.Mapping.Assignments {
		out.Mapping = append(out.Mapping, FileAssignment{
			From: a.From.String(), To: a.To, PrimaryKey: a.PrimaryKey, KeepEmptyText: a.KeepEmptyText,
			DateOrder: a.DateOrder, DecimalComma: a.DecimalComma,
		})
	}
	return out
}

func (s *Service) exportIntegrations(ctx context.Context, f *File) error {
	all, err := s.store.Integrations(ctx)
	if err != nil {
		return err
	}
	for _, i := range all {
		c, err := s.store.Configuration(ctx, i.Configuration)
		if err != nil {
			return err
		}
		out := FileIntegration{
			Name: i.Name, Configuration: c.Name, Updates: i.Updates, Cron: i.Schedule.Cron,
			EmailAlerts: i.EmailAlerts, Active: i.State != domain.Inactive,
		}
		if i.Schedule.Cron == "" {
			out.Every = i.Schedule.Every.String()
		}
		if i.HardDeletions {
			out.Deletions = "hard"
		}
		if i.Budget != (domain.BudgetLimits{}) {
			b := FileBudget(i.Budget)
			out.Budget = &b
		}
		if i.Guard != (domain.GuardLimits{}) {
			g := FileGuard(i.Guard)
			out.Guard = &g
		}
		f.Integrations = append(f.Integrations, out)
	}
	return nil
}

func (s *Service) exportMail(ctx context.Context, f *File) error {
	m, sealed, err := s.store.MailServer(ctx)
	if err != nil || m.Host == "" {
		return err
	}
	f.Mail = &FileMail{Host: m.Host, Port: m.Port, TLS: m.TLS, User: m.User, From: m.From}
	if sealed != "" {
		f.Mail.Password = map[string]any{"env": "TRIBUTARY_SMTP_PASSWORD"}
	}
	if m.Authorization != "" {
		a, err := s.store.Authorization(ctx, m.Authorization)
		if err != nil {
			return err
		}
		f.Mail.Authorization = a.Name
	}
	return nil
}
