package secret

// PlaceKind is where the master key rests.
type PlaceKind string

// The places.
const (
	InKeychain PlaceKind = "keychain"
	InKeyFile  PlaceKind = "key_file"
	// Waiting: the keychain has not answered yet.
	Waiting PlaceKind = "waiting"
)

// Place says where the key for new values rests.
type Place struct {
	Kind PlaceKind
	// Words for Settings: one or two sentences.
	Words string
	// Warning is set when the person should know more.
	Warning string
}

func placeOf(kind PlaceKind, exposed bool) Place {
	p := Place{Kind: kind}
	switch kind {
	case InKeychain:
		p.Words = "Your keys and passwords are locked with a key in the system keychain."
	case InKeyFile:
		p.Words = "This computer offers no keychain. Your keys and passwords are locked with a key in a file in the data folder that only you can read."
	case Waiting:
		p.Words = "The system keychain has not answered yet. Unlock it to use your authorizations."
	}
	if exposed {
		p.Warning = "Other users of this computer could read the key file until now. If you share this computer, make new keys at your services."
	}
	return p
}
