package desktop

import (
	"context"
	"unsafe"

	"golang.org/x/sys/windows"
)

// powerStatus is SYSTEM_POWER_STATUS of the Windows API.
type powerStatus struct {
	ACLine, BatteryFlag, BatteryPercent, SystemStatus byte
	BatterySeconds, BatteryFullSeconds                uint32
}

// Values of ACLineStatus.
const (
	acOff     = 0
	acUnknown = 255
)

// lookAtPower asks Windows about the battery. Whether the network is metered only its
// runtime components tell, which are not asked.
func lookAtPower(context.Context) Computer {
	var status powerStatus
	call := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetSystemPowerStatus")
	ok, _, _ := call.Call(uintptr(unsafe.Pointer(&status))) //nolint:gosec // the call fills the structure; its error is told by ok
	return Computer{OnBattery: ok != 0 && status.ACLine == acOff, PowerKnown: ok != 0 && status.ACLine != acUnknown}
}
