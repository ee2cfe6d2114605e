package browsertest

import (
	"net/http/httptest"
	"path/filepath"
	"testing"
)

// TestWritten looks at what a chapter may have and the shipped chapters lack: each kind of box,
// pictures side by side, tasks. The small site of the golden files has all of it.
func TestWritten(t *testing.T) {
	l := start(t).golden(t)
	chapters := []string{"2026/methode.html", "2026/voorwoord.html"}
	for _, path := range chapters {
		if l.pages[path] == nil {
			t.Fatalf("the golden site has no page %s", path)
		}
	}
	l.openPages(t, chapters)
	l.lookAtLayout(t, chapters, nil)
	l.askAxe(t, chapters)
	l.askNu(t, chapters)
}

// golden returns a lab with the site of the golden files, in the same browser.
func (l *lab) golden(t *testing.T) *lab {
	t.Helper()
	g := *l
	g.dir = filepath.Join(t.TempDir(), "site")
	root := filepath.Join(l.root, filepath.FromSlash("cmd/monitor/testdata/golden"))
	build := command(l.root, l.program, "build", "--root", root, "--out", g.dir, "--cache", l.cache)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("monitor build: %v\n%s", err, out)
	}
	var err error
	if g.pages, g.moved, err = readPages(g.dir); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(siteHandler(g.dir))
	t.Cleanup(server.Close)
	g.url = server.URL + mount
	return &g
}
