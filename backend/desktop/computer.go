package desktop

import (
	"context"
	"net"
)

// Computer is how the computer stands at the moment. What the system does not tell is
// false.
type Computer struct {
	Offline   bool // no network reaches beyond this computer
	OnBattery bool
	Metered   bool // the network is paid by what goes over it
	// PowerKnown and MeteredKnown tell whether the two could be found out. Nobody is asked on
	// macOS; about the network only NetworkManager of Linux.
	PowerKnown, MeteredKnown bool
}

// LookAtComputer asks the system. It takes a few milliseconds, and is bounded.
func LookAtComputer(ctx context.Context) Computer {
	c := lookAtPower(ctx)
	c.Offline = offline()
	return c
}

// offline tells whether no interface but the loopback is up with an address that reaches
// further than its own cable. Network managers are not asked: they call a computer
// disconnected whose cable somebody else manages.
func offline() bool {
	all, err := net.Interfaces()
	if err != nil {
		return false // not known
	}
	for _, i := range all {
		if i.Flags&net.FlagLoopback != 0 || i.Flags&net.FlagUp == 0 || i.Flags&net.FlagRunning == 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			return false
		}
		for _, a := range addresses {
			if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
				return false
			}
		}
	}
	return true
}
