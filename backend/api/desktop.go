package api

// Desktop is what the window can do for the program, as plain functions. Without a
// window every function is nil.
type Desktop struct {
	OpenFile   func(FileDialog) (string, error) // "" when the person cancelled
	OpenFolder func(FileDialog) (string, error)
	SaveFile   func(FileDialog) (string, error)
	Close      func()        // closes the window; the program goes on
	Quit       func()        // ends the program
	Page       func() string // takes the page that was wanted with the window; "" the usual one
}

// FileDialog is what a file dialog shows.
type FileDialog struct {
	Title       string
	Folder      string // where it opens; "" anywhere
	FileName    string // proposed, for saving
	PatternName string // "Spreadsheets"
	Pattern     string // "*.csv;*.xlsx"
}
