package declarative_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// watchMemory looks at what a running process holds until it is told to stop,
// and answers the most it saw. Maxrss of the ended process would not do: a child
// inherits the high-water mark of the process that started it, here that of the
// test with its server.
func watchMemory(pid int) (stop func() memory) {
	end, most := make(chan struct{}), make(chan memory)
	go func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		var m memory
		for {
			select {
			case <-tick.C:
				m = m.orMore(memoryOf(pid))
			case <-end:
				most <- m
				return
			}
		}
	}()
	return func() memory { close(end); return <-most }
}

// memoryOf answers nothing for a process that has ended.
func memoryOf(pid int) memory {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return memory{}
	}
	var m memory
	for lines := bufio.NewScanner(bytes.NewReader(raw)); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		kB, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		switch name {
		case "VmHWM": // only grows
			m.resident = kB
		case "RssAnon":
			m.private = kB
		}
	}
	return m
}
