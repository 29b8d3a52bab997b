// Package secret keeps the secret values of authorizations. Values rest sealed
// (AES-256-GCM, bound to their name) wherever the caller puts them; the master
// key rests in the system keychain, or, where there is none, in a key file in
// the data directory that only the owner can read.
//
// Words: a Box seals and opens values; its Place says where the key rests. A
// sealed value names the key it was sealed with, so that several keys can be in
// use at a time: one made while there was no keychain, and a later one.
//
// A keychain may ask the person and wait for the answer, or hang. So it is asked
// in the background with a time limit: opening a Box never blocks for long, and a
// Box whose keychain is locked says so and asks again later.
package secret
