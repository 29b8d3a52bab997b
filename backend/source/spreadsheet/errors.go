package spreadsheet

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"tributary/backend/domain"
)

// The codes of the errors of this connector.
const (
	CodeNoPath         = "path_missing"
	CodeFileMissing    = "file_missing"
	CodeSheetMissing   = "sheet_missing"
	CodeNameAmbiguous  = "file_name_ambiguous"
	CodeNotReadable    = "file_not_readable"
	CodeInUse          = "file_in_use"
	CodeBeingSaved     = "file_being_saved"
	CodeEmpty          = "file_empty"
	CodeDamaged        = "file_damaged"
	CodeProtected      = "file_password_protected"
	CodeOldFormat      = "file_old_format"
	CodeNotSpreadsheet = "not_a_spreadsheet"
	CodeNoSpreadsheets = "no_spreadsheets"
	CodeTooManyFiles   = "too_many_files"
	CodeTooLarge       = "file_too_large"
	CodeQuoteNotClosed = "quote_not_closed"
)

const nothingChanged = "Nothing was changed in your project."

func noPath() error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeNoPath,
		What: "No folder or file is chosen.", Means: "There is nothing to read.",
		Do: "Choose a folder with CSV or Excel files, or one such file.",
	}
}

// pathError turns what the system says about the path of the settings or a file
// into words.
func pathError(path string, err error) error {
	name := filepath.Base(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &domain.Error{
			Kind: domain.SetUp, Code: CodeFileMissing, Err: plain(err),
			What:  fmt.Sprintf("%q is not there.", name),
			Means: "It was moved, renamed or deleted, or its drive is not connected. " + nothingChanged,
			Do:    "Put it back, or choose where it is now in the source configuration.",
		}
	case errors.Is(err, fs.ErrPermission):
		return &domain.Error{
			Kind: domain.NotAllowed, Code: CodeNotReadable, Err: plain(err),
			What:  fmt.Sprintf("%q may not be read.", name),
			Means: "Your user account has no permission to read it. " + nothingChanged,
			Do:    "Change the permissions of the file or folder, or ask whoever owns it.",
		}
	case inUse(err):
		return &domain.Error{
			Kind: domain.ServiceDown, Code: CodeInUse, Err: plain(err),
			What:  fmt.Sprintf("%q is open in another program.", name),
			Means: "It cannot be read meanwhile. " + nothingChanged,
			Do:    "Close it there. The next run reads it.",
		}
	default:
		return &domain.Error{
			Kind: domain.ServiceDown, Code: CodeNotReadable, Err: plain(err),
			What:  fmt.Sprintf("%q cannot be read.", name),
			Means: "The disk or the network drive gave an error. " + nothingChanged,
			Do:    "Try to open it in a spreadsheet program. If that works, sync again.",
		}
	}
}

// plain leaves the path out of a system error: folders name people.
func plain(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return fmt.Errorf("%s: %w", pathErr.Op, pathErr.Err)
	}
	return err
}

func fileMissing(dataType string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeFileMissing,
		What:  fmt.Sprintf("There is no file for %q.", clip(dataType)),
		Means: "It was moved, renamed or deleted. " + nothingChanged,
		Do:    "Put the file back, or remove this data transfer.",
	}
}

func sheetMissing(file, sheet string, have []string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeSheetMissing,
		What:    fmt.Sprintf("The workbook %q has no sheet %q.", file, clip(sheet)),
		Means:   "The sheet was renamed or deleted. " + nothingChanged,
		Do:      "Give the sheet its old name again, or add a data transfer for the new one.",
		Details: clip("sheets: " + strings.Join(have, ", ")),
	}
}

func ambiguousName(dataType string, files []string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeNameAmbiguous,
		What:  fmt.Sprintf("Several files are named %q: %s.", clip(dataType), clip(strings.Join(files, ", "))),
		Means: "It is not clear which one to read. " + nothingChanged,
		Do:    "Rename or move all but one of them.",
	}
}

func beingSaved(name string) error {
	return &domain.Error{
		Kind: domain.ServiceDown, Code: CodeBeingSaved,
		What:  fmt.Sprintf("%q is being saved.", name),
		Means: "It changed while it was read, so the read was stopped. No row was deleted.",
		Do:    "Nothing: the next run reads it again.",
	}
}

func empty(name string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeEmpty,
		What:  fmt.Sprintf("%q is empty.", name),
		Means: "It has no header row, so there is nothing to read. " + nothingChanged,
		Do:    "Save the file again with its rows.",
	}
}

func damagedFile(name string, err error) error {
	return &domain.Error{
		Kind: domain.ServiceDown, Code: CodeDamaged, Err: plain(err),
		What:  fmt.Sprintf("%q is cut off or damaged.", name),
		Means: "It was not saved or copied to its end. No row was deleted.",
		Do:    "Open it in your spreadsheet program and save it again.",
	}
}

func protected(name string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeProtected,
		What:  fmt.Sprintf("%q is protected with a password.", name),
		Means: "It cannot be read without it. " + nothingChanged,
		Do:    "Save the workbook without a password to open it.",
	}
}

func oldFormat(name string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeOldFormat,
		What:  fmt.Sprintf("%q has a format that cannot be read.", name),
		Means: "CSV files and Excel workbooks (.xlsx) can be read. " + nothingChanged,
		Do:    "Open it in your spreadsheet program and save it as .xlsx.",
	}
}

func notASpreadsheet(name string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeNotSpreadsheet,
		What:  fmt.Sprintf("%q is not a spreadsheet.", name),
		Means: "CSV, TSV and TXT files and Excel workbooks (.xlsx) can be read. " + nothingChanged,
		Do:    "Choose another file, or save it as .xlsx or .csv.",
	}
}

func noSpreadsheets(folder string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeNoSpreadsheets,
		What:  fmt.Sprintf("The folder %q has no CSV or Excel files.", folder),
		Means: "There is nothing to read. Subfolders are not looked into. " + nothingChanged,
		Do:    "Put files into it, or choose another folder.",
	}
}

func tooManyFiles(folder string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeTooManyFiles,
		What:  fmt.Sprintf("The folder %q has more than %d files.", folder, maxFiles),
		Means: "That is more than can be offered to choose from. " + nothingChanged,
		Do:    "Choose a folder with the exports alone, or one file.",
	}
}

func tooLarge(name, what string) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeTooLarge,
		What:  fmt.Sprintf("%q is too large: %s.", name, what),
		Means: "It cannot be read whole. No row was deleted.",
		Do:    "Split the file, or save it as CSV.",
	}
}

func quoteNotClosed(name string, row int) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeQuoteNotClosed,
		What:  fmt.Sprintf("%q has a quotation mark in row %d that is never closed.", name, row),
		Means: "The file was cut off, or a value has a stray quotation mark. The rows after it cannot be told apart. No row was deleted.",
		Do:    "Correct that row, or save the file again.",
	}
}

// clip bounds a text that comes from outside.
func clip(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
