package setup

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"

	"tributary/backend/domain"
)

// transfers makes the data transfers of one source configuration equal to the
// file's.
func (a *application) transfers(ctx context.Context, c domain.Configuration, want FileConfiguration) error {
	have, err := a.store.Transfers(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, t := range want.Transfers {
		i := slices.IndexFunc(have, func(h domain.Transfer) bool { return h.DataType == t.DataType })
		var old domain.Transfer
		if i >= 0 {
			old = have[i]
		}
		if err := a.transfer(ctx, c, old, t); err != nil {
			return err
		}
	}
	for _, old := range have {
		if !slices.ContainsFunc(want.Transfers, func(t FileTransfer) bool { return t.DataType == old.DataType }) {
			if err := a.RemoveTransfer(ctx, old.ID); err != nil {
				return err
			}
			a.note("removed", "data transfer", c.Name+" / "+old.DataType)
		}
	}
	return nil
}

func (a *application) transfer(ctx context.Context, c domain.Configuration, have domain.Transfer, want FileTransfer) error {
	m, err := a.mapping(ctx, want)
	if err != nil {
		return err
	}
	policy, err := filePolicy(want)
	if err != nil {
		return err
	}
	found := have.ID != ""
	own, added := withoutAdded(have.Mapping, m, policy)
	if !found || !sameMapping(own, m, want.Mapping) {
		if m, err = a.notation(ctx, c, want, m); err != nil {
			return err
		}
		m.Assignments = append(m.Assignments, added...)
	} else {
		m = have.Mapping
	}
	if found && have.Active == want.Active && have.WhenFieldsChange == policy && reflect.DeepEqual(have.Mapping, m) {
		return nil
	}
	now := a.clock.Now().UTC()
	if !found {
		have = domain.Transfer{ID: domain.NewID[domain.TransferID](), Configuration: c.ID, DataType: want.DataType, CreatedAt: now}
	}
	have.Mapping, have.Active, have.WhenFieldsChange, have.UpdatedAt = m, want.Active, policy, now
	if why := TransferRefusal(have); have.Active && why != "" {
		return fileError(fmt.Sprintf("The data transfer %s of “%s” cannot be active: %s.", want.DataType, c.Name, lowerFirst(why)), nil)
	}
	a.note(verb(found), "data transfer", c.Name+" / "+want.DataType)
	return a.putTransfer(ctx, have)
}

func filePolicy(want FileTransfer) (domain.WhenFieldsChange, error) {
	switch policy := cmp.Or(want.WhenFieldsChange, domain.TellChanges); policy {
	case domain.TellChanges, domain.AddNewFields, domain.StopTheRun:
		return policy, nil
	default:
		return "", fileError(fmt.Sprintf("The data transfer %s has when_fields_change: %s; it is one of tell, add and stop.", want.DataType, policy), nil)
	}
}

// withoutAdded takes apart what the file is about and what the program added by itself, as
// the file has it do: applying it again does not take those away.
func withoutAdded(have, want domain.Mapping, policy domain.WhenFieldsChange) (own domain.Mapping, added []domain.Assignment) {
	own = have
	own.Assignments = nil
	for _, x := range have.Assignments {
		inFile := slices.ContainsFunc(want.Assignments, func(w domain.Assignment) bool { return slices.Equal(w.From, x.From) || w.To == x.To })
		if x.Added && !inFile && policy == domain.AddNewFields && have.Table == want.Table {
			added = append(added, x)
			continue
		}
		own.Assignments = append(own.Assignments, x)
	}
	return own, added
}

// mapping reads the file's mapping and checks it against the project.
func (a *application) mapping(ctx context.Context, want FileTransfer) (domain.Mapping, error) {
	m := domain.Mapping{Table: want.Table, SharedKeyLastWins: want.SharedKeyLastWins}
	if want.Table == "" {
		return m, nil
	}
	table, err := a.project.Table(ctx, want.Table)
	if err != nil {
		return m, fileError(fmt.Sprintf("The data transfer %s goes to the table “%s”, which the project does not have.", want.DataType, want.Table), err)
	}
	for _, w := range want.Mapping {
		if _, ok := table.Field(w.To); !ok {
			return m, fileError(fmt.Sprintf("The data transfer %s maps to the field “%s”, which the table “%s” does not have.", want.DataType, w.To, want.Table), nil)
		}
		m.Assignments = append(m.Assignments, domain.Assignment{
			From: domain.ParsePath(w.From), To: w.To, PrimaryKey: w.PrimaryKey, KeepEmptyText: w.KeepEmptyText,
			DateOrder: w.DateOrder, DecimalComma: w.DecimalComma,
		})
	}
	return m, nil
}

// notation fills in how the source writes dates and numbers where the file does not
// say, and refuses a data type the source does not offer. A service that does not
// answer now is not held against the file.
func (a *application) notation(ctx context.Context, c domain.Configuration, want FileTransfer, m domain.Mapping) (domain.Mapping, error) {
	dataType, err := a.dataType(ctx, c, want.DataType)
	if err != nil {
		if kind := domain.KindOf(err); kind == domain.SetUp {
			return m, err
		}
		a.done = append(a.done, Applied{Action: "note", Thing: "data transfer", Name: c.Name + " / " + want.DataType, Words: err.Error()})
		return m, ctx.Err()
	}
	return withNotation(m, dataType.Fields), nil
}

// withNotation sets the notations that the source shows on assignments that say
// nothing of their own.
func withNotation(m domain.Mapping, fields []domain.SourceField) domain.Mapping {
	m.Assignments = slices.Clone(m.Assignments)
	for i, assignment := range m.Assignments {
		for _, f := range fields {
			if assignment.DateOrder != "" || assignment.DecimalComma || !slices.Equal(f.Path, assignment.From) {
				continue
			}
			m.Assignments[i].DateOrder, m.Assignments[i].DecimalComma = f.DateOrder, f.DecimalComma
		}
	}
	return m
}

// sameMapping compares a stored mapping with the file's; notations the file leaves
// open are not compared.
func sameMapping(have, want domain.Mapping, file []FileAssignment) bool {
	if have.Table != want.Table || have.SharedKeyLastWins != want.SharedKeyLastWins || len(have.Assignments) != len(want.Assignments) {
		return false
	}
	for i, w := range want.Assignments {
		h := have.Assignments[i]
		if file[i].DateOrder == "" && !file[i].DecimalComma {
			h.DateOrder, h.DecimalComma = "", false
		}
		h.Added = false
		if !reflect.DeepEqual(h, w) {
			return false
		}
	}
	return true
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]|0x20) + s[1:]
}

