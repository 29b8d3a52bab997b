package backend

import (
	"context"

	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/setup"
	"tributary/backend/syncer"
)

// projectForRuns shows the project to syncer: the same methods, with the transaction
// under syncer's own name.
type projectForRuns struct{ *project.Project }

var _ syncer.Project = projectForRuns{}

// Write runs fn in one transaction.
func (p projectForRuns) Write(ctx context.Context, fn func(syncer.Tx) error) error {
	return p.Project.Write(ctx, func(tx *project.Tx) error { return fn(tx) })
}

// DryRun is Write that always rolls back.
func (p projectForRuns) DryRun(ctx context.Context, fn func(syncer.Tx) error) error {
	return p.Project.DryRun(ctx, func(tx *project.Tx) error { return fn(tx) })
}

// projectSchema shows the project to setup.
type projectSchema struct{ *project.Project }

var _ setup.Project = projectSchema{}

// Tables returns the tables without their counts.
func (p projectSchema) Tables(ctx context.Context) ([]domain.Table, error) {
	all, err := p.Project.Tables(ctx)
	tables := make([]domain.Table, len(all))
	for i, t := range all {
		tables[i] = t.Table
	}
	return tables, err
}
