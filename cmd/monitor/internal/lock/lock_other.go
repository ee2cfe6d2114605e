//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package lock

import "os"

// tryLock locks nothing. For AIX, Solaris and WebAssembly, Go's standard library has no lock that
// ends with its process, and a lock that outlives a killed process is worse than none. When two
// processes use one folder at the same time, neither gets ErrBusy.
func tryLock(root *os.Root, name string) (*os.File, error) {
	return root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
}

// Release removes the file, and the working folder if nothing else is in it.
func (l *Lock) Release() {
	_ = l.File.Close()
	_ = l.root.Remove(l.dir + "/" + FileName)
	_ = l.root.Remove(l.dir)
}
