package catalogtest_test

import (
	"errors"
	"strings"
	"testing"

	"tributary/backend/catalog"
	"tributary/backend/catalog/catalogtest"
	"tributary/backend/domain"
)

func TestASpreadsheetThatCannotBeExportedIsTold(t *testing.T) {
	sheets, ok := catalog.Find("google_sheets")
	if !ok {
		t.Fatal("no google_sheets")
	}
	for trouble, words := range map[catalogtest.Trouble]string{
		"too_large":    "export ends at 10 MB",
		"no_such_file": "no such spreadsheet",
	} {
		s, c := setUp(t, sheets)
		s.Fail(trouble, 100)
		_, err := read(t, c, s, []string{"key"}, domain.ReadRequest{DataType: "rows", Mode: domain.FullRead})
		var told *domain.Error
		if !errors.As(err, &told) || !strings.Contains(told.Means, words) {
			t.Errorf("%s: got %v, want it told with %q", trouble, err, words)
		}
	}
}
