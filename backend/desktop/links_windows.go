package desktop

import (
	"context"
	"errors"

	"golang.org/x/sys/windows/registry"
)

// answerLinks enters the scheme among the person's own classes
// (learn.microsoft.com, “Registering an Application to a URI Scheme”). The link is quoted: it
// comes from outside.
func answerLinks(_ context.Context, path string) error {
	const class = `Software\Classes\` + LinkScheme
	for _, entry := range []struct{ key, name, value string }{
		{class, "", "URL:Tributary"},
		{class, "URL Protocol", ""},
		{class + `\shell\open\command`, "", `"` + path + `" "%1"`},
	} {
		key, _, err := registry.CreateKey(registry.CURRENT_USER, entry.key, registry.SET_VALUE)
		if err != nil {
			return err
		}
		if err := errors.Join(key.SetStringValue(entry.name, entry.value), key.Close()); err != nil {
			return err
		}
	}
	return nil
}
