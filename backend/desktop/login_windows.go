package desktop

import (
	"errors"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// runKey lists the programs of the person that are started at login
// (learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys). The library
// used elsewhere needs a C compiler here and does not quote its arguments.
const runKey = `Software\Microsoft\Windows\CurrentVersion\Run`

// login is one entry of the system's list of programs to start at login.
type login struct{ command string }

func loginEntry(command []string) login {
	quoted := make([]string, len(command))
	for n, word := range command {
		quoted[n] = windows.EscapeArg(word)
	}
	return login{strings.Join(quoted, " ")}
}

func (login) isEnabled() bool {
	key, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if err != nil {
		return false
	}
	defer func() { _ = key.Close() }() // it was only read
	_, _, err = key.GetStringValue(loginName)
	return err == nil
}

func (l login) enable() error {
	key, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err != nil {
		return err
	}
	return errors.Join(key.SetStringValue(loginName, l.command), key.Close())
}

func (login) disable() error {
	key, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err != nil {
		return err
	}
	err = key.DeleteValue(loginName)
	if errors.Is(err, registry.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, key.Close())
}
