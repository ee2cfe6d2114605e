package site

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func TestRelative(t *testing.T) {
	tests := []struct{ from, to, want string }{
		{"2026/index.html", "2026/mensen.html", "mensen.html"},
		{"2026/index.html", "2026/indicatoren/a.html", "indicatoren/a.html"},
		{"2026/indicatoren/a.html", "2026/indicatoren/b.html", "b.html"},
		{"2026/indicatoren/a.html", "2026/index.html", "../index.html"},
		{"2026/indicatoren/a.html", "assets/x.css", "../../assets/x.css"},
		{"2026/en/indicators/a.html", "2026/indicatoren/a.html", "../../indicatoren/a.html"},
		{"2026/mensen.html", "2026/mensen.html#arbo", "#arbo"},
		{"2026/mensen.html", "2026/mensen.html", "mensen.html"},
		{"2026/index.html", "2026/mensen.html#arbo", "mensen.html#arbo"},
		{"index.html", "2026/index.html", "2026/index.html"},
		{"2026/index.html", "index.html", "../index.html"},
		{"2025/index.html", "2026/index.html", "../2026/index.html"},
	}
	for _, test := range tests {
		if got := relative(test.from, test.to); got != test.want {
			t.Errorf("from %s to %s: %q, want %q", test.from, test.to, got, test.want)
		}
	}
	if root("index.html") != "" || root("2026/indicatoren/a.html") != "../../" {
		t.Error("the way to the root is wrong")
	}
}

// TestPack unpacks what was packed, and nothing of what was cut short.
func TestPack(t *testing.T) {
	for _, list := range []pieces{nil, {nil}, {nil, nil}, {[]byte("a"), nil, bytes.Repeat([]byte("b"), 300)}} {
		if got := unpack(pack(list)); !slices.EqualFunc(got, list, bytes.Equal) {
			t.Errorf("%q became %q", list, got)
		}
	}
	if got := unpack(pack(pieces{[]byte("abc")})[:3]); got != nil {
		t.Errorf("a list that was cut short became %q", got)
	}
}

// TestOnce makes a value once for many who ask at the same time, and gives all of them its error
// too.
func TestOnce(t *testing.T) {
	var o once[int]
	var made int
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			if got, err := o.get("a", func() (int, error) { made++; return 7, nil }); got != 7 || err != nil {
				t.Error(got, err)
			}
		})
	}
	group.Wait()
	if made != 1 {
		t.Errorf("made %d times", made)
	}
	bad := errors.New("bad")
	for range 2 {
		if _, err := o.get("b", func() (int, error) { return 0, bad }); err != bad {
			t.Error(err)
		}
	}
}

func TestImages(t *testing.T) {
	dir := t.TempDir()
	picture := image.NewGray(image.Rect(0, 0, 40, 30))
	var asPNG, asJPEG bytes.Buffer
	if err := errors.Join(png.Encode(&asPNG, picture), jpeg.Encode(&asJPEG, picture, nil)); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"a.png": asPNG.Bytes(), "a.jpg": asJPEG.Bytes(), "same.png": asPNG.Bytes(), "wrong.gif": asPNG.Bytes(),
		"broken.png": asPNG.Bytes()[:20],
		"plain.svg":  []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
		"script.svg": []byte("<svg>\n\n<s:script xmlns:s='http://www.w3.org/2000/svg'/></svg>"),
		"far.svg":    []byte("<svg>\n\n<image href='https://example.org/a.png'/></svg>"),
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	all := newImages(root)
	tests := []struct {
		name  string
		code  diagnostic.Code
		width int
	}{
		{"a.png", "", 40}, {"a.jpg", "", 40}, {"plain.svg", "", 0}, {"same.png", "", 40},
		{"wrong.gif", diagnostic.DamagedImage, 0}, {"broken.png", diagnostic.DamagedImage, 0},
		{"script.svg", diagnostic.ActiveImage, 0}, {"far.svg", diagnostic.ActiveImage, 0},
		{"none.png", diagnostic.NoImage, 0},
	}
	for _, test := range tests {
		var list diagnostic.List
		p, ok := all.find(test.name, diagnostic.Position{File: "x.md", Line: 3}, &list)
		if ok != (test.code == "") || ok && p.Width != test.width {
			t.Errorf("%s: %v", test.name, ok)
		}
		if found := list.Sorted(); !ok && (len(found) != 1 || found[0].Code != test.code ||
			found[0].Position.Line != 3) {
			t.Errorf("%s: %v", test.name, found)
		}
	}
	if got := len(all.all()); got != 4 {
		t.Errorf("%d pictures to publish", got)
	}
}
