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

// childVar makes the test binary another program: a build that can be killed.
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

// Two sites with everything that can happen between them. Each page is a list of links, and every page can be reached
// from the home page.
var firstSite, secondSite = makeSites()

func makeSites() (first, second site) {
	make1 := func(version int, pages, swapFile, swapFolder []string) site {
		s := site{fmt.Sprintf("assets/style.%d.css", version): strings.Repeat("body {}\n", 500), "assets/font.woff2": "font"}
		all := slices.Concat(pages, swapFile, swapFolder)
		for _, at := range all {
			dir, _ := split(at)
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
	first = make1(1, append(both, "2025/index.html", "2025/oud/x.html", "2026/weg.html", "2026/oud/y.html"), nil, nil)
	second = make1(2, append(both, "2027/index.html", "2027/nieuw/x.html", "2026/nieuw/y.html", "2026/erbij.html"), nil, nil)
	return first, second
}

func relative(dir, to string) string {
	up := ""
	if dir != "" {
		up = strings.Repeat("../", 1+strings.Count(dir, "/"))
	}
	return up + to
}

// checkWhole fails unless every file in dir is one of the first or the second site, whole, and every link holds that
// can be followed from the home page. It reports whether all is of the first site, or all of the second.
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

// afterwards opens and drops, as the next build would begin, and says which site there is then.
func afterwards(t *testing.T, dir string) (isFirst, isSecond bool) {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	if problems, err := Verify(dir); err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
	return checkWhole(t, dir)
}

// TestKilled kills a real build at many moments: spread over all of its time, over that of Commit, and over the short
// time in which there is a journal.
func TestKilled(t *testing.T) {
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

	const moments = 20
	results := map[string]int{}
	for i := range 3 * moments {
		dir := fresh()
		part := time.Duration(i % moments)
		switch i / moments {
		case 0:
			buildAndKill(t, dir, sinceStart, toCommit*part/moments)
		case 1:
			buildAndKill(t, dir, sinceCommit, inCommit*part/moments)
		case 2:
			buildAndKill(t, dir, sinceJournal, 20*time.Microsecond*part)
		}
		isFirst, isSecond := checkWhole(t, dir)
		_, err := os.Stat(filepath.Join(dir, journalFile))
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
			t.Fatalf("killed at moment %d: first %t, second %t, journal %t, then first %t, second %t", i, isFirst, isSecond,
				decided, endFirst, endSecond)
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
	sinceJournal
)

// buildAndKill builds the second site in dir in another process and kills that so long after something. It returns how
// long it took to Commit and from there to the end.
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
	kill := func() { _ = cmd.Process.Kill() } // fails where it has ended by itself
	if from == sinceStart {
		defer time.AfterFunc(after, kill).Stop()
	}
	bufio.NewScanner(out).Scan()
	toCommit = time.Since(start)
	switch from {
	case sinceCommit:
		defer time.AfterFunc(after, kill).Stop()
	case sinceJournal:
		// No timer is that exact: look without pause, until the build has ended if it comes and goes unseen.
		var ended atomic.Bool
		go func() {
			_, _ = io.Copy(io.Discard, out)
			ended.Store(true)
		}()
		journal := filepath.Join(dir, journalFile)
		for !ended.Load() {
			if _, err := os.Lstat(journal); err == nil {
				break
			}
		}
		for seen := time.Now(); time.Since(seen) < after; {
		}
		kill()
	}
	err = cmd.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.Exited() {
		t.Fatal(err) // it failed by itself
	}
	return toCommit, time.Since(start) - toCommit
}

// staged stages the second site over the first as far as the journal, and returns the steps.
func staged(t *testing.T, dir string, second site) (*Publication, []step) {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := write(p, second); err != nil {
		t.Fatal(err)
	}
	m, err := p.manifest(nil)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := p.plan(p.stale(), m.encode())
	if err != nil {
		t.Fatal(err)
	}
	p.closeFolders()
	return p, steps
}

// die leaves everything as a killed process would.
func (p *Publication) die() {
	_ = p.lock.Close()
	_ = p.root.Close()
}

// TestKilledAtEveryStep is TestKilled for the moments between any two steps, which a clock hits only by luck: in the
// first run, and again in the run that finishes it.
func TestKilledAtEveryStep(t *testing.T) {
	last := 0
	for k := 0; k <= last; k++ {
		dir := t.TempDir()
		mustPut(t, dir, firstSite)
		p, steps := staged(t, dir, secondSite)
		last = len(steps)
		if isFirst, _ := checkWhole(t, dir); !isFirst {
			t.Fatal("changed before the journal")
		}
		if err := writeJournal(p.root, steps); err != nil {
			t.Fatal(err)
		}
		for _, until := range []int{k, (k + last) / 2} {
			m := mover{root: p.root}
			if err := m.all(steps[:until]); err != nil {
				t.Fatal(err)
			}
			m.leave()
			checkWhole(t, dir)
		}
		p.die()
		if _, isSecond := afterwards(t, dir); !isSecond || t.Failed() {
			t.Fatalf("killed after step %d of %v", k, steps)
		}
	}
	if last < 20 {
		t.Errorf("only %d steps", last)
	}
}

// The first site of all goes in by whole folders, its home page last but for the manifest.
func TestFirstSiteIsFewSteps(t *testing.T) {
	dir := t.TempDir()
	p, steps := staged(t, dir, firstSite)
	defer p.Abort()
	want := []step{{opAdd, "assets"}, {opAdd, "2025"}, {opAdd, "2026"}, {opAdd, "index.html"}, {opAdd, ManifestName}}
	if !slices.Equal(steps, want) {
		t.Errorf("got %v\nwant %v", steps, want)
	}
	for k := range len(want) {
		dir := t.TempDir()
		p, steps := staged(t, dir, firstSite)
		if err := writeJournal(p.root, steps); err != nil {
			t.Fatal(err)
		}
		m := mover{root: p.root}
		if err := m.all(steps[:k]); err != nil {
			t.Fatal(err)
		}
		m.leave()
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
	p, steps := staged(t, dir, site{
		"index.html": "2", "2026/index.html": "2", "2026/a.html": "2", "2026/same.html": "1", "assets/same.css": "1",
		"assets/new.css": "2", "2027/index.html": "2", "2026/new/index.html": "2", "2026/new/deep/x.html": "2", "2026/n.html": "2",
		"swap/x.html": "2", "back": "2", "case.html": "2",
	})
	defer p.Abort()
	want := []step{
		{opAdd, "assets/new.css"}, {opAdd, "2026/n.html"}, {opAdd, "2026/new"}, {opAdd, "2027"},
		{opReplace, "2026/a.html"}, {opReplace, "2026/index.html"}, {opReplace, "index.html"},
		{opClear, "back/x/y.html"}, {opAdd, "back"},
		{opClear, "Case.html"}, {opAdd, "case.html"},
		{opClear, "swap"}, {opAdd, "swap"},
		{opReplace, ManifestName},
		{opRemove, "2025/x.html"},
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
			p, steps := staged(t, dir, order[1])
			last = len(steps)
			if err := writeJournal(p.root, steps); err != nil {
				t.Fatal(err)
			}
			m := mover{root: p.root}
			if err := m.all(steps[:k]); err != nil {
				t.Fatal(err)
			}
			m.leave()
			p.die()
			p, err := Open(dir)
			if err != nil {
				t.Fatalf("after %v: %v", steps[:k], err)
			}
			if err := p.Abort(); err != nil {
				t.Fatal(err)
			}
			expect(t, dir, order[1])
		}
	}
}

// Where Page.html and page.html are one file, the file that was cleared away seems to be there again once the new one
// is. Clearing must not be repeated then.
func TestClearedOnce(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"Page.html": "old"})
	p, steps := staged(t, dir, site{"page.html": "new"})
	if err := writeJournal(p.root, steps); err != nil {
		t.Fatal(err)
	}
	m := mover{root: p.root}
	if err := m.all(steps[:2]); err != nil {
		t.Fatal(err)
	}
	m.leave()
	p.die()
	lay(t, dir, site{"Page.html": "new"})
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir)["Page.html"]; got != "new" {
		t.Errorf("got %q", got)
	}
}

