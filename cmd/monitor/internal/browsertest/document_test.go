package browsertest

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"
)

// document is a page as a file: what it is and where its links lead.
type document struct {
	path     string
	lang     string
	kind     string // the name of its template: home, category, indicator, ...
	title    string
	elements int
	headings []string       // the texts of <h1> and <h2>, but those of the foot, which is not printed
	ids      map[string]int // how many elements have each
	folds    map[string]int // how many folds have each name; not those of figures, of which two may have one title
	links    []link
	leadsTo  string   // where the browser goes at once, "" when it stays
	faults   []string // what the policy forbids, such as an inline script
}

// link is an address in a page.
type link struct {
	element, attribute, address string
}

// resource reports whether the browser loads the address without being asked.
func (l link) resource() bool { return l.element != "a" }

// readPages reads all pages of a site: those that stay open, and those that lead on.
func readPages(dir string) (pages, moved map[string]*document, err error) {
	names, err := files(dir)
	if err != nil {
		return nil, nil, err
	}
	pages, moved = make(map[string]*document), make(map[string]*document)
	for _, name := range names {
		if path.Ext(name) != ".html" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, nil, err
		}
		tree, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		d := &document{path: name, ids: make(map[string]int), folds: make(map[string]int)}
		for n := range tree.Descendants() {
			if n.Type == html.ElementNode {
				d.elements++
				d.element(n)
			}
		}
		if d.leadsTo != "" {
			moved[name] = d
		} else {
			pages[name] = d
		}
	}
	if pages["index.html"] == nil {
		return nil, nil, fmt.Errorf("the site has no index.html")
	}
	return pages, moved, nil
}

func (d *document) element(n *html.Node) {
	switch n.Data {
	case "html":
		d.lang = attribute(n, "lang")
	case "meta":
		if attribute(n, "http-equiv") == "refresh" {
			_, d.leadsTo, _ = strings.Cut(attribute(n, "content"), "url=")
			d.links = append(d.links, link{"a", "content", d.leadsTo})
		}
	case "main":
		_, d.kind, _ = strings.Cut(attribute(n, "class"), " ")
	case "title":
		if n.Namespace == "" {
			d.title = text(n)
		}
	case "summary":
		if !strings.HasPrefix(attribute(n.Parent, "class"), "figure-") {
			d.folds[cmp.Or(attribute(n, "aria-label"), text(n))]++
		}
	case "h1", "h2":
		inFoot := false
		for above := range n.Ancestors() {
			inFoot = inFoot || above.Data == "footer"
		}
		if !inFoot {
			d.headings = append(d.headings, text(n))
		}
	case "style":
		d.fault("a <style> in the page")
	case "script":
		if attribute(n, "src") == "" {
			d.fault("a script in the page")
		}
	case "base":
		d.fault("<base> changes what links mean")
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "id":
			d.ids[a.Val]++
		case a.Key == "style":
			d.fault("a style attribute on <%s>: %s", n.Data, a.Val)
		case strings.HasPrefix(a.Key, "on"):
			d.fault("a script in the attribute %s of <%s>", a.Key, n.Data)
		case a.Key == "srcset":
			for candidate := range strings.SplitSeq(a.Val, ",") {
				if fields := strings.Fields(candidate); len(fields) > 0 {
					d.links = append(d.links, link{n.Data, a.Key, fields[0]})
				}
			}
		case a.Key == "href" || a.Key == "src" || a.Key == "poster" || a.Key == "action" || a.Key == "data":
			d.links = append(d.links, link{n.Data, a.Key, a.Val})
		case strings.HasPrefix(a.Key, "data-") && strings.HasSuffix(a.Val, ".js"):
			// A script of the theme loads these addresses when it needs them.
			for address := range strings.FieldsSeq(a.Val) {
				d.links = append(d.links, link{n.Data, a.Key, address})
			}
		}
	}
}

func (d *document) fault(format string, args ...any) {
	d.faults = append(d.faults, fmt.Sprintf(format, args...))
}

// text returns all text of an element, with one space between words.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
