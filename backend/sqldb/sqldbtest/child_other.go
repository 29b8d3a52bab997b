//go:build !linux

package sqldbtest

import "syscall"

// childOf has nothing to add here: tests run as an ordinary user.
func childOf(_ *identity) *syscall.SysProcAttr { return nil }
