//go:build !linux && !windows

package desktop

import "context"

// answerLinks has nothing to do: the application bundle says it.
func answerLinks(context.Context, string) error { return nil }
