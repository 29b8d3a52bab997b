package sqldbtest

import "syscall"

// childOf makes the system end the server when the tests are killed.
func childOf(as *identity) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGINT}
	if as != nil {
		attr.Credential = &syscall.Credential{Uid: as.uid, Gid: as.gid}
	}
	return attr
}
