package notify

// Bubble is one notification on the desktop. Its texts are plain: what a desktop would take
// for markup is shown as it stands.
type Bubble struct {
	Title, Body string
	// Page of the window that a click opens.
	Page   string
	Urgent bool
	// About is what Withdraw takes; "" is never withdrawn.
	About string
}

// program is what the desktop calls the sender of a notification.
const program = "Tributary"
