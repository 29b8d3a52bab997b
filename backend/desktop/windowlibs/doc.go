// Package windowlibs keeps the shared libraries of the window out of the process until
// there is a window.
//
// On Linux the window is GTK and WebKitGTK: some 170 shared libraries with half a million
// places to relocate. Linked as usual they cost every command 50 ms of processor time, and
// every process 30 MB and more, also the one in the background that has no window.
//
// So the functions that Wails calls (functions.h) are defined here, each as one jump
// through a pointer (jumps_linux.S), and Load fills in the pointers (load_linux.c).
// The linker finds every function in the program itself and leaves the libraries out.
// A function that is not listed is linked as usual, which works, and brings its library back at
// the start: a test of the program says which one is missing.
//
// On other systems and processors the libraries are linked as usual, and Load does
// nothing.
package windowlibs
