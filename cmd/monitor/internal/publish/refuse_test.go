package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/lock"
)

func TestForeign(t *testing.T) {
	ours := site{"index.html": "home", "a/b.html": "page", "c/d.html": "page"}
	leaving := string(Manifest{Files: []File{{"../x", 1, sumA}}}.encode())
	for _, test := range []struct {
		name   string
		first  site // published, if not nil
		hand   site // laid by hand after that
		second site
		reason error
		path   string
	}{
		{"file in an unknown folder", nil, site{"thesis.docx": "", "zz": ""}, ours, ErrForeign, "thesis.docx"},
		{"empty folder in an unknown folder", nil, site{"thesis/": ""}, ours, ErrForeign, "thesis"},
		{"beside dotfiles", nil, site{".git/x": "", "readme": ""}, ours, ErrForeign, "readme"},
		{"working folder is a file", nil, site{workDir: "mine"}, ours, ErrForeign, workDir},
		{"manifest is a folder", nil, site{"manifest.json/": ""}, ours, ErrForeign, ManifestName},
		{"file where a page comes", ours, site{"e/f.html": "mine"}, site{"a.html": "", "e/f.html": "mine"},
			ErrForeign, "e/f.html"},
		{"folder where a page comes", ours, site{"e.html/": ""}, site{"a.html": "", "e.html": ""}, ErrForeign,
			"e.html"},
		{"file where a folder comes", ours, site{"e": ""}, site{"a.html": "", "e/f.html": ""}, ErrForeign, "e"},
		{"file where a folder within a folder comes", ours, site{"a/e": ""},
			site{"a.html": "", "a/e/g/f.html": ""}, ErrForeign, "a/e"},
		{"decision in pieces", ours, site{decisionFile: "{"}, ours, ErrManifest, decisionFile},
		{"decision that leaves", ours, site{decisionFile: leaving}, ours, ErrManifest, decisionFile},
		{"decision is a folder", ours, site{decisionFile + "/": ""}, ours, ErrForeign, decisionFile},
		{"manifest in pieces", ours, site{"manifest.json": "{"}, ours, ErrManifest, ManifestName},
		{"manifest empty", ours, site{"manifest.json": ""}, ours, ErrManifest, ManifestName},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if test.first != nil {
				mustPut(t, dir, test.first)
			}
			lay(t, dir, test.hand)
			before, stamp := read(t, dir), modified(t, dir)
			_, err := put(dir, test.second)
			wantError(t, err, test.reason, test.path)
			compare(t, read(t, dir), before)
			if test.first == nil && !modified(t, dir).Equal(stamp) {
				t.Error("something was written in a folder that is not ours, be it for a moment")
			}
		})
	}
}

func modified(t *testing.T, name string) time.Time {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

// Staged files do not make a folder ours.
func TestForeignWithStaged(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, site{stageDir + "/index.html": "home", workDir + "/" + lock.FileName: "", "thesis.docx": "mine"})
	before := read(t, dir)
	_, err := Open(dir)
	wantError(t, err, ErrForeign, "thesis.docx")
	compare(t, read(t, dir), before)
}

// What a killed build left does not hinder the next build when the user has emptied the folder.
func TestEmptiedAfterKill(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, site{stageDir + "/x.html": "", workDir + "/" + lock.FileName: ""})
	mustPut(t, dir, site{"index.html": "home"})
	expect(t, dir, site{"index.html": "home"})
}

// Something appears between Write and Commit: what was added so far is taken back.
func TestForeignWhileBuilding(t *testing.T) {
	dir := t.TempDir()
	old := site{"index.html": "home", "a/b.html": "old", "c/gone.html": "old"}
	mustPut(t, dir, old)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = write(p, site{"index.html": "new", "a/b.html": "new", "a/n.html": "new", "assets/x.css": "new",
		"new/deep/x.html": "new", "z.html": "new"})
	if err != nil {
		t.Fatal(err)
	}
	lay(t, dir, site{"z.html": "mine"})
	_, err = p.Commit(nil)
	wantError(t, err, ErrForeign, "z.html")
	old["z.html"] = "mine"
	expect(t, dir, old)
}

// A page becomes a folder between Write and Commit.
func TestFolderWhileBuilding(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"index.html": "home", "a.html": "old"})
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := write(p, site{"index.html": "new", "a.html": "new", "b.html": "new"}); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "a.html")); err != nil {
		t.Fatal(err)
	}
	lay(t, dir, site{"a.html/x": "mine"})
	_, err = p.Commit(nil)
	wantError(t, err, ErrForeign, "a.html")
	expect(t, dir, site{"index.html": "home", "a.html/x": "mine"})
}

