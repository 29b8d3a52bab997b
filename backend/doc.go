// Package backend is Tributary without its window: the composition root of
// everything below it.
//
// # The rings, from the inside out
//
//	words      domain clock event translation
//	                                        standard library only
//	rules      manifest expr mapping budget support pace
//	                                        pure: no I/O, no clock
//	contract   source                       the Connector interface; knows words only
//	engine     setup syncer schedule alert liveexport
//	                                        decides; declares what it needs in ports.go
//	adapters   source/… auth catalog secret project store sqldb queue notify desktop logging …
//	                                        one outside thing each
//	edge       api cli                      the only ways in: the window and the command line
//	root       backend                      the only package that names concrete types
//
// Arrows point inwards: edge → engine, rules, words. Engine → rules, contract,
// words. Adapters → rules, contract, words; project and store → sqldb; what talks to a
// Linux desktop → sessionbus. Rules → words. Of the engine, schedule knows setup and
// syncer. Adapters do not know the engine, the edge or each other; where one needs
// another, this package joins them. arch_test.go holds the arrows as a test. Only
// package main imports Wails.
//
// # How data flows
//
// Connector.Read yields pages → mapping turns each record into a row or a record
// error → syncer compares a batch with the links of the project → one
// transaction writes rows, links, history, record errors and checkpoint → events →
// window.
//
// # Where do I put …?
//
//   - a new service with a manifest: catalog/sources/<id>
//   - a new kind of source: a package under source/, joined to sourcetest, listed
//     in sources.go of this package
//   - a mail service that is signed in to with the browser: source/mailaccount, its words
//     catalog/mail, its server notify/presets.go
//   - a rule about what may be changed: setup; about what a run does: syncer; about when
//     it happens: schedule; about what the person is told: alert
//   - which file of the live export folder is written when: liveexport
//   - who decides where several integrations bring one field: the order setup/order.go, what a run
//     makes of it syncer/shared.go, what the others say project/conflicts.go
//   - how a code is exchanged or a token renewed: source/declarative; where tokens are kept, and
//     that one renews for all: setup; the listener and the page the browser ends at: auth
//   - how fast a service may be asked: pace; who shares it: source/declarative
//   - what the workstation offers (tray, start at login, battery, the one instance): desktop;
//     what a window needs, loaded when there is one: desktop/windowlibs
//   - a conversion of values: mapping
//   - a column of the program's own state: store, with a numbered migration
//   - something a screen shows: api, one file a screen
//   - what goes into a support bundle: support
//   - a command: cli, one file a command
//   - a sentence for people: English where it is said, its French in translation/french
package backend
