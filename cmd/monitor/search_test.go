package main

import (
	"bytes"
	"encoding/json"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// searchData is what a script of the search gives to the browser: see searchScript in package site.
type searchData struct {
	Kinds     []string
	Documents [][6]any `json:"-"`
}

func readSearch(t *testing.T, name string, script []byte) searchData {
	t.Helper()
	var data searchData
	content := bytes.TrimSuffix(bytes.TrimPrefix(script, []byte("monitorSearch(")), []byte(");\n"))
	all := json.NewDecoder(bytes.NewReader(append(append([]byte("["), content...), ']')))
	if err := all.Decode(&[]any{&data, &data.Documents}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return data
}

// searchWord finds words, as scripts/find.js of the theme does.
var searchWord = regexp.MustCompile(`[\pL\pN]+(?:[.,]\pN+)*`)

// TestSearch holds that what can be found is on the pages: that each document leads to a page and a
// place on it, that every word of it stands on that page, and that there is one for every page of an
// edition.
func TestSearch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := filepath.Join(dir, "site")
	monitor(t, "build", "--root", goldenDir, "--audience", "intranet", "--out", out, "--cache", filepath.Join(dir, "cache"))
	site := readTree(t, out)
	type page struct {
		words map[string]bool
		ids   map[string]bool
	}
	pages := make(map[string]page)
	for name, data := range site {
		if path.Ext(name) != ".html" {
			continue
		}
		p := page{make(map[string]bool), make(map[string]bool)}
		document, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for n := range document.Descendants() {
			if n.Type == html.TextNode {
				text.WriteString(n.Data)
			}
			// A description of a page and the text of a picture are no text nodes.
			for _, a := range n.Attr {
				switch {
				case a.Key == "id":
					p.ids[a.Val] = true
				case a.Key == "content" || a.Key == "alt":
					text.WriteString(" " + a.Val + " ")
				}
			}
			if n.Type == html.ElementNode && n.Data != "em" && n.Data != "strong" && n.Data != "sup" {
				text.WriteByte(' ')
			}
		}
		for _, word := range searchWord.FindAllString(text.String(), -1) {
			p.words[word] = true
		}
		pages[name] = p
	}
	found := make(map[string]bool)
	for name, script := range site {
		if path.Base(name) != "search.js" {
			continue
		}
		data := readSearch(t, name, script)
		for _, d := range data.Documents {
			address, anchor, _ := strings.Cut(path.Join(path.Dir(name), d[2].(string)), "#")
			found[address] = true
			p, ok := pages[address]
			if !ok || anchor != "" && !p.ids[anchor] {
				t.Errorf("%s: %q leads to %s#%s, which is not there", name, d[1], address, anchor)
				continue
			}
			for _, text := range []int{1, 4} {
				for _, word := range searchWord.FindAllString(d[text].(string), -1) {
					if !p.words[word] {
						t.Errorf("%s: %q has the word %q, which is not on %s", name, d[1], word, address)
						break
					}
				}
			}
		}
		for n, kind := range data.Kinds {
			if kind == "" || slices.Index(data.Kinds, kind) != n {
				t.Errorf("%s: the kind %q is empty or there twice", name, kind)
			}
		}
	}
	for name := range pages {
		kind := pageKind(site[name]) // the document repeats the others
		if strings.Contains(name, "/") && !strings.Contains(kind, "moved") && !strings.Contains(kind, "print") && !found[name] {
			t.Errorf("the search does not find %s", name)
		}
	}
}