// Something foreign appears after the decision. As long as no old file was replaced or removed,
// what was added so far is taken back. Otherwise the next build goes on once the foreign thing is
// gone.
func TestForeignWhileReplacing(t *testing.T) {
	old := site{"index.html": "home", "a.html": "old", "gone.html": "old"}
	next := site{"index.html": "new", "a.html": "new", "b/n.html": "new", "z.html": "new"}
	for _, test := range []struct {
		in   string
		back bool
	}{{"z.html", true}, {"a.html/x", true}, {"index.html/x", false}} {
		dir := t.TempDir()
		mustPut(t, dir, old)
		p, r, steps := decided(t, dir, next)
		obstacle, _, _ := strings.Cut(test.in, "/")
		if err := os.RemoveAll(filepath.Join(dir, obstacle)); err != nil {
			t.Fatal(err)
		}
		lay(t, dir, site{test.in: "mine"})
		wantError(t, asError(dir, "", r.carryOut(steps)), ErrForeign, obstacle)
		if err := p.Abort(); err != nil {
			t.Fatal(err)
		}
		want := maps.Clone(old)
		delete(want, obstacle)
		want[test.in] = "mine"
		if test.back {
			expect(t, dir, want)
			continue
		}
		_, err := Open(dir)
		wantError(t, err, ErrForeign, obstacle)
		if err := os.RemoveAll(filepath.Join(dir, obstacle)); err != nil {
			t.Fatal(err)
		}
		if p, err = Open(dir); err != nil {
			t.Fatal(err)
		}
		if err := p.Abort(); err != nil {
			t.Fatal(err)
		}
		expect(t, dir, next)
	}
}

// Files of the manifest are gone, and something of the user's is where they or their folder were:
// it stays.
func TestStaleFilesThatAreNoMore(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"index.html": "home", "a/b/c.html": "old", "d.html": "old", "e.html": "old"})
	for _, path := range []string{"a", "d.html", "e.html"} {
		if err := os.RemoveAll(filepath.Join(dir, path)); err != nil {
			t.Fatal(err)
		}
	}
	hand := site{"a/b": "a file of mine", "d.html/x": "a folder of mine"}
	lay(t, dir, hand)
	mustPut(t, dir, site{"index.html": "home"})
	expect(t, dir, site{"index.html": "home", "a/b": "a file of mine", "d.html/x": "a folder of mine"})
}

// A folder that vanished while building is made again.
func TestFolderVanishesWhileBuilding(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"index.html": "home", "a/b/c.html": "old", "a/b/e.html": "old"})
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := site{"index.html": "home", "a/b/c.html": "new", "a/b/d.html": "new"}
	if err := write(p, want); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Commit(nil); err != nil {
		t.Fatal(err)
	}
	expect(t, dir, want)
}

func TestLinks(t *testing.T) {
	ours := site{"index.html": "home", "a/b.html": "page", "a/c/d.html": "page"}
	for _, test := range []struct {
		name   string
		away   string // a path of ours that goes before the link comes
		link   string
		to     string // OUT stands for a folder outside
		second site
		reason error // nil: it works, and leaves the link alone
		path   string
	}{
		{"a folder leads outside", "a", "a", "OUT", ours, ErrLink, "a"},
		{"a folder leads outside, all of it stale", "a", "a", "OUT", site{"index.html": "home"}, ErrLink, "a"},
		{"a folder within a folder leads outside", "a/c", "a/c", "OUT", ours, ErrLink, "a/c"},
		{"a folder leads elsewhere inside", "a/c", "a/c", "..", ours, ErrLink, "a/c"},
		{"a page leads outside", "a/b.html", "a/b.html", "OUT/b.html", ours, ErrForeign, "a/b.html"},
		{"a page leads elsewhere inside", "a/b.html", "a/b.html", "c/d.html", ours, ErrForeign, "a/b.html"},
		{"a stale page leads outside", "a/b.html", "a/b.html", "OUT/b.html",
			site{"index.html": "home", "a/c/d.html": "page"}, nil, ""},
		{"a new folder leads outside", "", "new", "OUT", site{"index.html": "x", "new/b.html": "x"}, ErrLink, "new"},
		{"a new page leads outside", "", "new.html", "OUT/b.html", site{"index.html": "x", "new.html": "x"},
			ErrForeign, "new.html"},
		{"the manifest leads outside", ManifestName, ManifestName, "OUT/manifest.json", ours, ErrForeign,
			ManifestName},
		{"the working folder leads outside", "", workDir, "OUT", ours, ErrForeign, workDir},
		{"the lock leads outside", "", workDir + "/" + lock.FileName, "OUT/lock", ours, ErrStorage, ""},
		{"the decision leads outside", "", decisionFile, "OUT/b.html", ours, ErrForeign, decisionFile},
		{"the staging folder leads outside", "", stageDir, "OUT", ours, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			outside, dir := t.TempDir(), t.TempDir()
			lay(t, outside, site{"b.html": "precious", "c/d.html": "precious", "manifest.json": "precious"})
			secret := read(t, outside)
			mustPut(t, dir, ours)
			if test.away != "" {
				if err := os.RemoveAll(filepath.Join(dir, test.away)); err != nil {
					t.Fatal(err)
				}
			}
			to := strings.Replace(test.to, "OUT", outside, 1)
			lay(t, dir, site{test.link: "-> " + to})
			before := read(t, dir)
			_, err := put(dir, test.second)
			if test.reason != nil {
				wantError(t, err, test.reason, test.path)
				after := read(t, dir)
				compare(t, after, before)
			} else if err != nil {
				t.Fatal(err)
			}
			compare(t, read(t, outside), secret)
		})
	}
}

