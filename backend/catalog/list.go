package catalog

// listed names every built-in source once, in the order of their names on the screen.
func listed() []string {
	return []string{
		"activecampaign",
		"airtable",
		"brevo",
		"freshdesk",
		"gitea",
		"github",
		"harvest",
		"hubspot",
		"mailchimp",
		"notion",
		"pipedrive",
		"pocketbase",
		"shopify",
		"spreadsheet",
		"square",
		"stripe",
		"woocommerce",
	}
}
