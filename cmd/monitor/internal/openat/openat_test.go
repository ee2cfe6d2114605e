package openat

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// in opens a folder with something of each kind in it.
func in(t *testing.T) (string, *Folder) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("text", "een twee")
	write("empty", "")
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("text", filepath.Join(dir, "link")); err != nil && runtime.GOOS != "windows" {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		_ = root.Close()
	})
	return dir, f
}

func TestRead(t *testing.T) {
	_, f := in(t)
	for _, test := range []struct {
		name  string
		limit int64
		want  string
		err   error
	}{
		{"text", 100, "een twee", nil}, {"text", 8, "een twee", nil}, {"text", 7, "", ErrTooLarge}, {"empty", 0, "", nil},
		{"folder", 100, "", ErrNotRegular}, {"link", 100, "", ErrLink}, {"nothing", 100, "", fs.ErrNotExist},
		{"folder/../text", 100, "", fs.ErrInvalid}, {"..", 100, "", fs.ErrInvalid}, {"", 100, "", fs.ErrInvalid}, {"a\x00b", 100, "", fs.ErrInvalid},
	} {
		if test.name == "link" && runtime.GOOS == "windows" {
			continue
		}
		data, size, err := f.Read(test.name, test.limit)
		var path *fs.PathError
		switch {
		case !errors.Is(err, test.err) || string(data) != test.want:
			t.Errorf("%q, %d: %q, %v; want %q, %v", test.name, test.limit, data, err, test.want, test.err)
		case err != nil && !errors.As(err, &path):
			t.Errorf("%q: %v is no PathError", test.name, err)
		case (err == nil || errors.Is(err, ErrTooLarge)) && test.name == "text" && size != 8:
			t.Errorf("%q has %d bytes", test.name, size)
		}
	}
}

// What a system makes up as it is read tells no size beforehand.
func TestReadUnknownSize(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has /proc")
	}
	root, err := os.OpenRoot("/proc/self")
	if err != nil {
		t.Skip("no /proc here: ", err)
	}
	defer root.Close()
	f, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := os.ReadFile("/proc/self/limits")
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := f.Read("limits", 1<<20)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("got %d bytes and %v, want %d", len(got), err, len(want))
	}
	if _, _, err := f.Read("limits", 10); !errors.Is(err, ErrTooLarge) {
		t.Errorf("read beyond the limit: %v", err)
	}
}

func TestCreate(t *testing.T) {
	dir, f := in(t)
	text := strings.Repeat("regel\n", 30000)
	err := f.Create("new", 0o640, func(w Writer) error {
		if _, err := w.Write([]byte("kop\n")); err != nil {
			return err
		}
		if _, err := w.Write([]byte(text)); err != nil {
			return err
		}
		return w.Chmod(0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "new"))
	if err != nil || string(got) != "kop\n"+text {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if info, err := os.Stat(filepath.Join(dir, "new")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	none := func(Writer) error { t.Error("written to"); return nil }
	for name, want := range map[string]error{"text": fs.ErrExist, "folder": fs.ErrExist, "link": fs.ErrExist, "a/b": fs.ErrInvalid, "..": fs.ErrInvalid} {
		if err := f.Create(name, 0o644, none); !errors.Is(err, want) && (name != "link" || runtime.GOOS != "windows") {
			t.Errorf("%q: %v, want %v", name, err, want)
		}
	}
	bad := errors.New("bad")
	if err := f.Create("half", 0o644, func(Writer) error { return bad }); !errors.Is(err, bad) {
		t.Errorf("got %v, want what writing gave", err)
	}
}
