package api

import (
	"context"
	"slices"
	"time"

	"tributary/backend/domain"
)

// AppAPI is bound to the window: the Overview, the state of the whole program.
type AppAPI struct {
	caller
	view
	settings    SettingsStore
	health      func(ctx context.Context) []domain.Finding
	desktop     Desktop
	open        func(address string) error
	useLanguage func(language string)
}

// days is how many days the Overview's chart shows.
const days = 14

// Overview returns all the Overview page shows.
func (a *AppAPI) Overview() (Overview, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	integrations, err := a.integrations(ctx)
	if err != nil {
		return Overview{}, err
	}
	needs, err := a.needsOf(ctx, integrations)
	if err != nil {
		return Overview{}, err
	}
	out := Overview{Integrations: integrations, NeedsYou: needs, Warnings: a.warnings(ctx)}
	return out, a.activity(ctx, &out)
}

// needsOf lists what of the integrations waits for the person.
func (a *AppAPI) needsOf(ctx context.Context, integrations []Integration) ([]Need, error) {
	all := []Need{}
	for _, i := range integrations {
		needs, err := a.needs(ctx, i)
		if err != nil {
			return nil, err
		}
		all = append(all, needs...)
	}
	return all, nil
}

// warnings are what is not as it should be about the program itself.
func (a *AppAPI) warnings(ctx context.Context) []Warning {
	say, list := a.saying(), []Warning{}
	for _, f := range a.health(ctx) {
		if f.Severity != domain.Warning && f.Severity != domain.Problem {
			continue
		}
		list = append(list, Warning{Code: f.Code, Title: say(f.Title), Severity: f.Severity, Words: say(f.Words), Do: say(f.Do), Page: f.Page})
	}
	return list
}

// activity adds the changes of the last days and today's by table.
func (a *AppAPI) activity(ctx context.Context, out *Overview) error {
	today := a.clock.Now().Local() //nolint:gosmopolitan // a day is the person's
	from := today.AddDate(0, 0, 1-days)
	activity, err := a.project.Activity(ctx, from)
	if err != nil {
		return err
	}
	tables, err := a.project.Tables(ctx)
	if err != nil {
		return err
	}
	byDay := map[string]*DayCounts{}
	for n := range days {
		out.Days = append(out.Days, DayCounts{Day: from.AddDate(0, 0, n).Format(time.DateOnly)})
	}
	for n := range out.Days {
		byDay[out.Days[n].Day] = &out.Days[n]
	}
	byTable := map[string]*TableCounts{}
	out.Today = convert(tables, func(t domain.TableSummary) TableCounts { return TableCounts{Table: t.Name, Rows: t.Rows} })
	for n := range out.Today {
		byTable[out.Today[n].Table] = &out.Today[n]
	}
	for _, d := range activity {
		day := d.Day.Format(time.DateOnly)
		if c, ok := byDay[day]; ok {
			c.Created, c.Updated, c.Deleted = c.Created+d.Created, c.Updated+d.Updated, c.Deleted+d.Deleted
		}
		if c, ok := byTable[d.Table]; ok && day == today.Format(time.DateOnly) {
			c.Created, c.Updated, c.Deleted = c.Created+d.Created, c.Updated+d.Updated, c.Deleted+d.Deleted
		}
	}
	return nil
}

