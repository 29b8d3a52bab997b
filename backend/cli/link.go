package cli

import (
	"regexp"
	"strings"
)

// scheme begins the links in mails that open a page of the window.
const scheme = "tributary:"

// LinkedPage is the page of the window that a link opens. It is "", the usual one, for
// whatever is no page: links come from outside.
func LinkedPage(link string) string {
	page := "/" + strings.Trim(strings.TrimPrefix(link, scheme), "/")
	if !regexp.MustCompile(`^(/[a-z0-9_-]{1,64}){1,4}$`).MatchString(page) {
		return ""
	}
	return page
}

// followLink turns a link that the desktop hands over as the only argument into the page the
// window opens at.
func followLink(args []string) []string {
	if len(args) != 1 || !strings.HasPrefix(args[0], scheme) {
		return args
	}
	if page := LinkedPage(args[0]); page != "" {
		return []string{"--page", page}
	}
	return nil
}
