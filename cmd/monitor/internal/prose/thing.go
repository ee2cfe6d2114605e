package prose

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// above reports what some readers of the place that is being looked at may not see. The place is never for more than the site
// is, so that what gets past here may be seen on it.
func (w *walker) reportAbove(kind, id string, needs model.Audience, locate locator) bool {
	if needs <= w.readers {
		return false
	}
	w.list.Add(diagnostic.AboveAudience, locate(), "", kind, id, needs.String(), w.readers.String())
	return true
}

// thing finds what a reference points at, chapters aside, and reports it when readers of the place may not see it, or when it is
// not there, or no longer under this id.
func (w *walker) findThing(kind model.Kind, id string, locate locator) (model.Thing, bool) {
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

// explain makes of a reference to a term a word that the reader can have explained in its place. In a heading, which also
// stands in the table of contents, it stays a link to the glossary.
func (w *walker) termButton(n *ast.Link, id, title string) ast.Node {
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

// definitions writes what the terms of a chapter mean, each once however often it is used: hidden until one of its
// buttons is pressed, which needs no script. Their ids begin with "term-", as no heading's does.
func (w *walker) writeDefinitions(out *output) {
	if len(w.draft.terms) == 0 {
		return
	}
	more := escape(w.language.Say("ui.term-more"))
	_, _ = out.WriteString(`<div class="term-definitions">` + "\n")
	for _, id := range w.draft.terms {
		t := w.all.Term(id)
		_, _ = out.WriteString(strings.Join([]string{`<div class="term-definition" id="term-`, id, `" popover>`,
			"<p><b>", escape(w.textOf(t.Title)), "</b> ", escape(w.textOf(t.Definition)), `</p><p><a href="`, escape(w.links.Thing(model.TermKind, id)), `">`, more,
			"</a></p></div>\n"}, ""))
	}
	_, _ = out.WriteString("</div>\n")
}
