package echarts

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/shelf"
)

// A picture is found on the shelf, drawn anew when what stands there is not as it was written, and drawn all the same when
// nothing can be kept.
func TestShelf(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	draw := func(dir string) ([]byte, Stats) {
		t.Helper()
		e := New([]byte(trap), nil, nil, Options{Shelf: shelf.Open(dir)})
		svg, err := e.SVG(t.Context(), []byte(`{}`), wide)
		if err != nil {
			t.Fatal(err)
		}
		return svg, e.Stats()
	}
	first, stats := draw(dir)
	if stats != (Stats{Misses: 1}) {
		t.Errorf("first: %+v", stats)
	}
	second, stats := draw(dir)
	if stats != (Stats{Hits: 1}) || !bytes.Equal(first, second) {
		t.Errorf("second: %+v", stats)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.svg.monitor"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files %v, %v", files, err)
	}
	if err := os.WriteFile(files[0], []byte("<svg></svg>"), 0o644); err != nil {
		t.Fatal(err)
	}
	if third, stats := draw(dir); stats != (Stats{Misses: 1}) || !bytes.Equal(first, third) {
		t.Errorf("damaged: %+v", stats)
	}
	if _, stats := draw(filepath.Join(files[0], "in a file")); stats != (Stats{Misses: 1}) {
		t.Errorf("no folder: %+v", stats)
	}
}

// A picture of another library, option, size or rewriting is another picture.
func TestKey(t *testing.T) {
	base := New([]byte("a"), []byte("b"), []byte("c"), Options{})
	seen := map[shelf.Key]string{}
	for name, k := range map[string]shelf.Key{
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

// What is kept in memory is bounded, and what was used last stays.
func TestMemoryIsBounded(t *testing.T) {
	c := newRecent()
	big := make([]byte, 1<<20)
	often := shelf.Key{0xff}
	c.put(often, big)
	for i := range 100 {
		c.put(shelf.Key{byte(i)}, big)
		if _, ok := c.get(often); !ok {
			t.Fatalf("after %d others, what is used often is gone", i+1)
		}
	}
	kept := 0
	for i := range 100 {
		c.lock.Lock()
		_, recent := c.young[shelf.Key{byte(i)}]
		_, older := c.old[shelf.Key{byte(i)}]
		c.lock.Unlock()
		if recent || older {
			kept++
		}
	}
	if kept > 2*memory>>20 {
		t.Errorf("%d MB kept", kept)
	}
}
