package openat

import (
	"errors"
	"net"
	"path/filepath"
	"syscall"
	"testing"
)

// Neither a pipe without a writer nor a socket may keep a reader waiting.
func TestReadNoFile(t *testing.T) {
	dir, f := in(t)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	for _, name := range []string{"pipe", "socket"} {
		if _, _, err := f.Read(name, 100); !errors.Is(err, ErrNotRegular) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCreateOnFullDisk(t *testing.T) {
	// What is written to /dev/full does not fit; a writer on it fails as on a disk without room.
	fd, err := syscall.Open("/dev/full", syscall.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here: ", err)
	}
	defer syscall.Close(fd)
	w := &writer{fd, "full"}
	if n, err := w.Write([]byte("x")); n != 0 || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("wrote %d, %v", n, err)
	}
}
