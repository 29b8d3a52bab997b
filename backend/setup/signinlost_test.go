package setup_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

func TestAShippedAppNeedsNoClientID(t *testing.T) {
	w := newClub(t)
	in := w.input()
	in.Values = map[string]any{"credentials": map[string]any{"way": "browser"}}
	_, err := w.StartSignIn(t.Context(), in)
	refused(t, err, "form_invalid")

	w.club.shipped = "app-of-the-program"
	flow := must[domain.SignInFlow](t)(w.StartSignIn(t.Context(), in))
	if !strings.Contains(flow.Address, "client_id=app-of-the-program") {
		t.Errorf("the browser is opened at %s", flow.Address)
	}
	if err := w.browser.back(t, "code"); err != nil {
		t.Fatal(err)
	}
	a := must[domain.Authorization](t)(w.Authorization(t.Context(), flow.Authorization))
	if _, stored := source.At(a.Values, []string{"credentials", "client_id"}); stored || a.State != domain.AuthorizationWorks {
		t.Errorf("stored %+v", a)
	}
	config := must[source.Config](t)(w.Config(t.Context(), domain.Configuration{Source: "club", Authorization: a.ID}))
	if id, _ := source.At(config, []string{"credentials", "client_id"}); id != "app-of-the-program" {
		t.Errorf("a run works with the client id %v", id)
	}
}

// moving is a vault whose data folder can come to another computer: what was sealed before
// does not open any more.
type moving struct {
	reversed
	moves string // one letter for each move
}

func (m *moving) Seal(name string, value []byte) (string, error) {
	return m.reversed.Seal(m.moves+name, value)
}

func (m *moving) Open(name, sealed string) ([]byte, error) {
	value, err := m.reversed.Open(m.moves+name, sealed)
	if err != nil {
		return nil, &domain.Error{Kind: domain.SignIn, Code: "key_missing", What: "The key is not on this computer.", Do: "Sign in again."}
	}
	return value, nil
}

func TestADataFolderThatWasMovedAsksForTheSignIn(t *testing.T) {
	w := newClub(t)
	a := w.signedIn(t)
	w.vault.moves += "m"
	moved := must[domain.Authorization](t)(w.CheckAuthorization(t.Context(), a.ID))
	if moved.State != domain.AuthorizationNeedsSignIn || moved.StateCode != "key_missing" || moved.StateWords == "" {
		t.Errorf("after the move: %+v", moved)
	}
	_, err := w.KeepTokens(t.Context(), source.Config{source.AuthorizationKey: string(a.ID)}, func(context.Context, source.Config) (source.Config, error) {
		t.Error("a token nobody can read was renewed")
		return nil, errors.New("never")
	})
	refused(t, err, "key_missing")
	must[domain.SignInFlow](t)(w.Reauthorize(t.Context(), a.ID))
	if err := w.browser.back(t, "code"); err != nil {
		t.Fatal(err)
	}
	if again := must[domain.Authorization](t)(w.Authorization(t.Context(), a.ID)); again.State != domain.AuthorizationWorks || again.ID != a.ID {
		t.Errorf("after signing in again: %+v", again)
	}
}
