//go:build !linux

package openat

import (
	"io"
	"io/fs"
	"os"
)

type handle struct{}

func open(*os.Root) (handle, error) { return handle{}, nil }

func (handle) close() error { return nil }

func (f *Folder) read(name string, limit int64) (data []byte, size int64, err error) {
	// Opening a pipe would wait for its writer for ever: look before opening.
	info, err := f.root.Lstat(name)
	switch {
	case err != nil:
		return nil, 0, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, 0, &fs.PathError{Op: "open", Path: name, Err: ErrLink}
	case !info.Mode().IsRegular():
		return nil, 0, &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
	case info.Size() > limit:
		return nil, info.Size(), &fs.PathError{Op: "open", Path: name, Err: ErrTooLarge}
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer file.Close()
	data, err = io.ReadAll(io.LimitReader(file, limit+1))
	switch {
	case err != nil:
		return nil, 0, err
	case int64(len(data)) > limit:
		return nil, int64(len(data)), &fs.PathError{Op: "read", Path: name, Err: ErrTooLarge}
	}
	return data, int64(len(data)), nil
}

func (f *Folder) create(name string, mode fs.FileMode, write func(Writer) error) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	err = write(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
