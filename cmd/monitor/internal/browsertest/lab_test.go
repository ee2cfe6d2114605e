package browsertest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
)

func TestMain(m *testing.M) {
	status := m.Run()
	if opened != nil {
		opened.close()
	}
	os.Exit(status)
}

// lab is what the tests share: the site that the shipped program makes of the shipped sources, a
// server for it, and a browser.
type lab struct {
	root    string // the folder of the repository
	program string // the file of the monitor
	dir     string // the site, as a folder
	cache   string // of figures drawn for it
	url     string // the site, as served, with a slash at its end
	pages   map[string]*document
	moved   map[string]*document // pages that a browser leaves at once; they are not in pages
	browser context.Context
	idle    chan *tab // that no test uses

	closers []func()
}

// prepare makes the one lab of this run when the first test calls it; opened is that lab.
var (
	opened  *lab
	prepare = sync.OnceValues(newLab)
)

// start returns the lab, and lets the test run side by side with others.
func start(t *testing.T) *lab {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: the site is neither built nor opened in Chromium")
	}
	l, err := prepare()
	if err != nil {
		t.Fatal(err)
	}
	t.Parallel()
	return l
}

func newLab() (*lab, error) {
	program, err := chromium.Find()
	if err != nil {
		return nil, fmt.Errorf("%w. `make tools` installs one where it can; `go test -short` leaves these tests out", err)
	}
	const mostIdle = 8 // there are as many as tests ran side by side
	l := &lab{idle: make(chan *tab, mostIdle)}
	opened = l // so that TestMain closes what was opened, also when a later step fails
	if l.root, err = repository(); err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp("", "monitor-browsertest-")
	if err != nil {
		return nil, err
	}
	l.closers = append(l.closers, func() { os.RemoveAll(work) })
	l.program = filepath.Join(work, "monitor.exe")
	if out, err := command(l.root, "go", "build", "-o", l.program, "./cmd/monitor").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build ./cmd/monitor: %v\n%s", err, out)
	}
	// Names on a file share often have spaces and letters beyond ASCII.
	l.dir = filepath.Join(work, "Rapport é (concept)")
	// The user's cache may still hold a figure that can no longer be drawn.
	l.cache = filepath.Join(work, "cache")
	// The Board sees every kind of page.
	build := command(l.root, l.program, "build", "--root", l.root, "--audience", "board", "--out", l.dir,
		"--cache", l.cache)
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("monitor build: %v\n%s", err, out)
	}
	if l.pages, l.moved, err = readPages(l.dir); err != nil {
		return nil, err
	}
	server := httptest.NewServer(siteHandler(l.dir))
	l.closers = append(l.closers, server.Close)
	l.url = server.URL + mount
	var stop func()
	if l.browser, stop, err = chromium.Open(context.Background(), program); err != nil {
		return nil, fmt.Errorf("%s does not start: %w", program, err)
	}
	l.closers = append(l.closers, stop)
	return l, nil
}

func (l *lab) close() {
	for _, c := range slices.Backward(l.closers) {
		c()
	}
}

// command returns a command that runs a program in a folder.
func command(dir, name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = dir
	return c
}

// repository returns the folder of go.mod: the one that the test runs in, or one above it.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod in this folder or above it")
		}
		dir = parent
	}
}

// tool returns the path of a file that `make tools` installs.
func (l *lab) tool(t *testing.T, file string) string {
	t.Helper()
	name := filepath.Join(l.root, ".tools", "npm", "node_modules", filepath.FromSlash(file))
	if _, err := os.Stat(name); err != nil {
		t.Fatalf("%s is not here: run `make tools` first", filepath.Base(file))
	}
	return name
}

// files lists the regular files under a folder, as slash-separated paths, sorted.
func files(dir string) ([]string, error) {
	var list []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(dir, name)
		list = append(list, filepath.ToSlash(relative))
		return err
	})
	slices.Sort(list)
	return list, err
}

// of returns the pages of a kind in the newest edition and the first language of the site, sorted.
// A kind is the name of a template: home, category, indicator, ... Older editions have the same
// kinds; tests of what must hold for every page use all or sample.
func (l *lab) of(kind string) []string {
	newest := ""
	for path := range l.pages {
		if year, _, below := strings.Cut(path, "/"); below {
			newest = max(newest, year)
		}
	}
	var list []string
	for path, p := range l.pages {
		if _, _, below := strings.Cut(path, "/"); below && !strings.HasPrefix(path, newest+"/") {
			continue
		}
		if p.kind == kind && p.lang == l.pages["index.html"].lang {
			list = append(list, path)
		}
	}
	slices.Sort(list)
	return list
}

// kinds returns the kinds of pages that the site has, sorted.
func (l *lab) kinds() []string {
	var list []string
	for _, p := range l.pages {
		list = append(list, p.kind)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// one returns the first page of a kind.
func (l *lab) one(t *testing.T, kind string) string {
	t.Helper()
	list := l.of(kind)
	if len(list) == 0 {
		t.Fatalf("no page of the kind %q", kind)
	}
	return list[0]
}

// firsts returns the first page of each kind, but for the edition as one document, which repeats the others on paper.
func (l *lab) firsts(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, kind := range l.kinds() {
		if kind != "print" {
			list = append(list, l.one(t, kind))
		}
	}
	return list
}

// translated returns the first page of some kinds, or of all, in each language beside the first of the site, in
// the newest edition that has it.
func (l *lab) translated(kinds ...string) []string {
	newest := make(map[string]string)
	for _, path := range l.all() { // years in their order
		if p := l.pages[path]; p.lang != l.pages["index.html"].lang && (len(kinds) == 0 || slices.Contains(kinds, p.kind)) {
			year, _, _ := strings.Cut(path, "/")
			if first := newest[p.lang+" "+p.kind]; first < year {
				newest[p.lang+" "+p.kind] = path
			}
		}
	}
	return slices.Sorted(maps.Values(newest))
}

// all returns the paths of all pages, sorted.
func (l *lab) all() []string { return slices.Sorted(maps.Keys(l.pages)) }

// sample returns the first page of each kind in each edition and language, and every tenth page of
// all.
func (l *lab) sample() []string {
	const oneIn = 10
	var list []string
	seen := make(map[string]bool)
	for n, path := range l.all() {
		p := l.pages[path]
		year, _, _ := strings.Cut(path, "/")
		first := year + " " + p.lang + " " + p.kind
		if !seen[first] || n%oneIn == 0 {
			list = append(list, path)
		}
		seen[first] = true
	}
	return list
}
