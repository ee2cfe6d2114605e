// Package lock owns the working folders in which one process at a time may work.
//
// The operating system locks a file in the folder, and unlocks it when the process ends: a killed process
// leaves the file, never the lock.
//
// The package imports none of ours, and removes nothing but its own file and the folder when that is empty.
package lock

import (
	"errors"
	"io/fs"
	"os"
)

// ErrBusy says that another process has the lock, and ErrNotFolder that something else than a folder is in the
// place of the working folder.
var (
	ErrBusy      = errors.New("another process works in this folder")
	ErrNotFolder = errors.New("no folder")
)

// FileName is the name of the locked file in the working folder.
const FileName = "lock"

// Lock is held until Release, or until its file is closed, as at the end of the process.
type Lock struct {
	File *os.File
	root *os.Root
	dir  string
}

// errGone is what tryLock returns when the process that held the lock removed the file just before we locked
// it.
var errGone = errors.New("the lock file is gone")

// Acquire makes a working folder in root and locks it. When another process has the lock it returns ErrBusy at
// once.
func Acquire(root *os.Root, dir string) (*Lock, error) {
	// A process that ends removes the folder, possibly between two of our steps. Then we try again,
	// up to 20 times: more means that others begin and end without pause.
	for range 20 {
		if err := root.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		if info, err := root.Lstat(dir); err == nil && !info.IsDir() {
			return nil, ErrNotFolder
		}
		f, err := tryLock(root, dir+"/"+FileName)
		if err == nil {
			return &Lock{f, root, dir}, nil
		}
		if !errors.Is(err, errGone) && !errors.Is(err, fs.ErrNotExist) {
			_ = root.Remove(dir) // if it is empty
			return nil, err
		}
	}
	return nil, ErrBusy
}
