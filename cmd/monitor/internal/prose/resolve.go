package prose

import (
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
	part int    // of the text: the one that is the number; -1 where the text does not show it, as in a note that nothing refers to
	mark string // what stands for the number in the text of a heading
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
		p.label = &label{part: -1, mark: "\ue000" + itoa(len(w.text.pending)) + "\ue000"}
		n.AppendChild(n, &figureLabel{label: p.label})
	}
	w.text.pending = append(w.text.pending, p)
	return nil
}

// elementID is the id of a figure's element: never that of a heading, which cannot begin with "fig-".
func elementID(name string) string { return "fig-" + strings.TrimPrefix(name, "fig-") }

// settle takes a text in, and checks and completes those whose other chapters are all there by now.
func (c *Converter) settle(t *Text, list *diagnostic.List) (complete []*Text) {
	c.mu.Lock()
	c.converted[t.Chapter] = t
	for _, p := range t.pending {
		queue := c.waiting[p.chapter]
		if c.converted[p.chapter] == nil && (len(queue) == 0 || queue[len(queue)-1] != t) {
			c.waiting[p.chapter] = append(queue, t)
			t.missing++
		}
	}
	if t.missing == 0 {
		complete = append(complete, t)
	} else {
		t.wait()
	}
	for _, other := range c.waiting[t.Chapter] {
		if other.missing--; other.missing == 0 {
			complete = append(complete, other)
		}
	}
	delete(c.waiting, t.Chapter)
	targets := make([]*Text, 0, len(t.pending))
	for _, text := range complete {
		for _, p := range text.pending {
			targets = append(targets, c.converted[p.chapter])
		}
	}
	c.mu.Unlock()
	for _, text := range complete {
		for n, p := range text.pending {
			c.complete(text, p, targets[n], list)
		}
		targets, text.pending = targets[len(text.pending):], nil
	}
	return complete
}

func (c *Converter) complete(t *Text, p pending, target *Text, list *diagnostic.List) {
	if target.unread {
		return
	}
	above := func(kind, name string, needs model.Audience) bool {
		if needs > p.place {
			list.Add(diagnostic.AboveAudience, t.place(p), "", kind, name, needs.String(), p.place.String())
		}
		return needs > p.place
	}
	if p.figure == "" {
		if n := slices.IndexFunc(target.anchors, func(a anchor) bool { return a.id == p.anchor }); n < 0 {
			list.Add(diagnostic.NoAnchor, t.place(p), source.Suggest(p.anchor, anchorsOf(target)), p.anchor, target.Chapter.Path)
		} else {
			above(diagnostic.KindHeading, p.anchor, target.anchors[n].needs)
		}
		return
	}
	var found *Figure
	var names []string
	for _, f := range target.Figures {
		if f.Name == p.figure {
			found = f
		}
		names = append(names, f.Name)
	}
	if found == nil {
		list.Add(diagnostic.UnknownID, t.place(p), source.Suggest(p.figure, names), diagnostic.KindFigure, p.figure)
		return
	}
	if above(diagnostic.KindFigure, p.figure, found.needs) || p.label == nil {
		return
	}
	number := c.language.Say("page.figure", "n", target.Label(found))
	if p.label.part >= 0 {
		t.Parts[p.label.part].HTML = []byte(escape(number))
	}
	for i, h := range t.Headings {
		t.Headings[i].Text = strings.ReplaceAll(h.Text, p.label.mark, number)
	}
}

// place is where the address of a link stands.
func (t *Text) place(p pending) diagnostic.Position {
	return destination(t.file, t.Chapter.Body, p.from, p.address)
}

func anchorsOf(t *Text) []string {
	var ids []string
	for _, a := range t.anchors {
		ids = append(ids, a.id)
	}
	slices.Sort(ids)
	return ids
}