// needs lists what of an integration waits for the person.
func (a *AppAPI) needs(ctx context.Context, i Integration) ([]Need, error) {
	needs := []Need{}
	switch i.State {
	case domain.AwaitingDecision:
		needs = append(needs, heldNeed(i))
	case domain.AwaitingSignIn:
		n := Need{Code: "sign_in", Integration: i.ID, Name: i.Name}
		c, err := a.setup.Configuration(ctx, domain.ConfigurationID(i.Configuration.ID))
		if err != nil {
			return nil, err
		}
		n.Authorization = string(c.Authorization)
		if i.LastRun != nil {
			n.Error = i.LastRun.Error
		}
		needs = append(needs, n)
	case domain.Disabled:
		needs = append(needs, Need{Code: "disabled", Integration: i.ID, Name: i.Name, TopMessage: i.StateCause})
	case domain.Active:
		if i.LastRun != nil && i.LastRun.Result == domain.RunFailed {
			needs = append(needs, Need{Code: "run_failed", Integration: i.ID, Name: i.Name, Error: i.LastRun.Error})
		}
	case domain.Inactive:
	}
	open, err := a.openErrors(ctx, i)
	if err != nil {
		return nil, err
	}
	return append(needs, open...), nil
}

// heldNeed is what the mass-change guard holds back.
func heldNeed(i Integration) Need {
	n := Need{Code: "guard", Integration: i.ID, Name: i.Name}
	if i.LastRun == nil {
		return n
	}
	for _, t := range i.LastRun.Transfers {
		if t.HeldRows == 0 {
			continue
		}
		n.DataType, n.Table, n.Count, n.Of = t.Label, t.Table, t.HeldRows, t.Linked
		if t.Linked > 0 {
			n.Percent = int(t.HeldRows * 100 / t.Linked)
		}
	}
	return n
}

func (a *AppAPI) openErrors(ctx context.Context, i Integration) ([]Need, error) {
	id := domain.IntegrationID(i.ID)
	codes, err := a.project.CodeCounts(ctx, id)
	if err != nil || len(codes) == 0 {
		return nil, err
	}
	n := Need{Code: "record_errors", Integration: i.ID, Name: i.Name}
	for code, count := range codes {
		n.Count += count
		if count > n.TopCount {
			n.TopCode, n.TopCount = string(code), count
		}
	}
	sample, err := a.project.RecordErrors(ctx, domain.FindRecordErrors{Integration: id, Code: domain.RecordErrorCode(n.TopCode), Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(sample) > 0 {
		n.TopMessage, n.DataType = a.saying()(sample[0].Message), sample[0].DataType
		at := slices.IndexFunc(i.Updates, func(u TransferUpdates) bool { return u.DataType == sample[0].DataType })
		if at >= 0 {
			n.DataType, n.Table = i.Updates[at].Label, i.Updates[at].Table
		}
	}
	return []Need{n}, nil
}

// PauseAll keeps every integration from starting by itself for so many minutes; 0
// until resumed. Runs in hand go on.
func (a *AppAPI) PauseAll(minutes int) error { return a.pause(a.until(minutes)) }

// ResumeAll ends the pause.
func (a *AppAPI) ResumeAll() error { return a.pause(time.Time{}) }

// pause is kept, so that a restart does not end it.
func (a *AppAPI) pause(until time.Time) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	if err := a.settings.SavePause(ctx, until); err != nil {
		return err
	}
	a.scheduler.Pause(until)
	return nil
}

// CloseWindow closes the window; the person has been told that the program goes on.
func (a *AppAPI) CloseWindow() error {
	ctx, cancel := a.within(quick)
	defer cancel()
	if err := a.settings.NoteClosingExplained(ctx); err != nil {
		return err
	}
	a.desktop.Close()
	return nil
}

// Quit ends the program after the batches in hand.
func (a *AppAPI) Quit() { a.desktop.Quit() }

// WantedPage takes the page that was wanted with the window, "" for the usual one.
func (a *AppAPI) WantedPage() string { return a.desktop.Page() }

// OpenAddress opens a web address in the system's browser.
func (a *AppAPI) OpenAddress(address string) error { return a.open(address) }

// UseLanguage tells the language the page speaks: en or fr. It follows the settings, or
// the system where they leave it open.
func (a *AppAPI) UseLanguage(language string) error {
	a.useLanguage(language)
	return nil
}

// EventTypes types the events for the window; it is never called.
func (a *AppAPI) EventTypes() EventCatalog { return EventCatalog{} }
