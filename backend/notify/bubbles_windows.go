package notify

import (
	"context"
	"fmt"

	"git.sr.ht/~jackmordaunt/go-toast/v2"
)

// Bubbles shows notifications as toasts of Windows.
type Bubbles struct{}

// toastID names this program to Windows, which hands clicks back to it.
const toastID = "{7b1f0c52-3d0e-4b5c-9a57-1f6f2f0c8e64}"

// NewBubbles returns a Bubbles; open is called with the page of a toast that was clicked.
// Where Windows does not take the program's name, toasts come without one.
func NewBubbles(open func(page string)) *Bubbles {
	_ = toast.SetAppData(toast.AppData{AppID: program, GUID: toastID})
	toast.SetActivationCallback(func(page string, _ []toast.UserData) { open(page) })
	return &Bubbles{}
}

// Available tells whether toasts can be shown: always.
func (*Bubbles) Available(context.Context) error { return nil }

// Show shows a toast.
func (*Bubbles) Show(_ context.Context, n Bubble) error {
	t := toast.Notification{AppID: program, Title: n.Title, Body: n.Body, ActivationArguments: n.Page}
	if err := t.Push(); err != nil {
		return fmt.Errorf("show a toast: %w", err)
	}
	return nil
}

// Withdraw does nothing: toasts are put away by Windows itself.
func (*Bubbles) Withdraw(context.Context, string) error { return nil }

// Close has nothing to end.
func (*Bubbles) Close() error { return nil }
