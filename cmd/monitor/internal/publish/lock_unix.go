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
	// We have the lock. Is the file still the one that others will find?
	locked, err1 := f.Stat()
	there, err2 := root.Lstat(lockFile)
	if err1 != nil || err2 != nil || !os.SameFile(locked, there) {
		return errGone
	}
	return nil
}

// unlock removes the lock, and the working folder if nothing else is in it. The file goes before
// the lock, so that whoever locks it meanwhile finds it gone (see lockOpened).
func unlock(root *os.Root, f *os.File) {
	_ = root.Remove(lockFile)
	_ = root.Remove(workDir)
	_ = f.Close()
}
