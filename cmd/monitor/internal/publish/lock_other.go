//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package publish

import "os"

// tryLock locks nothing: the systems that come here (AIX, Solaris, WebAssembly) have no lock in Go's standard library
// that ends with its process, and a lock that outlives a killed build is worse than none. Two builds at once into one
// folder then meet as failures to create files that exist (O_EXCL), not as ErrBusy.
func tryLock(root *os.Root) (*os.File, error) {
	return root.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o600)
}

func unlock(root *os.Root, f *os.File) {
	_ = f.Close()
	_ = root.Remove(lockFile)
	_ = root.Remove(workDir)
}
