package catalog

// listed names every built-in source once, in the order of their names on the screen.
func listed() []string {
	return []string{
		"brevo",
		"gitea",
		"github",
		"hubspot",
		"pocketbase",
		"spreadsheet",
		"stripe",
		"woocommerce",
	}
}
