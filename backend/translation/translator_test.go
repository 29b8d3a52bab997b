package translation_test

import (
	"fmt"
	"strings"
	"testing"

	"tributary/backend/translation"
)

// plain takes the spaces of French typography out, so that the cases can be read.
func plain(s string) string { return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s) }

func translator() *translation.Translator {
	return translation.New(
		[]translation.Pair{{English: "The token was mistyped. A new one can be made at Acme.", French: "Le jeton est mal saisi. On peut en créer un nouveau chez Acme."}},
		[]translation.Pair{{English: "Read from", French: "Lire à partir du"}},
	)
}

func TestTranslate(t *testing.T) {
	tests := map[string]struct{ english, french string }{
		"a fixed sentence":             {"Nothing was changed.", "Rien n’a été modifié."},
		"a number":                     {"12 entries are no records and were left out.", "12 éléments ne sont pas des fiches et ont été écartés."},
		"one":                          {"1 entries are no records and were left out.", "Un élément n’est pas une fiche et a été écarté."},
		"one with another value":       {"1 of 40 records could not become rows.", "Une fiche sur 40 n’a pas pu devenir une ligne."},
		"a per cent sign":              {"In 3 runs in a row, at least 50 % of the records could not become rows.", "Dans 3 exécutions d’affilée, au moins 50 % des fiches n’ont pas pu devenir des lignes."},
		"a name":                       {"“Shop” is running just now.", "« Shop » s’exécute en ce moment."},
		"a name of two sentences":      {"“Acme Inc. Paris” is running just now.", "« Acme Inc. Paris » s’exécute en ce moment."},
		"a quoted name":                {`"Prix \"été\".csv" is empty.`, `« Prix "été".csv » est vide.`},
		"a quoted name with a sheet":   {`"prices.xlsx, sheet 2024" is empty.`, "« prices.xlsx, feuille 2024 » est vide."},
		"a name that is a word":        {"“table” is running just now.", "« table » s’exécute en ce moment."},
		"a vowel":                      {"The key for Airtable is empty.", "La clé d’Airtable est vide."},
		"a consonant":                  {"The key for Brevo is empty.", "La clé de Brevo est vide."},
		"a service without a name":     {"The key for the service is empty.", "La clé du service est vide."},
		"to a service without a name":  {"The connection to the service failed.", "La connexion au service a échoué."},
		"a service that begins":        {"The service asks to slow down.", "Le service demande de ralentir."},
		"a word as a value":            {"There is already an integration called “A”.", "Il existe déjà une intégration du nom de « A »."},
		"a special case of a template": {"The integration has no name.", "L’intégration n’a pas de nom."},
		"a title as a value":           {"Read from must be a date like 2024-01-31.", "Lire à partir du : une date comme 2024-01-31 est attendue."},
		"how long ago":                 {"9 runs in a row failed, the last good one was 3 days ago.", "9 exécutions d’affilée ont échoué, la dernière réussie remonte à 3 jours."},
		"what was expected": {
			"“prix” does not fit the field “Price”: expected a number such as 1234.50.",
			"« prix » ne convient pas au champ « Price » ; attendu : un nombre comme 1234.50.",
		},
		"values stay": {
			"“state” does not fit the field “State”: expected one of: open, closed, ….",
			"« state » ne convient pas au champ « State » ; attendu : l’une de ces valeurs : open, closed, ….",
		},
		"a value in a value": {
			"“a” does not fit the field “B”: expected at most 16 MB.",
			"« a » ne convient pas au champ « B » ; attendu : au plus 16 Mo.",
		},
		"record errors of several fields": {
			"“a” does not fit the field “A”: expected yes or no (also true, false, 1, 0, oui, non, vrai, faux). “b” does not fit the field “B”: expected a value; the field is required.",
			"« a » ne convient pas au champ « A » ; attendu : oui ou non (aussi vrai, faux, 1, 0, yes, no, true, false). « b » ne convient pas au champ « B » ; attendu : une valeur ; le champ est obligatoire.",
		},
		"a sentence in a sentence": {
			"The filter on Price cannot be used. A number is needed here, like 12.50.",
			"Le filtre sur Price ne peut pas être utilisé. Un nombre est nécessaire ici, comme 12.50.",
		},
		"an error of a run": {
			"WooCommerce does not accept the key or sign-in. It was mistyped, has expired, or was withdrawn. Sign in again, or enter a new key.",
			"WooCommerce n’accepte pas la clé ou la connexion. Elle a été mal saisie, a expiré ou a été retirée. Connectez-vous de nouveau, ou saisissez une nouvelle clé.",
		},
		"words of a manifest among ours": {
			"Acme does not accept the key or sign-in. The token was mistyped. A new one can be made at Acme. Sign in again, or enter a new key.",
			"Acme n’accepte pas la clé ou la connexion. Le jeton est mal saisi. On peut en créer un nouveau chez Acme. Connectez-vous de nouveau, ou saisissez une nouvelle clé.",
		},
		"words of the service among ours": {
			"Acme refused the request (status 422). Invalid field foo. Check the settings, and run again.",
			"Acme a refusé la requête (état 422). Invalid field foo. Vérifiez la configuration, puis relancez l’exécution.",
		},
		"a refusal alone":          {"Tick a type of update first", "Cochez d’abord un type de mise à jour"},
		"a refusal as a sentence":  {"Tick a type of update first.", "Cochez d’abord un type de mise à jour."},
		"a place":                  {"row 12", "ligne 12"},
		"a hint":                   {"shop.example.com, key ending in ab12", "shop.example.com, clé se terminant par ab12"},
		"the place of a repeat":    {"The primary key of row 9 is already in row 2. The first one is the row; give this one another value or remove it.", "La clé primaire de cette fiche (ligne 9) figure déjà plus haut (ligne 2). La première fait foi ; donnez une autre valeur à celle-ci ou retirez-la."},
		"two lines":                {"Nothing was saved.\nChoose another name.", "Rien n’a été enregistré.\nChoisissez un autre nom."},
		"what nobody wrote":        {"Lorem ipsum. Dolor sit amet.", "Lorem ipsum. Dolor sit amet."},
		"an unknown one swallowed": {"Lorem ipsum is here. It must be a number.", "Lorem ipsum is here. It : un nombre est attendu."},
		"nothing":                  {"", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := plain(translator().Translate("fr", tt.english)); got != tt.french {
				t.Errorf("Translate(%q)\n got %q\nwant %q", tt.english, got, tt.french)
			}
			if got := translator().Translate("en", tt.english); got != tt.english {
				t.Errorf("in English %q became %q", tt.english, got)
			}
		})
	}
}

