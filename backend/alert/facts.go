package alert

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"tributary/backend/domain"
)

// mostErrors is how many reasons a notice names.
const mostErrors = 3

// commonest returns the three commonest reasons in words: why runs failed since the last good
// one, then why records could not become rows.
func (s *Service) commonest(ctx context.Context, id domain.IntegrationID) ([]domain.CommonError, error) {
	const lookBack = 500
	runs, err := s.store.Runs(ctx, domain.FindRuns{Integration: id, Limit: lookBack})
	if err != nil {
		return nil, fmt.Errorf("runs for the notice: %w", err)
	}
	found := failures(runs)
	counts, err := s.errors.CodeCounts(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("record errors for the notice: %w", err)
	}
	var records []domain.CommonError
	for code, n := range counts {
		sample, err := s.errors.RecordErrors(ctx, domain.FindRecordErrors{Integration: id, Code: code, Limit: 1})
		if err != nil {
			return nil, fmt.Errorf("a record error for the notice: %w", err)
		}
		if len(sample) > 0 {
			records = append(records, domain.CommonError{Words: sample[0].Message, Count: n})
		}
	}
	sortCommonest(records)
	all := append(found, records...)
	return all[:min(len(all), mostErrors)], nil
}

// failures groups the failed runs since the last good one by their reason. Runs that failed by
// their record errors are told of by those.
func failures(runs []domain.Run) []domain.CommonError {
	var found []domain.CommonError
	at := map[string]int{}
	for _, r := range runs {
		if r.Result == domain.RunOK || r.Result == domain.RunWarning {
			break
		}
		if r.Result != domain.RunFailed || r.ErrorKind == domain.BadRecords {
			continue
		}
		n, known := at[r.ErrorCode]
		if !known {
			n = len(found)
			at[r.ErrorCode] = n
			found = append(found, domain.CommonError{Words: r.ErrorWords})
		}
		found[n].Count++
	}
	sortCommonest(found)
	return found
}

func sortCommonest(list []domain.CommonError) {
	slices.SortStableFunc(list, func(a, b domain.CommonError) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Words, b.Words))
	})
}

// sharers are the other integrations of the authorization that i uses. waits tells that one
// of them waits for its sign-in already, so that the person was told.
func (s *Service) sharers(ctx context.Context, i domain.Integration) (others []domain.Integration, waits bool, err error) {
	configurations, err := s.store.Configurations(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("source configurations for the notice: %w", err)
	}
	uses := map[domain.ConfigurationID]domain.AuthorizationID{}
	for _, c := range configurations {
		uses[c.ID] = c.Authorization
	}
	all, err := s.store.Integrations(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("integrations for the notice: %w", err)
	}
	for _, other := range all {
		if other.ID == i.ID || uses[i.Configuration] == "" || uses[other.Configuration] != uses[i.Configuration] {
			continue
		}
		switch other.State {
		case domain.AwaitingSignIn:
			waits = true
			others = append(others, other)
		case domain.Active:
			others = append(others, other)
		case domain.Inactive, domain.Disabled, domain.AwaitingDecision:
		}
	}
	return others, waits, nil
}

// notice is the notice of a kind with its facts.
func (s *Service) notice(ctx context.Context, m Moment, kind domain.NoticeKind, days int) (domain.Notice, error) {
	i := m.Integration
	n := domain.Notice{
		ID: domain.NewID[domain.NoticeID](), Kind: kind, Integration: i.ID, Name: i.Name, At: m.Now, Since: i.StateAt,
		Cause: i.StateCause, Days: days, Addresses: slices.Clone(i.EmailAlerts),
	}
	var err error
	switch kind {
	case domain.NoticeWarning:
		n.Cause, n.DisableAt = m.Budget.Words, m.Budget.DisableAt
		n.Errors, err = s.commonest(ctx, i.ID)
	case domain.NoticeDisabled, domain.NoticeReminder:
		n.Errors, err = s.commonest(ctx, i.ID)
	case domain.NoticeSignIn:
		err = s.addSharers(ctx, i, &n)
	case domain.NoticeDecision, domain.NoticeRecovered:
	}
	return n, err
}

// addSharers names everything that waits for a sign-in and writes to everybody concerned.
func (s *Service) addSharers(ctx context.Context, i domain.Integration, n *domain.Notice) error {
	others, _, err := s.sharers(ctx, i)
	for _, other := range others {
		n.Waiting = append(n.Waiting, other.Name)
		for _, a := range other.EmailAlerts {
			if !slices.Contains(n.Addresses, a) {
				n.Addresses = append(n.Addresses, a)
			}
		}
	}
	return err
}

// earliest returns the earlier of two times, a zero one not counted.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
