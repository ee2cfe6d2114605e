package prose

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// pending is a link to a heading or figure that Complete must check, since its chapter may not have
// been converted yet.
type pending struct {
	chapter *model.Chapter
	anchor  string         // a heading, or
	figure  string         // the name of a figure
	readers model.Audience // who may see the link
	// from is the offset of the link in the file's body, and address what the author wrote. The
	// exact position is looked up only for a message.
	from    int
	address string
	number  *figureNumber // to fill in; nil when the link has a text
}

// figureNumber is the number of a figure in a text, filled in by Complete. It is not a node of the
// tree: a draft would then keep the whole tree in memory.
type figureNumber struct {
	segment int    // index in Text.Segments; -1 when not shown, as in the text of an image
	text    string // as readers see it, "Figuur 3.2"; "" until it is known
}

// Label is the number of a figure as readers see it: "3.2", the second figure of the third chapter.
func (t *Text) Label(f *Figure) string { return t.Chapter.Label + "." + strconv.Itoa(f.Number) }

// resolveFigure gives a link to a figure of this chapter ("plaat") or of another ("mensen/plaat")
// its address. Complete checks whether that figure exists.
func (w *walker) resolveFigure(n *ast.Link, id string, locate locator) {
	slug, name, other := strings.Cut(id, "/")
	target := w.text.Chapter
	if other {
		if target = w.findChapter(slug, locate); target == nil {
			return
		}
	} else {
		name = slug
	}
	href := "#" + elementID(name)
	if target != w.text.Chapter {
		href = w.links.Chapter(target, elementID(name))
	}
	p := pending{chapter: target, figure: name, readers: w.readers,
		from: w.addressStart(n), address: string(n.Destination)}
	n.Destination = []byte(href)
	if n.FirstChild() == nil {
		p.number = &figureNumber{segment: -1}
		n.AppendChild(n, &figureNumberNode{number: p.number})
		w.draft.figureNumbers = append(w.draft.figureNumbers, p.number)
	}
	w.draft.pending = append(w.draft.pending, p)
}

// elementID is the id of a figure's element. Ids of headings never begin with "fig-".
func elementID(name string) string { return "fig-" + strings.TrimPrefix(name, "fig-") }

// Complete checks the links between all chapters of a language and fills in the numbers of figures.
// It returns the texts in the order of their drafts. A text with errors has no segments. Drafts of chapters in
// another language are there for the links to them, and are completed with those of their own language.
func (c *Converter) Complete(drafts []*Draft, list *diagnostic.List) []*Text {
	byChapter := make(map[*model.Chapter]*Draft, len(drafts))
	for _, d := range drafts {
		byChapter[d.text.Chapter] = d
	}
	texts := make([]*Text, len(drafts))
	for n, d := range drafts {
		texts[n] = d.text
		if d.text.Chapter.Language != c.language.Code {
			continue
		}
		for _, p := range d.pending {
			c.checkPending(d, p, byChapter[p.chapter], drafts, list)
		}
		d.fillFigureNumbers()
	}
	return texts
}

// fillFigureNumbers writes the numbers of figures into the text, its headings and its words.
func (d *Draft) fillFigureNumbers() {
	for _, n := range d.figureNumbers {
		if n.segment >= 0 && n.text != "" && len(d.text.Segments) > 0 {
			d.text.Segments[n.segment].HTML = []byte(escape(n.text))
		}
	}
	words := func(n int) string {
		if n >= len(d.words) {
			return "" // the text has errors
		}
		return strings.TrimSpace(joined(d.words[n]))
	}
	d.text.Words = words(0)
	for i, pieces := range d.headings {
		d.text.Headings[i].Text, d.text.Headings[i].Words = joined(pieces), words(i+1)
	}
}

// checkPending looks in the chapter of a link for the heading or figure that it points at.
func (c *Converter) checkPending(d *Draft, p pending, target *Draft, drafts []*Draft, list *diagnostic.List) {
	if target.unread {
		return
	}
	above := func(kind, name string, needs model.Audience) bool {
		if needs > p.readers {
			list.Add(diagnostic.AboveAudience, d.position(p), "",
				kind, name, needs.String(), p.readers.String())
		}
		return needs > p.readers
	}
	if p.figure == "" {
		if needs, ok := target.anchors[p.anchor]; !ok {
			ids := slices.Sorted(maps.Keys(target.anchors))
			list.Add(diagnostic.NoAnchor, d.position(p), source.Suggest(p.anchor, ids),
				p.anchor, target.text.Chapter.Path)
		} else {
			above(diagnostic.KindHeading, p.anchor, needs)
		}
		return
	}
	found := target.figures[elementID(p.figure)]
	if found == nil && target.figureUnread {
		return
	}
	if found == nil || found.Name != p.figure {
		var names []string
		for _, f := range target.text.Figures {
			names = append(names, f.Name)
		}
		suggestion := source.Suggest(p.figure, names)
		for _, other := range drafts {
			if f := other.figures[elementID(p.figure)]; f != nil && f.Name == p.figure {
				suggestion = figureScheme + ":" + other.text.Chapter.Slug + "/" + p.figure
			}
		}
		list.Add(diagnostic.UnknownID, d.position(p), suggestion, diagnostic.KindFigure, p.figure,
			source.Known(p.figure, names, ""))
		return
	}
	if above(diagnostic.KindFigure, p.figure, found.needs) || p.number == nil {
		return
	}
	p.number.text = c.language.Say("page.figure", "n", target.text.Label(found))
}

// position is the position of a link's address.
func (d *Draft) position(p pending) diagnostic.Position {
	return addressPosition(d.file, d.text.Chapter.Body, p.from, p.address)
}
