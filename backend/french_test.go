package backend_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tributary/backend"
	"tributary/backend/api"
	"tributary/backend/domain"
)

// bound returns the bound struct of a type.
func bound[T any](t *testing.T, b *backend.Backend) T {
	t.Helper()
	for _, one := range b.Bindings() {
		if found, ok := one.(T); ok {
			return found
		}
	}
	var none T
	t.Fatalf("%T is not bound", none)
	return none
}

// window is what a test says to the program as the window would.
type window struct {
	t *testing.T
	*backend.Backend
}

func openWindow(t *testing.T, language string) window {
	t.Helper()
	b, err := backend.New(t.Context(), backend.Options{DataDir: t.TempDir(), Exclusive: true, Clock: &hurried{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Stop(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
	})
	settings := bound[*api.SettingsAPI](t, b)
	s, err := settings.Get()
	if err != nil {
		t.Fatal(err)
	}
	s.Language = language
	if _, err := settings.Save(s); err != nil {
		t.Fatal(err)
	}
	return window{t, b}
}

// refused is a refusal as the window receives it, without the spaces of French typography.
func (w window) refused(err error) string {
	w.t.Helper()
	text, ok := w.FormatError(err).(string)
	var e api.Error
	if failed := json.Unmarshal([]byte(text), &e); !ok || failed != nil {
		w.t.Fatalf("%v is shown as %T: %v", err, w.FormatError(err), failed)
	}
	return ordinary(e.What + " " + e.Means + " " + e.Do)
}

func ordinary(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func TestTheWindowIsTalkedToInItsLanguage(t *testing.T) {
	cases := map[string]struct{ unknownSource, notThere, noName, notReady, secrets string }{
		"en": {
			"There is no integration source “nowhere”.", "This no longer exists. It was removed in the meantime. Go back and choose another.",
			"The integration has no name. Nothing was changed. Give it a name.", "Activate a data transfer in the source configuration first", "Your keys and passwords",
		},
		"fr": {
			"Il n’y a pas de source d’intégration « nowhere ».", "Ceci n’existe plus. Cela a été retiré entre-temps. Revenez en arrière et choisissez autre chose.",
			"L’intégration n’a pas de nom. Rien n’a été modifié. Donnez-lui un nom.", "Activez d’abord un transfert de données dans la configuration de source", "Vos clés et mots de passe",
		},
	}
	for language, want := range cases {
		t.Run(language, func(t *testing.T) {
			w := openWindow(t, language)
			integrations := bound[*api.IntegrationsAPI](t, w.Backend)
			_, err := bound[*api.SourcesAPI](t, w.Backend).Spec("nowhere")
			if got := w.refused(err); !strings.HasPrefix(got, want.unknownSource) {
				t.Errorf("a source that is not there: %q", got)
			}
			_, err = integrations.Get(string(domain.NewID[domain.IntegrationID]()))
			if got := w.refused(err); got != want.notThere {
				t.Errorf("an integration that is not there: %q", got)
			}
			_, err = integrations.Save(api.IntegrationInput{})
			if got := w.refused(err); got != want.noName {
				t.Errorf("no name: %q", got)
			}
			about, err := bound[*api.SettingsAPI](t, w.Backend).About()
			if err != nil || !strings.Contains(about.SecretsWords, want.secrets) {
				t.Errorf("where secrets are: %q, %v", about.SecretsWords, err)
			}
			c, err := bound[*api.ConfigurationsAPI](t, w.Backend).Save(api.ConfigurationInput{Name: "Files", Source: "spreadsheet", Settings: map[string]any{"path": t.TempDir()}})
			if err != nil {
				t.Fatal(err)
			}
			made, err := integrations.Save(api.IntegrationInput{Name: "Files", Configuration: c.ID, EverySeconds: 900})
			if err != nil || made.Refusal != want.notReady {
				t.Errorf("the refusal: %q, %v", made.Refusal, err)
			}
		})
	}
}

func TestMessagesOfManifestsAreFrench(t *testing.T) {
	w := openWindow(t, "fr")
	got := w.refused(&domain.Error{
		Kind: domain.SignIn, What: "ActiveCampaign does not accept the key or sign-in.",
		Means: "The key was mistyped, or a new one was made since. The present one stands in the settings of ActiveCampaign, under Developer.",
		Do:    "Sign in again, or enter a new key.",
	})
	want := "ActiveCampaign n’accepte pas la clé ou la connexion. La clé est mal saisie, ou une nouvelle a été créée depuis. " +
		"La clé actuelle figure dans les paramètres d’ActiveCampaign, sous Développeur. Connectez-vous de nouveau, ou saisissez une nouvelle clé."
	if got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
