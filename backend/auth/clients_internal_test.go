package auth

import "testing"

// It looks inside: what a build ships is embedded, so no test outside can change it.
func TestTheFileOfClients(t *testing.T) {
	if shipped, err := Clients(); err != nil || len(shipped) != 0 {
		t.Errorf("the repository ships %v, %v; want nothing", shipped, err)
	}
	got, err := parseClients([]byte("xero: {client_id: a, client_secret: b}\n"))
	if err != nil || got["xero"] != (Client{"a", "b"}) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, wrong := range []string{"xero: {client: a}", "xero: {client_secret: b}", "- xero"} {
		if got, err := parseClients([]byte(wrong)); err == nil {
			t.Errorf("%q is taken: %v", wrong, got)
		}
	}
}
