//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package lock

import (
	"os"
	"syscall"
)

func tryLock(root *os.Root, name string) (*os.File, error) {
	f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := lockOpened(root, name, f); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func lockOpened(root *os.Root, name string, f *os.File) (err error) {
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			break
		}
	}
	switch {
	case err == syscall.EWOULDBLOCK:
		return ErrBusy
	case err != nil:
		return &os.PathError{Op: "flock", Path: name, Err: err}
	}
	// We have the lock. Is the file still the one that others will find?
	locked, err1 := f.Stat()
	there, err2 := root.Lstat(name)
	if err1 != nil || err2 != nil || !os.SameFile(locked, there) {
		return errGone
	}
	return nil
}

// Release removes the lock, and the working folder if nothing else is in it. The file goes before the lock, so
// that whoever locks it meanwhile finds it gone (see lockOpened).
func (l *Lock) Release() {
	_ = l.root.Remove(l.dir + "/" + FileName)
	_ = l.root.Remove(l.dir)
	_ = l.File.Close()
}
