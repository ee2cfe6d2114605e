//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package publish

import (
	"os"
	"syscall"
)

func tryLock(root *os.Root) (*os.File, error) {
	f, err := root.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := lockOpened(root, f); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func lockOpened(root *os.Root, f *os.File) (err error) {
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			break
		}
	}
	switch {
	case err == syscall.EWOULDBLOCK:
		return refuse(ErrBusy, "")
	case err != nil:
		return &os.PathError{Op: "flock", Path: lockFile, Err: err}
	}
	// The lock is ours, but is the file still the one that others will find?
	locked, err1 := f.Stat()
	there, err2 := root.Lstat(lockFile)
	if err1 != nil || err2 != nil || !os.SameFile(locked, there) {
		return errGone
	}
	return nil
}

// unlock takes the working folder away if it is empty but for the lock. The file goes first and the lock last, so that
// nobody locks a file that is about to go without noticing (see tryLock).
func unlock(root *os.Root, f *os.File) {
	_ = root.Remove(lockFile)
	_ = root.Remove(workDir)
	_ = f.Close()
}
