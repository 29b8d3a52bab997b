//go:build !linux || !webkit2_41 || !(amd64 || arm64)

package windowlibs

// Load does nothing: the libraries are there since the start.
func Load() error { return nil }
