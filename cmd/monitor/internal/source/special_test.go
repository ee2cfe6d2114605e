//go:build unix

package source

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestSpecialFiles checks that a pipe without a writer and a socket do not keep a reader waiting.
func TestSpecialFiles(t *testing.T) {
	root, dir := open(t)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	for _, name := range []string{"pipe", "socket"} {
		var list diagnostic.List
		_, ok := root.ReadBytes(name, 100, diagnostic.Position{}, &list)
		if got := codes(&list); ok || !slices.Equal(got, []diagnostic.Code{diagnostic.NotRegular}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestGrowingFile reads a file of /proc, which has no size beforehand: it is read to its end, or to
// the limit, like a file that grows.
func TestGrowingFile(t *testing.T) {
	want, err := os.ReadFile("/proc/self/limits")
	if err != nil {
		t.Skip("no /proc here: ", err)
	}
	root, err := OpenRoot("/proc/self")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	if got, ok := root.ReadBytes("limits", 1<<20, diagnostic.Position{}, &list); !ok || !bytes.Equal(got, want) {
		t.Errorf("got %d bytes and %v, want %d", len(got), codes(&list), len(want))
	}
	_, ok := root.ReadBytes("limits", 10, diagnostic.Position{}, &list)
	if got := codes(&list); ok || !slices.Equal(got, []diagnostic.Code{diagnostic.TooLarge}) {
		t.Errorf("read beyond the limit: %v", got)
	}
}
