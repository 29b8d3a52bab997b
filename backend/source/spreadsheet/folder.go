package spreadsheet

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tributary/backend/source"
)

// maxFiles bounds a folder: beyond it, it is hardly one of exports.
const maxFiles = 2000

// format is how a file is read, by its extension.
type format int

const (
	formatUnknown format = iota
	formatText           // CSV and relatives
	formatWorkbook
	formatOld // known, but not readable: says what to do
)

func formatOf(name string) format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".tab", ".txt":
		return formatText
	case ".xlsx", ".xlsm":
		return formatWorkbook
	case ".xls", ".xlsb", ".ods", ".numbers":
		return formatOld
	default:
		return formatUnknown
	}
}

// file is one spreadsheet file.
type file struct {
	path   string
	name   string // base name with extension
	title  string // what its data types are called after; unique in the place
	format format
}

// place is what the path setting points to.
type place struct {
	single bool // one file, not a folder
	files  []file
}

// look lists the files, in the order of their names.
func look(ctx context.Context, config source.Config) (place, error) {
	if err := ctx.Err(); err != nil {
		return place{}, err
	}
	path, _ := config[pathSetting].(string)
	if path = strings.TrimSpace(path); path == "" || strings.ContainsRune(path, 0) {
		return place{}, noPath()
	}
	info, err := os.Stat(path)
	if err != nil {
		return place{}, pathError(path, err)
	}
	if !info.IsDir() {
		one := file{path: path, name: filepath.Base(path), format: formatOf(path)}
		one.title = stem(one.name)
		if one.format == formatUnknown || !info.Mode().IsRegular() {
			return place{}, notASpreadsheet(one.name)
		}
		return place{single: true, files: []file{one}}, nil
	}
	files, err := list(path)
	if err != nil {
		return place{}, pathError(path, err)
	}
	if len(files) == 0 {
		return place{}, noSpreadsheets(filepath.Base(path))
	}
	if len(files) > maxFiles {
		return place{}, tooManyFiles(filepath.Base(path))
	}
	return place{files: files}, nil
}

// Accepts refuses in words a path that is no spreadsheet and no folder of them. It does not
// look into the files.
func Accepts(ctx context.Context, path string) error {
	found, err := look(ctx, source.Config{pathSetting: path})
	if err == nil && found.single && found.files[0].format == formatOld {
		err = oldFormat(found.files[0].name)
	}
	return err
}

// list returns the spreadsheet files directly in a folder.
func list(folder string) ([]file, error) {
	entries, err := os.ReadDir(folder) // sorted by name
	if err != nil {
		return nil, err
	}
	var files []file
	for _, entry := range entries {
		name := entry.Name()
		if ignored(name) || formatOf(name) == formatUnknown {
			continue
		}
		path := filepath.Join(folder, name)
		// Stat follows links; what ends nowhere, in a circle, in a folder or in a
		// device (reading a pipe would wait for ever) is no spreadsheet.
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		files = append(files, file{path: path, name: name, format: formatOf(name)})
	}
	giveTitles(files)
	return files, nil
}

// ignored tells the files that programs put beside spreadsheets: locks of
// LibreOffice (.~lock.a.xlsx#) and Excel (~$a.xlsx), hidden and temporary files.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~")
}

// giveTitles names files without their extension. Where two would share a
// name, all of them keep their extension: which one is meant must never depend
// on which came first.
func giveTitles(files []file) {
	count := map[string]int{}
	for _, f := range files {
		count[stem(f.name)]++
	}
	for i, f := range files {
		files[i].title = stem(f.name)
		if count[files[i].title] > 1 {
			files[i].title = f.name
		}
	}
}

func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// openElsewhere tells whether an office program has the file open.
func openElsewhere(path string) bool {
	folder, name := filepath.Split(path)
	locks := []string{".~lock." + name + "#", "~$" + name}
	// Excel shortens long names in its lock file.
	if runes := []rune(name); len(runes) > 8 {
		locks = append(locks, "~$"+string(runes[2:]))
	}
	return slices.ContainsFunc(locks, func(lock string) bool {
		_, err := os.Stat(filepath.Join(folder, lock))
		return err == nil
	})
}

// find returns the file of a data type, and the sheet in it ("" for text files).
func (p place) find(dataType string) (f file, sheet string, err error) {
	for _, f := range p.files {
		switch f.format {
		case formatWorkbook:
			for _, title := range []string{f.title, f.name} {
				if sheet, ok := strings.CutPrefix(dataType, title+"/"); ok && sheet != "" {
					return f, sheet, nil
				}
			}
			// How a workbook that could not be looked into is listed.
			if dataType == f.title {
				return f, "", nil
			}
		case formatText, formatOld:
			if dataType == f.title || dataType == f.name {
				return f, "", nil
			}
		case formatUnknown:
		}
	}
	var rivals []string
	for _, f := range p.files {
		if bare, _, _ := strings.Cut(dataType, "/"); stem(f.name) == bare {
			rivals = append(rivals, f.name)
		}
	}
	if len(rivals) > 1 {
		return file{}, "", ambiguousName(dataType, rivals)
	}
	return file{}, "", fileMissing(dataType)
}