// The folder is exchanged for a link between Write and Commit.
func TestLinkWhileBuilding(t *testing.T) {
	for _, inside := range []bool{false, true} {
		outside, dir := t.TempDir(), t.TempDir()
		lay(t, outside, site{"b.html": "precious"})
		mustPut(t, dir, site{"index.html": "home", "a/b.html": "old", "o/b.html": "other"})
		p, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := write(p, site{"index.html": "home", "a/b.html": "new", "o/b.html": "other",
			"n.html": "new"}); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
			t.Fatal(err)
		}
		to := outside
		if inside {
			to = "o"
		}
		lay(t, dir, site{"a": "-> " + to})
		_, err = p.Commit(nil)
		wantError(t, err, ErrLink, "a")
		expect(t, dir, site{"index.html": "home", "a": "-> " + to, "o/b.html": "other"})
		compare(t, read(t, outside), site{"b.html": "precious"})
	}
}

// The folder is exchanged for a link after the decision.
func TestLinkWhileReplacing(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"index.html": "home", "a/b.html": "old", "o/b.html": "other"})
	p, r, steps := decided(t, dir, site{"index.html": "home", "a/b.html": "new", "o/b.html": "other", "n.html": "new"})
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	lay(t, dir, site{"a": "-> o"})
	wantError(t, asError(dir, "", r.carryOut(steps)), ErrLink, "a")
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	expect(t, dir, site{"index.html": "home", "a": "-> o", "o/b.html": "other"})
}

func TestOutputFolder(t *testing.T) {
	dir := t.TempDir()
	home := filepath.Join(dir, "home")
	lay(t, dir, site{"file": "", "home/.profile": "", "real/": ""})
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	in := func(name string) string { return filepath.Join(dir, name) }
	volume := filepath.VolumeName(dir)
	tests := []struct {
		name, dir string
		reason    error
	}{
		{"no name", "", ErrNotFolder},
		{"a file", in("file"), ErrNotFolder},
		{"in a file", in("file/x"), ErrNotFolder},
		{"far in a file", in("file/x/y/z"), ErrNotFolder},
		{"the root", volume + string(filepath.Separator), ErrFilesystem},
		{"the root, less plainly", volume + filepath.FromSlash("/../."), ErrFilesystem},
		{"home", home, ErrHome},
		{"a link to home", in("tohome"), ErrHome},
		{"a link to the root", in("toroot"), ErrFilesystem},
		{"a link to itself", in("loop"), ErrDeadLink},
		{"in a link to itself", in("loop/x"), ErrDeadLink},
		{"a link to nothing", in("dangling"), ErrDeadLink},
	}
	lay(t, dir, site{"tohome": "-> home", "toroot": "-> /", "loop": "-> loop", "dangling": "-> nowhere",
		"good": "-> real"})
	before := read(t, dir)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Open(test.dir)
			if !errors.Is(err, test.reason) {
				t.Errorf("got %v, want %v", err, test.reason)
			}
			compare(t, read(t, dir), before)
		})
	}
	t.Setenv("HOME", in("not-made-yet"))
	t.Setenv("USERPROFILE", in("not-made-yet"))
	if _, err := Open(in("not-made-yet")); !errors.Is(err, ErrHome) {
		t.Errorf("got %v, want %v", err, ErrHome)
	}
	// A link that leads to a folder is the user's choice.
	mustPut(t, in("good"), site{"index.html": "home"})
	expect(t, in("real"), site{"index.html": "home"})
}

