package declarative

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"unicode"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

const maxDetails = 4 << 10

// classify turns a failed attempt into an error a person can act on. It is the
// only function that decides what a status or a network error means.
func (s *session) classify(at attempt, v verdict) error {
	e := &domain.Error{Err: at.err}
	name := s.opts.Service
	switch {
	case at.answer == nil:
		s.classifyNetwork(e, at.err)
	case v.action == manifest.RateLimit || at.answer.status == http.StatusTooManyRequests:
		e.Kind, e.Code = domain.RateLimited, "rate_limited"
		e.What = fmt.Sprintf("%s asks to slow down.", capital(name))
		e.Means = "Too many requests were made in a short time, by this program or by others."
		e.Do = "Nothing: reading continues later."
		e.RetryAfter, _ = retryAfter(at.answer.head, s.opts.Clock.Now())
	default:
		s.classifyStatus(e, at.answer.status, v.failure)
	}
	if v.message != "" {
		e.Means = sentence(s.secrets.clean(hideProof(v.message, at.proof)))
	}
	e.Details = s.details(at)
	return e
}

// classifyStatus also hears what the manifest calls the failure, for statuses
// that leave it open.
func (s *session) classifyStatus(e *domain.Error, status int, failure string) {
	name := s.opts.Service
	switch {
	case status == http.StatusUnauthorized:
		e.Kind, e.Code = domain.SignIn, "wrong_key"
		e.What = fmt.Sprintf("%s does not accept the key or sign-in.", capital(name))
		e.Means = "It was mistyped, has expired, or was withdrawn."
		e.Do = "Sign in again, or enter a new key."
	case status == http.StatusForbidden, status == http.StatusPaymentRequired:
		e.Kind, e.Code = domain.NotAllowed, "not_allowed"
		e.What = fmt.Sprintf("%s does not allow this account to read the data.", capital(name))
		e.Means = "A permission is missing, or the plan of the account does not include it."
		e.Do = fmt.Sprintf("Give the key or the account this permission in %s, then run again.", name)
	case status == http.StatusNotFound, status == http.StatusGone:
		e.Kind, e.Code = domain.SetUp, "not_found"
		e.What = fmt.Sprintf("%s has nothing at this address.", capital(name))
		e.Means = "The address or a name in the settings is wrong, or it was removed there."
		e.Do = "Check the address and the names in the settings."
	case failure != "config_error" && (failure == "transient_error" || status == http.StatusRequestTimeout || status >= 500):
		e.Kind, e.Code = domain.ServiceDown, "service_down"
		e.What = fmt.Sprintf("%s has a problem of its own (status %d).", capital(name), status)
		e.Means = "It cannot answer at the moment."
		e.Do = "Nothing: it is tried again later."
	default:
		e.Kind, e.Code = domain.SetUp, "refused"
		e.What = fmt.Sprintf("%s refused the request (status %d).", capital(name), status)
		e.Means = "Something in the settings does not fit this account."
		e.Do = "Check the settings, and run again."
	}
}

