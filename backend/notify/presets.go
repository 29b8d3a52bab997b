package notify

import "tributary/backend/domain"

// Preset is a mail provider whose server is known.
type Preset struct {
	Name string
	domain.MailServer
	// SignIn is the source of authorizations by which the provider also, or only, lets programs
	// in; "" where there is none.
	SignIn domain.SourceID
	// AppPassword tells that the provider wants a password made for programs.
	AppPassword bool
}

// Presets are the common providers, by name. Their servers are as the providers document
// them.
func Presets() []Preset {
	at := func(name, host string, port int, encryption string) Preset {
		return Preset{Name: name, MailServer: domain.MailServer{Host: host, Port: port, TLS: encryption}}
	}
	list := []Preset{
		at("Fastmail", "smtp.fastmail.com", 465, domain.MailTLS),
		at("Free", "smtp.free.fr", 465, domain.MailTLS),
		at("Gandi", "mail.gandi.net", 465, domain.MailTLS),
		at("Gmail", "smtp.gmail.com", 587, domain.MailStartTLS),
		at("iCloud", "smtp.mail.me.com", 587, domain.MailStartTLS),
		at("Infomaniak", "mail.infomaniak.com", 465, domain.MailTLS),
		at("IONOS", "smtp.ionos.com", 465, domain.MailTLS),
		at("Microsoft 365", "smtp.office365.com", 587, domain.MailStartTLS),
		at("Orange", "smtp.orange.fr", 465, domain.MailTLS),
		at("OVH", "ssl0.ovh.net", 465, domain.MailTLS),
		at("Yahoo", "smtp.mail.yahoo.com", 465, domain.MailTLS),
		at("Zoho", "smtp.zoho.com", 465, domain.MailTLS),
	}
	for i, p := range list {
		switch p.Name {
		case "Gmail":
			list[i].SignIn, list[i].AppPassword = "google_mail", true
		case "Microsoft 365":
			list[i].SignIn = "microsoft_mail"
		case "Fastmail", "iCloud", "Yahoo":
			list[i].AppPassword = true
		}
	}
	return list
}
