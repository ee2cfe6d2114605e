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
		p.label = &label{part: -1, mark: "\ue000" + itoa(len(w.text.pending)) + "\ue000"}
		n.AppendChild(n, &figureLabel{label: p.label})
		w.text.labels = append(w.text.labels, p.label)
	}
	w.text.pending = append(w.text.pending, p)
	return nil
}

// elementID is the id of a figure's element: never that of a heading, which cannot begin with "fig-".
func elementID(name string) string { return "fig-" + strings.TrimPrefix(name, "fig-") }

// waiting is what a text says of a chapter that has not been converted yet.
type waiting struct {
	text *Text
	pending
}

// settle takes a text in, checks what it says of chapters that are there by now and what these said of it, and returns the texts
// that are complete with it. A text waits for the numbers of figures alone: all else is checked and changes nothing.
func (c *Converter) settle(t *Text, list *diagnostic.List) (complete []*Text) {
	c.mu.Lock()
	c.converted[t.Chapter] = t
	known := make([]waiting, 0, len(t.pending)+len(c.waiting[t.Chapter]))
	waits := false
	t.missing = len(t.labels)
	for _, p := range t.pending {
		if c.converted[p.chapter] != nil {
			known = append(known, waiting{t, p})
		} else {
			c.waiting[p.chapter] = append(c.waiting[p.chapter], waiting{t, p})
			waits = waits || p.label != nil
		}
	}
	if waits {
		t.wait()
	}
	if t.missing == 0 {
		complete = append(complete, t)
	}
	t.pending = nil
	known = append(known, c.waiting[t.Chapter]...)
	delete(c.waiting, t.Chapter)
	targets := make([]*Text, len(known))
	for n, w := range known {
		targets[n] = c.converted[w.chapter]
	}
	c.mu.Unlock()
	for n, w := range known {
		c.complete(w.text, w.pending, targets[n], list)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, w := range known {
		if w.label != nil {
			if w.text.missing--; w.text.missing == 0 {
				complete = append(complete, w.text)
			}
		}
	}
	for _, text := range complete {
		text.number()
	}
	return complete
}

// number puts the numbers of figures in their places.
func (t *Text) number() {
	for _, l := range t.labels {
		if l.part >= 0 && l.number != "" {
			t.Parts[l.part].HTML = []byte(escape(l.number))
		}
		for i, h := range t.Headings {
			t.Headings[i].Text = strings.ReplaceAll(h.Text, l.mark, l.number)
		}
	}
	t.labels = nil
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
	p.label.number = c.language.Say("page.figure", "n", target.Label(found))
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
