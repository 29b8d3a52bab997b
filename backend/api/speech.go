package api

// speech says the texts of the program, which are English, in the language of the window.
type speech struct {
	language  func() string
	translate func(language, text string) string
}

// saying returns what says texts in the language of this moment. It is asked for once a
// call: the language stands in the settings.
func (s speech) saying() func(text string) string {
	language := s.language()
	return func(text string) string { return s.translate(language, text) }
}
