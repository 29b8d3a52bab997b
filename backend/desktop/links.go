package desktop

import (
	"context"
	"fmt"
	"os"
)

// LinkScheme begins the addresses in mails that open a page of the window.
const LinkScheme = "tributary"

// AnswerLinks has the system hand addresses that begin with LinkScheme to this binary, for
// this person. Doing it again changes nothing. Where the program was installed, and on macOS,
// where the application bundle says it (wails.json), nothing is done.
func AnswerLinks(ctx context.Context) error {
	path, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find the program: %w", err)
	}
	if err := answerLinks(ctx, path); err != nil {
		return fmt.Errorf("answer the links in mails: %w", err)
	}
	return nil
}
