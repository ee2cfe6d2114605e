package chromium

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSilent starts a program that never answers. It is ended, and leaves nothing behind.
func TestSilent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the browser here is a shell script")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", t.TempDir())
	silent, id := filepath.Join(dir, "silent"), filepath.Join(dir, "id")
	script := "#!/bin/sh\necho $$ >" + id + "\nexec sleep 300\n"
	if err := os.WriteFile(silent, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	_, _, err := open(t.Context(), silent, time.Second)
	if !errors.Is(err, ErrSilent) {
		t.Fatalf("got %v", err)
	}
	written, err := os.ReadFile(id)
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(strings.TrimSpace(string(written)))
	if err != nil {
		t.Fatal(err)
	}
	process, err := os.FindProcess(number)
	if err == nil && process.Signal(syscall.Signal(0)) == nil {
		t.Errorf("process %d still runs", number)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
