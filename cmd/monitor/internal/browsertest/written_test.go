package browsertest

import (
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
)

// writtenChapters have what a chapter may have and the shipped chapters lack: each kind of box, pictures side by side,
// tasks. They are in the small site of the golden files.
var writtenChapters = []string{"2026/methode.html", "2026/voorwoord.html"}

// TestWritten looks at these chapters. TestNuChecker asks about them too.
func TestWritten(t *testing.T) {
	l := start(t).golden(t)
	for _, path := range writtenChapters {
		if l.pages[path] == nil {
			t.Fatalf("the golden site has no page %s", path)
		}
	}
	l.openPages(t, writtenChapters)
	l.lookAtLayout(t, writtenChapters, nil)
	l.askAxe(t, writtenChapters)
}

// golden returns a lab with the site of the golden files, in the same browser.
func (l *lab) golden(t *testing.T) *lab {
	t.Helper()
	g, err := prepareGolden()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// prepareGolden makes that lab when the first test asks for it.
var prepareGolden = sync.OnceValues(func() (*lab, error) {
	g := *opened
	g.dir = filepath.Join(filepath.Dir(g.dir), "golden")
	root := filepath.Join(g.root, filepath.FromSlash("cmd/monitor/testdata/golden"))
	build := command(g.root, g.program, "build", "--root", root, "--out", g.dir, "--cache", g.cache)
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("monitor build: %v\n%s", err, out)
	}
	var err error
	if g.pages, g.moved, err = readPages(g.dir); err != nil {
		return nil, err
	}
	server := httptest.NewServer(siteHandler(g.dir))
	opened.closers = append(opened.closers, server.Close)
	g.url = server.URL + mount
	return &g, nil
})
