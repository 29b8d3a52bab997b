package api

// Desktop is what the window can do for the program, as plain functions. Without a
// window every function is nil.
type Desktop struct {
	OpenFile   func(FileDialog) (string, error) // "" when the person cancelled
	OpenFolder func(FileDialog) (string, error)
	SaveFile   func(FileDialog) (string, error)
	Show       func()
	Quit       func()
}

// FileDialog is what a file dialog shows.
type FileDialog struct {
	Title       string
	Folder      string // where it opens; "" anywhere
	FileName    string // proposed, for saving
	PatternName string // "Spreadsheets"
	Pattern     string // "*.csv;*.xlsx"
}
