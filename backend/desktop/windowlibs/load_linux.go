//go:build webkit2_41 && (amd64 || arm64)

package windowlibs

/*
#cgo LDFLAGS: -Wl,--as-needed -ldl
#include "load_linux.h"
*/
import "C"

import (
	"errors"
	"sync"
)

// Load makes the libraries of the window ready, once. It comes before the first call of
// Wails. The error names what is missing.
func Load() error { return load() }

var load = sync.OnceValue(func() error {
	if missing := C.load_window_libraries(); missing != nil {
		return errors.New(C.GoString(missing))
	}
	return nil
})
