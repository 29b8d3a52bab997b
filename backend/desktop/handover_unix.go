//go:build !windows

package desktop

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// heirloom names the variable that tells a new program what it inherited: the descriptors
// of lock and socket, the children of the old one, and the folder it is meant for.
const heirloom = "TRIBUTARY_INHERITED"

// HandOver replaces this program by a new start of its own binary with these arguments.
// Lock and socket stay taken: whoever calls the socket meanwhile waits. It returns only
// when that did not work; the instance is then as it was.
func (i *Instance) HandOver(args ...string) error {
	binary, err := ownBinary()
	if err != nil {
		return err
	}
	socket, err := i.listener.File() // a second descriptor of the same socket
	if err != nil {
		return fmt.Errorf("hand over the control socket: %w", err)
	}
	defer socket.Close()
	files := []*os.File{i.lock.file, socket}
	for _, f := range files {
		if err := keepOnExec(f, true); err != nil {
			return err
		}
	}
	note := fmt.Sprintf("%s=%d:%d:%s:%s", heirloom, files[0].Fd(), files[1].Fd(), children(), i.dir)
	err = syscall.Exec(binary, append([]string{os.Args[0]}, args...), append(os.Environ(), note)) //nolint:gosec // G204: our own binary
	return errors.Join(fmt.Errorf("start again: %w", err), keepOnExec(i.lock.file, false))
}

// ownBinary is the program on the disk. After an update the new version stands where the
// old one was; Linux then calls the running one deleted.
func ownBinary() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the program: %w", err)
	}
	path = strings.TrimSuffix(path, " (deleted)")
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		path = "/proc/self/exe"
	}
	return path, nil
}

func keepOnExec(f *os.File, keep bool) error {
	flags := unix.FD_CLOEXEC
	if keep {
		flags = 0
	}
	if _, err := unix.FcntlInt(f.Fd(), unix.F_SETFD, flags); err != nil {
		return fmt.Errorf("hand over %s: %w", f.Name(), err)
	}
	return nil
}

// inherit returns the instance that this process was given by HandOver; nil without one.
func inherit(dir string) (*Instance, error) {
	note, given := os.LookupEnv(heirloom)
	if !given {
		return nil, nil //nolint:nilnil // nothing inherited is no error
	}
	if err := os.Unsetenv(heirloom); err != nil { // nothing we start inherits it again
		return nil, err
	}
	lockFD, rest, _ := strings.Cut(note, ":")
	socketFD, rest, _ := strings.Cut(rest, ":")
	orphans, folder, _ := strings.Cut(rest, ":")
	fetch(orphans)
	l, errLock := strconv.ParseUint(lockFD, 10, 16)
	s, errSocket := strconv.ParseUint(socketFD, 10, 16)
	if folder != dir || errLock != nil || errSocket != nil {
		return nil, nil //nolint:nilnil // not meant for this folder
	}
	file := os.NewFile(uintptr(l), lockName)
	if !sameFile(file, filepath.Join(dir, lockName)) {
		return nil, nil //nolint:nilnil // the number stands for something else: nothing was inherited
	}
	socket := os.NewFile(uintptr(s), socketName)
	defer socket.Close()
	if err := keepOnExec(file, false); err != nil {
		return nil, err
	}
	listener, err := net.FileListener(socket)
	if err != nil {
		return nil, fmt.Errorf("take over the control socket: %w", errors.Join(err, file.Close()))
	}
	unixListener, ok := listener.(*net.UnixListener)
	if !ok {
		return nil, errors.Join(errors.New("take over the control socket: it is none"), listener.Close(), file.Close())
	}
	unixListener.SetUnlinkOnClose(true)
	return &Instance{dir: dir, lock: &lock{file}, listener: unixListener}, nil
}

// children are the numbers of the processes this one started (those of the web view),
// with blanks between them. Where the system does not list them there are none.
func children() string {
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		return ""
	}
	var all []string
	for _, list := range lists {
		raw, err := os.ReadFile(list) //nolint:gosec // G304: of this process
		if err == nil {
			all = append(all, strings.Fields(string(raw))...)
		}
	}
	return strings.Join(all, " ")
}

// fetch waits for the children of the program before: they end by themselves, and would
// stay as dead entries for as long as this process lives.
func fetch(pids string) {
	for text := range strings.FieldsSeq(pids) {
		pid, err := strconv.Atoi(text)
		if err != nil || pid <= 1 {
			continue
		}
		go func() {
			for errors.Is(wait(pid), unix.EINTR) {
			}
		}()
	}
}

func wait(pid int) error {
	_, err := unix.Wait4(pid, nil, 0, nil)
	return err
}

func sameFile(f *os.File, path string) bool {
	one, err := f.Stat()
	if err != nil {
		return false
	}
	other, err := os.Stat(path)
	return err == nil && os.SameFile(one, other)
}
