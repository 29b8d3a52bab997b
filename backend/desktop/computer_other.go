//go:build !linux && !windows

package desktop

import "context"

// lookAtPower knows nothing here.
func lookAtPower(context.Context) Computer { return Computer{} }
