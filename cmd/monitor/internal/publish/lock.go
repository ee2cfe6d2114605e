package publish

import (
	"errors"
	"io/fs"
	"os"
)

// A lock is on a file in the working folder, by a means of the operating system that ends with the process: a killed
// build leaves the file, never the lock.

// errGone is what tryLock returns when the lock file was removed by the build that held it, just before we had it.
var errGone = errors.New("the lock file is gone")

// acquire makes the working folder and locks it, or says ErrBusy at once.
func acquire(root *os.Root) (*os.File, error) {
	// A build that ends removes the folder, possibly between two of our steps: then once more. More than a few times
	// in a row means that others are building without pause.
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
