package publish

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// childVar is the environment variable that makes the test binary another program: a build that can
// be killed.
const childVar = "PUBLISH_TEST_CHILD"

// runChild is that program.
func runChild(what string) {
	kind, dir, _ := strings.Cut(what, " ")
	var err error
	switch kind {
	case "second": // publishes the second site, saying when it starts to replace the first
		var p *Publication
		if p, err = Open(dir); err == nil {
			if err = write(p, secondSite); err == nil {
				fmt.Println("committing")
				_, err = p.Commit(nil)
			}
		}
	case "hold": // keeps the folder until it is killed
		if _, err = Open(dir); err == nil {
			fmt.Println("holding")
			time.Sleep(time.Minute)
		}
	default:
		err = platformChild(kind, dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func child(kind, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	// The race detector would sleep for a second at each exit.
	cmd.Env = append(os.Environ(), childVar+"="+kind+" "+dir, "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	return cmd
}

// Two sites. When the second replaces the first, files are added, replaced, removed and kept. Each
// page is a list of links, and every page can be reached from the home page.
var firstSite, secondSite = makeSites()

func makeSites() (first, second site) {
	siteOf := func(version int, pages, swapFile, swapFolder []string) site {
		s := site{fmt.Sprintf("assets/style.%d.css", version): strings.Repeat("body {}\n", 500),
			"assets/font.woff2": "font"}
		all := slices.Concat(pages, swapFile, swapFolder)
		for _, at := range all {
			dir, _ := splitPath(at)
			var links strings.Builder
			for _, to := range all {
				if strings.HasSuffix(at, "index.html") || path.Dir(to) == path.Dir(at) {
					fmt.Fprintf(&links, "%s\n", relative(dir, to))
				}
			}
			fmt.Fprintf(&links, "%s\n", relative(dir, "index.html"))
			fmt.Fprintf(&links, "%s\n", relative(dir, fmt.Sprintf("assets/style.%d.css", version)))
			fmt.Fprintf(&links, "%s\n", relative(dir, "assets/font.woff2"))
			s[at] = links.String()
		}
		return s
	}
	var both []string
	for i := range 12 {
		both = append(both, fmt.Sprintf("2026/risicos/r%02d.html", i))
	}
	both = append(both, "index.html", "2026/index.html", "2026/risicos/index.html")
	first = siteOf(1, append(both, "2025/index.html", "2025/oud/x.html", "2026/weg.html", "2026/oud/y.html"), nil, nil)
	second = siteOf(2, append(both, "2027/index.html", "2027/nieuw/x.html", "2026/nieuw/y.html",
		"2026/erbij.html"), nil, nil)
	return first, second
}

func relative(dir, to string) string {
	up := ""
	if dir != "" {
		up = strings.Repeat("../", 1+strings.Count(dir, "/"))
	}
	return up + to
}

// checkWhole fails unless every file in dir is a complete file of the first or the second site, and
// every link that can be followed from the home page leads to a file. It reports whether all files
// are of the first site, or all of the second.
func checkWhole(t *testing.T, dir string) (isFirst, isSecond bool) {
	t.Helper()
	s := read(t, dir)
	for path := range s {
		if strings.HasPrefix(path, workDir+"/") || path == ManifestName {
			delete(s, path)
		}
	}
	for path, content := range s {
		if content != firstSite[path] && content != secondSite[path] {
			t.Errorf("%s is not whole", path)
		}
	}
	seen := map[string]bool{}
	var follow func(from string)
	follow = func(from string) {
		if seen[from] {
			return
		}
		seen[from] = true
		content, exists := s[from]
		if !exists {
			t.Errorf("a broken link: %s", from)
		}
		if path.Ext(from) == ".html" {
			for link := range strings.Lines(content) {
				follow(path.Join(path.Dir(from), strings.TrimSpace(link)))
			}
		}
	}
	follow("index.html")
	return maps.Equal(s, firstSite), maps.Equal(s, secondSite)
}

// afterwards opens a publication, as the next build would, and aborts it. It reports which site is
// there then.
func afterwards(t *testing.T, dir string) (isFirst, isSecond bool) {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	isListed(t, dir)
	return checkWhole(t, dir)
}

func TestKilled(t *testing.T) { killOften(t, 4) }

// killOften kills a real build at moments that are spread over three spans of time, so many in
// each: the whole build, Commit, and the short time from the decision to the end.
func killOften(t *testing.T, moments int) {
	base := t.TempDir()
	n := 0
	fresh := func() string {
		n++
		dir := filepath.Join(base, fmt.Sprint(n))
		mustPut(t, dir, firstSite)
		return dir
	}
	whole := fresh()
	toCommit, inCommit := buildAndKill(t, whole, sinceStart, time.Minute)
	if _, isSecond := checkWhole(t, whole); !isSecond {
		t.Fatal("the build does not work when left alone")
	}

	results := map[string]int{}
	for i := range 3 * moments {
		dir := fresh()
		part := float64(i%moments) / float64(moments)
		switch i / moments {
		case 0:
			buildAndKill(t, dir, sinceStart, time.Duration(part*float64(toCommit)))
		case 1:
			buildAndKill(t, dir, sinceCommit, time.Duration(part*float64(inCommit)))
		case 2:
			buildAndKill(t, dir, sinceDecision, time.Duration(part*float64(time.Millisecond)))
		}
		isFirst, isSecond := checkWhole(t, dir)
		_, err := os.Stat(filepath.Join(dir, decisionFile))
		decided := err == nil
		endFirst, endSecond := afterwards(t, dir)
		switch {
		case isFirst && !decided && endFirst:
			results["old"]++
		case decided && endSecond:
			results["finished by the next"]++
		case isSecond && endSecond:
			results["new"]++
		default:
			t.Fatalf("killed at moment %d: first %t, second %t, decided %t, then first %t, second %t",
				i, isFirst, isSecond, decided, endFirst, endSecond)
		}
		if t.Failed() {
			t.Fatalf("killed at moment %d", i)
		}
	}
	t.Log(results)
}

type since int

const (
	sinceStart since = iota
	sinceCommit
	sinceDecision
)

// buildAndKill builds the second site in dir in another process, and kills that process some time
// after an event. It returns how long the build took until Commit, and from there to the end.
func buildAndKill(t *testing.T, dir string, from since, after time.Duration) (toCommit, inCommit time.Duration) {
	t.Helper()
	cmd := child("second", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { _ = cmd.Process.Kill() } // fails when the process has ended by itself
	if from == sinceStart {
		defer time.AfterFunc(after, kill).Stop()
	}
	bufio.NewScanner(out).Scan()
	toCommit = time.Since(start)
	switch from {
	case sinceCommit:
		defer time.AfterFunc(after, kill).Stop()
	case sinceDecision:
		// No timer is exact enough for this, so poll without pause. The loop ends with the build
		// when the moment comes and goes unseen.
		var ended atomic.Bool
		go func() {
			_, _ = io.Copy(io.Discard, out)
			ended.Store(true)
		}()
		decision := filepath.Join(dir, decisionFile)
		for !ended.Load() {
			if _, err := os.Lstat(decision); err == nil {
				break
			}
		}
		for seen := time.Now(); time.Since(seen) < after; {
		}
		kill()
	}
	err = cmd.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.Exited() {
		t.Fatal(err) // the build failed by itself
	}
	return toCommit, time.Since(start) - toCommit
}

// decided builds next over dir up to the decision, and returns the steps that are left.
func decided(t *testing.T, dir string, next site) (*Publication, *replacement, []step) {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := write(p, next); err != nil {
		t.Fatal(err)
	}
	m, err := newManifest(p.files, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, steps, err := p.decide(m)
	if err != nil {
		t.Fatal(err)
	}
	return p, r, steps
}

// doSteps carries out some steps.
func (r *replacement) doSteps(t *testing.T, steps []step) {
	t.Helper()
	for _, s := range steps {
		if err := r.doStep(s); err != nil {
			t.Fatal(err)
		}
	}
}

// die leaves everything as a killed process would.
func (p *Publication) die() {
	_ = p.lock.File.Close()
	_ = p.root.Close()
}

// finish lets the next build do what a killed one left to do.
func finish(t *testing.T, dir string) {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
}

// TestKilledAtEveryStep is TestKilled for the moments between any two steps, which a clock hits
// only by luck. It kills the first run, and then the run that finishes it.
func TestKilledAtEveryStep(t *testing.T) {
	last := 0
	for k := 0; k <= last; k++ {
		dir := t.TempDir()
		mustPut(t, dir, firstSite)
		p, r, steps := decided(t, dir, secondSite)
		last = len(steps)
		if isFirst, _ := checkWhole(t, dir); !isFirst {
			t.Fatal("changed before the first step")
		}
		r.doSteps(t, steps[:k])
		checkWhole(t, dir)
		left, err := r.plan()
		if err != nil {
			t.Fatal(err)
		}
		r.doSteps(t, left[:len(left)/2])
		checkWhole(t, dir)
		p.die()
		if _, isSecond := afterwards(t, dir); !isSecond || t.Failed() {
			t.Fatalf("killed after step %d of %v", k, steps)
		}
	}
	if last < 20 {
		t.Errorf("only %d steps", last)
	}
}

// When there was no site before, the home page is put in place last.
func TestKilledInFirstSite(t *testing.T) {
	last := 0
	for k := 0; k <= last; k++ {
		dir := t.TempDir()
		p, r, steps := decided(t, dir, firstSite)
		last = len(steps)
		if end := steps[last-1]; end != (step{opMove, "index.html"}) {
			t.Errorf("the last step is %v", end)
		}
		r.doSteps(t, steps[:k])
		p.die()
		if isFirst, _ := afterwards(t, dir); !isFirst {
			t.Errorf("killed after %d steps", k)
		}
	}
}

func TestSteps(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{
		"index.html": "1", "2026/index.html": "1", "2026/a.html": "1", "2026/same.html": "1", "assets/same.css": "1",
		"2025/x.html": "1", "swap": "1", "back/x/y.html": "1", "Case.html": "1",
	})
	p, _, steps := decided(t, dir, site{
		"index.html": "2", "2026/index.html": "2", "2026/a.html": "2", "2026/same.html": "1", "assets/same.css": "1",
		"assets/new.css": "2", "2027/index.html": "2", "2026/new/index.html": "2", "2026/new/deep/x.html": "2",
		"2026/n.html": "2",
		"swap/x.html": "2", "back": "2", "case.html": "2",
	})
	defer p.Abort()
	want := []step{
		{opMove, "assets/new.css"}, {opMove, "2026/new/deep/x.html"}, {opMove, "2026/n.html"},
		{opMove, "2026/new/index.html"}, {opMove, "2027/index.html"},
		{opMove, "2026/a.html"}, {opMove, "2026/index.html"}, {opMove, "index.html"},
		{opRemove, "2025/x.html"}, {opRemove, "Case.html"}, {opRemove, "back/x/y.html"}, {opRemove, "swap"},
		{opMove, "back"}, {opMove, "case.html"}, {opMove, "swap/x.html"},
	}
	if !slices.Equal(steps, want) {
		t.Errorf("got  %v\nwant %v", steps, want)
	}
}

// Killed while files and folders change places: each step can be repeated.
func TestKilledWhileChangingPlaces(t *testing.T) {
	a := site{"x": "file", "y/1.html": "1", "y/z/2.html": "2", "Page.html": "p", "index.html": "home"}
	b := site{"x/1.html": "1", "x/z/2.html": "2", "y": "file", "page.html": "p", "index.html": "new"}
	for _, order := range [][2]site{{a, b}, {b, a}} {
		last := 0
		for k := 0; k <= last; k++ {
			dir := t.TempDir()
			mustPut(t, dir, order[0])
			p, r, steps := decided(t, dir, order[1])
			last = len(steps)
			r.doSteps(t, steps[:k])
			p.die()
			finish(t, dir)
			expect(t, dir, order[1])
			isListed(t, dir)
		}
	}
}

// Where Page.html and page.html are one file, the file that was removed seems to be there again
// once the new one is placed. It must not be removed again. A second name of the same file stands
// in for such a file system.
func TestRemovedOnce(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"Page.html": "old"})
	p, r, steps := decided(t, dir, site{"page.html": "new"})
	r.doSteps(t, steps)
	p.die()
	if err := os.Link(filepath.Join(dir, "page.html"), filepath.Join(dir, "Page.html")); err != nil {
		t.Skip("no second names here: ", err)
	}
	finish(t, dir)
	if got := read(t, dir)["Page.html"]; got != "new" {
		t.Errorf("got %q", got)
	}
}

// On such a file system, a file that the manifest lists under its other name is not foreign.
func TestOtherCaseIsOurs(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"Page.html": "old"})
	if err := os.Link(filepath.Join(dir, "Page.html"), filepath.Join(dir, "page.html")); err != nil {
		t.Skip("no second names here: ", err)
	}
	p, _, steps := decided(t, dir, site{"page.html": "new"})
	defer p.Abort()
	if want := []step{{opRemove, "Page.html"}, {opMove, "page.html"}}; !slices.Equal(steps, want) {
		t.Errorf("got %v, want %v", steps, want)
	}
}

// The next build finishes a killed one. If something foreign is in the way by then, it fails and
// names that. When no old file was replaced or removed yet, the old site comes back. Otherwise a
// later build goes on once the foreign thing is gone.
func TestForeignAfterKilled(t *testing.T) {
	for _, test := range []struct {
		steps int
		in    string
		back  bool
	}{{1, "z.html", true}, {5, "y/x.html/mine", false}} {
		dir := t.TempDir()
		old := site{"index.html": "old", "a.html": "old", "y": "old"}
		next := site{"index.html": "new", "a.html": "new", "b.html": "new", "y/x.html": "new", "z.html": "new"}
		mustPut(t, dir, old)
		p, r, steps := decided(t, dir, next)
		r.doSteps(t, steps[:test.steps])
		p.die()
		lay(t, dir, site{test.in: "mine"})
		_, err := Open(dir)
		wantError(t, err, ErrForeign, strings.TrimSuffix(test.in, "/mine"))
		if test.back {
			old[test.in] = "mine"
			expect(t, dir, old)
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, "y")); err != nil {
			t.Fatal(err)
		}
		finish(t, dir)
		expect(t, dir, next)
	}
}

