// Package notify reaches the person outside the window: mail through an SMTP server, and
// notifications on the desktop.
//
// What is said, to whom and when is decided by the engine (alert); here it is only carried.
package notify
