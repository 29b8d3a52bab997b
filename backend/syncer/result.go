package syncer

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"tributary/backend/domain"
)

// Above both of these a run's record errors are its failure.
const (
	manyRecordErrors  = 100
	manyRecordPercent = 50
)

// conclude sets how the run ended.
func conclude(ctx context.Context, run *domain.Run, failure error) {
	if failure == nil {
		failure = tooManyRecordErrors(run.Transfers)
	}
	for _, t := range run.Transfers {
		switch {
		case t.Held != nil:
			run.Result = domain.RunNeedsDecision
		case len(t.Warnings) > 0 && run.Result == domain.RunOK:
			run.Result = domain.RunWarning
		}
	}
	if failure == nil {
		return
	}
	run.Result = domain.RunFailed
	failure = explained(ctx, failure)
	var e *domain.Error
	if !errors.As(failure, &e) {
		return // explained always returns one
	}
	if e.Kind == domain.Cancelled {
		run.Result = domain.RunCancelled
	}
	run.ErrorKind, run.ErrorCode, run.ErrorDetail, run.RetryAfter = e.Kind, e.Code, bounded(detail(e)), e.RetryAfter
	run.ErrorWords = strings.TrimSpace(strings.Join([]string{e.What, e.Means, e.Do}, " "))
}

func tooManyRecordErrors(transfers []domain.TransferRun) error {
	var counts domain.Counts
	for _, t := range transfers {
		counts.Add(t.Counts)
	}
	if counts.RecordErrors < manyRecordErrors || counts.RecordErrors*100 < counts.Read*manyRecordPercent {
		return nil
	}
	return &domain.Error{
		Kind: domain.BadRecords, Code: "many_record_errors",
		What:  fmt.Sprintf("%d of %d records could not become rows.", counts.RecordErrors, counts.Read),
		Means: "The other records are in the project; these wait as record errors.",
		Do:    "Open the record errors: most often one assignment of the mapping needs another field or type.",
	}
}

// explained turns whatever happened into an error with words.
func explained(ctx context.Context, err error) error {
	var e *domain.Error
	switch {
	case errors.As(err, &e):
		return err
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		return &domain.Error{
			Kind: domain.Cancelled, Code: "cancelled", What: "The run was stopped.",
			Means: "What was done before stays in the project.", Do: "The next run continues from there.", Err: err,
		}
	default:
		return &domain.Error{
			Kind: domain.OurFault, Code: "unexpected", What: "Something inside Tributary went wrong.",
			Means: "What was done before stays in the project; nothing is half written.",
			Do:    "Try again. If it happens again, save a support bundle in Settings.",
			Err:   err,
		}
	}
}

func detail(e *domain.Error) string {
	if e.Details != "" || e.Err == nil {
		return e.Details
	}
	return e.Err.Error()
}

const maxDetailBytes = 4 << 10

func bounded(s string) string {
	if len(s) <= maxDetailBytes {
		return s
	}
	return strings.ToValidUTF8(s[:maxDetailBytes], "")
}

// recovered is deferred where foreign or large code runs: a defect ends the run, not
// the program.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = &domain.Error{
			Kind: domain.OurFault, Code: "panic", What: "Something inside Tributary broke.",
			Means:   "What was done before stays in the project; nothing is half written.",
			Do:      "Try again. If it happens again, save a support bundle in Settings.",
			Details: bounded(fmt.Sprintf("%v\n%s", r, debug.Stack())),
		}
	}
}
