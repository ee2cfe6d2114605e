// Package openat owns opening the files of one folder with as few system calls as can be: a build opens thousands.
//
// os.Root asks of every file that it opens whether it can be waited for, which a file on disk cannot: five calls of the nine that
// reading or writing it takes. On Linux this package makes only the others; elsewhere it is os.Root. It imports nothing of ours.
// A name is that of a file in the folder itself: never a path, and a symbolic link is not followed.
package openat

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// Folder is a folder held open. It is safe for use by many goroutines; after Close it may not be used.
type Folder struct {
	root *os.Root
	dir  handle // the same folder, where there is a faster way
}

// Open holds a folder open. The root stays the caller's to close, after the Folder.
func Open(root *os.Root) (*Folder, error) {
	dir, err := open(root)
	if err != nil {
		return nil, err
	}
	return &Folder{root, dir}, nil
}

// Close gives the folder back.
func (f *Folder) Close() error { return f.dir.close() }

// Read returns what is in a regular file of at most limit bytes. ErrNotRegular and ErrTooLarge tell what else it is; the size
// is then that of the file, if known. A file that grows while it is read is read to its end, or to one byte more than limit.
func (f *Folder) Read(name string, limit int64) (data []byte, size int64, err error) {
	if !plain(name) {
		return nil, 0, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return f.read(name, limit)
}

// Create makes a file that is not there yet and has write write it. Its own errors are *fs.PathError; what was written of a
// file that failed stays.
func (f *Folder) Create(name string, mode fs.FileMode, write func(Writer) error) error {
	if !plain(name) {
		return &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return f.create(name, mode, write)
}

// Writer is a file that is being written.
type Writer interface {
	Write([]byte) (int, error)
	Chmod(fs.FileMode) error
}

// What may be in the place of a file.
var (
	ErrNotRegular = errors.New("not a regular file")
	ErrTooLarge   = errors.New("larger than allowed")
	ErrLink       = errors.New("a symbolic link")
)

func plain(name string) bool {
	return name != "" && name != "." && name != ".." && !strings.ContainsAny(name, "/\x00")
}