func (s *session) classifyNetwork(e *domain.Error, err error) {
	name := s.opts.Service
	var dns *net.DNSError
	switch {
	case errors.Is(err, errTooSlow), isTimeout(err) && !errors.As(err, &dns):
		e.Kind, e.Code = domain.ServiceDown, "too_slow"
		e.What = fmt.Sprintf("%s did not answer in time.", capital(name))
		e.Means, e.Do = "It is overloaded, or the connection is slow.", "Nothing: it is tried again later."
	case errors.Is(err, errTooLarge):
		e.Kind, e.Code = domain.ServiceDown, "answer_too_large"
		e.What = fmt.Sprintf("%s sent an answer that is too large.", capital(name))
		e.Means = s.tooLargeWords(err)
		e.Do = "Ask for smaller pages in the settings, if there is such a setting."
	case isSpool(err):
		e.Kind, e.Code = domain.OurFault, "no_room"
		e.What = fmt.Sprintf("A large answer of %s could not be kept while it is unpacked.", name)
		e.Means, e.Do = "The folder for temporary files is full or cannot be written to.", "Free some space on the disk, then run again."
	case errors.Is(err, errRedirects):
		e.Kind, e.Code = domain.SetUp, "endless_redirect"
		e.What = fmt.Sprintf("%s sends the request from one address to the next without end.", capital(name))
		e.Means, e.Do = "The address in the settings is probably not the right one.", "Check the address."
	case errors.As(err, &dns) && dns.IsNotFound && !dns.IsTemporary && s.online():
		e.Kind, e.Code = domain.SetUp, "no_such_host"
		e.What = "The address of the service does not exist."
		e.Means, e.Do = "It was probably mistyped.", "Check the address in the settings."
	case errors.As(err, &dns), noRoute(err):
		e.Kind, e.Code = domain.Offline, "offline"
		e.What = "There is no connection to the internet."
		e.Means, e.Do = "Nothing can be read until it is back.", "Nothing: reading continues when the connection is back."
	case insecure(err):
		e.Kind, e.Code = domain.SetUp, "not_secure"
		e.What = fmt.Sprintf("The connection to %s is not secure.", name)
		e.Means = "The certificate is not valid for this address, so somebody could listen."
		e.Do = "Check the address, and the date and time of this computer."
	default:
		e.Kind, e.Code = domain.ServiceDown, "connection_lost"
		e.What = fmt.Sprintf("The connection to %s failed.", name)
		e.Means, e.Do = "The service closed it, or is not running.", "Nothing: it is tried again later."
	}
	// The text of a network error repeats the address with its query.
	var u interface{ Unwrap() error }
	if errors.As(err, &u) {
		e.Err = u.Unwrap()
	}
}

// classifyFault turns what went wrong before anything was sent into an error a
// person can act on.
func (s *session) classifyFault(err error) error {
	var (
		known     *domain.Error
		conflict  *conflictError
		elsewhere *elsewhereError
		address   *addressError
		template  *templateError
		tooLong   *waitTooLongError
	)
	name := s.opts.Service
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &tooLong):
		return &domain.Error{
			Kind: domain.RateLimited, Code: "rate_limited", RetryAfter: tooLong.wait, Err: err,
			What:  fmt.Sprintf("%s asks to slow down.", capital(name)),
			Means: "Too many requests were made in a short time, by this program or by others.",
			Do:    "Nothing: reading continues later.",
		}
	case errors.As(err, &elsewhere):
		return &domain.Error{
			Kind: domain.ServiceDown, Code: "next_page_elsewhere", Err: err,
			What:  fmt.Sprintf("%s says that the next page is at another address than its own.", capital(name)),
			Means: "The key would go to somebody else, so nothing was read from there.",
			Do:    "Check the address in the settings.",
		}
	case errors.As(err, &address):
		return &domain.Error{
			Kind: domain.SetUp, Code: "wrong_address", Err: err,
			What:  fmt.Sprintf("The address for %s is not a web address.", name),
			Means: "Nothing can be read from it.",
			Do:    "Check the address in the settings.",
		}
	case errors.As(err, &template), errors.As(err, &conflict):
		return &domain.Error{
			Kind: domain.SetUp, Code: "manifest_fault", Details: clip(s.secrets.clean(err.Error())),
			What:  fmt.Sprintf("The description of %s cannot be carried out with these settings.", name),
			Means: "A setting it needs is missing, or the description has a mistake.",
			Do:    "Check the settings. If they are right, report the details.",
		}
	}
	return &domain.Error{
		Kind: domain.OurFault, Code: "request_fault", Details: clip(s.secrets.clean(err.Error())),
		What:  fmt.Sprintf("A request to %s could not be made.", name),
		Means: "Nothing was read.", Do: "Report this with the support bundle.",
	}
}

