package domain

import "time"

// LiveExport is a folder in which tables of the project stand as files, written anew after
// every run that changed them. The zero value is none.
type LiveExport struct {
	Folder string // absolute; "": there is none
	Format ExportFormat
	Tables []string // by name; empty: all, those to come too
	// Computer is the name of the one the folder is on. Where several share a database, the others
	// leave the folder alone.
	Computer string
	// Files are the files of Folder that the program has written or was about to, by table.
	Files map[string]LiveFile
}

// Has tells whether a table stands in the folder.
func (l LiveExport) Has(table string) bool {
	if l.Folder == "" {
		return false
	}
	for _, name := range l.Tables {
		if name == table {
			return true
		}
	}
	return len(l.Tables) == 0
}

// LiveFile is the file of a table in the live export folder.
type LiveFile struct {
	Name string // of the file, without the folder
	// Edition is the state of the table that stands in the file; "" before it was written.
	Edition   string
	WrittenAt time.Time
	Rows      int64
	Failure   LiveFailure // why what stands in the file is not the newest
}

// LiveFailure is why a file could not be written. The zero value is that it could.
type LiveFailure struct {
	Code   LiveFailureCode
	Detail string // as the system says it
	At     time.Time
}

// LiveFailureCode is why a file of the live export folder could not be written.
type LiveFailureCode string

// The reasons.
const (
	FolderMissing LiveFailureCode = "folder_missing" // also a drive that is not there
	ReadOnly      LiveFailureCode = "read_only"
	DiskFull      LiveFailureCode = "disk_full"
	FileInUse     LiveFailureCode = "file_in_use" // held open by another program
	NotOurs       LiveFailureCode = "not_ours"    // a file of that name is there that the program never wrote
	NotWritten    LiveFailureCode = "not_written" // something else
)

// TableEdition names a state of a table: it is another after every change of its rows or
// fields.
type TableEdition struct{ Table, Edition string }
