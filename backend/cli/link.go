package cli

import (
	"regexp"
	"strings"
)

// scheme begins the links in mails that open a page of the window.
const scheme = "tributary:"

// followLink turns a link that the desktop hands over as the only argument into the page the
// window opens at. Whatever is no page of the window opens it at its usual one: links come
// from outside.
func followLink(args []string) []string {
	if len(args) != 1 || !strings.HasPrefix(args[0], scheme) {
		return args
	}
	page := "/" + strings.Trim(strings.TrimPrefix(args[0], scheme), "/")
	if !regexp.MustCompile(`^(/[a-z0-9_-]{1,64}){1,4}$`).MatchString(page) {
		return nil
	}
	return []string{"--page", page}
}