// removals removes what a section of the file no longer lists, users before what
// they use.
func (a *application) removals(ctx context.Context) error {
	if a.file.Integrations != nil {
		if err := a.removeIntegrations(ctx); err != nil {
			return err
		}
	}
	if a.file.Configurations != nil {
		if err := a.removeConfigurations(ctx); err != nil {
			return err
		}
	}
	if a.file.Authorizations == nil {
		return nil
	}
	have, err := a.store.Authorizations(ctx)
	if err != nil {
		return err
	}
	for _, one := range have {
		if slices.ContainsFunc(a.file.Authorizations, func(f FileAuthorization) bool { return f.Name == one.Name }) {
			continue
		}
		if err := a.DeleteAuthorization(ctx, one.ID); err != nil {
			return err
		}
		a.note("removed", "authorization", one.Name)
	}
	return nil
}

func (a *application) removeIntegrations(ctx context.Context) error {
	have, err := a.store.Integrations(ctx)
	if err != nil {
		return err
	}
	for _, one := range have {
		if slices.ContainsFunc(a.file.Integrations, func(f FileIntegration) bool { return f.Name == one.Name }) {
			continue
		}
		if err := a.DeleteIntegration(ctx, one.ID); err != nil {
			return err
		}
		a.note("removed", "integration", one.Name)
	}
	return nil
}

func (a *application) removeConfigurations(ctx context.Context) error {
	have, err := a.store.Configurations(ctx)
	if err != nil {
		return err
	}
	for _, one := range have {
		if slices.ContainsFunc(a.file.Configurations, func(f FileConfiguration) bool { return f.Name == one.Name }) {
			continue
		}
		if err := a.DeleteConfiguration(ctx, one.ID); err != nil {
			return err
		}
		a.note("removed", "source configuration", one.Name)
	}
	return nil
}
