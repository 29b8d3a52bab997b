package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// serve answers GET /records?page=N with pages of made-up customers of about 1 kB each, until ctx ends.
func serve(ctx context.Context, records, page int) (address string, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	notes := strings.Repeat("Calls back in the afternoon. ", 22)
	handler := func(w http.ResponseWriter, r *http.Request) {
		number, err := strconv.Atoi(r.URL.Query().Get("page"))
		if err != nil || number < 1 {
			http.Error(w, "page must be a number from 1", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		from := (number - 1) * page
		body := []byte(`{"records":[`)
		for n := from; n < min(from+page, records); n++ {
			if n > from {
				body = append(body, ',')
			}
			body = appendRecord(body, n, notes)
		}
		_, _ = w.Write(append(body, `]}`...))
	}
	server := &http.Server{Handler: http.HandlerFunc(handler), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	context.AfterFunc(ctx, func() { _ = server.Close() })
	return "http://" + listener.Addr().String(), nil
}

func appendRecord(b []byte, n int, notes string) []byte {
	// A key without order, as services have them.
	id := fmt.Sprintf("%016x", uint64(n)*0x9e3779b97f4a7c15)
	return fmt.Appendf(b, `{"id":"%s","name":"Customer %d","email":"customer%d@example.com","city":"Lyon","spent":"%d.%02d",`+
		`"newsletter":%t,"updated":"2026-%02d-%02dT10:%02d:00Z","address":{"street":"%d Rue de l’Église","zip":"%05d","country":"FR",`+
		`"geo":{"lat":45.%06d,"lon":4.85}},"tags":["wholesale","region-%d"],"notes":"%s"}`,
		id, n, n, n%9000, n%100, n%3 == 0, 1+n%12, 1+n%28, n%60, n, n%99999, n%1000000, n%13, notes)
}
