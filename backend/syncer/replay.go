package syncer

import (
	"bytes"
	"context"
	"fmt"

	"github.com/goccy/go-json"

	"tributary/backend/domain"
)

// Replay maps the records of record errors again with today's mapping and applies
// what is good now, by the rules of a run; what still does not fit stays an error. The
// plan holds exactly the transfer of the errors; its Reader is not used. The result is
// a transfer run whose counts say what happened; records too long to have been kept
// whole are named in a warning.
func (s *Syncer) Replay(ctx context.Context, plan Plan, errs []domain.RecordError) (result domain.TransferRun, err error) {
	if len(plan.Transfers) != 1 {
		return result, fmt.Errorf("replay: %d transfers in the plan, want one", len(plan.Transfers))
	}
	e := &execution{project: s.project, clock: s.clock, plan: plan, meter: newMeter(s.clock, s.publish, plan.Run)}
	t := e.newTransfer(plan.Transfers[0])
	defer func() {
		if err != nil {
			err = explained(ctx, err)
		}
	}()
	defer recovered(&err)
	if err := t.prepare(ctx); err != nil {
		return t.result, err
	}
	// What stands in the checkpoint and the seen marks is a read's business.
	t.marking, t.hasErrors, t.first, t.result.Counts = false, true, nil, domain.Counts{}
	entries, cut, repeated, foreign := t.again(errs)
	for len(entries) > 0 {
		n := min(len(entries), batchRows)
		if err := t.replayBatch(ctx, entries[:n]); err != nil {
			return t.result, err
		}
		entries = entries[n:]
	}
	if cut > 0 {
		t.result.Warnings = append(t.result.Warnings, fmt.Sprintf(
			"%d records are too long to be kept with their error. The next full read brings them again.", cut))
	}
	if repeated > 0 {
		t.result.Warnings = append(t.result.Warnings, fmt.Sprintf(
			"%d records have the primary key of another record. Only the source can change that.", repeated))
	}
	if foreign > 0 {
		return t.result, &domain.Error{
			Kind: domain.SetUp, Code: "other_record", What: "The corrected record is another one of the service.",
			Means: "By its own key at the service a record is known. Nothing was changed.", Do: "Keep that value, and correct another one.",
		}
	}
	return t.result, nil
}

func (t *transfer) replayBatch(ctx context.Context, entries []entry) error {
	var done domain.Counts
	err := t.project.Write(ctx, func(tx Tx) (err error) {
		var fixed []domain.RecordErrorID
		for i := range entries {
			if entries[i].nameless != "" && entries[i].problem == nil {
				fixed = append(fixed, entries[i].nameless)
			}
		}
		if err := tx.RemoveRecordErrors(ctx, fixed); err != nil {
			return err
		}
		done, err = t.apply(ctx, tx, entries)
		return err
	})
	if err != nil {
		return fmt.Errorf("replay record errors of %s: %w", t.DataType.Name, err)
	}
	t.result.Counts.Add(done)
	return nil
}

// again reads the kept records and maps them; cut counts the ones that were cut.
// A repeated key is not tried: it would overwrite the row of the first record.
func (t *transfer) again(errs []domain.RecordError) (entries []entry, cut, repeated, foreign int) {
	for _, kept := range errs {
		if kept.Code == domain.KeyRepeated {
			repeated++
			continue
		}
		decoder := json.NewDecoder(bytes.NewReader(kept.Record))
		decoder.UseNumber()
		var record domain.Record
		if err := decoder.Decode(&record); err != nil || record == nil {
			cut++
			continue
		}
		e := entry{record: record, position: kept.Position}
		e.mapped, e.problem = t.mapped.Map(record)
		if kept.Identity == "" {
			e.nameless = kept.ID
		} else if identity, ok := t.mapped.Identity(record); t.mapped.OwnIdentity() && (!ok || identity != kept.Identity) {
			foreign++ // corrected into another record, which is not this one's to change
			continue
		}
		entries = append(entries, e)
	}
	return entries, cut, repeated, foreign
}
