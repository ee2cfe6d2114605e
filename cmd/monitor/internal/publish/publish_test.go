package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// site is the contents of files by path: a site to publish, or what a test finds in a folder.
type site map[string]string

func TestMain(m *testing.M) {
	if child := os.Getenv(childVar); child != "" {
		runChild(child)
	}
	os.Exit(m.Run())
}

// put publishes s into dir.
func put(dir string, s site) (Summary, error) {
	p, err := Open(dir)
	if err != nil {
		return Summary{}, err
	}
	defer p.Abort()
	if err := write(p, s); err != nil {
		return Summary{}, err
	}
	return p.Commit(nil)
}

func write(p *Publication, s site) error {
	for _, path := range slices.Sorted(maps.Keys(s)) {
		if err := p.Write(path, []byte(s[path])); err != nil {
			return err
		}
	}
	return nil
}

func mustPut(t *testing.T, dir string, s site) Summary {
	t.Helper()
	sum, err := put(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// read returns all that is in dir; links as "-> target", empty folders with a slash at the end.
func read(t *testing.T, dir string) site {
	t.Helper()
	s := site{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path, err := filepath.Rel(dir, name)
		path = filepath.ToSlash(path)
		switch {
		case err != nil:
		case d.IsDir():
			var entries []fs.DirEntry
			if entries, err = os.ReadDir(name); len(entries) == 0 && path != "." {
				s[path+"/"] = ""
			}
		case d.Type()&fs.ModeSymlink != 0:
			s[path], err = os.Readlink(name)
			s[path] = "-> " + s[path]
		default:
			var content []byte
			content, err = os.ReadFile(name)
			s[path] = string(content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// expect fails unless dir holds exactly want and a manifest.
func expect(t *testing.T, dir string, want site) {
	t.Helper()
	got := read(t, dir)
	if _, err := ReadManifest(strings.NewReader(got[ManifestName])); err != nil {
		t.Error(err)
	}
	delete(got, ManifestName)
	compare(t, got, want)
}

// isListed fails unless the manifest lists exactly the files in dir, with their contents.
func isListed(t *testing.T, dir string) {
	t.Helper()
	got := read(t, dir)
	text := got[ManifestName]
	delete(got, ManifestName)
	var files []File
	for path, content := range got {
		files = append(files, File{path, int64(len(content)), fmt.Sprintf("%x", sha256.Sum256([]byte(content)))})
	}
	if m, err := newManifest(files, nil); err != nil || string(m.encode()) != text {
		t.Errorf("%s holds %v (%v) and lists %s", dir, files, err, text)
	}
}

func compare(t *testing.T, got, want site) {
	t.Helper()
	for path := range got {
		if content, ok := want[path]; !ok {
			t.Errorf("%s: should not be there", path)
		} else if content != got[path] {
			t.Errorf("%s: got %.60q, want %.60q", path, got[path], content)
		}
	}
	for path := range want {
		if _, ok := got[path]; !ok {
			t.Errorf("%s: is not there", path)
		}
	}
}

// lay makes files, folders (a slash at the end) and links ("-> target") by hand.
func lay(t *testing.T, dir string, s site) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(s)) {
		name := filepath.Join(dir, filepath.FromSlash(path))
		err := os.MkdirAll(filepath.Dir(name), 0o755)
		target, isLink := strings.CutPrefix(s[path], "-> ")
		switch {
		case err != nil:
		case strings.HasSuffix(path, "/"):
			err = os.MkdirAll(name, 0o755)
		case isLink:
			if err = os.Symlink(target, name); err != nil {
				t.Skipf("no symbolic links here: %v", err)
			}
		default:
			err = os.WriteFile(name, []byte(s[path]), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// wantError fails unless err is an *Error with this reason and path.
func wantError(t *testing.T, err, reason error, path string) {
	t.Helper()
	e, ok := errors.AsType[*Error](err)
	if !ok || !errors.Is(err, reason) || e.Reason != reason || e.Path != path {
		t.Fatalf("got error %v, want %q about %q", err, reason, path)
	}
	if e.Dir == "" {
		t.Errorf("error %v does not name the folder", err)
	}
}

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "public")
	first := site{
		"index.html":             "home",
		"404.html":               "",
		"assets/s.1.css":         "css",
		"2026/index.html":        "edition",
		"2026/risicos/a.html":    "a",
		"2026/risicos/b.html":    "b",
		"2025/deep/er/x.html":    "x",
		"2025/deep/er/y é.html":  "y",
		"2026/data/kengetal.csv": "1;2",
	}
	sum := mustPut(t, dir, first)
	if want := (Summary{Files: 9, Added: slices.Sorted(maps.Keys(first))}); !reflect.DeepEqual(sum, want) {
		t.Errorf("first: %+v, want %+v", sum, want)
	}
	expect(t, dir, first)

	// What is the user's stays, whatever happens around it.
	users := site{".gitignore": "*", ".git/config": "git", "2025/deep/notes.txt": "mine",
		"2026/.htaccess": "deny", "ours/": ""}
	lay(t, dir, users)
	second := site{
		"index.html":          "home",
		"assets/s.2.css":      "css2",
		"2026/index.html":     "edition",
		"2026/risicos/a.html": "A",
		"2027/index.html":     "next",
	}
	sum = mustPut(t, dir, second)
	if want := (Summary{Files: 5, Added: []string{"2027/index.html", "assets/s.2.css"},
		Changed: []string{"2026/risicos/a.html"}, Removed: []string{"2025/deep/er/x.html", "2025/deep/er/y é.html",
			"2026/data/kengetal.csv", "2026/risicos/b.html", "404.html", "assets/s.1.css"}}); !reflect.DeepEqual(sum, want) {
		t.Errorf("second: %+v, want %+v", sum, want)
	}
	want := maps.Clone(second)
	maps.Copy(want, users)
	expect(t, dir, want)
}

func TestUnchangedFilesAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	big := strings.Repeat("01234567", 16<<10) // two buffers exactly
	s := site{"index.html": "home", "a/b.html": "page", "a/big.html": big}
	mustPut(t, dir, s)
	old := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	stat := func(path string) fs.FileInfo {
		t.Helper()
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	paths := []string{"index.html", "a/b.html", "a/big.html", ManifestName}
	before := map[string]fs.FileInfo{}
	for _, path := range paths {
		if err := os.Chtimes(filepath.Join(dir, path), old, old); err != nil {
			t.Fatal(err)
		}
		before[path] = stat(path)
	}
	if sum := mustPut(t, dir, s); sum.Files-sum.Written() != 3 || sum.Written() != 0 {
		t.Errorf("%+v", sum)
	}
	for _, path := range paths {
		if now := stat(path); !os.SameFile(now, before[path]) || !now.ModTime().Equal(old) {
			t.Errorf("%s was touched", path)
		}
	}

	// Same size, same time, same manifest, other content: the file is mended.
	for _, path := range []string{"a/b.html", "a/big.html"} {
		name := filepath.Join(dir, path)
		content := []byte(s[path])
		content[len(content)-1] ^= 1
		if err := os.WriteFile(name, content, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	// Longer, shorter and missing ones as well.
	lay(t, dir, site{"index.html": "home and more"})
	if sum := mustPut(t, dir, s); sum.Files-sum.Written() != 0 || sum.Written() != 3 {
		t.Errorf("%+v", sum)
	}
	expect(t, dir, s)
	lay(t, dir, site{"index.html": "h", "a/big.html": big + "x"})
	if err := os.Remove(filepath.Join(dir, "a/b.html")); err != nil {
		t.Fatal(err)
	}
	if sum := mustPut(t, dir, s); sum.Files-sum.Written() != 0 || sum.Written() != 3 {
		t.Errorf("%+v", sum)
	}
	expect(t, dir, s)
	if !os.SameFile(before[ManifestName], stat(ManifestName)) {
		t.Error("the manifest was touched, though equal")
	}
}

func TestManifestIsTheSameInAnyOrder(t *testing.T) {
	inputs := []Input{{"content/b.md", 1, strings.Repeat("b", 64)}, {`content/a "q".md`, 2, strings.Repeat("a", 64)}}
	var manifests []string
	for _, order := range [][]string{{"a.html", "b/c.html", "b.html"}, {"b.html", "b/c.html", "a.html"}} {
		dir := t.TempDir()
		p, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range order {
			if err := p.Write(path, []byte(path)); err != nil {
				t.Fatal(err)
			}
		}
		slices.Reverse(inputs)
		if _, err := p.Commit(inputs); err != nil {
			t.Fatal(err)
		}
		manifests = append(manifests, read(t, dir)[ManifestName])
	}
	if manifests[0] != manifests[1] {
		t.Errorf("%s\nand\n%s", manifests[0], manifests[1])
	}
}

func TestAbort(t *testing.T) {
	dir := t.TempDir()
	s := site{"index.html": "home", "a/b.html": "page"}
	mustPut(t, dir, s)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := write(p, site{"index.html": "new", "c/d.html": "new"}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := p.Abort(); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, dir, s)
	wantError(t, p.Write("x.html", nil), ErrClosed, "x.html")
	_, err = p.Commit(nil)
	wantError(t, err, ErrClosed, "")

	// Folders that Open made go as well.
	p, err = Open(filepath.Join(dir, "made", "here"))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	expect(t, dir, s)
}

func TestCommitNeedsEveryWrite(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"index.html": "old"})
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write("index.html", []byte("new")); err != nil {
		t.Fatal(err)
	}
	wantError(t, p.Write("../x.html", nil), ErrPathForm, "../x.html")
	_, err = p.Commit(nil)
	wantError(t, err, ErrIncomplete, "")
	if !errors.Is(err, ErrPathForm) {
		t.Errorf("%v does not say what failed", err)
	}
	expect(t, dir, site{"index.html": "old"})
}

func TestCommitRefusesInputs(t *testing.T) {
	sum := strings.Repeat("0", 64)
	for _, test := range []struct {
		inputs []Input
		reason error
	}{
		{[]Input{{"/home/x/a.md", 1, sum}}, ErrPathForm},
		{[]Input{{"../a.md", 1, sum}}, ErrPathForm},
		{[]Input{{".", 1, sum}}, ErrPathForm},
		{[]Input{{"a.md", 1, "0"}}, ErrPathForm},
		{[]Input{{"a.md", -1, sum}}, ErrPathForm},
		{[]Input{{"a.md", 1, sum}, {"b.md", 1, sum}, {"a.md", 1, sum}}, ErrPathCollision},
	} {
		dir := t.TempDir()
		p, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Commit(test.inputs)
		wantError(t, err, test.reason, test.inputs[0].Path)
		compare(t, read(t, dir), site{})
	}
}

func TestConcurrentWrites(t *testing.T) {
	dir := t.TempDir()
	for version := range 3 {
		p, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		want := site{}
		var workers sync.WaitGroup
		var won [4]bool
		for w := range won {
			workers.Go(func() {
				for i := w; i < 400; i += len(won) {
					path := fmt.Sprintf("%d/%d/%d.html", i%3, i%7, i)
					if err := p.Write(path, []byte(path+string(byte(version/2)))); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for i := range 400 {
			path := fmt.Sprintf("%d/%d/%d.html", i%3, i%7, i)
			want[path] = path + string(byte(version/2))
		}
		workers.Wait()
		if _, err := p.Commit(nil); err != nil {
			t.Fatal(err)
		}
		expect(t, dir, want)
	}
}

// All Writes that meet the same obstacle get the same error.
func TestConcurrentFailures(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"index.html": "home"})
	obstacles := site{}
	for i := range 40 {
		obstacles[fmt.Sprint(i)] = "mine"
	}
	lay(t, dir, obstacles)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	for obstacle := range obstacles {
		var workers sync.WaitGroup
		var errs [8]error
		start := make(chan bool)
		for w := range errs {
			workers.Go(func() {
				<-start
				errs[w] = p.Write(fmt.Sprintf("%s/%d.html", obstacle, w), nil)
			})
		}
		close(start)
		workers.Wait()
		for _, err := range errs {
			wantError(t, err, ErrForeign, obstacle)
		}
	}
}

func TestOneOfTheSamePathWins(t *testing.T) {
	dir := t.TempDir()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Abort()
	var workers sync.WaitGroup
	var errs [4]error
	for w := range errs {
		workers.Go(func() { errs[w] = p.Write([]string{"a/x.html", "A/x.html"}[w%2], []byte("x")) })
	}
	workers.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !errors.Is(err, ErrPathCollision) {
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
}

// A manifest that was written on another system, or by hand, may hold names that differ in case
// only.
func TestLastManifestHasBothCases(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, site{"a.html": "", "A.html": ""})
	if len(read(t, dir)) == 1 {
		t.Skip("the file system does not tell upper from lower case, so there can be no such pair")
	}
	empty := fmt.Sprintf("%x", sha256.Sum256(nil))
	m := Manifest{Files: []File{{"A.html", 0, empty}, {"a.html", 0, empty}}}
	lay(t, dir, site{ManifestName: string(m.encode())})
	if sum := mustPut(t, dir, site{"a.html": ""}); sum.Files-sum.Written() != 1 || len(sum.Removed) != 1 {
		t.Errorf("%+v", sum)
	}
	expect(t, dir, site{"a.html": ""})
}

// A file takes the place of a folder, a folder that of a file, and a name changes its case.
func TestFilesAndFoldersChangePlaces(t *testing.T) {
	a := site{"x": "file", "y/1.html": "1", "y/z/2.html": "2", "Page.html": "p", "index.html": "home"}
	b := site{"x/1.html": "1", "x/z/2.html": "2", "y": "file", "page.html": "p", "index.html": "home"}
	for _, order := range [][]site{{a, b, a}, {b, a, b}} {
		dir := t.TempDir()
		for i, s := range order {
			if sum := mustPut(t, dir, s); i > 0 && (sum.Files-sum.Written() != 1 || sum.Written() != 4 || len(sum.Removed) != 4) {
				t.Errorf("%+v", sum)
			}
			expect(t, dir, s)
		}
	}
	for _, foreign := range []string{"y/mine.txt", "y/.htaccess", "y/z/mine/", "y/z/mine.txt"} {
		dir := t.TempDir()
		mustPut(t, dir, a)
		lay(t, dir, site{foreign: ""})
		before := read(t, dir)
		_, err := put(dir, b)
		wantError(t, err, ErrForeign, strings.TrimSuffix(foreign, "/"))
		compare(t, read(t, dir), before)
	}
}
