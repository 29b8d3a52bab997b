package api

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/setup"
)

// Project is the person's database as the screens need it.
type Project interface {
	Tables(ctx context.Context) ([]domain.TableSummary, error)
	Table(ctx context.Context, name string) (domain.Table, error)
	CreateTable(ctx context.Context, t domain.Table) error
	RenameTable(ctx context.Context, name, to string) error
	AddField(ctx context.Context, table string, f domain.Field) error
	RenameField(ctx context.Context, table, name, to string) error
	// EnsureSorted makes sorting by a field fast, once.
	EnsureSorted(ctx context.Context, table, field string) error
	Rows(ctx context.Context, q domain.RowQuery) (domain.RowPage, error)
	CountRows(ctx context.Context, q domain.RowQuery) (int64, error)
	// Search tells of the rows of a query part by part, until found returns false.
	Search(ctx context.Context, q domain.RowQuery, behind domain.RowID, found func(part domain.FoundRows) bool) error
	// Edition is another number after every change of rows.
	Edition(ctx context.Context) (int64, error)
	Explain(ctx context.Context, table string, id domain.RowID) (domain.Explanation, error)
	History(ctx context.Context, table string, id domain.RowID) ([]domain.HistoryEntry, error)
	// ChangesSince returns, for those of the rows that changed since then, the fields
	// that did; nil fields mean that the row is new.
	ChangesSince(ctx context.Context, table string, rows []domain.RowID, since time.Time) (map[domain.RowID][]string, error)
	// ListConflicts lists what integrations say otherwise than the rows hold, and CountConflicts
	// counts them by field.
	ListConflicts(ctx context.Context, find domain.FindConflicts) ([]domain.ConflictRow, error)
	CountConflicts(ctx context.Context, find domain.FindConflicts) ([]domain.ConflictCount, error)
	RestoreRow(ctx context.Context, table string, id domain.RowID) error
	Export(ctx context.Context, q domain.RowQuery, format domain.ExportFormat, o domain.ExportOptions, w io.Writer) (int64, error)
	Activity(ctx context.Context, from time.Time) ([]domain.DayActivity, error)
	RecordErrors(ctx context.Context, find domain.FindRecordErrors) ([]domain.RecordError, error)
	CountRecordErrors(ctx context.Context, find domain.FindRecordErrors) (int64, error)
	// HeldRows lists rows of an integration that wait for the person's decision.
	HeldRows(ctx context.Context, integration domain.IntegrationID, limit int) ([]domain.HeldRow, error)
	// UndoStates tells which of these runs can be taken back.
	UndoStates(ctx context.Context, runs []domain.RunID) (map[domain.RunID]domain.UndoState, error)
	IgnoreRecordErrors(ctx context.Context, ids []domain.RecordErrorID, ignored bool) error
	CodeCounts(ctx context.Context, integration domain.IntegrationID) (map[domain.RecordErrorCode]int64, error)
}

// ProjectAPI is bound to the window: tables, fields, rows.
type ProjectAPI struct {
	caller
	project    Project
	setup      *setup.Service
	names      func(ctx context.Context) (names, error)
	events     Events
	desktop    Desktop
	writeWhole func(path string, write func(io.Writer) error) error
	exporting  underWay
	clock      clock.Clock
	searching  searching
	settle     func(ctx context.Context, table string) error
}

// Tables returns the tables with their counts.
func (a *ProjectAPI) Tables() ([]Table, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return tables(ctx, a.project, a.setup)
}

// tables are the tables of the project with who feeds them.
func tables(ctx context.Context, p Project, s *setup.Service) ([]Table, error) {
	all, err := p.Tables(ctx)
	if err != nil {
		return nil, err
	}
	feeds, err := s.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	return convert(all, func(t domain.TableSummary) Table {
		feed := feeds[t.Name]
		return Table{
			Name: t.Name, Fields: convert(t.Fields, fieldDTO), Rows: t.Rows, FedBy: convert(feed.Integrations, integrationReference), Keys: orEmpty(feed.Keys),
		}
	}), nil
}

func fieldDTO(f domain.Field) Field {
	return Field{Name: f.Name, Type: f.Type, Required: f.Required, Choices: orEmpty(f.Choices)}
}

func (f Field) domain() domain.Field {
	return domain.Field{Name: strings.TrimSpace(f.Name), Type: f.Type, Required: f.Required, Choices: f.Choices}
}

// changed tells the window and returns the table as it is now.
func (a *ProjectAPI) changed(ctx context.Context, name string, err error) (Table, error) {
	if err != nil {
		return Table{}, err
	}
	a.events.Publish(event.ProjectChanged{Table: name})
	all, err := tables(ctx, a.project, a.setup)
	if err != nil {
		return Table{}, err
	}
	for _, t := range all {
		if t.Name == name {
			return t, nil
		}
	}
	return Table{}, domain.ErrNotFound
}

