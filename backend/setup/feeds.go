package setup

import (
	"context"
	"fmt"
	"slices"

	"tributary/backend/domain"
)

// Feed is who brings rows into a table.
type Feed struct {
	Integrations []domain.Integration
	Keys         []string // primary key fields, each once
}

// link is one data transfer with what it belongs to.
type link struct {
	configuration domain.Configuration
	transfer      domain.Transfer
	integrations  []domain.Integration
}

// links returns every data transfer there is.
func (s *Service) links(ctx context.Context) ([]link, error) {
	configurations, err := s.store.Configurations(ctx)
	if err != nil {
		return nil, err
	}
	integrations, err := s.store.Integrations(ctx)
	if err != nil {
		return nil, err
	}
	var all []link
	for _, c := range configurations {
		transfers, err := s.store.Transfers(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		for _, t := range transfers {
			l := link{configuration: c, transfer: t}
			for _, i := range integrations {
				if i.Configuration == c.ID {
					l.integrations = append(l.integrations, i)
				}
			}
			all = append(all, l)
		}
	}
	return all, nil
}

// Feeds returns who feeds each table.
func (s *Service) Feeds(ctx context.Context) (map[string]Feed, error) {
	all, err := s.links(ctx)
	if err != nil {
		return nil, err
	}
	feeds := map[string]Feed{}
	for _, l := range all {
		if l.transfer.Mapping.Table == "" {
			continue
		}
		feed := feeds[l.transfer.Mapping.Table]
		for _, i := range l.integrations {
			if len(i.Updates[l.transfer.DataType]) > 0 && !slices.ContainsFunc(feed.Integrations, func(o domain.Integration) bool { return o.ID == i.ID }) {
				feed.Integrations = append(feed.Integrations, i)
			}
		}
		for _, k := range l.transfer.Mapping.Keys() {
			if !slices.Contains(feed.Keys, k.To) {
				feed.Keys = append(feed.Keys, k.To)
			}
		}
		feeds[l.transfer.Mapping.Table] = feed
	}
	return feeds, nil
}

// OriginNames are the names behind a scope, for explaining a row.
type OriginNames struct {
	Integration, Configuration string
	// SourceFields are the source fields by table and project field, joined by a zero
	// byte.
	SourceFields map[string]string
}

// Origins returns the names behind every scope of today's set-up.
func (s *Service) Origins(ctx context.Context) (map[domain.Scope]OriginNames, error) {
	all, err := s.links(ctx)
	if err != nil {
		return nil, err
	}
	known := map[domain.Scope]OriginNames{}
	for _, l := range all {
		fields := map[string]string{}
		for _, a := range l.transfer.Mapping.Assignments {
			fields[l.transfer.Mapping.Table+"\x00"+a.To] = a.From.String()
		}
		for _, i := range l.integrations {
			known[domain.Scope{Integration: i.ID, DataType: l.transfer.DataType}] = OriginNames{
				Integration: i.Name, Configuration: l.configuration.Name, SourceFields: fields,
			}
		}
	}
	return known, nil
}

// TableRenamed makes mappings, orders and saved views follow a table to its new name.
func (s *Service) TableRenamed(ctx context.Context, name, to string) error {
	if err := s.viewsFollowTable(ctx, name, to); err != nil {
		return err
	}
	if s.live != nil {
		if err := s.live.TableRenamed(ctx, name, to); err != nil {
			return err
		}
	}
	if err := s.orderFollowsTable(ctx, name, to); err != nil {
		return err
	}
	return s.remap(ctx, func(m *domain.Mapping) bool {
		if m.Table != name {
			return false
		}
		m.Table = to
		return true
	})
}

// FieldRenamed makes mappings, orders and saved views follow a field to its new name.
func (s *Service) FieldRenamed(ctx context.Context, table, name, to string) error {
	if err := s.viewsFollowField(ctx, table, name, to); err != nil {
		return err
	}
	if err := s.orderFollowsField(ctx, table, name, to); err != nil {
		return err
	}
	return s.remap(ctx, func(m *domain.Mapping) bool {
		changed := false
		for i := range m.Assignments {
			if m.Table == table && m.Assignments[i].To == name {
				m.Assignments[i].To, changed = to, true
			}
		}
		return changed
	})
}

func (s *Service) remap(ctx context.Context, change func(*domain.Mapping) bool) error {
	all, err := s.links(ctx)
	if err != nil {
		return err
	}
	for _, l := range all {
		t := l.transfer
		t.Mapping.Assignments = slices.Clone(t.Mapping.Assignments)
		if !change(&t.Mapping) {
			continue
		}
		if err := s.putTransfer(ctx, t); err != nil {
			return fmt.Errorf("follow a new name: %w", err)
		}
	}
	return nil
}