// A killed build is finished by the next one; if something stands in the way by then it says what, and goes on when
// that is gone.
func TestForeignAfterKilled(t *testing.T) {
	for _, test := range []struct {
		steps int
		back  bool // nothing was replaced yet: the old site comes back
	}{{1, true}, {6, false}} {
		dir := t.TempDir()
		old := site{"index.html": "old", "a.html": "old", "y": "old"}
		mustPut(t, dir, old)
		p, steps := staged(t, dir, site{"index.html": "new", "a.html": "new", "b.html": "new", "y/x.html": "new", "z.html": "new"})
		if err := writeJournal(p.root, steps); err != nil {
			t.Fatal(err)
		}
		m := mover{root: p.root}
		if err := m.all(steps[:test.steps]); err != nil {
			t.Fatal(err)
		}
		m.leave()
		p.die()
		in := "z.html"
		if !test.back {
			in = "y/mine.html"
			if steps[5] != (step{opAdd, "y"}) {
				t.Fatal(steps)
			}
			if err := os.Rename(filepath.Join(dir, "y"), filepath.Join(dir, stageDir, "y")); err != nil {
				t.Fatal(err)
			}
		}
		lay(t, dir, site{in: "mine"})
		_, err := Open(dir)
		wantError(t, err, ErrForeign, strings.TrimSuffix(in, "/mine.html"))
		if test.back {
			old[in] = "mine"
			expect(t, dir, old)
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, "y")); err != nil {
			t.Fatal(err)
		}
		if p, err = Open(dir); err != nil {
			t.Fatal(err)
		}
		if err := p.Abort(); err != nil {
			t.Fatal(err)
		}
		expect(t, dir, site{"index.html": "new", "a.html": "new", "b.html": "new", "y/x.html": "new", "z.html": "new"})
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
	// Being refused disturbs nothing.
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