// CreateTable makes a table.
func (a *ProjectAPI) CreateTable(name string, fields []Field) (Table, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	name = strings.TrimSpace(name)
	return a.changed(ctx, name, a.project.CreateTable(ctx, domain.Table{Name: name, Fields: convert(fields, Field.domain)}))
}

// RenameTable renames a table; mappings that go to it follow.
func (a *ProjectAPI) RenameTable(name, to string) (Table, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	to = strings.TrimSpace(to)
	err := a.project.RenameTable(ctx, name, to)
	if err == nil {
		err = a.setup.TableRenamed(ctx, name, to)
	}
	return a.changed(ctx, to, err)
}

// AddField adds a field to a table.
func (a *ProjectAPI) AddField(table string, field Field) (Table, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.changed(ctx, table, a.project.AddField(ctx, table, field.domain()))
}

// RenameField renames a field; mappings that go to it follow.
func (a *ProjectAPI) RenameField(table, name, to string) (Table, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	to = strings.TrimSpace(to)
	err := a.project.RenameField(ctx, table, name, to)
	if err == nil {
		err = a.setup.FieldRenamed(ctx, table, name, to)
	}
	return a.changed(ctx, table, err)
}

const (
	maxRows  = 500    // bounds one page of rows
	manyRows = 20_000 // from here on sorting needs an index to feel immediate
)

// Rows returns one page of rows and how many fit the query. With a search these are the rows found so
// far: asked again while it runs, there are more.
func (a *ProjectAPI) Rows(query RowsQuery) (RowsPage, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	q := query.domain()
	if strings.TrimSpace(q.Search) != "" {
		return a.foundRows(ctx, query, q)
	}
	total, err := a.project.CountRows(ctx, q)
	if err != nil {
		return RowsPage{}, err
	}
	if q.Sort.Field != "" && total > manyRows {
		if err := a.project.EnsureSorted(ctx, q.Table, q.Sort.Field); err != nil {
			return RowsPage{}, err
		}
	}
	return a.page(ctx, query, q, RowsPage{Total: total, Searched: Searched{State: SearchWhole, Share: 1}})
}

// page fills out with the rows of a query.
func (a *ProjectAPI) page(ctx context.Context, query RowsQuery, q domain.RowQuery, out RowsPage) (RowsPage, error) {
	page, err := a.project.Rows(ctx, q)
	if err != nil {
		return RowsPage{}, err
	}
	out.Fields, out.Rows = convert(page.Fields, fieldDTO), convert(page.Rows, rowDTO)
	return out, a.markChanges(ctx, query, page, &out)
}

// markChanges notes on each row what changed since the time the query asks for.
func (a *ProjectAPI) markChanges(ctx context.Context, query RowsQuery, page domain.RowPage, out *RowsPage) error {
	if query.ChangedSince == "" || len(page.Rows) == 0 {
		return nil
	}
	since, err := time.Parse(time.RFC3339, query.ChangedSince)
	if err != nil {
		return err
	}
	changes, err := a.project.ChangesSince(ctx, query.Table, convert(page.Rows, func(r domain.StoredRow) domain.RowID { return r.ID }), since)
	if err != nil {
		return err
	}
	for i, r := range page.Rows {
		fields, changed := changes[r.ID]
		out.Rows[i].Changed, out.Rows[i].New = orEmpty(fields), changed && fields == nil
	}
	return nil
}

func (q RowsQuery) domain() domain.RowQuery {
	out := domain.RowQuery{
		Table: q.Table, Fields: q.Fields, Search: q.Search, Sort: domain.RowSort{Field: q.Sort, Descending: q.Descending},
		Limit: min(max(q.Limit, 1), maxRows), Offset: q.Offset,
		Where: convert(q.Filters, func(f Filter) domain.RowFilter {
			return domain.RowFilter{Field: f.Field, Operator: domain.RowOperator(f.Operator), Value: f.Value}
		}),
	}
	if q.Deleted {
		out.Deleted = domain.OnlyDeleted
	}
	return out
}

func rowDTO(r domain.StoredRow) Row {
	return Row{
		ID: strconv.FormatInt(int64(r.ID), 10), Values: convert(r.Values, valueDTO), ChangedAt: moment(r.ChangedAt),
		Deleted: !r.DeletedAt.IsZero(), Changed: []string{},
	}
}

// valueDTO is a value as text, nil for empty.
func valueDTO(v domain.Value) *string {
	if v == nil {
		return nil
	}
	text := domain.TextOf(v)
	return &text
}

// RestoreRow brings a deleted row back.
func (a *ProjectAPI) RestoreRow(table, id string) (RowDetail, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	row, err := rowID(id)
	if err != nil {
		return RowDetail{}, err
	}
	if err := a.project.RestoreRow(ctx, table, row); err != nil {
		return RowDetail{}, err
	}
	a.events.Publish(event.ProjectChanged{Table: table})
	return a.detail(ctx, table, row)
}

func rowID(id string) (domain.RowID, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0, domain.ErrNotFound
	}
	return domain.RowID(n), nil
}
