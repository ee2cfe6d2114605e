//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package publish

import "os"

// tryLock locks nothing. For AIX, Solaris and WebAssembly, Go's standard library has no lock that
// ends with its process, and a lock that outlives a killed build is worse than none. Two builds
// into one folder at the same time then fail to create files that exist (O_EXCL), instead of with
// ErrBusy.
func tryLock(root *os.Root) (*os.File, error) {
	return root.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o600)
}

func unlock(root *os.Root, f *os.File) {
	_ = f.Close()
	_ = root.Remove(lockFile)
	_ = root.Remove(workDir)
}
