//go:build !linux

package declarative_test

// watchMemory knows no figure here.
func watchMemory(int) (stop func() memory) { return func() memory { return memory{} } }
