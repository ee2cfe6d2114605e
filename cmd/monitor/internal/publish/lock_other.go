//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package publish

import "os"

// tryLock locks nothing. For AIX, Solaris and WebAssembly, Go's standard library has no lock that
// ends with its process, and a lock that outlives a killed build is worse than none. When two
// builds use one folder at the same time, one of them does not get ErrBusy, but fails when it
// creates a file that the other has made (O_EXCL).
func tryLock(root *os.Root) (*os.File, error) {
	return root.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o600)
}

func unlock(root *os.Root, f *os.File) {
	_ = f.Close()
	_ = root.Remove(lockFile)
	_ = root.Remove(workDir)
}
