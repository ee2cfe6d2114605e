package prose

import (
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Citation is a source that a chapter cites, and in how many places.
type Citation struct {
	Source *model.Work
	Places int
}

// EntryID returns the id of the entry of a source in the list below a chapter, and PlaceID that of the
// n-th place where the chapter cites it, from 1. Ids of headings never begin with "ui-".
func EntryID(source string) string { return "ui-source-" + source }
func PlaceID(source string, n int) string {
	return "ui-cited-" + source + "-" + strconv.Itoa(n)
}

// Labels returns how texts name the sources of an edition: "SURF 2021". Sources that would be named
// alike have a letter, in the order of the file: "SURF 2021a".
func Labels(e *model.Edition, l *language.Language) map[string]string {
	labels, alike := make(map[string]string), make(map[string][]string)
	for _, s := range e.Sources {
		year := l.Say("source.undated")
		if s.Year > 0 {
			year = strconv.Itoa(s.Year)
		}
		label := l.Text(s.Name()) + " " + year
		labels[s.ID], alike[label] = label, append(alike[label], s.ID)
	}
	for label, ids := range alike {
		for n, id := range ids {
			if len(ids) > 1 {
				labels[id] = label + string(rune('a'+n%26))
			}
		}
	}
	return labels
}

// cite makes a link to a source a citation: it leads to the entry below the chapter, which leads back.
// One in a heading stays a link to the bibliography: headings are repeated in the table of contents.
func (w *walker) cite(n *ast.Link, id string) {
	s := w.report.Edition.Source(id)
	if n.FirstChild() == nil {
		n.AppendChild(n, ast.NewString([]byte(escape(w.labels[id]))))
	}
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindHeading {
			return
		}
	}
	at := slices.IndexFunc(w.text.Cited, func(c Citation) bool { return c.Source == s })
	if at < 0 {
		at = len(w.text.Cited)
		w.text.Cited = append(w.text.Cited, Citation{Source: s})
	}
	w.text.Cited[at].Places++
	n.Destination = []byte("#" + EntryID(id))
	n.Title = nil
	n.SetAttributeString("title", []byte(w.textOf(s.Title)+" ("+w.labels[id]+")"))
	n.SetAttributeString("class", []byte("citation"))
	n.SetAttributeString("role", []byte("doc-biblioref"))
	n.SetAttributeString("id", []byte(PlaceID(id, w.text.Cited[at].Places)))
}
