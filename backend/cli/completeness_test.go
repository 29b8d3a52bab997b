package cli

import (
	"testing"

	"tributary/backend/domain"
)

func TestCompletenessInWords(t *testing.T) {
	causes := []domain.DifferenceCause{
		domain.FailedRecord, domain.IgnoredRecord, domain.LeftOutByChoice, domain.HeldBack, domain.GoneAtService, domain.GoneHeldBack, domain.NotMet,
	}
	for _, cause := range causes {
		if texts := olderTexts()[cause]; texts.one == "" || texts.several == "" {
			t.Errorf("rows that are %q have no words", cause)
		}
	}
	for want, c := range map[string]domain.Completeness{
		"1204 of 1204 in the project": {InService: 1204, InProject: 1204},
		"1198 of 1204 in the project: 4 records with errors (not_an_email 3, key_shared 1) · 2 left out by your choice": *domain.NewCompleteness(1198, []domain.Difference{
			{Cause: domain.LeftOutByChoice, Count: 2},
			{Cause: domain.FailedRecord, Count: 1, Codes: map[domain.RecordErrorCode]int64{domain.KeyShared: 1}},
			{Cause: domain.FailedRecord, Count: 3, Codes: map[domain.RecordErrorCode]int64{domain.NotEmail: 3}},
		}),
		"0 of 0 in the project: 1 row the service no longer has, kept until you decide": *domain.NewCompleteness(0, []domain.Difference{
			{Cause: domain.GoneHeldBack, Count: 1, HasRow: true},
		}),
	} {
		if got := completenessWords(c); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
