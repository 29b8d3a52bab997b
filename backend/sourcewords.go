package backend

import (
	"strings"
	"sync"

	"tributary/backend/catalog"
	"tributary/backend/setup"
	"tributary/backend/store"
	"tributary/backend/translation"
)

// languages are those the catalog is written in.
func languages() []string { return []string{"en", "fr"} }

// fromCatalog shows a source of the catalog to the set-up.
func fromCatalog(c catalog.Source) setup.Source {
	s := setup.Source{
		ID: domainID(c.ID), Name: c.Name, Monogram: c.Monogram, NeedsAuthorization: len(c.Fields.In(catalog.Authorization)) > 0,
		Categories: map[string]string{}, Description: map[string]string{}, Labels: map[string]map[string]string{},
		FieldTitles: map[string]map[string]string{}, FieldHelp: map[string]map[string]string{}, FieldPatterns: map[string]map[string]string{},
		Guide: map[string][]setup.GuideStep{}, AppGuide: map[string][]setup.GuideStep{}, AppPermissions: map[string][]string{},
	}
	for _, language := range languages() {
		s.Categories[language], s.Description[language] = c.Category.Label().In(language), c.Description.In(language)
		labels, titles, help, patterns := map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}
		for _, d := range c.DataTypes {
			labels[d.Name] = d.Label.In(language)
		}
		for _, f := range c.Fields {
			text := f.EN
			if language == "fr" {
				text = f.FR
			}
			titles[f.Name], help[f.Name], patterns[f.Name] = text.Title, text.Description, text.PatternDescriptor
			for value, title := range text.Options {
				titles[f.Name+"="+value] = title
			}
		}
		s.Labels[language], s.FieldTitles[language], s.FieldHelp[language], s.FieldPatterns[language] = labels, titles, help, patterns
		s.Guide[language] = guideSteps(c.Guide, language)
		if c.SignIn != nil {
			s.AppGuide[language] = guideSteps(catalog.Guide{Steps: c.SignIn.App.Steps, Link: c.SignIn.App.Link}, language)
			for _, p := range c.SignIn.App.Permissions {
				s.AppPermissions[language] = append(s.AppPermissions[language], p.In(language))
			}
		}
	}
	return s
}

func guideSteps(g catalog.Guide, language string) []setup.GuideStep {
	var steps []setup.GuideStep
	for i, text := range g.Steps {
		step := setup.GuideStep{Text: text.In(language)}
		if i == 0 {
			step.Link = g.Link
		}
		steps = append(steps, step)
	}
	var needed []string
	for _, p := range g.Permissions {
		needed = append(needed, p.In(language))
	}
	if len(needed) > 0 {
		steps = append(steps, setup.GuideStep{Text: permissionWords(language) + strings.Join(needed, ", ") + "."})
	}
	return steps
}

// permissionWords begin the step that names what the key must be allowed.
func permissionWords(language string) string {
	if language == "fr" {
		return "Droits nécessaires\u00a0: "
	}
	return "Permissions it needs: "
}

// fromManifest shows a loaded manifest to the set-up.
func fromManifest(m store.Manifest) setup.Source {
	return setup.Source{
		ID: m.Source, Name: m.Name, Monogram: monogram(m.Name), NeedsAuthorization: needsAuthorization(m), FromFile: m.Path,
		Categories:  map[string]string{"en": "Manifest file", "fr": "Fichier de manifeste"},
		Description: map[string]string{"en": "Loaded from " + m.Path, "fr": "Chargé depuis " + m.Path},
	}
}

// translate returns a text of the program in a language. What French needs is read when it
// is first spoken.
func translate() func(language, text string) string {
	french := sync.OnceValue(translator)
	return func(language, text string) string {
		if language == "en" {
			return text
		}
		return french().Translate(language, text)
	}
}

// translator says the texts of the program in French; the messages of the built-in manifests
// and the titles of their forms too.
func translator() *translation.Translator {
	var messages, titles []translation.Pair
	for _, s := range catalog.All() {
		for _, m := range s.Messages {
			messages = append(messages, translation.Pair{English: m.EN, French: m.FR})
		}
		for _, f := range s.Fields {
			titles = append(titles, translation.Pair{English: f.EN.Title, French: f.FR.Title})
		}
	}
	return translation.New(messages, titles)
}

// monogram is two letters of a name.
func monogram(name string) string {
	letters := []rune(strings.TrimSpace(name))
	if len(letters) > 2 {
		letters = letters[:2]
	}
	if len(letters) == 0 {
		return "M"
	}
	return strings.ToUpper(string(letters[:1])) + strings.ToLower(string(letters[1:]))
}
