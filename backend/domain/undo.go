package domain

// UndoExamples is how many rows of each kind an Undo lists; its counts are exact.
const UndoExamples = 200

// Undo is what taking back a run does, or would do.
type Undo struct {
	Run    RunID
	Tables []UndoTable
	// Changes are the first UndoExamples rows that are set back, Kept the first that are
	// left as they are.
	Changes, Kept []UndoRow
}

// UndoTable counts the rows of one table that an Undo sets back.
type UndoTable struct {
	Table    string
	DataType string // of the run
	SetBack  int64  // values are what they were
	Removed  int64  // the run had created them
	Returned int64  // the run had deleted them
	Hidden   int64  // the run had brought them back
	Kept     int64  // rows with something that is left as it is
}

// Add adds o's numbers to t.
func (t *UndoTable) Add(o UndoTable) {
	t.SetBack += o.SetBack
	t.Removed += o.Removed
	t.Returned += o.Returned
	t.Hidden += o.Hidden
	t.Kept += o.Kept
}

// UndoRow is one row an Undo sets back, or leaves as it is for a Reason.
type UndoRow struct {
	Table string
	Row   RowID
	Key   string     // what the person knows the row by
	Kind  ChangeKind // what the run had done to it
	// Now and Then belong to Fields: what stands there and what stood there before the
	// run. Then is nil for a row the run created, Now for one it removed.
	Fields    []string
	Now, Then []Value
	Reason    UndoReason // empty: it is set back
}

// UndoReason is why an Undo leaves a row, or some of its fields, as it is.
type UndoReason string

// The reasons.
const (
	ChangedLater UndoReason = "changed_later" // a later change touched the same fields
	UsedByOther  UndoReason = "used_by_other" // another integration feeds the created row
	KeyInUse     UndoReason = "key_in_use"    // another row has the primary key by now
)

// UndoState tells whether a run can be taken back.
type UndoState string

// The states; the zero value: the run changed nothing.
const (
	UndoNothing  UndoState = ""
	UndoPossible UndoState = "possible"
	UndoTooOld   UndoState = "too_old" // some of its history is gone
	UndoDone     UndoState = "done"
)
