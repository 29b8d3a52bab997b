package spreadsheet_test

import (
	"errors"
	"path/filepath"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source/spreadsheet"
)

func TestWhatIsAcceptedAsSpreadsheets(t *testing.T) {
	dir := folder(t, map[string]string{"prices.csv": "a,b\n", "old.xls": "x", "photo.png": "x"})
	cases := map[string]struct {
		path, code string
	}{
		"a file":             {filepath.Join(dir, "prices.csv"), ""},
		"a folder of them":   {dir, ""},
		"an old format":      {filepath.Join(dir, "old.xls"), spreadsheet.CodeOldFormat},
		"something else":     {filepath.Join(dir, "photo.png"), spreadsheet.CodeNotSpreadsheet},
		"an empty folder":    {t.TempDir(), spreadsheet.CodeNoSpreadsheets},
		"what is not there":  {filepath.Join(dir, "gone.csv"), spreadsheet.CodeFileMissing},
		"a path of no files": {"", spreadsheet.CodeNoPath},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := spreadsheet.Accepts(t.Context(), c.path)
			var told *domain.Error
			if c.code == "" && err != nil || c.code != "" && (!errors.As(err, &told) || told.Code != c.code) {
				t.Errorf("Accepts(%q) = %v; want %q", c.path, err, c.code)
			}
		})
	}
}
