// Package catalog is the explicit list of everything that can be connected without writing anything: the built-in
// integration sources, each with its manifest and with what the window shows about it.
//
// A source is one folder under sources/: manifest.yaml says how to read the service (the declarative connector runs it),
// source.yaml holds our own facts about it in English and French: category, guide to the authorization, which field
// belongs to the authorization and which to the settings, the names of the data types. A source without a manifest is
// read by a connector of its own (spreadsheets).
//
// The package holds data and decodes it strictly. It runs no manifest, opens no connection and knows no connector.
// How each service answers is kept beside it, in catalogtest.
//
// To add a service: write its folder, add its id to the list in list.go, write catalogtest/answers/<id>.yaml.
package catalog
