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

// Neither a pipe without a writer nor a socket may keep a reader waiting.
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

// What a system makes up as it is read has no size beforehand, like a file that grows: it is read to its end, or to the
// limit.
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
	if _, ok := root.ReadBytes("limits", 10, diagnostic.Position{}, &list); ok || !slices.Equal(codes(&list), []diagnostic.Code{diagnostic.TooLarge}) {
		t.Errorf("read beyond the limit: %v", codes(&list))
	}
}
