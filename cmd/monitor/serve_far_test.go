//go:build far

package main

import (
	"bufio"
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// use is what a process has in use.
type use struct{ heap, goroutines, files int }

// inUse measures for a second and keeps the least, for the server may still be at work: its heap is 34 MB
// at rest and up to 45 MB while it makes a page.
func inUse(t *testing.T) use {
	t.Helper()
	least := uint64(math.MaxUint64)
	for range 10 {
		time.Sleep(100 * time.Millisecond)
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		least = min(least, m.HeapAlloc)
	}
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("only Linux tells of open files: ", err)
	}
	return use{int(least), runtime.NumGoroutine(), len(open)}
}

// TestServeFar saves a chapter of the shipped report a thousand times, and some of its data now and
// then: each save is on the page, and nothing piles up.
func TestServeFar(t *testing.T) {
	s := startServing(t, "../..")
	events, err := http.Get(s.url + "-/events?view=board&address=2026/campus-en-terrein.html")
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	lines := bufio.NewScanner(events.Body)
	lines.Buffer(nil, 10<<20)
	saved := func() {
		for lines.Scan() {
			if lines.Text() == "event: saved" {
				return
			}
		}
		t.Fatal("no more events: ", lines.Err())
	}
	saved()
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(s.root, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	// save replaces a file at once, as editors do.
	save := func(name, text string) {
		write(t, filepath.Join(s.root, name+".tmp"), []byte(text))
		if err := os.Rename(filepath.Join(s.root, name+".tmp"), filepath.Join(s.root, name)); err != nil {
			t.Fatal(err)
		}
		saved()
	}
	const chapter, data = "content/2026/nl/40-campus-en-terrein.md", "data/2026/glossary.toml"
	text, terms := read(chapter), read(data)
	var before use
	for n := range 1000 {
		save(chapter, fmt.Sprintf("%s\nOpgeslagen: %d.\n", text, n))
		if page := s.page("2026/campus-en-terrein.html"); !strings.Contains(page, fmt.Sprintf("Opgeslagen: %d.", n)) {
			t.Fatalf("save %d is not on the page", n)
		}
		if n%50 == 49 {
			save(data, fmt.Sprintf("%s# %d\n", terms, n))
		}
		if n == 199 {
			before = inUse(t)
		}
	}
	after := inUse(t)
	t.Logf("after 200 saves: %+v; after 1,000: %+v", before, after)
	const slack = 4 << 20
	if after.heap > before.heap+slack {
		t.Errorf("the heap grew from %d to %d MB", before.heap>>20, after.heap>>20)
	}
	if after.goroutines > before.goroutines+4 || after.files > before.files+4 {
		t.Errorf("%+v, and after 200 saves %+v", after, before)
	}
}
