package desktop

// TrayState is what the sign beside the clock shows.
type TrayState string

// The states of the tray; each has its picture in tray/.
const (
	TrayFine     TrayState = "fine"
	TrayWorking  TrayState = "working"
	TrayNeedsYou TrayState = "needs_you"
	TrayPaused   TrayState = "paused"
)

// TrayView is all the tray shows, in the person's language.
type TrayView struct {
	State    TrayState
	Tooltip  string
	LastSync string // a line without an action
	SyncAll  string
	Pause    string // opens the three below; hidden while paused
	PauseFor [3]string
	Resume   string // shown while paused
	Open     string
	Quit     string
}

// TrayActions are what the person can do. They are called one at a time.
type TrayActions struct {
	SyncAll  func()
	PauseFor [3]func()
	Resume   func()
	Open     func()
	Quit     func()
}
