package publish

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

var (
	sumA = strings.Repeat("a", 64)
	sumB = strings.Repeat("0", 64)
)

const goldenManifest = `{
  "format": 1,
  "files": [
    {"path": "2026/index.html", "size": 5120, "sha256": "` + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" + `"},
    {"path": "index.html", "size": 0, "sha256": "` + "0000000000000000000000000000000000000000000000000000000000000000" + `"}
  ],
  "inputs": [
    {"path": "content/a \"b\" \\ <c>.md", "size": 1, "sha256": "` + "0000000000000000000000000000000000000000000000000000000000000000" + `"},
    {"path": "content/één.md", "size": 9223372036854775807, "sha256": "` + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" + `"}
  ]
}
`

const emptyManifest = "{\n  \"format\": 1,\n  \"files\": [],\n  \"inputs\": []\n}\n"

func TestManifest(t *testing.T) {
	m := Manifest{
		Files:  []File{{"2026/index.html", 5120, sumA}, {"index.html", 0, sumB}},
		Inputs: []Input{{`content/a "b" \ <c>.md`, 1, sumB}, {"content/één.md", 1<<63 - 1, sumA}},
	}
	if got := string(m.encode()); got != goldenManifest {
		t.Errorf("got\n%s", got)
	}
	if got := string(Manifest{}.encode()); got != emptyManifest {
		t.Errorf("got\n%s", got)
	}
	read, err := ReadManifest(iotest.OneByteReader(strings.NewReader(goldenManifest)))
	if err != nil || !slices.Equal(read.Files, m.Files) || !slices.Equal(read.Inputs, m.Inputs) {
		t.Errorf("got %v, %v", read, err)
	}
	if m, err := ReadManifest(strings.NewReader(emptyManifest)); err != nil || m.Files != nil || m.Inputs != nil {
		t.Errorf("got %v, %v", m, err)
	}
}

func TestManifestRefused(t *testing.T) {
	line := func(path string) string {
		return `    {"path": "` + path + `", "size": 1, "sha256": "` + sumA + `"}`
	}
	files := func(lines ...string) string {
		return "{\n  \"format\": 1,\n  \"files\": [\n" + strings.Join(lines, ",\n") + "\n  ],\n  \"inputs\": []\n}\n"
	}
	if _, err := ReadManifest(strings.NewReader(files(line("a"), line("b")))); err != nil {
		t.Fatal(err) // or all of the below would prove nothing
	}
	for _, test := range []struct{ name, text, says string }{
		{"empty", "", "line 1: unexpected EOF"},
		{"not JSON", "hello\n", "line 1: unexpected text"},
		{"JSON in another form", `{"format": 1, "files": [], "inputs": []}` + "\n", "line 1: unexpected text"},
		{"CRLF", strings.ReplaceAll(emptyManifest, "\n", "\r\n"), "line 1: unexpected text"},
		{"of a later program", strings.Replace(emptyManifest, "1", "2", 1), "line 2: format 2, where this program knows format 1 only"},
		{"no number", strings.Replace(emptyManifest, "1", "x", 1), "line 2: unexpected text"},
		{"cut off", files(line("a"), line("b"))[:150], "line 5: unexpected EOF"},
		{"something after", emptyManifest + "x", "line 5: unexpected text"},
		{"unsorted", files(line("b"), line("a")), `line 5: "a": not sorted, or twice`},
		{"twice", files(line("a"), line("a")), `line 5: "a": not sorted, or twice`},
		{"leaves the folder", files(line("../a")), `line 4: "../a": not a clean relative path`},
		{"absolute", files(line("/etc/passwd")), `line 4: "/etc/passwd": not a clean relative path`},
		{"a dotfile", files(line(".git/config")), `line 4: ".git/config": a name starts with a dot`},
		{"itself", files(line("manifest.json")), `line 4: "manifest.json": a reserved name`},
		{"a backslash", files(line(`a\\b`)), `line 4: "a\\b": a character that Windows does not allow in a name`},
		{"needless escape", files(line(`\u0061`)), "line 4: unexpected text"},
		{"bad escape", files(line(`\x`)), "line 4: invalid character 'x' in string escape code"},
		{"other sum", files(strings.Replace(line("a"), "aaaa", "AAAA", 1)), "line 4: not a SHA-256"},
		{"short sum", files(strings.Replace(line("a"), "aaaa", "", 1)), "line 4: not a SHA-256"},
		{"negative size", files(strings.Replace(line("a"), "1", "-1", 1)), "line 4: not a size"},
		{"odd size", files(strings.Replace(line("a"), "1", "01", 1)), "line 4: not a size"},
		{"size too big", files(strings.Replace(line("a"), "1", "9223372036854775808", 1)), "line 4: not a size"},
		{"another key", files(strings.Replace(line("a"), `, "sha256"`, `, "x": 1, "sha256"`, 1)), "line 4: not a size"},
		{"long line", files(line(strings.Repeat("a", maxManifestLine))), "line 4: line too long"},
		{"input outside", strings.Replace(goldenManifest, "content/é", "../é", 1), `line 9: "../één.md": not a clean relative path`},
	} {
		m, err := ReadManifest(strings.NewReader(test.text))
		e, _ := errors.AsType[*Error](err)
		if e == nil || e.Reason != ErrManifest || e.Path != ManifestName || e.Err.Error() != test.says {
			t.Errorf("%s: got %v, want %s", test.name, err, test.says)
		}
		if m.Files != nil || m.Inputs != nil {
			t.Errorf("%s: half a manifest is returned", test.name)
		}
	}
	_, err := ReadManifest(&endless{line: line("a") + ",\n", head: files()[:30]})
	if e, _ := errors.AsType[*Error](err); e == nil || !strings.HasSuffix(e.Err.Error(), "too many lines") {
		t.Errorf("endless: %v", err)
	}
	for at := range len(goldenManifest) {
		broken := io.MultiReader(strings.NewReader(goldenManifest[:at]), iotest.ErrReader(fs.ErrPermission))
		if _, err := ReadManifest(broken); !errors.Is(err, ErrStorage) || !errors.Is(err, fs.ErrPermission) {
			t.Fatalf("a reader that fails: %v", err)
		}
	}
}

// endless is a manifest without end, in ascending order.
type endless struct {
	head, line string
	n          int
}

func (e *endless) Read(b []byte) (int, error) {
	if e.head == "" {
		e.n++
		digits := []byte("0000000000")
		for i, n := len(digits)-1, e.n; n > 0; i, n = i-1, n/10 {
			digits[i] = byte('0' + n%10)
		}
		e.head = strings.Replace(e.line, `"a"`, `"`+string(digits)+`"`, 1)
	}
	n := copy(b, e.head)
	e.head = e.head[n:]
	return n, nil
}

// What is read is what would be written: a manifest has one form only.
func FuzzReadManifest(f *testing.F) {
	f.Add(goldenManifest)
	f.Add(emptyManifest)
	f.Add(strings.Replace(goldenManifest, "index", "../index", 1))
	f.Add(strings.Replace(goldenManifest, `\\`, `\u005c`, 1))
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ReadManifest(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrManifest) {
				t.Errorf("%v", err)
			}
			return
		}
		if got := string(m.encode()); got != text {
			t.Errorf("read\n%s\nand wrote\n%s", text, got)
		}
		for _, file := range m.Files {
			if !filepath.IsLocal(filepath.FromSlash(file.Path)) || strings.HasPrefix(file.Path, ".") {
				t.Errorf("%q", file.Path)
			}
		}
		if !json.Valid([]byte(text)) {
			t.Error("not JSON")
		}
	})
}