func TestBusy(t *testing.T) {
	dir := t.TempDir()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(dir)
	wantError(t, err, ErrBusy, "")
	// The refused build has not disturbed the first one.
	if err := p.Write("index.html", []byte("home")); err != nil {
		t.Fatal(err)
	}
	_, err = Open(dir)
	wantError(t, err, ErrBusy, "")
	if _, err := p.Commit(nil); err != nil {
		t.Fatal(err)
	}
	expect(t, dir, site{"index.html": "home"})
}

// The lock of a killed process blocks nobody.
func TestBusyUntilKilled(t *testing.T) {
	dir := t.TempDir()
	cmd := child("hold", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Error("no lock")
	}
	_, err = Open(dir)
	wantError(t, err, ErrBusy, "")
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	mustPut(t, dir, site{"index.html": "home"})
	expect(t, dir, site{"index.html": "home"})
}

// Whoever gets the lock has it alone, also while others come and go.
func TestLockIsExclusive(t *testing.T) {
	dir := t.TempDir()
	var holders, turns atomic.Int32
	done := make(chan bool)
	for range 4 {
		go func() {
			defer func() { done <- true }()
			for won := 0; won < 25; {
				p, err := Open(dir)
				if errors.Is(err, ErrBusy) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				won++
				turns.Add(1)
				if holders.Add(1) != 1 {
					t.Error("two at once")
				}
				holders.Add(-1)
				if err := p.Abort(); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	for range 4 {
		<-done
	}
	if turns.Load() != 100 {
		t.Errorf("%d turns", turns.Load())
	}
	compare(t, read(t, dir), site{})
}
