package alert_test

import (
	"strings"
	"testing"

	"tributary/backend/alert"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/translation"
)

// french speaks as the program does to a French person.
type french struct{ book *translation.Translator }

func (french) Language() string                { return "fr" }
func (f french) Say(language, t string) string { return f.book.Translate(language, t) }

func TestAMailIsFrenchFromEndToEnd(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.alert = alert.New(alert.Deps{
			Store: w.db, Errors: w, Mailer: w, Bubbles: w, Speech: french{translation.New(nil, nil)}, Events: &event.Bus{}, Clock: w.clock,
		})
		w.change(domain.Disabled, "30 runs in a row failed, the last good one was 4 days ago.")
		_, err := w.alert.Deliver(t.Context())
		w.check(err)
		spaces := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
		if got := spaces.Replace(w.mails[0].Subject); got != "« Shop customers » a été désactivée" {
			t.Errorf("subject %q", got)
		}
		for _, text := range []string{w.mails[0].Text, w.mails[0].HTML} {
			contains(t, spaces.Replace(text), "est arrêtée depuis le 2 mars 2026 à 09:00.", "30 exécutions d’affilée ont échoué, la dernière réussie remonte à 4 jours.",
				"Corrigez la cause", "Ouvrir dans Tributary")
		}
		contains(t, w.mails[0].HTML, `<html lang="fr">`)
	})
}
