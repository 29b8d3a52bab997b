package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// benchCSV measures a first sync of one large file, and one after a single row of it has changed.
func benchCSV(ctx context.Context, o options, place string, t table) error {
	folder := filepath.Join(place, "files")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	file := filepath.Join(folder, "customers.csv")
	if err := writeCSV(file, o.rows, "Lyon"); err != nil {
		return err
	}
	p, err := newProgram(o.binary, filepath.Join(place, "csv"))
	if err != nil {
		return err
	}
	if err := p.apply(ctx, map[string]string{"set-up.yaml": fmt.Sprintf(csvSetup, folder)}); err != nil {
		return err
	}
	first, err := p.sync(ctx)
	if err != nil {
		return err
	}
	t.row("CSV: first sync", first, o.rows, 0)
	if err := writeCSV(file, o.rows, "Nantes"); err != nil {
		return err
	}
	changed, err := p.sync(ctx)
	if err != nil {
		return err
	}
	t.row("CSV: one row changed", changed, o.rows, 0)
	return nil
}

// writeCSV writes rows customers; firstCity is the city of the first one.
func writeCSV(path string, rows int, firstCity string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "id,name,email,city,spent,newsletter,since,street")
	city := firstCity
	for n := range rows {
		fmt.Fprintf(w, "C-%d,Customer %d,customer%d@example.com,%s,%d.%02d,%t,2026-%02d-%02d,\"%d Rue de l’Église, 2e étage\"\n",
			n, n, n, city, n%9000, n%100, n%3 == 0, 1+n%12, 1+n%28, n)
		city = "Lyon"
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

const csvSetup = `version: 1
project:
  tables:
    - name: Customers
      fields:
        - {name: Id, type: text}
        - {name: Name, type: text}
        - {name: Email, type: email}
        - {name: City, type: text}
        - {name: Spent, type: decimal}
        - {name: Newsletter, type: boolean}
        - {name: Since, type: date}
        - {name: Street, type: text}
source_configurations:
  - name: Files
    source: spreadsheet
    settings: {path: %s}
    data_transfers:
      - data_type: customers
        table: Customers
        active: true
        mapping:
          - {from: id, to: Id, primary_key: true}
          - {from: name, to: Name}
          - {from: email, to: Email}
          - {from: city, to: City}
          - {from: spent, to: Spent}
          - {from: newsletter, to: Newsletter}
          - {from: since, to: Since}
          - {from: street, to: Street}
integrations:
  - name: Files
    source_configuration: Files
    updates: {customers: [created, updated, deleted]}
    every: 24h
    active: true
`
