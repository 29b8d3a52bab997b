//go:build !windows

package desktop

import "github.com/emersion/go-autostart"

// login is one entry of the system's list of programs to start at login.
type login struct{ app autostart.App }

// loginEntry makes the entry anew for each use: enabling one twice spoils its command.
func loginEntry(command []string) login {
	return login{autostart.App{Name: loginName, DisplayName: "Tributary", Exec: command}}
}

func (l login) isEnabled() bool { return l.app.IsEnabled() }
func (l login) enable() error   { return l.app.Enable() }

func (l login) disable() error {
	if !l.app.IsEnabled() {
		return nil
	}
	return l.app.Disable()
}
