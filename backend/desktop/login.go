package desktop

import (
	"errors"
	"fmt"
	"os"
)

// loginName is the name of the entry among the programs started at login.
const loginName = "tributary"

// StartsAtLogin tells whether the system starts the program when the person logs in.
func StartsAtLogin() bool { return loginEntry(nil).isEnabled() }

// StartAtLogin has the system start this binary with these arguments at login, or no
// more. It returns where the binary stands, for HealLogin.
func StartAtLogin(on bool, args ...string) (path string, err error) {
	path, err = os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the program: %w", err)
	}
	entry := loginEntry(append([]string{path}, args...))
	if on {
		err = entry.enable()
	} else {
		path, err = "", entry.disable()
	}
	if err != nil {
		return "", fmt.Errorf("change the programs started at login: %w", err)
	}
	return path, nil
}

// HealLogin enters this binary anew when the one entered for the login is no longer
// where it was: the program was moved. It returns where the entered one stands now. A
// person who removed the entry with the system's own tools is left in peace.
func HealLogin(was string, args ...string) (path string, err error) {
	if was == "" || !StartsAtLogin() {
		return was, nil
	}
	if _, err := os.Stat(was); !errors.Is(err, os.ErrNotExist) {
		return was, nil // it stands there, or nobody can tell
	}
	return StartAtLogin(true, args...)
}
