package shelf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// seal returns the file of an entry, as Put writes it.
func seal(key Key, content []byte) []byte { return append(header(key, content), content...) }

func entries(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestShelf reads entries back with another Shelf, as the next build does. An entry that was
// damaged is not read, and can be put there again.
func TestShelf(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b") // made when it is needed
	k := Key{7}
	if _, ok := Open(dir).Get(k); ok {
		t.Error("found before it was kept")
	}
	Open(dir).Put(k, []byte("<svg></svg>"))
	if content, ok := Open(dir).Get(k); !ok || string(content) != "<svg></svg>" {
		t.Errorf("%q %v", content, ok)
	}
	files := entries(t, dir)
	if len(files) != 1 {
		t.Fatalf("files %v", files)
	}
	good, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)-3] ^= 1
	for _, test := range []struct {
		name  string
		entry []byte
	}{
		{"empty", nil},
		{"cut short", good[:len(good)-1]},
		{"only the magic", good[:len(magic)]},
		{"one bit fell over", flipped},
		{"of another program", []byte("<svg></svg>")},
		{"of another key", seal(Key{1}, []byte("<svg></svg>"))},
		{"longer", append(bytes.Clone(good), 'x')},
	} {
		if err := os.WriteFile(files[0], test.entry, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, ok := Open(dir).Get(k); ok {
			t.Errorf("%s: found", test.name)
		}
		Open(dir).Put(k, []byte("<svg></svg>"))
		if again, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(again, good) {
			t.Errorf("%s: not mended", test.name)
		}
	}
	if left := entries(t, dir); len(left) != 1 {
		t.Errorf("files %v", left)
	}
}

// TestNoFolder checks that a folder that cannot be made is no error, and that without a folder
// nothing is kept.
func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file, filepath.Join(file, "in")} {
		s := Open(dir)
		s.Put(Key{}, []byte("x"))
		s.Tidy()
		if _, ok := s.Get(Key{}); ok {
			t.Errorf("%q keeps", dir)
		}
	}
}

// TestTidy removes the oldest entries, and leaves the files of others in the folder alone.
func TestTidy(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(foreign, make([]byte, 2000), 0o644); err != nil {
		t.Fatal(err)
	}
	s := Open(dir)
	s.room = 1000
	for n := range 5 {
		k := Key{byte(n)}
		s.Put(k, make([]byte, 300))
		day := time.Date(2026, 1, 10-n, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(s.file(k), day, day); err != nil {
			t.Fatal(err)
		}
	}
	s.Tidy()
	for n := range 5 {
		_, kept := s.Get(Key{byte(n)})
		if want := n == 0; kept != want { // 357 bytes each, header included: one fits in half of 1,000
			t.Errorf("entry %d: kept %v", n, kept)
		}
	}
	if len(entries(t, dir)) != 2 {
		t.Errorf("left: %v", entries(t, dir))
	}
}

func FuzzOpen(f *testing.F) {
	k := Key{1, 2, 3}
	f.Add(seal(k, []byte("<svg></svg>")))
	f.Add(seal(Key{}, []byte("<svg></svg>")))
	f.Add(magic)
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, entry []byte) {
		if content, ok := unseal(k, entry); ok && !bytes.Equal(seal(k, content), entry) {
			t.Error("an entry passes that is not as it is written")
		}
	})
}
