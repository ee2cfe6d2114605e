package main

import (
	"bytes"
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestNewOrganisation makes a monitor in each language. Nothing may be wrong with it, no page may have an empty
// heading, list or paragraph, or speak of the organisation that the theme was made for.
func TestNewOrganisation(t *testing.T) {
	t.Parallel()
	others := regexp.MustCompile(`(?i)twente|college van bestuur|executive board`)
	for _, lang := range []string{"nl", "en"} {
		root := filepath.Join(t.TempDir(), "new monitor")
		var out bytes.Buffer
		p := &program{ctx: context.Background(), stdout: &out, stderr: &out, lang: lang}
		if p.command([]string{"new", "organisation", root, "--year", "2031", "--name", `Academie "X"`}) != exitDone {
			t.Fatal(out.String())
		}
		p.root = root
		list, _ := p.checkFolder(root, true)
		for _, d := range list.Sorted() {
			t.Errorf("%s: %s:%d: %s %q", lang, d.Position.File, d.Position.Line, d.Code, d.Args)
		}
		pages := boardPages(t, root)
		if len(pages) < 15 {
			t.Errorf("%s: %d pages", lang, len(pages))
		}
		for path, page := range pages {
			if found := others.FindString(page); found != "" {
				t.Errorf("%s speaks of %q", path, found)
			}
			for _, element := range emptyElements(t, page) {
				t.Errorf("%s has an empty %s", path, element)
			}
		}
	}
}

// emptyElements returns the headings, lists and paragraphs of a page in which there is nothing to see.
func emptyElements(t *testing.T, page string) (empty []string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	must := []string{"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "figcaption",
		"section"}
	shows := []string{"svg", "img", "input", "button", "select"}
	var walk func(n *html.Node) (seen bool)
	walk = func(n *html.Node) (seen bool) {
		seen = n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" ||
			n.Type == html.ElementNode && slices.Contains(shows, n.Data)
		for below := n.FirstChild; below != nil; below = below.NextSibling {
			seen = walk(below) || seen
		}
		live := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" || a.Key == "aria-live" })
		if n.Type == html.ElementNode && slices.Contains(must, n.Data) && !seen && !live {
			empty = append(empty, n.Data)
		}
		return seen
	}
	walk(doc)
	return empty
}
