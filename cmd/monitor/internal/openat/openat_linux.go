package openat

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// handle is the folder: its number is asked once, since os.File looks at its state whenever it is.
type handle struct {
	file *os.File
	fd   int
}

func open(root *os.Root) (handle, error) {
	file, err := root.Open(".")
	if err != nil {
		return handle{}, err
	}
	return handle{file, int(file.Fd())}, nil
}

func (h handle) close() error { return h.file.Close() }

// again calls until no signal comes in between.
func again(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if err != syscall.EINTR {
			return n, err
		}
	}
}

func (f *Folder) open(name string, flags int, mode uint32) (int, error) {
	fd, err := again(func() (int, error) {
		return syscall.Openat(f.dir.fd, name, flags|syscall.O_CLOEXEC|syscall.O_NOFOLLOW, mode)
	})
	if err != nil {
		return -1, &fs.PathError{Op: "openat", Path: name, Err: err}
	}
	return fd, nil
}

func (f *Folder) read(name string, limit int64) (data []byte, size int64, err error) {
	// Without O_NONBLOCK opening a pipe would wait for its writer for ever.
	fd, err := f.open(name, syscall.O_RDONLY|syscall.O_NONBLOCK, 0)
	switch {
	case errors.Is(err, syscall.ELOOP):
		return nil, 0, &fs.PathError{Op: "open", Path: name, Err: ErrLink}
	case errors.Is(err, syscall.ENXIO): // a socket
		return nil, 0, &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
	case err != nil:
		return nil, 0, err
	}
	defer syscall.Close(fd)
	var info syscall.Stat_t
	if _, err := again(func() (int, error) { return 0, syscall.Fstat(fd, &info) }); err != nil {
		return nil, 0, &fs.PathError{Op: "fstat", Path: name, Err: err}
	}
	switch {
	case info.Mode&syscall.S_IFMT != syscall.S_IFREG:
		return nil, 0, &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
	case info.Size > limit:
		return nil, info.Size, &fs.PathError{Op: "open", Path: name, Err: ErrTooLarge}
	}
	// A regular file gives all it has at once, and room for one byte more tells that it had no more.
	data = make([]byte, 0, info.Size+1)
	for {
		n, err := again(func() (int, error) { return syscall.Read(fd, data[len(data):cap(data)]) })
		if err != nil {
			return nil, 0, &fs.PathError{Op: "read", Path: name, Err: err}
		}
		data = data[:len(data)+max(n, 0)]
		if n <= 0 || int64(len(data)) == info.Size && n == int(info.Size) {
			return data, int64(len(data)), nil
		}
		if int64(len(data)) > limit {
			return nil, int64(len(data)), &fs.PathError{Op: "read", Path: name, Err: ErrTooLarge}
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

func (f *Folder) create(name string, mode fs.FileMode, write func(Writer) error) error {
	fd, err := f.open(name, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_EXCL, uint32(mode.Perm()))
	if err != nil {
		return err
	}
	err = write(&writer{fd, name})
	// Quotas and network folders may tell only now that there is no room. After an interrupted close the file is closed.
	if closed := syscall.Close(fd); err == nil && closed != nil && closed != syscall.EINTR {
		err = &fs.PathError{Op: "close", Path: name, Err: closed}
	}
	return err
}

type writer struct {
	fd   int
	name string
}

func (w *writer) Write(p []byte) (int, error) {
	written := 0
	for written < len(p) {
		n, err := again(func() (int, error) { return syscall.Write(w.fd, p[written:]) })
		if err != nil {
			return written, &fs.PathError{Op: "write", Path: w.name, Err: err}
		}
		written += n
	}
	return written, nil
}

func (w *writer) Chmod(mode fs.FileMode) error {
	if err := syscall.Fchmod(w.fd, uint32(mode.Perm())); err != nil {
		return &fs.PathError{Op: "chmod", Path: w.name, Err: err}
	}
	return nil
}
