//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package lock

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func acquire(t *testing.T, dir string) (*Lock, error) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return Acquire(root, ".work")
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	l, err := acquire(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := acquire(t, dir); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v, want %v", err, ErrBusy)
	}
	l.Release()
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%s is left", left[0])
	}
	if l, err = acquire(t, dir); err != nil {
		t.Fatal(err)
	}
	_ = l.File.Close() // as when the process is killed
	if l, err = acquire(t, dir); err != nil {
		t.Fatal(err)
	}
	l.Release()
	if err := os.WriteFile(filepath.Join(dir, ".work"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := acquire(t, dir); !errors.Is(err, ErrNotFolder) {
		t.Errorf("got %v, want %v", err, ErrNotFolder)
	}
}

// A process opens the lock file. Before it can lock the file, the process that held the lock ends and removes the
// file.
func TestLockGone(t *testing.T) {
	dir := t.TempDir()
	for _, again := range []bool{false, true} { // a third process has made a new one by then
		l, err := acquire(t, dir)
		if err != nil {
			t.Fatal(err)
		}
		f, err := l.root.OpenFile(".work/"+FileName, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		l.Release()
		if again {
			if l, err = acquire(t, dir); err != nil {
				t.Fatal(err)
			}
			defer l.Release()
		}
		if err := lockOpened(l.root, ".work/"+FileName, f); err != errGone {
			t.Errorf("got %v, want %v", err, errGone)
		}
	}
}
