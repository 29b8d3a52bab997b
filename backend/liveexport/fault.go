package liveexport

import (
	"fmt"

	"tributary/backend/domain"
)

// Fault is why a file of the folder is not the newest, in words; nil when it is.
func Fault(f domain.LiveFile) *domain.Error {
	if f.Failure == (domain.LiveFailure{}) {
		return nil
	}
	e := &domain.Error{Kind: domain.SetUp, Code: string(f.Failure.Code), Details: f.Failure.Detail, Means: "The file shows what was in the table when it was last written. It is tried again by itself."}
	if f.WrittenAt.IsZero() {
		e.Means = "There is no file of this table yet. It is tried again by itself."
	}
	switch f.Failure.Code {
	case domain.FolderMissing:
		e.What, e.Do = "The live export folder is not there.", "Connect its drive, or choose another folder."
	case domain.ReadOnly:
		e.What, e.Do = "The live export folder cannot be written to.", "Make it writable for you, or choose another folder."
	case domain.DiskFull:
		e.What, e.Do = "The disk of the live export folder is full.", "Make room, or choose another folder."
	case domain.FileInUse:
		e.What, e.Do = fmt.Sprintf("“%s” is open in another program.", f.Name), "Close it there."
	case domain.NotOurs:
		e.What, e.Do = "A file of this table’s name is in the folder that Tributary did not write.", "Move it away, or choose another folder."
	case domain.NotWritten:
		e.What, e.Do = "The file could not be written.", "See the details, or choose another folder."
	}
	return e
}
