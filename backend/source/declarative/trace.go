package declarative

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// maxShownAddress bounds an address that is shown.
const maxShownAddress = 500

// secretParameter are names of parameters whose values are never shown, whatever the manifest calls secret.
var secretParameter = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)key|token|secret|passw|signature|hmac|auth|session|credential|\bcode\b|\bsig\b`)
})

// trace tells whoever wants to know of a request and how it ended.
func (s *session) trace(ctx context.Context, req *http.Request, began time.Time, a *answer, err error) {
	note := source.Trace(ctx)
	if note == nil {
		return
	}
	e := domain.Exchange{At: began, Method: req.Method, Address: s.shownAddress(req.URL), Took: s.opts.Clock.Now().Sub(began)}
	if a != nil {
		e.Status, e.Bytes = a.status, int64(len(a.body))
	}
	if err != nil {
		var outer *url.Error
		if errors.As(err, &outer) {
			err = outer.Err // the address around it is not cleaned
		}
		e.Failure = s.secrets.clean(err.Error())
	}
	note(e)
}

// shownAddress is an address with its query, without what is secret in it.
func (s *session) shownAddress(u *url.URL) string {
	text := bareURL(u)
	if u.RawQuery != "" {
		query := u.Query()
		for name, values := range query {
			for i := range values {
				if secretParameter().MatchString(name) {
					values[i] = hidden
				}
			}
		}
		shown, err := url.QueryUnescape(query.Encode()) // to be read, not to be sent
		if err != nil {
			shown = hidden
		}
		text += "?" + shown
	}
	text = s.secrets.clean(text)
	if len(text) > maxShownAddress {
		text = text[:maxShownAddress] + "…"
	}
	return text
}