func TestPaths(t *testing.T) {
	long := strings.Repeat("a", 95) + "/"
	for _, test := range []struct {
		path   string
		reason error
	}{
		{"index.html", nil},
		{"2026/en/één ding.html", nil},
		{long + long + "123.html", nil},
		{long + long + "1234.html", ErrPathLong},
		{long + long + "123é.html", ErrPathLong},
		{long + long + "😀😀.html", ErrPathLong},
		{strings.Repeat("é", 150) + ".html", ErrPathLong},
		{"", ErrPathForm},
		{".", ErrPathForm},
		{"..", ErrPathForm},
		{"/a", ErrPathForm},
		{"a/", ErrPathForm},
		{"a//b", ErrPathForm},
		{"a/./b", ErrPathForm},
		{"a/../b", ErrPathForm},
		{"../a", ErrPathForm},
		{"a\xffb", ErrPathForm},
		{".htaccess", ErrPathHidden},
		{"a/.git/config", ErrPathHidden},
		{".monitor/manifest.json", ErrPathHidden},
		{`a\b`, ErrPathCharacter},
		{"c:/x", ErrPathCharacter},
		{"a*b", ErrPathCharacter},
		{"a?b", ErrPathCharacter},
		{`a"b`, ErrPathCharacter},
		{"a<b", ErrPathCharacter},
		{"a>b", ErrPathCharacter},
		{"a|b", ErrPathCharacter},
		{"a\nb", ErrPathCharacter},
		{"a\x00b", ErrPathCharacter},
		{"a\x7fb", ErrPathCharacter},
		{"a./b", ErrPathEnding},
		{"a /b", ErrPathEnding},
		{"a.", ErrPathEnding},
		{"con", ErrPathReserved},
		{"con.html", ErrPathReserved},
		{"x/Aux.tar.gz", ErrPathReserved},
		{"nul /x", ErrPathEnding},
		{"nul .html", ErrPathReserved},
		{"com1/x", ErrPathReserved},
		{"LPT².txt", ErrPathReserved},
		{"conin$", ErrPathReserved},
		{"manifest.json", ErrPathReserved},
		{"Manifest.JSON", ErrPathReserved},
		{"2026/manifest.json", nil},
		{"concept.html", nil},
		{"com10.html", nil},
		{"comx", nil},
		{"auxiliary/x", nil},
	} {
		if got := checkSitePath(test.path); got != test.reason {
			t.Errorf("%q: got %v, want %v", test.path, got, test.reason)
		}
	}
}

func TestCollisions(t *testing.T) {
	for _, test := range []struct{ first, second, path, other string }{
		{"a.html", "a.html", "a.html", "a.html"},
		{"a.html", "A.html", "a.html", "A.html"},
		{"A.html", "a.html", "a.html", "A.html"},
		{"É.html", "é.html", "é.html", "É.html"},
		{"a", "a/b.html", "a", "a"},
		{"a/b.html", "a", "a", "a"},
		{"a/b.html", "A/c.html", "a", "A"},
		{"x/a/b.html", "x/A/c.html", "x/a", "x/A"},
		{"ſ.html", "s.html", "ſ.html", "s.html"},
	} {
		p, err := Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Write(test.first, nil); err != nil {
			t.Fatal(err)
		}
		err = p.Write(test.second, nil)
		wantError(t, err, ErrPathCollision, test.path)
		if e, _ := errors.AsType[*Error](err); e.Other != test.other {
			t.Errorf("%q, %q: collides with %q, want %q", test.first, test.second, e.Other, test.other)
		}
		if err := p.Abort(); err != nil {
			t.Error(err)
		}
	}
}

func TestErrorText(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, site{"thesis.docx": ""})
	_, err := Open(dir)
	if want := "publish " + dir + ": thesis.docx: not written by this program"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	err = &Error{Reason: ErrPathCollision, Dir: "out", Path: "a", Other: "A", Err: os.ErrExist}
	want := "publish out: a: the same name as another file or folder of the site: A: file already exists"
	if err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestReasons tells apart why a file system refuses. Windows has numbers of its own, of which the
// same number means something else elsewhere.
func TestReasons(t *testing.T) {
	for _, c := range []struct {
		system string
		number syscall.Errno
		want   error
	}{
		{"windows", 32, ErrInUse}, {"windows", 33, ErrInUse}, {"windows", 1224, ErrInUse},
		{"windows", 112, ErrNoSpace}, {"windows", 5, ErrForbidden},
		{"linux", 32, ErrStorage}, {"linux", syscall.ENOSPC, ErrNoSpace},
		{"linux", syscall.EACCES, ErrForbidden}, {"linux", syscall.EROFS, ErrForbidden},
	} {
		err := &fs.PathError{Op: "rename", Path: "index.html", Err: c.number}
		if got := reasonOn(c.system, err); got != c.want {
			t.Errorf("%s, %d: %v, want %v", c.system, c.number, got, c.want)
		}
	}
}
