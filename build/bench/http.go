package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// benchHTTP measures a first full read, an unchanged one, and their floors.
func benchHTTP(ctx context.Context, o options, place string, t table) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	address, err := serve(ctx, o.records, o.page)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fetch, err := measure(ctx, nil, self, "fetch", address, "")
	if err != nil {
		return err
	}
	t.row("HTTP: fetched and decoded only", fetch, o.records, 0)
	insert, err := measure(ctx, nil, self, "insert", address, filepath.Join(place, "floor.db"))
	if err != nil {
		return err
	}
	t.row("HTTP: fetched, decoded, inserted (floor)", insert, o.records, 0)

	p, err := newProgram(o.binary, filepath.Join(place, "http"))
	if err != nil {
		return err
	}
	manifest := strings.NewReplacer("ADDRESS", address, "PAGE", strconv.Itoa(o.page)).Replace(httpManifest)
	if err := p.apply(ctx, map[string]string{"manifest.yaml": manifest, "set-up.yaml": httpSetup}); err != nil {
		return err
	}
	first, err := p.sync(ctx)
	if err != nil {
		return err
	}
	t.row("HTTP: first sync", first, o.records, insert.took)
	again, err := p.sync(ctx)
	if err != nil {
		return err
	}
	t.row("HTTP: unchanged sync", again, o.records, fetch.took)
	return nil
}

const httpManifest = `version: 7.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [customers]}
streams:
  - type: DeclarativeStream
    name: customers
    primary_key: [id]
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        url_base: ADDRESS
        path: /records
        authenticator: {type: NoAuth}
      record_selector:
        type: RecordSelector
        extractor: {type: DpathExtractor, field_path: [records]}
      paginator:
        type: DefaultPaginator
        pagination_strategy: {type: PageIncrement, start_from_page: 1, page_size: PAGE, inject_on_first_request: true}
        page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
    schema_loader:
      type: InlineSchemaLoader
      schema:
        type: object
        properties:
          id: {type: string}
          name: {type: string}
          email: {type: string}
          city: {type: string}
          spent: {type: string}
          newsletter: {type: boolean}
          updated: {type: string, format: date-time}
          address: {type: object, properties: {street: {type: string}}}
spec:
  type: Spec
  connection_specification: {type: object, properties: {}}
`

const httpSetup = `version: 1
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
        - {name: Updated, type: datetime}
        - {name: Street, type: text}
source_configurations:
  - name: Server
    source: manifest.yaml
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
          - {from: updated, to: Updated}
          - {from: address.street, to: Street}
integrations:
  - name: Server
    source_configuration: Server
    updates: {customers: [created, updated, deleted]}
    every: 24h
    active: true
`
