package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// tree is a folder: the bytes of its files by path.
type tree map[string][]byte

func readTree(t *testing.T, dir string) tree {
	t.Helper()
	files := make(tree)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if d.IsDir() {
			files[filepath.ToSlash(rel)+"/"] = nil
			return nil
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// layers returns the ways to read a file: as it is, in lower case, with escapes and folded lines
// undone, and whatever can be unpacked from any place in it. A way that changes nothing is left out.
func layers(data []byte) [][]byte {
	text := string(data)
	out := [][]byte{data}
	if lower := bytes.ToLower(data); !bytes.Equal(lower, data) {
		out = append(out, lower)
	}
	plain, err := url.PathUnescape(text)
	if err != nil {
		plain = text
	}
	unfolded := strings.NewReplacer("\r\n ", "", "\n ", "").Replace(text)
	for _, undone := range []string{html.UnescapeString(text), unfolded, plain} {
		if undone != text {
			out = append(out, []byte(undone))
		}
	}
	for _, p := range []struct {
		magic string
		open  func(io.Reader) (io.Reader, error)
	}{
		{"\x1f\x8b\x08", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"\x78\x01", func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }},
		{"\x78\x9c", func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }},
		{"\x78\xda", func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }},
	} {
		for at := 0; ; at++ {
			n := bytes.Index(data[at:], []byte(p.magic))
			if n < 0 {
				break
			}
			at += n
			if r, err := p.open(bytes.NewReader(data[at:])); err == nil {
				if inner, _ := io.ReadAll(r); len(inner) > 0 {
					out = append(out, layers(inner)...)
				}
			}
		}
	}
	if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, f := range z.File {
			out = append(out, []byte(f.Name))
			if r, err := f.Open(); err == nil {
				inner, _ := io.ReadAll(r)
				r.Close()
				out = append(out, layers(inner)...)
			}
		}
	}
	return out
}

// disguises returns the ways in which bytes can hold a text.
func disguises(s string) []string {
	each := func(format string) string {
		var b strings.Builder
		for _, c := range []byte(s) {
			fmt.Fprintf(&b, format, c)
		}
		return b.String()
	}
	out := []string{
		s, hex.EncodeToString([]byte(s)),
		each("%%%02x"), each("\\u%04x"), each("&#%d;"), each("&#x%x;"), each("%c\x00"), each("\x00%c"),
	}
	for shift := range 3 {
		// Only the letters that depend on nothing but this text, with shift bytes before it.
		whole := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", shift) + s + "\x00\x00"))
		out = append(out, whole[[]int{0, 2, 3}[shift]:(shift+len(s))*8/6])
	}
	return out
}

// numberForms returns how a number may be written: as digits, or in groups of three.
func numberForms(n int) (forms []string) {
	digits := strconv.Itoa(n)
	for _, mark := range []string{"", ".", ",", "\u00a0", "\u2009", "\u202f", "&nbsp;", " "} {
		s := digits[len(digits)%3:]
		grouped := digits[:len(digits)%3]
		for chunk := range slices.Chunk([]byte(s), 3) {
			if grouped != "" {
				grouped += mark
			}
			grouped += string(chunk)
		}
		forms = append(forms, grouped)
	}
	return forms
}

var months = [2][]string{
	strings.Fields("januari februari maart april mei juni juli augustus september oktober november december"),
	strings.Fields("January February March April May June July August September October November December"),
}

func dateForms(d time.Time) []string {
	forms := []string{d.Format("2006-01-02"), d.Format("20060102")}
	for _, names := range months {
		forms = append(forms, fmt.Sprintf("%d %s %d", d.Day(), names[d.Month()-1], d.Year()))
	}
	return forms
}

// needles returns the texts by which a site reveals something that is for an audience.
func needles(c *canaries, of model.Audience) (out []string) {
	out = disguises(stem(of))
	// All its numbers begin with the same six digits, which are two groups of three.
	out = append(out, numberForms(numberStem(of))...)
	out = append(out, disguises(strconv.Itoa(numberStem(of)))...)
	for d := range c.dates[of] {
		out = append(out, dateForms(d)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fileDigest matches the digest of a file in the manifest, which may have any six digits by chance.
var fileDigest = regexp.MustCompile(`"sha256": "[0-9a-f]{64}"`)

// find returns which of some texts are in a tree, with the first file that has each. It searches
// the names of files too.
func (files tree) find(texts []string) map[string]string {
	found := make(map[string]string)
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		all := append(layers(fileDigest.ReplaceAll(files[name], nil)), []byte(name))
		for _, text := range texts {
			if _, known := found[text]; known {
				continue
			}
			if slices.ContainsFunc(all, func(layer []byte) bool { return bytes.Contains(layer, []byte(text)) }) {
				found[text] = name
			}
		}
	}
	return found
}

// TestCanarySearch checks that a canary is found in any disguise.
func TestCanarySearch(t *testing.T) {
	secret := "x" + stem(model.Board) + "y"
	c := &canaries{}
	packed := func(w io.WriteCloser, b *bytes.Buffer) []byte {
		_, _ = w.Write([]byte(secret))
		_ = w.Close()
		return b.Bytes()
	}
	files := map[string][]byte{
		"raw":      []byte(secret),
		"capitals": []byte(strings.ToUpper(secret)),
		"hex":      []byte(hex.EncodeToString([]byte(secret))),
		"HEX":      []byte(strings.ToUpper(hex.EncodeToString([]byte(secret)))),
		"folded":   []byte("DESC:xqbo\r\n ardq"),
		"url":      []byte("%78%71%62oardq"),
		"html":     []byte("&#113;board&#x71;"),
		"json":     []byte(`"\u0071\u0062\u006f\u0061\u0072\u0064\u0071"`),
		"number":   []byte("873.873.013"),
		"English":  []byte("873,873,013"),
		"plain":    []byte(`{"n":873873013}`),
		"spaced":   []byte("873\u202f873\u202f013"),
	}
	for shift := range 3 {
		shifted := []byte(strings.Repeat("z", shift) + secret)
		files[fmt.Sprint("base64-", shift)] = []byte(base64.StdEncoding.EncodeToString(shifted))
	}
	var g, z, both bytes.Buffer
	files["gzip"] = append([]byte("before"), packed(gzip.NewWriter(&g), &g)...)
	files["zlib"] = append([]byte("before"), packed(zlib.NewWriter(&z), &z)...)
	archive := zip.NewWriter(&both)
	w, err := archive.Create("a.gz")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(g.Bytes())
	_ = archive.Close()
	files["gzip in zip"] = both.Bytes()
	for name, data := range files {
		if len(tree{name: data}.find(needles(c, model.Board))) == 0 {
			t.Errorf("%s: not found", name)
		}
		if found := (tree{name: data}).find(needles(c, model.Intranet)); len(found) > 0 {
			t.Errorf("%s: taken for another audience: %v", name, found)
		}
	}
	if len(tree{secret + ".html": nil}.find(needles(c, model.Board))) == 0 {
		t.Error("the name of a file is not looked at")
	}
}
