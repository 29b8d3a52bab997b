package cli_test

import (
	"bytes"
	"strings"
	"testing"

	"tributary/backend/cli"
)

func TestALinkOpensItsPageAndNothingElse(t *testing.T) {
	for link, page := range map[string]string{
		"tributary:integrations/abc123":                     "/integrations/abc123",
		"tributary:configuration/authorizations":            "/configuration/authorizations",
		"tributary://settings/":                             "/settings",
		"tributary:":                                        "",
		"tributary:../../etc/passwd":                        "",
		"tributary:integrations/x --background":             "",
		"tributary:javascript:alert(1)":                     "",
		"tributary:" + strings.Repeat("a/", 20):             "",
		"tributary:integrations/" + strings.Repeat("a", 65): "",
	} {
		var out bytes.Buffer
		c := cli.Run(t.Context(), []string{link}, cli.Streams{In: &out, Out: &out, Err: &out}, "test", cli.Tools{})
		if c.Mode != cli.Window || c.Page != page {
			t.Errorf("%s: mode %v, page %q; want the window at %q\n%s", link, c.Mode, c.Page, page, &out)
		}
	}
}
