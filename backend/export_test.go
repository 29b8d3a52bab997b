package backend

import (
	"tributary/backend/cli"
	"tributary/backend/clock"
)

// ToolsAt are Tools on another clock.
func ToolsAt(version string, c clock.Clock) cli.Tools {
	return tools(Options{Version: version, Clock: c})
}
