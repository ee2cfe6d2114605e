package publish

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

const (
	sumA = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	sumB = "0000000000000000000000000000000000000000000000000000000000000000"
)

const goldenManifest = `{
  "format": 1,
  "files": [
    {"path": "2026/index.html", "size": 5120, "sha256": "` + sumA + `"},
    {"path": "index.html", "size": 0, "sha256": "` + sumB + `"}
  ],
  "inputs": [
    {"path": "content/a \"b\" \\ <c>.md", "size": 1, "sha256": "` + sumB + `"},
    {"path": "content/één.md", "size": 9223372036854775807, "sha256": "` + sumA + `"}
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
	if m, err := ReadManifest(strings.NewReader(emptyManifest)); err != nil || len(m.Files) > 0 || len(m.Inputs) > 0 {
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
	const form = "not in the form in which it was written"
	for _, test := range []struct{ name, text, says string }{
		{"empty", "", "unexpected end of JSON input"},
		{"not JSON", "hello\n", "invalid character 'h' looking for beginning of value"},
		{"JSON in another form", `{"format": 1, "files": [], "inputs": []}` + "\n", form},
		{"CRLF", strings.ReplaceAll(emptyManifest, "\n", "\r\n"), form},
		{"of a later program", strings.Replace(emptyManifest, "1", "2", 1),
			"format 2, where this program knows format 1 only"},
		{"no number", strings.Replace(emptyManifest, "1", "x", 1),
			"invalid character 'x' looking for beginning of value"},
		{"cut off", files(line("a"), line("b"))[:150], "unexpected end of JSON input"},
		{"something after", emptyManifest + "x", "invalid character 'x' after top-level value"},
		{"unsorted", files(line("b"), line("a")), `"a": not sorted, or twice`},
		{"twice", files(line("a"), line("a")), `"a": not sorted, or twice`},
		{"leaves the folder", files(line("../a")), `"../a": not a clean relative path`},
		{"absolute", files(line("/etc/passwd")), `"/etc/passwd": not a clean relative path`},
		{"a dotfile", files(line(".git/config")), `".git/config": a name starts with a dot`},
		{"itself", files(line("manifest.json")), `"manifest.json": a reserved name`},
		{"a backslash", files(line(`a\\b`)), `"a\\b": a character that Windows does not allow in a name`},
		{"needless escape", files(line(`\u0061`)), form},
		{"bad escape", files(line(`\x`)), "invalid character 'x' in string escape code"},
		{"other sum", files(strings.Replace(line("a"), "aaaa", "AAAA", 1)), `"a": not a SHA-256`},
		{"short sum", files(strings.Replace(line("a"), "aaaa", "", 1)), `"a": not a SHA-256`},
		{"negative size", files(strings.Replace(line("a"), "1", "-1", 1)), `"a": not a size`},
		{"odd size", files(strings.Replace(line("a"), "1", "01", 1)),
			"invalid character '1' after object key:value pair"},
		{"size too big", files(strings.Replace(line("a"), "1", "9223372036854775808", 1)),
			"json: cannot unmarshal number 9223372036854775808 into " +
				"Go struct field File.Manifest.files.size of type int64"},
		{"another key", files(strings.Replace(line("a"), `, "sha256"`, `, "x": 1, "sha256"`, 1)), form},
		{"input outside", strings.Replace(goldenManifest, "content/é", "../é", 1),
			`"../één.md": not a clean relative path`},
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
	_, err := ReadManifest(endless{})
	if e, _ := errors.AsType[*Error](err); e == nil || e.Err.Error() != "too long" {
		t.Errorf("endless: %v", err)
	}
	for at := range len(goldenManifest) {
		broken := io.MultiReader(strings.NewReader(goldenManifest[:at]), iotest.ErrReader(fs.ErrPermission))
		if _, err := ReadManifest(broken); !errors.Is(err, ErrForbidden) || !errors.Is(err, fs.ErrPermission) {
			t.Fatalf("a reader that fails: %v", err)
		}
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

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
