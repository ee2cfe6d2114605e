package prose

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// htmlTag matches a tag: whether it ends an element, the name, and whether it is all of one.
var htmlTag = regexp.MustCompile(`<(/?)([A-Za-z][A-Za-z0-9-]*)[^<>]*?(/?)>`)

// checkHTML reports an element of HTML at its first tag: its other tags, and what is in it, are the
// same slip.
func (w *walker) checkHTML(n ast.Node, written []byte) {
	from := nodeStart(n)
	within := len(w.elements) > 0
	for _, tag := range htmlTag.FindAllSubmatch(written, -1) {
		name := strings.ToLower(string(tag[2]))
		if len(tag[1]) > 0 {
			if open := slices.Index(w.elements, name); open >= 0 {
				w.elements = w.elements[:open]
			}
		} else if behind := bytes.ToLower(w.body[from:]); len(tag[3]) == 0 && bytes.Contains(behind, []byte("</"+name)) {
			w.elements = append(w.elements, name)
		}
	}
	if !within {
		w.list.Add(diagnostic.RawHTML, w.position(from, 1), "", htmlCure(w.body[from:]))
	}
}

// htmlElement matches the beginning of an element.
var htmlElement = regexp.MustCompile(`^<(?:!--|/?[A-Za-z]+)`)

// htmlCure returns what to write instead of an element of HTML.
func htmlCure(from []byte) string {
	switch strings.ToLower(strings.TrimLeft(string(htmlElement.Find(from)), "</")) {
	case "br", "p":
		return wording.Refer("phrase.html-break")
	case "img":
		return wording.Refer("phrase.html-image")
	case "!--":
		return wording.Refer("phrase.html-remark")
	case "a":
		return wording.Refer("phrase.html-link")
	case "b", "i", "strong", "em", "u", "mark":
		return wording.Refer("phrase.html-bold")
	case "s", "del", "strike":
		return wording.Refer("phrase.html-struck")
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return wording.Refer("phrase.html-heading")
	case "ul", "ol", "li":
		return wording.Refer("phrase.html-list")
	case "table", "thead", "tbody", "tr", "td", "th":
		return wording.Refer("phrase.html-table")
	case "sup", "sub":
		return wording.Refer("phrase.html-small")
	}
	return wording.Refer("phrase.html-other")
}
