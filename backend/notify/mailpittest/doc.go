// Package mailpittest runs Mailpit, a real SMTP server written by others, for tests: with
// STARTTLS and passwords, and with what it took read back through its own REST.
//
// build/test builds it. Where it is not built, tests that need it are skipped with the name
// of what is missing; with CI=true they fail instead.
package mailpittest
