package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// systemLimit bounds what is asked on the system bus.
const systemLimit = 2 * time.Second

// Values of NetworkManager's property Metered (NMMetered, networkmanager.dev).
const (
	meteredUnknown = 0
	meteredYes     = 1
	meteredGuessed = 3
)

// lookAtPower asks UPower and NetworkManager, where there is a system bus with them; else
// the kernel tells about the battery, and nobody about the network.
func lookAtPower(ctx context.Context) Computer {
	ctx, cancel := context.WithTimeout(ctx, systemLimit)
	defer cancel()
	var c Computer
	conn := systemBus()
	if conn != nil {
		defer func() { _ = conn.Close() }() // it was only asked
	}
	if battery, ok := property[bool](ctx, conn, "org.freedesktop.UPower", "/org/freedesktop/UPower", "OnBattery"); ok {
		c.OnBattery, c.PowerKnown = battery, true
	} else {
		c.OnBattery, c.PowerKnown = onBattery("/sys/class/power_supply")
	}
	metered, ok := property[uint32](ctx, conn, "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager", "Metered")
	c.Metered = ok && (metered == meteredYes || metered == meteredGuessed)
	c.MeteredKnown = ok && metered != meteredUnknown
	return c
}

// systemBus is a connection of its own; nil where there is no such bus.
func systemBus() *dbus.Conn {
	if os.Getenv("DBUS_SYSTEM_BUS_ADDRESS") == "" {
		if _, err := os.Stat("/run/dbus/system_bus_socket"); err != nil {
			return nil
		}
	}
	conn, err := dbus.ConnectSystemBus()
	if err != nil {
		return nil
	}
	return conn
}

// property reads a property of an object whose interface is named as its service.
func property[T any](ctx context.Context, conn *dbus.Conn, service string, path dbus.ObjectPath, name string) (value T, ok bool) {
	if conn == nil {
		return value, false
	}
	var answer dbus.Variant
	call := conn.Object(service, path).CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", dbus.FlagNoAutoStart, service, name)
	if call.Store(&answer) != nil {
		return value, false
	}
	value, ok = answer.Value().(T)
	return value, ok
}

// onBattery tells whether there is a battery, and no mains that gives power (kernel
// documentation, ABI/testing/sysfs-class-power). A computer that lists no supply at all, as a
// desk computer does, is on none.
func onBattery(folder string) (on, known bool) {
	supplies, err := os.ReadDir(folder)
	if err != nil {
		return false, false
	}
	read := func(supply, name string) string {
		raw, err := os.ReadFile(filepath.Join(folder, supply, name)) //nolint:gosec // G304: of the kernel
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(raw))
	}
	discharging := false
	for _, s := range supplies {
		switch read(s.Name(), "type") {
		case "Mains", "USB":
			if read(s.Name(), "online") == "1" {
				return false, true
			}
		case "Battery":
			// A mouse has a battery too; its scope is the device.
			if read(s.Name(), "scope") != "Device" && read(s.Name(), "status") == "Discharging" {
				discharging = true
			}
		}
	}
	return discharging, true
}
