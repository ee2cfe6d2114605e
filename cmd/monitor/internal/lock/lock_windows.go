package lock

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// tryLock opens the lock file for this process alone. Windows refuses to open it again until the
// process ends.
func tryLock(root *os.Root, name string) (*os.File, error) {
	name = filepath.Join(root.Name(), filepath.FromSlash(name))
	wide, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	const sharingViolation, accessDenied = syscall.Errno(32), syscall.ERROR_ACCESS_DENIED
	handle, err := syscall.CreateFile(wide, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	switch {
	case errors.Is(err, sharingViolation):
		return nil, ErrBusy
	case errors.Is(err, accessDenied):
		return nil, errGone // the file is being removed: Acquire tries again, and returns ErrBusy in the end
	case err != nil:
		return nil, &os.PathError{Op: "open", Path: name, Err: err}
	}
	return os.NewFile(uintptr(handle), name), nil
}

// Release removes the lock, and the working folder if nothing else is in it. Windows cannot remove an open
// file, so the lock ends first. If another process has locked the file by then, removing it fails, as it
// should.
func (l *Lock) Release() {
	_ = l.File.Close()
	_ = l.root.Remove(l.dir + "/" + FileName)
	_ = l.root.Remove(l.dir)
}
