package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/goccy/go-json"
	_ "modernc.org/sqlite"
)

// Settings of the floor, those known to be fastest with this driver.
const (
	batchRows    = 10_000
	rowsPerWrite = 20
	pragmas      = "?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=cache_size(-65536)&_pragma=wal_autocheckpoint(20000)"
)

type customer struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Email      string `json:"email"`
	City       string `json:"city"`
	Spent      string `json:"spent"`
	Newsletter bool   `json:"newsletter"`
	Updated    string `json:"updated"`
	Address    struct {
		Street string `json:"street"`
	} `json:"address"`
}

// pages calls each with the decoded records of one page after the other.
func pages(ctx context.Context, address string, each func([]customer) error) error {
	for page := 1; ; page++ {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/records?page=%d", address, page), nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			return err
		}
		var decoded struct{ Records []customer }
		if err := json.Unmarshal(body, &decoded); err != nil {
			return err
		}
		if len(decoded.Records) == 0 {
			return nil
		}
		if err := each(decoded.Records); err != nil {
			return err
		}
	}
}

func fetchOnly(ctx context.Context, address string) error {
	return pages(ctx, address, func([]customer) error { return nil })
}

func fetchAndInsert(ctx context.Context, address, file string) error {
	db, err := sql.Open("sqlite", file+pragmas)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	const columns = 8
	create := `CREATE TABLE customers (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, email TEXT, city TEXT, spent TEXT,
		newsletter INTEGER, updated TEXT, street TEXT) STRICT`
	if _, err := db.ExecContext(ctx, create); err != nil {
		return err
	}
	values := strings.Repeat(",(?,?,?,?,?,?,?,?)", rowsPerWrite)[1:]
	insert := "INSERT INTO customers (id, name, email, city, spent, newsletter, updated, street) VALUES " + values
	batch := make([]any, 0, batchRows*columns)
	write := func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		statement, err := tx.PrepareContext(ctx, insert)
		if err != nil {
			return err
		}
		defer statement.Close()
		for rest := batch; len(rest) > 0; {
			size := min(len(rest), rowsPerWrite*columns)
			if size == rowsPerWrite*columns {
				_, err = statement.ExecContext(ctx, rest[:size]...)
			} else {
				short := "INSERT INTO customers (id, name, email, city, spent, newsletter, updated, street) VALUES " +
					strings.Repeat(",(?,?,?,?,?,?,?,?)", size/columns)[1:]
				_, err = tx.ExecContext(ctx, short, rest[:size]...)
			}
			if err != nil {
				return err
			}
			rest = rest[size:]
		}
		batch = batch[:0]
		return tx.Commit()
	}
	err = pages(ctx, address, func(records []customer) error {
		for _, c := range records {
			batch = append(batch, c.ID, c.Name, c.Email, c.City, c.Spent, c.Newsletter, c.Updated, c.Address.Street)
		}
		if len(batch) >= batchRows*columns {
			return write()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return write()
}
