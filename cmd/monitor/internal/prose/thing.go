package prose

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// reportAbove reports a thing that some readers of the text around it may not see, and returns
// whether it did; needs is who may. Every text on a site for the intranet is for the intranet or
// for everyone. So is a thing that passes this check, which may therefore be on the site.
func (w *walker) reportAbove(kind, id string, needs model.Audience, locate locator) bool {
	if needs <= w.readers {
		return false
	}
	w.list.Add(diagnostic.AboveAudience, locate(), "", kind, id, needs.String(), w.readers.String())
	return true
}

// findThing finds a thing of any kind but a chapter. It reports a thing that its readers may not
// see, that does not exist, or that has another id now, and ok is then false.
func (w *walker) findThing(kind model.Kind, id string, locate locator) (found model.Thing, ok bool) {
	name := diagnostic.Kind(kind)
	if t := w.all.Thing(kind, id); t != nil {
		return t, !w.reportAbove(name, id, t.Header().Audience, locate)
	}
	if now, moved := w.all.Renamed(kind, id); moved {
		w.list.Add(diagnostic.Renamed, locate(), "", name, id, now)
	} else {
		w.reportUnknown(name, id, locate, w.report.Edition.IDs(kind))
	}
	return nil, false
}

// termButton makes a button of a reference to a term: pressed, it shows the definition. It returns
// nil for a reference in a heading or a passage, which remains a link to the glossary: headings are
// repeated in the table of contents, and passages on other pages.
func (w *walker) termButton(n *ast.Link, id, title string) ast.Node {
	if w.passage != nil {
		return nil
	}
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindHeading {
			return nil
		}
	}
	if n.FirstChild() == nil {
		n.AppendChild(n, ast.NewString([]byte(escape(title))))
	}
	if !slices.Contains(w.draft.terms, id) {
		w.draft.terms = append(w.draft.terms, id)
	}
	return &termUse{id: id}
}

// writeDefinitions writes the definition of each term of a chapter, once. It is hidden until a
// button of the term is pressed, which needs no script. Ids of headings never begin with "term-".
func (w *walker) writeDefinitions(out *output) {
	if len(w.draft.terms) == 0 {
		return
	}
	more := escape(w.language.Say("ui.term-more"))
	_, _ = out.WriteString(`<div class="term-definitions">` + "\n")
	for _, id := range w.draft.terms {
		t := w.all.Term(id)
		_, _ = out.WriteString(strings.Join([]string{`<div class="term-definition" id="term-`, id, `" popover>`,
			"<p><b>", escape(w.textOf(t.Title)), "</b> ", escape(w.textOf(t.Definition)),
			`</p><p><a href="`, escape(w.links.Thing(model.TermKind, id)), `">`, more, "</a></p></div>\n"}, ""))
	}
	_, _ = out.WriteString("</div>\n")
}
