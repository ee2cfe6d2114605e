package publish

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// tryLock opens the lock file for this process alone: Windows refuses a second opener, and ends this with the process.
func tryLock(root *os.Root) (*os.File, error) {
	name := filepath.Join(root.Name(), filepath.FromSlash(lockFile))
	wide, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	const sharingViolation, accessDenied = syscall.Errno(32), syscall.ERROR_ACCESS_DENIED
	handle, err := syscall.CreateFile(wide, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	switch {
	case errors.Is(err, sharingViolation):
		return nil, refuse(ErrBusy, "")
	case errors.Is(err, accessDenied):
		return nil, errGone // a file in the course of being removed; tried again, and busy in the end
	case err != nil:
		return nil, &os.PathError{Op: "open", Path: name, Err: err}
	}
	return os.NewFile(uintptr(handle), name), nil
}

// unlock takes the working folder away if it is empty but for the lock. An open file can not be removed here, so the
// lock ends first; if another build has it by then, removing fails, as it should.
func unlock(root *os.Root, f *os.File) {
	_ = f.Close()
	_ = root.Remove(lockFile)
	_ = root.Remove(workDir)
}
