package source

import "time"

// earliest is how long before its end a token is renewed, or half its life where that is
// shorter.
const earliest = 15 * time.Minute

// Token is an access token as it is kept under TokenKey. The zero value is none.
type Token struct {
	Access  string
	Expires time.Time
	Life    time.Duration // from when it was given to Expires
	Ends    time.Time     // of the whole sign-in; zero: not known, or never
}

// TokenOf reads the token that config keeps; the zero value when there is none.
func TokenOf(config Config) Token {
	kept, _ := config[TokenKey].(map[string]any)
	if kept == nil {
		return Token{}
	}
	var t Token
	t.Access, _ = kept["access_token"].(string)
	expires, _ := kept["expires_at"].(string)
	seconds, _ := kept["seconds"].(float64)
	t.Expires, _ = time.Parse(time.RFC3339, expires) // zero: long over
	t.Life = time.Duration(seconds * float64(time.Second))
	t.Ends = Ending(config)
	return t
}

// In returns config with the token kept in it.
func (t Token) In(config Config) Config {
	kept := map[string]any{"access_token": t.Access, "expires_at": t.Expires.UTC().Format(time.RFC3339), "seconds": t.Life.Seconds()}
	if !t.Ends.IsZero() {
		kept["ends_at"] = t.Ends.UTC().Format(time.RFC3339)
	}
	return With(config, []string{TokenKey}, kept)
}

// Early is how long before its end the token is to be renewed.
func (t Token) Early() time.Duration { return min(earliest, t.Life/2) }
