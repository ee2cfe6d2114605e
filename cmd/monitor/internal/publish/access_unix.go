//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package publish

import (
	"os"
	"syscall"
)

// mayWrite asks whether names in a folder may change.
func mayWrite(dir string) error {
	const write, search = 2, 1 // W_OK and X_OK of access(2)
	if err := syscall.Access(dir, write|search); err != nil {
		return &os.PathError{Op: "access", Path: dir, Err: err}
	}
	return nil
}