func FuzzReadJournal(f *testing.F) {
	f.Add("monitor journal 1\nadd assets\nreplace a/b.html\nclear x\nadd x/y.html\nreplace manifest.json\nremove c.html\nend\n")
	f.Add("monitor journal 1\nremove ../x\nend\n")
	f.Fuzz(func(t *testing.T, text string) {
		steps, err := readJournal(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, s := range steps {
			if !filepath.IsLocal(filepath.FromSlash(s.path)) || strings.HasPrefix(s.path, ".") {
				t.Errorf("%q", s.path)
			}
		}
	})
}

func TestVerify(t *testing.T) {
	dir := t.TempDir()
	mustPut(t, dir, site{"index.html": "home", "a/b.html": "page", "a/c.html": "page", "d/e/f.html": "page", "g.html": "page", "h.html": "page"})
	if problems, err := Verify(dir); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	for _, path := range []string{"d", "g.html", "h.html"} {
		if err := os.RemoveAll(filepath.Join(dir, path)); err != nil {
			t.Fatal(err)
		}
	}
	lay(t, dir, site{
		"a/b.html": "PAGE", "a/c.html": "page and more", "g.html/x": "", "new/x.txt": "", "new/empty/": "",
		".htaccess": "", "a/.git/x": "", ".monitor/lock": "", "link": "-> ..", "h.html": "-> new/h.html", "new/h.html": "page",
	})
	before := read(t, dir)
	got, err := Verify(dir)
	want := []Problem{
		{".monitor", Unfinished}, {"a/b.html", Changed}, {"a/c.html", Changed}, {"d/e/f.html", Missing},
		{"g.html", Changed}, {"g.html/x", Foreign}, {"h.html", Changed}, {"link", Foreign}, {"new/h.html", Foreign}, {"new/x.txt", Foreign},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v\nwant %v", got, err, want)
	}
	compare(t, read(t, dir), before)

	_, err = Verify(t.TempDir())
	wantError(t, err, ErrManifest, ManifestName)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	lay(t, dir, site{ManifestName: "{}"})
	_, err = Verify(dir)
	wantError(t, err, ErrManifest, ManifestName)
	_, err = Verify(filepath.Join(dir, "index.html"))
	wantError(t, err, ErrNotFolder, "")
	_, err = Verify(filepath.Join(dir, "nowhere"))
	wantError(t, err, ErrStorage, "")
}