// notJSON is the error for an answer that should be JSON and is not.
func (s *session) notJSON(a *answer, err error) error {
	e := &domain.Error{
		Kind: domain.ServiceDown, Code: "not_json", Err: err,
		What:  fmt.Sprintf("%s sent something that is not data.", capital(s.opts.Service)),
		Means: "Often this is a page about maintenance or a login. Nothing of it was used.",
		Do:    "It is tried again later. If it stays, check the address in the settings.",
	}
	if errors.Is(err, errEmpty) {
		e.Code, e.What = "empty_answer", fmt.Sprintf("%s sent an empty answer.", capital(s.opts.Service))
	}
	if errors.Is(err, errTooDeep) {
		e.Code, e.What = "too_deep", fmt.Sprintf("%s sent data that is nested too deep.", capital(s.opts.Service))
	}
	e.Details = s.details(attempt{answer: a})
	return e
}

// tooLargeWords says how much was too much.
func (s *session) tooLargeWords(err error) string {
	e := &tooLargeError{most: s.opts.MaxBody}
	_ = errors.As(err, &e) // otherwise it is as it came
	switch e.what {
	case tooMuchUnpacked:
		return fmt.Sprintf("It is packed, and more than %d MB came out of it.", e.most>>20)
	case tooLongRecord:
		return fmt.Sprintf("A single record in it has more than %d MB.", e.most>>20)
	case tooManyFiles:
		return "It is an archive of too many files."
	}
	return fmt.Sprintf("More than %d MB came at once; nothing of it was kept.", e.most>>20)
}

// details is the technical text: address without query, status, the beginning
// of the service's own words about the error.
func (s *session) details(at attempt) string {
	var b strings.Builder
	if at.url != "" {
		fmt.Fprintf(&b, "%s\n", at.url)
	}
	if at.answer != nil {
		fmt.Fprintf(&b, "status %d, %s\n", at.answer.status, printable(at.answer.head.Get("Content-Type")))
		// Data of a good answer belongs in no error; the words of a bad one do.
		if !at.answer.ok() {
			b.WriteString(printable(errorText(at.answer)))
		}
	}
	return clip(s.secrets.clean(hideProof(b.String(), at.proof)))
}

// hideProof hides what an Authorization header said: services repeat it in
// their errors, and it may be a token that the configuration does not know.
func hideProof(text, proof string) string {
	if _, credentials, ok := strings.Cut(proof, " "); ok && len(credentials) >= 4 {
		text = strings.ReplaceAll(text, credentials, hidden)
	}
	return text
}

func clip(s string) string {
	if len(s) > maxDetails {
		s = strings.ToValidUTF8(s[:maxDetails], "")
	}
	return s
}

func printable(s string) string {
	if len(s) > maxDetails {
		s = s[:maxDetails]
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || unicode.IsPrint(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, ""))
}

func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

func sentence(s string) string {
	s = strings.TrimSpace(printable(s))
	if s != "" && !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}

// insecure tells that no secure connection can be made. One that was made and is disturbed
// afterwards is a lost connection.
func insecure(err error) bool {
	text := err.Error()
	disturbed := strings.Contains(text, "bad record MAC") || strings.Contains(text, "error decrypting message")
	return strings.Contains(text, "x509:") || strings.Contains(text, "tls:") && !disturbed
}

// worthRepeating tells whether a network error may pass by itself in seconds.
func worthRepeating(err error) bool {
	var dns *net.DNSError
	switch {
	case errors.Is(err, errTooLarge), errors.Is(err, errRedirects):
		return false
	case errors.As(err, &dns):
		return dns.IsTemporary
	case errors.Is(err, syscall.ECONNREFUSED), noRoute(err):
		return false // the engine waits longer than a read should
	}
	return !strings.Contains(err.Error(), "x509:")
}

func noRoute(err error) bool {
	return errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETDOWN)
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout() && !errors.Is(err, io.ErrUnexpectedEOF)
}

// online tells whether this computer has an address other than its own: with
// none, a name that is not found proves nothing about the name.
func (s *session) online() bool {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && !ip.IP.IsLoopback() && !ip.IP.IsLinkLocalUnicast() {
			return true
		}
	}
	return false
}
