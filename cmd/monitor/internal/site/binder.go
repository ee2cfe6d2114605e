package site

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// binder binds pages into one document. In each it gives ids a prefix, so that they differ from those of the
// others; lowers headings by one level; leaves out what only a screen can use; and leads links to a page or an
// anchor that is in the document there.
type binder struct {
	path    string // of the document
	outside func(target string) (href string, ok bool)
	parts   []*bound
	byPath  map[string]*bound
}

// bound is a page in a document.
type bound struct {
	part
	html []byte
	ids  map[string]bool // that it has, without the prefix
}

// newBinder returns a binder for the document at a path. On paper, a link leads to the site's own address, or
// nowhere when that is not known.
func newBinder(b *book, document string, paper bool) *binder {
	s := &binder{path: document, byPath: make(map[string]*bound)}
	s.outside = func(target string) (string, bool) {
		switch {
		case b.site.BaseURL != "":
			return b.site.BaseURL + target, true
		case paper:
			return "", false
		}
		return relative(document, target), true
	}
	return s
}

// add adds a page to the end.
func (s *binder) add(p part, content []byte) {
	page := &bound{p, onPaper(content), make(map[string]bool)}
	for z := html.NewTokenizer(bytes.NewReader(page.html)); z.Next() != html.ErrorToken; {
		for _, a := range z.Token().Attr {
			if a.Key == "id" {
				page.ids[a.Val] = true
			}
		}
	}
	s.parts = append(s.parts, page)
	if s.byPath[p.path] == nil {
		s.byPath[p.path] = page
	}
}

// ofScreen reports whether an element is of no use on paper.
func ofScreen(t html.Token) bool {
	switch t.Data {
	case "nav", "search", "form", "script":
		return true
	case "button":
		return !has(t, "term")
	}
	return slices.ContainsFunc([]string{"figure-links", "figure-cite", "figure-data", "footnote-backref", "term-definition",
		"screen-only", "plot-full"}, func(class string) bool { return has(t, class) })
}

// has reports whether an element has a class.
func has(t html.Token, class string) bool {
	for _, a := range t.Attr {
		if a.Key == "class" {
			return slices.Contains(strings.Fields(a.Val), class)
		}
	}
	return false
}

// onPaper leaves out what is of no use on paper, and opens what can be opened on a screen.
func onPaper(content []byte) []byte {
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(content))
	left, depth := "", 0 // the element that is left out, and how many of its name are open
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.Bytes()
		}
		raw := slices.Clone(z.Raw())
		t := z.Token()
		switch {
		case left != "":
			switch {
			case t.Data != left || t.Type != html.StartTagToken && t.Type != html.EndTagToken:
			case t.Type == html.StartTagToken:
				depth++
			default:
				depth--
			}
			if depth == 0 {
				left = ""
			}
		case kind == html.StartTagToken && ofScreen(t):
			left, depth = t.Data, 1
		case t.Data == "button" && (kind == html.StartTagToken || kind == html.EndTagToken):
			// The word of a term stays.
		case kind == html.StartTagToken && t.Data == "details":
			t.Attr = append(t.Attr, html.Attribute{Key: "open"})
			out.WriteString(t.String())
		default:
			out.Write(raw)
		}
	}
}

// bind returns the content of page n in the document.
func (s *binder) bind(n int) []byte {
	page := s.parts[n]
	var out bytes.Buffer
	for z := html.NewTokenizer(bytes.NewReader(page.html)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.Bytes()
		}
		// Names are as written in the raw bytes only: viewBox.
		raw := slices.Clone(z.Raw())
		t := z.Token()
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			out.Write(raw)
			continue
		}
		changed := lower(&t)
		t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool {
			gone := strings.HasPrefix(a.Key, "data-option") || a.Key == "data-echarts" || a.Key == "data-hash" ||
				a.Key == "tabindex" || a.Key == "download"
			changed = changed || gone
			return gone
		})
		for n := 0; n < len(t.Attr); n++ {
			a := &t.Attr[n]
			switch a.Key {
			case "id", "aria-labelledby", "aria-describedby", "headers":
				names := strings.Fields(a.Val)
				for n := range names {
					names[n] = page.inside(names[n])
				}
				a.Val = strings.Join(names, " ")
			case "href":
				href, ok := s.lead(page, a.Val)
				if a.Val = href; !ok {
					t.Attr = slices.Delete(t.Attr, n, n+1)
					n--
				}
			case "src":
				a.Val = relative(s.path, path.Join(path.Dir(page.path), a.Val))
			default:
				continue
			}
			changed = true
		}
		if changed {
			out.WriteString(t.String())
		} else {
			out.Write(raw)
		}
	}
}

// inside returns the id that an element of a page has in the document.
func (p *bound) inside(id string) string { return p.anchor + "--" + id }

// lower makes a heading one level lower.
func lower(t *html.Token) bool {
	if len(t.Data) != 2 || t.Data[0] != 'h' || t.Data[1] < '1' || t.Data[1] > '5' {
		return false
	}
	t.Data = "h" + string(t.Data[1]+1)
	t.DataAtom = 0
	return true
}

// lead returns where a link on a page leads in the document; ok is false when that is nowhere.
func (s *binder) lead(page *bound, href string) (to string, ok bool) {
	file, anchor, _ := strings.Cut(href, "#") // an anchor can have a colon: #fn:1
	if strings.Contains(file, ":") || strings.HasPrefix(file, "//") {
		return href, true
	}
	target, own := page.path, page
	if file != "" {
		target = path.Join(path.Dir(page.path), file)
		own = s.byPath[target]
	}
	switch {
	case own == nil && anchor != "":
		return s.outside(target + "#" + anchor)
	case own == nil:
		return s.outside(target)
	case own.ids[anchor]:
		return "#" + own.inside(anchor), true
	}
	return "#" + own.anchor, true
}
