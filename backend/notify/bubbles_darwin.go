package notify

import (
	"context"
	"fmt"
	"os/exec"
)

// Bubbles shows notifications through the system's script host. A click on one opens nothing
// there: only a signed bundle may follow clicks.
type Bubbles struct{}

// NewBubbles returns a Bubbles.
func NewBubbles(func(page string)) *Bubbles { return &Bubbles{} }

// Available tells whether notifications can be shown: always.
func (*Bubbles) Available(context.Context) error { return nil }

// Show shows a notification. The texts are arguments, never part of the script.
func (*Bubbles) Show(ctx context.Context, n Bubble) error {
	const script = `on run {title, body}
display notification body with title title
end run`
	if err := exec.CommandContext(ctx, "osascript", "-e", script, n.Title, n.Body).Run(); err != nil {
		return fmt.Errorf("show a notification: %w", err)
	}
	return nil
}

// Withdraw does nothing: the script host cannot take a notification back.
func (*Bubbles) Withdraw(context.Context, string) error { return nil }

// Close has nothing to end.
func (*Bubbles) Close() error { return nil }
