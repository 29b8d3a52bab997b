// Package sessionbustest gives tests a D-Bus of their own, so that they can play the
// services of a desktop without touching the one of whoever runs them.
package sessionbustest
