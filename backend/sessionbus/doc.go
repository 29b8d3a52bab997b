// Package sessionbus finds the D-Bus session bus of a Linux desktop, and tells when there is
// none. The adapters that talk to the desktop look here first: without this look the D-Bus
// library starts a bus of its own with dbus-launch, which hangs for ever where there is no
// display. On other systems there is no such bus, and nothing to look for.
package sessionbus
