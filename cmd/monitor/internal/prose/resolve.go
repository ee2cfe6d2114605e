package prose

import (
	"maps"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// pending is a link into another chapter, which may not have been converted yet.
type pending struct {
	chapter *model.Chapter
	anchor  string         // a heading, or
	figure  string         // the name of a figure
	place   model.Audience // who may see the link
	// from is where the link begins in the body, and address what it says; its position is looked up only when something
	// is wrong with it.
	from    int
	address string
	// label is where the number of the figure comes, when the author left the text to us; nil otherwise.
	label *label
}

// label is where the number of a figure comes in a text. It is no node of the tree, which would keep the whole tree.
type label struct {
	part   int    // of the text: the one that is the number; -1 where the text does not show it, as in a note that nothing refers to
	mark   string // what stands for the number in the text of a heading
	number string // as readers see it, when it is known
}

// Label is the number of a figure as readers see it: "3.2", the second figure of the third chapter.
func (t *Text) Label(f *Figure) string { return t.Chapter.Label + "." + itoa(f.Number) }

// figureReference points at a figure of this chapter ("id") or another ("chapter/id").
func (w *walker) figureReference(n *ast.Link, id string, at place) ast.Node {
	slug, name, other := strings.Cut(id, "/")
	target := w.text.Chapter
	if other {
		if target = w.chapter(slug, at); target == nil {
			return nil
		}
	} else {
		name = slug
	}
	href := "#" + elementID(name)
	if target != w.text.Chapter {
		href = w.links.Chapter(target) + href
	}
	p := pending{chapter: target, figure: name, place: w.place, from: w.origin(start(n)), address: string(n.Destination)}
	n.Destination = []byte(href)
	if n.FirstChild() == nil {
		// The number of a figure of another chapter is known when that chapter is. Until then a mark holds its place in
		// headings. It cannot occur in the text, since U+E000 is private and the number is counted.
		p.label = &label{part: -1, mark: "\ue000" + itoa(len(w.draft.pending)) + "\ue000"}
		n.AppendChild(n, &figureLabel{label: p.label})
		w.draft.labels = append(w.draft.labels, p.label)
	}
	w.draft.pending = append(w.draft.pending, p)
	return nil
}

// elementID is the id of a figure's element: never that of a heading, which cannot begin with "fig-".
func elementID(name string) string { return "fig-" + strings.TrimPrefix(name, "fig-") }

// Complete makes the texts of all chapters of a language complete, and reports what is wrong between them. It returns them in
// the order of their drafts. A text with errors has no parts.
func (c *Converter) Complete(drafts []*Draft, list *diagnostic.List) []*Text {
	of := make(map[*model.Chapter]*Draft, len(drafts))
	for _, d := range drafts {
		of[d.text.Chapter] = d
	}
	texts := make([]*Text, len(drafts))
	for n, d := range drafts {
		for _, p := range d.pending {
			c.complete(d, p, of[p.chapter], list)
		}
		d.number()
		texts[n] = d.text
	}
	return texts
}

// number puts the numbers of figures in their places.
func (d *Draft) number() {
	if len(d.labels) == 0 {
		return
	}
	var marks []string
	for _, l := range d.labels {
		if l.part >= 0 && l.number != "" && len(d.text.Parts) > 0 {
			d.text.Parts[l.part].HTML = []byte(escape(l.number))
		}
		marks = append(marks, l.mark, l.number)
	}
	numbers := strings.NewReplacer(marks...)
	for i, h := range d.text.Headings {
		d.text.Headings[i].Text = numbers.Replace(h.Text)
	}
}

// complete looks in another chapter for what a link points at.
func (c *Converter) complete(d *Draft, p pending, target *Draft, list *diagnostic.List) {
	if target.unread {
		return
	}
	above := func(kind, name string, needs model.Audience) bool {
		if needs > p.place {
			list.Add(diagnostic.AboveAudience, d.place(p), "", kind, name, needs.String(), p.place.String())
		}
		return needs > p.place
	}
	if p.figure == "" {
		if needs, ok := target.anchors[p.anchor]; !ok {
			ids := slices.Sorted(maps.Keys(target.anchors))
			list.Add(diagnostic.NoAnchor, d.place(p), source.Suggest(p.anchor, ids), p.anchor, target.text.Chapter.Path)
		} else {
			above(diagnostic.KindHeading, p.anchor, needs)
		}
		return
	}
	found := target.figures[elementID(p.figure)]
	if found == nil || found.Name != p.figure {
		var names []string
		for _, f := range target.text.Figures {
			names = append(names, f.Name)
		}
		list.Add(diagnostic.UnknownID, d.place(p), source.Suggest(p.figure, names), diagnostic.KindFigure, p.figure)
		return
	}
	if above(diagnostic.KindFigure, p.figure, found.needs) || p.label == nil {
		return
	}
	p.label.number = c.language.Say("page.figure", "n", target.text.Label(found))
}

// place is where the address of a link stands.
func (d *Draft) place(p pending) diagnostic.Position {
	return destination(d.file, d.text.Chapter.Body, p.from, p.address)
}
