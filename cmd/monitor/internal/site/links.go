package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// links gives package prose the addresses of chapters, things and images, as links on the page of a
// chapter.
type links struct {
	book   *book
	images *images
}

func (l *links) from(to string) string         { return relative(l.book.address.home(), to) }
func (l *links) Aspect(a *model.Aspect) string { return l.from(l.book.address.aspect(a)) }

func (l *links) Chapter(c *model.Chapter, anchor string) string {
	if only := l.book.onlyThese; anchor == "" || only != nil && !slices.Contains(only, c) {
		return l.from(l.book.address.chapter(c)) // a translation need not have the same headings
	}
	return l.from(l.book.address.chapter(c)) + "#" + anchor
}

func (l *links) Thing(kind model.Kind, id string) string {
	return l.from(l.book.address.thing(kind, id))
}

func (l *links) Image(name string, at diagnostic.Position, list *diagnostic.List) (prose.Image, bool) {
	i, ok := l.images.find(name, at, list)
	if !ok {
		return prose.Image{}, false
	}
	return prose.Image{Href: l.from(i.published), Width: i.Width, Height: i.Height}, true
}

// Thing is a thing of the edition on a page that names it: a link, the kind of thing, and its state
// in a few words.
type Thing struct {
	Link         // Label is its kind: "Kengetal"
	Value string // "3,75 % (2023)"; may be empty
}
