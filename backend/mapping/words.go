package mapping

import (
	"strings"
	"unicode"
)

// wordsOf splits a name into plain lower-case words: at blanks, punctuation and
// changes of case, without accents. "billingAddress.post_code" → billing address post code.
func wordsOf(name string) []string {
	var (
		words []string
		word  strings.Builder
		last  rune
	)
	end := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
		case unicode.IsUpper(r) && unicode.IsLower(last):
			end()
			word.WriteString(plain(r))
		default:
			word.WriteString(plain(r))
		}
		last = r
	}
	end()
	return words
}

// plain lower-cases a letter and takes its accent off.
func plain(r rune) string {
	r = unicode.ToLower(r)
	switch {
	case strings.ContainsRune("àâäáã", r):
		return "a"
	case strings.ContainsRune("éèêë", r):
		return "e"
	case strings.ContainsRune("îïí", r):
		return "i"
	case strings.ContainsRune("ôöóõ", r):
		return "o"
	case strings.ContainsRune("ùûüú", r):
		return "u"
	case r == 'ç':
		return "c"
	case r == 'œ':
		return "oe"
	default:
		return string(r)
	}
}

// sameMeaning gives English and French words, and short forms, one spelling. Only
// words that mean the same in every shop or CRM stand here.
func sameMeaning(word string) string {
	switch word {
	case "mail", "courriel", "emailaddress", "mel":
		return "email"
	case "tel", "telephone", "phonenumber", "mobile", "portable", "cell":
		return "phone"
	case "prenom", "firstname", "given", "givenname", "forename":
		return "first"
	case "nomdefamille", "lastname", "surname", "family", "familyname":
		return "last"
	case "nom", "title", "titre", "libelle", "label", "designation":
		return "name"
	case "societe", "entreprise", "organisation", "organization", "organisme":
		return "company"
	case "adresse", "street", "rue", "address1":
		return "address"
	case "cp", "postcode", "zip", "zipcode", "postal":
		return "postal"
	case "ville", "town", "commune":
		return "city"
	case "pays":
		return "country"
	case "region", "province":
		return "state"
	case "prix", "tarif":
		return "price"
	case "montant":
		return "amount"
	case "quantite", "qty":
		return "quantity"
	case "ref":
		return "reference"
	case "numero", "num", "no", "nr":
		return "number"
	case "identifiant", "uid", "uuid":
		return "id"
	case "statut", "etat":
		return "status"
	case "devise":
		return "currency"
	case "remarque", "remarques", "notes", "commentaire", "comment", "comments":
		return "note"
	case "site", "web", "siteweb", "homepage", "url":
		return "website"
	case "tva":
		return "vat"
	case "cree", "creation", "createdat", "inscription":
		return "created"
	case "modifie", "modified", "modification", "updatedat", "maj":
		return "updated"
	case "anniversaire", "birth", "birthdate", "naissance", "dob":
		return "birthday"
	case "client", "acheteur":
		return "customer"
	case "commande":
		return "order"
	case "facture":
		return "invoice"
	case "produit", "article", "item":
		return "product"
	}
	return word
}

// empty words say nothing about what a field is.
func emptyWord(word string) bool {
	switch word {
	case "the", "of", "de", "du", "la", "le", "les", "des", "d", "l", "code", "at", "on", "field", "champ", "date", "address":
		return true
	}
	return false
}

// meaning is the set of words a name comes down to. Words that say nothing count only
// where nothing else is left.
func meaning(name string) map[string]bool {
	words := wordsOf(name)
	set := map[string]bool{}
	for _, w := range words {
		if m := sameMeaning(w); !emptyWord(m) {
			set[m] = true
		}
	}
	if set["first"] || set["last"] { // "first name" and "prénom" are one thing
		delete(set, "name")
	}
	if len(set) == 0 {
		for _, w := range words {
			set[sameMeaning(w)] = true
		}
	}
	return set
}

// humanName makes a name for the screen from a field's own: created_at → Created at.
func humanName(name string) string {
	words := wordsOf(name)
	if known := knownName(strings.Join(words, " ")); known != "" {
		return known
	}
	if spelled := strings.TrimSpace(name); strings.ContainsRune(spelled, ' ') || hasAccent(spelled) {
		return capital(strings.Join(strings.Fields(strings.ReplaceAll(spelled, "_", " ")), " "))
	}
	for i, w := range words {
		words[i] = shortForm(w)
	}
	return capital(strings.Join(words, " "))
}

func hasAccent(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && r > unicode.MaxASCII })
}

func knownName(words string) string {
	switch words {
	case "postcode", "postal code", "zip", "zipcode", "zip code", "cp":
		return "Postal code"
	case "email", "mail", "email address", "e mail":
		return "Email"
	case "firstname", "first name":
		return "First name"
	case "lastname", "last name", "surname":
		return "Last name"
	case "prenom":
		return "Prénom"
	case "societe":
		return "Société"
	case "telephone", "tel", "phone", "phone number":
		return "Phone"
	case "address 1", "address1", "address line1", "address line 1", "line1":
		return "Address"
	case "address 2", "address2", "address line2", "address line 2", "line2":
		return "Address, line 2"
	case "date created", "created", "created at":
		return "Created at"
	case "date modified", "updated", "updated at", "modified at":
		return "Updated at"
	case "qty":
		return "Quantity"
	case "dob", "birthdate":
		return "Date of birth"
	}
	return ""
}

// shortForm writes abbreviations as people do.
func shortForm(word string) string {
	switch word {
	case "id", "url", "sku", "vat", "tva", "crm", "html", "ip", "iban", "bic", "siret", "siren", "ean", "gtin", "isbn", "api", "pdf", "utc", "uuid":
		return strings.ToUpper(word)
	}
	return word
}

func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return "Field"
}
