package publish

import (
	"errors"
	"io/fs"
	"os"
)

// The operating system locks a file in the working folder, and unlocks it when the process ends: a
// killed build leaves the file, never the lock.

// errGone is what tryLock returns when the build that held the lock removed the file just before we
// locked it.
var errGone = errors.New("the lock file is gone")

// acquire makes the working folder and locks it. When another build has the lock it returns ErrBusy
// at once.
func acquire(root *os.Root) (*os.File, error) {
	// A build that ends removes the folder, possibly between two of our steps. Then we try again,
	// up to 20 times: more means that others build without pause.
	for range 20 {
		if err := root.Mkdir(workDir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		if info, err := root.Lstat(workDir); err == nil && !info.IsDir() {
			return nil, refuse(ErrForeign, workDir)
		}
		f, err := tryLock(root)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, errGone) && !errors.Is(err, fs.ErrNotExist) {
			_ = root.Remove(workDir) // if it is empty
			return nil, err
		}
	}
	return nil, refuse(ErrBusy, "")
}
