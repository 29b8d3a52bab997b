//go:build unix

package declarative_test

import (
	"os"
	"syscall"
)

// maxMemory is what a process held at the most, in kB.
func maxMemory(p *os.ProcessState) int64 {
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss
	}
	return 0
}
