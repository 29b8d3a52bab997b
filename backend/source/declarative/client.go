package declarative

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strings"
	"time"
)

const maxRedirects = 10

// newClient wraps the transport of the options with our rules for redirects.
func newClient(opts Options) *http.Client {
	client := &http.Client{}
	if opts.HTTP != nil {
		*client = *opts.HTTP
	} else {
		client.Transport = &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 20 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout:   20 * time.Second,
			ResponseHeaderTimeout: 2 * time.Minute,
			IdleConnTimeout:       90 * time.Second,
			MaxIdleConnsPerHost:   4,
			ReadBufferSize:        64 << 10, // a page in one or two reads, not in seven
			ForceAttemptHTTP2:     true,
			TLSClientConfig:       &tls.Config{RootCAs: opts.Roots, MinVersion: tls.VersionTLS12},
		}
	}
	client.CheckRedirect = redirect
	return client
}

var errRedirects = errors.New("the service sends the request from one address to the next without end")

// redirect follows redirects, and drops keys when they lead to another host:
// net/http does that for the Authorization header only.
func redirect(req *http.Request, via []*http.Request) error {
	if len(via) >= maxRedirects {
		return errRedirects
	}
	// The address before may hold a key in its query.
	req.Header.Del("Referer")
	first := via[0]
	if strings.EqualFold(req.URL.Hostname(), first.URL.Hostname()) && (req.URL.Scheme == first.URL.Scheme || req.URL.Scheme == "https") {
		return nil
	}
	for name := range req.Header {
		switch name {
		case "Accept", "Accept-Language", "Content-Type", "User-Agent":
		default:
			req.Header.Del(name)
		}
	}
	return nil
}
