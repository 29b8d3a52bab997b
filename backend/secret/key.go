package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

const (
	keyBytes   = 32
	version    = "v1" // of the sealed form and of a written key
	maxKeyText = 200
)

// errDamagedKey tells that a stored key is not one.
var errDamagedKey = errors.New("stored key is damaged")

// key is one master key. Its id is derived from it, so it cannot be mixed up.
type key struct {
	id  string
	raw [keyBytes]byte
}

func newKey() (key, error) {
	var k key
	if _, err := rand.Read(k.raw[:]); err != nil {
		return key{}, fmt.Errorf("make master key: %w", err)
	}
	k.id = idOf(k.raw)
	return k, nil
}

func idOf(raw [keyBytes]byte) string {
	sum := sha256.Sum256(append([]byte("tributary key id\x00"), raw[:]...))
	return hex.EncodeToString(sum[:6])
}

// text is the form in which a key rests: "v1:id:base64".
func (k key) text() string {
	return version + ":" + k.id + ":" + base64.StdEncoding.EncodeToString(k.raw[:])
}

func parseKey(text string) (key, error) {
	text = strings.TrimSpace(text)
	parts := strings.Split(text, ":")
	if len(text) > maxKeyText || len(parts) != 3 || parts[0] != version {
		return key{}, errDamagedKey
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != keyBytes {
		return key{}, errDamagedKey
	}
	k := key{id: parts[1]}
	copy(k.raw[:], raw)
	if idOf(k.raw) != k.id {
		return key{}, errDamagedKey
	}
	return k, nil
}

// seal encrypts value for name: "v1.key id.base64(nonce, ciphertext)".
func (k key) seal(name string, value []byte) (string, error) {
	aead, err := k.aead()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(value)+aead.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return "", fmt.Errorf("make nonce: %w", err)
	}
	sealed := aead.Seal(nonce, nonce, value, k.bound(name))
	return version + "." + k.id + "." + base64.RawURLEncoding.EncodeToString(sealed), nil
}

func (k key) open(name string, body []byte) ([]byte, error) {
	aead, err := k.aead()
	if err != nil {
		return nil, err
	}
	if len(body) < aead.NonceSize() {
		return nil, errDamagedValue
	}
	value, err := aead.Open(nil, body[:aead.NonceSize()], body[aead.NonceSize():], k.bound(name))
	if err != nil {
		return nil, errDamagedValue
	}
	return value, nil
}

// bound is the additional data: a sealed value opens under its name only, so
// that it cannot be put in another's place.
func (k key) bound(name string) []byte {
	return []byte("tributary\x00" + version + "\x00" + k.id + "\x00" + name)
}

func (k key) aead() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.raw[:])
	if err != nil {
		return nil, fmt.Errorf("set cipher up: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("set cipher up: %w", err)
	}
	return aead, nil
}

// parseSealed splits the sealed form.
func parseSealed(sealed string) (keyID string, body []byte, err error) {
	parts := strings.Split(sealed, ".")
	if len(parts) != 3 || parts[0] != version {
		return "", nil, errDamagedValue
	}
	body, err = base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return "", nil, errDamagedValue
	}
	return parts[1], body, nil
}
