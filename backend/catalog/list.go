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
		"google_contacts",
		"google_sheets",
		"harvest",
		"hubspot",
		"mailchimp",
		"notion",
		"microsoft_contacts",
		"pipedrive",
		"pocketbase",
		"quickbooks",
		"salesforce",
		"shopify",
		"spreadsheet",
		"square",
		"stripe",
		"woocommerce",
		"xero",
		"zendesk",
	}
}