func TestTypography(t *testing.T) {
	got := translator().Translate("fr", "“Shop” does not fit the field “Price”: expected a value; the field is required.")
	want := "«\u202fShop\u202f» ne convient pas au champ «\u202fPrice\u202f»\u202f; attendu\u00a0: une valeur\u202f; le champ est obligatoire."
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTextsOfOthersStay(t *testing.T) {
	for name, text := range map[string]string{
		"long":           strings.Repeat("Nothing was changed. ", 1000),
		"many sentences": strings.Repeat("No. ", 50),
		"not UTF-8":      "\xff\xfe. \xff",
	} {
		t.Run(name, func(t *testing.T) {
			if got := translator().Translate("fr", text); got != text {
				t.Errorf("got %.80q", got)
			}
		})
	}
}

func FuzzTranslate(f *testing.F) {
	for _, seed := range []string{
		"Nothing was changed.", "“a” is running just now. “b", `"a\xff" is empty.`, "The filter on x cannot be used. The filter on y cannot be used. ",
		"%s must be a number.", "%d of %[2]d records", ". . . ? ! \n", "Row 1 has more cells than the header row has names. The cells without a name were read as \"\".",
	} {
		f.Add(seed)
	}
	t := translator()
	f.Fuzz(func(tb *testing.T, text string) {
		if got := t.Translate("fr", text); text != "" && got == "" {
			tb.Errorf("%q became nothing", text)
		}
		if got := t.Translate("en", text); got != text {
			tb.Errorf("%q became %q in English", text, got)
		}
	})
}

func BenchmarkTranslate(b *testing.B) {
	t := translator()
	texts := make([]string, 500)
	for i := range texts {
		texts[i] = fmt.Sprintf("“price” does not fit the field “Price %d”: expected a number such as 1234.50.", i)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			t.Translate("fr", text)
		}
	}
}
