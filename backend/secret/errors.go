package secret

import (
	"errors"

	"tributary/backend/domain"
)

// The codes of the errors of a Box.
const (
	// CodeKeyMissing: the key the value was sealed with is nowhere on this
	// computer. Kind sign_in.
	CodeKeyMissing = "key_missing"
	// CodeKeychainLocked: the key is in a keychain that does not answer now.
	// Kind set_up.
	CodeKeychainLocked = "keychain_locked"
	// CodeDamaged: the sealed value was changed, cut, or belongs to another
	// name. Kind sign_in.
	CodeDamaged = "secret_damaged"
)

// errDamagedValue tells that a sealed value does not open.
var errDamagedValue = errors.New("sealed value does not open")

func keyMissing(keyID string) error {
	return &domain.Error{
		Kind: domain.SignIn, Code: CodeKeyMissing,
		What:    "The key that protects this authorization is not on this computer.",
		Means:   "The data folder was moved from another computer, or the system keychain was emptied. The stored keys and passwords cannot be read.",
		Do:      "Sign in again, or enter the key again, at this authorization.",
		Details: "key id " + keyID,
	}
}

func keychainLocked(cause error) error {
	return &domain.Error{
		Kind: domain.SetUp, Code: CodeKeychainLocked,
		What:  "The system keychain does not answer.",
		Means: "It holds the key to your stored keys and passwords. Nothing can sync with them until it is unlocked.",
		Do:    "Unlock the keychain, or start Tributary from your desktop session. If the data folder came from another computer, sign in again at each authorization.",
		Err:   cause,
	}
}

func damaged(cause error) error {
	return &domain.Error{
		Kind: domain.SignIn, Code: CodeDamaged,
		What:  "A stored secret cannot be read.",
		Means: "It was changed or damaged on the disk.",
		Do:    "Sign in again, or enter the key again, at this authorization.",
		Err:   cause,
	}
}
