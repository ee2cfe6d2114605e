package echarts

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// entries returns the files in a folder.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b") // made when it is needed
	option := []byte(`{}`)
	draw := func() ([]byte, Stats) {
		t.Helper()
		e := New([]byte(trap), nil, nil, Options{CacheDir: dir})
		svg, err := e.SVG(t.Context(), option, wide)
		if err != nil {
			t.Fatal(err)
		}
		return svg, e.Stats()
	}
	first, stats := draw()
	if stats != (Stats{Misses: 1}) {
		t.Errorf("first: %+v", stats)
	}
	files := entries(t, dir)
	if len(files) != 1 {
		t.Fatalf("files %v", files)
	}
	good := read(t, files[0])
	second, stats := draw()
	if stats != (Stats{Hits: 1}) || !bytes.Equal(first, second) {
		t.Errorf("second: %+v", stats)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)-3] ^= 1
	for _, test := range []struct {
		name  string
		entry []byte
	}{
		{"empty", nil},
		{"cut short", good[:len(good)-1]},
		{"only the magic", good[:len(entryMagic)]},
		{"one bit fell over", flipped},
		{"of another program", []byte("<svg></svg>")},
		{"of another key", sealEntry(key{1}, first)},
		{"longer", append(bytes.Clone(good), 'x')},
	} {
		if err := os.WriteFile(files[0], test.entry, 0o644); err != nil {
			t.Fatal(err)
		}
		svg, stats := draw()
		if stats != (Stats{Misses: 1}) || !bytes.Equal(svg, first) {
			t.Errorf("%s: %+v", test.name, stats)
		}
		if !bytes.Equal(read(t, files[0]), good) {
			t.Errorf("%s: not mended", test.name)
		}
	}
	if left := entries(t, dir); len(left) != 1 {
		t.Errorf("files %v", left)
	}
}

// A picture of another library, option, size or rewriting is another picture.
func TestKey(t *testing.T) {
	base := New([]byte("a"), []byte("b"), []byte("c"), Options{})
	seen := map[key]string{}
	for name, k := range map[string]key{
		"base":           base.key([]byte("{}"), wide),
		"option":         base.key([]byte("{ }"), wide),
		"size":           base.key([]byte("{}"), narrow),
		"bundle":         New([]byte("x"), []byte("b"), []byte("c"), Options{}).key([]byte("{}"), wide),
		"prepare":        New([]byte("a"), []byte("x"), []byte("c"), Options{}).key([]byte("{}"), wide),
		"widths":         New([]byte("a"), []byte("b"), []byte("x"), Options{}).key([]byte("{}"), wide),
		"moved boundary": New([]byte("ab"), []byte(""), []byte("c"), Options{}).key([]byte("{}"), wide),
	} {
		if other, ok := seen[k]; ok {
			t.Errorf("%s and %s have the same key", name, other)
		}
		seen[k] = name
	}
}

// No cache is no error: a folder that is a file, or one that is full.
func TestCacheCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	e := New([]byte(trap), nil, nil, Options{CacheDir: file})
	for _, size := range []Size{wide, narrow} {
		if _, err := e.SVG(t.Context(), []byte("{}"), size); err != nil {
			t.Error(err)
		}
	}
	if stats := e.Stats(); stats != (Stats{Misses: 2}) {
		t.Errorf("%+v", stats)
	}
}

// What is kept in memory is bounded, and what was used last stays.
func TestMemoryIsBounded(t *testing.T) {
	c := newCache("")
	big := make([]byte, 1<<20)
	often := key{0xff}
	c.remember(often, big)
	for i := range 100 {
		c.remember(key{byte(i)}, big)
		if _, ok := c.remembered(often); !ok {
			t.Fatalf("after %d others, what is used often is gone", i+1)
		}
	}
	kept := 0
	for i := range 100 {
		c.lock.Lock()
		_, recent := c.recent[key{byte(i)}]
		_, older := c.older[key{byte(i)}]
		c.lock.Unlock()
		if recent || older {
			kept++
		}
	}
	if kept > 2*memory>>20 {
		t.Errorf("%d MB kept", kept)
	}
}

func FuzzOpenEntry(f *testing.F) {
	k := key{1, 2, 3}
	f.Add(sealEntry(k, []byte("<svg></svg>")))
	f.Add(sealEntry(key{}, []byte("<svg></svg>")))
	f.Add([]byte("monitor figure, format 1\n"))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, entry []byte) {
		if svg, ok := openEntry(k, entry); ok && !bytes.Equal(sealEntry(k, svg), entry) {
			t.Error("an entry passes that is not as it is written")
		}
	})
}
