package backend

import (
	"context"
	"encoding/json"
	"fmt"

	"tributary/backend/domain"
)

// replayer maps record errors again: it finds the data transfer of each and hands them to
// syncer, transfer by transfer.
type replayer struct{ *Backend }

// Replay replays the errors given, or all open ones for none.
func (r replayer) Replay(ctx context.Context, ids []domain.RecordErrorID) (fixed, still int64, err error) {
	groups, order, err := r.groups(ctx, ids)
	if err != nil {
		return 0, 0, err
	}
	for _, scope := range order {
		errs := groups[scope]
		done, err := r.replay(ctx, scope, errs)
		if err != nil {
			return fixed, still, err
		}
		good := int64(len(errs)) - done.Counts.RecordErrors
		fixed, still = fixed+good, still+done.Counts.RecordErrors
	}
	return fixed, still, nil
}

// ReplayChanged replays one error with a record the person has corrected.
func (r replayer) ReplayChanged(ctx context.Context, id domain.RecordErrorID, record []byte) (fixed bool, err error) {
	kept, err := r.project.RecordError(ctx, id)
	if err != nil {
		return false, err
	}
	var fields map[string]any
	if json.Unmarshal(record, &fields) != nil || len(record) > maxRecord {
		return false, &domain.Error{
			Kind: domain.SetUp, Code: "record_not_readable", What: "The corrected record cannot be read.",
			Means: "It must stay written like the record of the service. Nothing was changed.", Do: "Change values only, and keep quotes and commas.",
		}
	}
	scope := domain.Scope{Integration: kept.Integration, DataType: kept.DataType}
	plan, err := r.runner.Plan(ctx, scope)
	if err != nil {
		return false, err
	}
	kept.Record = record
	done, err := r.syncer.Replay(ctx, plan, []domain.RecordError{kept})
	return err == nil && done.Counts.RecordErrors == 0 && done.Counts.Read > 0, err
}

// maxRecord bounds a corrected record, as the kept ones are.
const maxRecord = 64 << 10

// groups reads the errors and sorts them by data transfer, in the order met.
func (r replayer) groups(ctx context.Context, ids []domain.RecordErrorID) (map[domain.Scope][]domain.RecordError, []domain.Scope, error) {
	groups, order := map[domain.Scope][]domain.RecordError{}, []domain.Scope{}
	const page = 1000
	for offset := int64(0); ; offset += page {
		list, err := r.project.RecordErrors(ctx, domain.FindRecordErrors{IDs: ids, All: len(ids) > 0, Limit: page, Offset: offset})
		if err != nil {
			return nil, nil, fmt.Errorf("read the record errors: %w", err)
		}
		for _, e := range list {
			scope := domain.Scope{Integration: e.Integration, DataType: e.DataType}
			if _, known := groups[scope]; !known {
				order = append(order, scope)
			}
			groups[scope] = append(groups[scope], e)
		}
		if len(list) < page {
			return groups, order, nil
		}
	}
}

func (r replayer) replay(ctx context.Context, scope domain.Scope, errs []domain.RecordError) (domain.TransferRun, error) {
	plan, err := r.runner.Plan(ctx, scope)
	if err != nil {
		return domain.TransferRun{}, err
	}
	return r.syncer.Replay(ctx, plan, errs)
}
