package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// pageKinds is the table of pages: every kind of page there is, in the order of the menu. Menu, foot, addresses, the names that
// no chapter can have, the links to other languages and editions, and the work itself are read from it. A new kind of page is
// a file with its row, its view and what fills it, a template, and words.
func pageKinds() []*pageKind {
	return []*pageKind{
		homePage(),
		frontPage(),
		categoryPage(),
		risksPage(), riskPage(),
		surveyPage(),
		measuresPage(),
		questionsPage(),
		actionsPage(),
		indicatorsPage(), indicatorPage(),
		figuresPage(),
		glossaryPage(),
		methodPage(),
		organisationPage(),
		changesPage(),
		colophonPage(),
		archivePage(), notFoundPage(),
		chapterPage(),
		sheetPage(),
	}
}

// pageKind is a row of the table of pages.
type pageKind struct {
	// name is the name of the template and the class of <main>, and what addresses ask for: "risks".
	name string
	// words begins the keys of its title and description in the theme, risk.title for "risk", where the functions below do not
	// give them.
	words string

	// Where its pages stand. An only page has a fixed name, or the theme's word page.path.<file>. More of them have the id of
	// what they are about as their name, in the folder page.path.<folder> or, without one, at the top of the edition.
	fixed, file, folder string
	// root: the page stands at the root of the site, in its first language. It belongs to no edition.
	root bool

	// ids are the pages that a book has, by the id of what each is about; "" is that of an only page.
	ids func(b *book) []string
	// title is what links to a page say. heading is what the page itself says where that is something else.
	title, heading func(b *book, id string) string
	description    func(b *book, id string) string
	accent         func(b *book, id string) int // number of the category, or 0; nil for always 0
	menu           menuPart

	// about is the kind of thing that its pages are about, as references name it; "" for none.
	about model.Kind
	// anchors are the kinds of things that stand on its only page, each with the beginning of its anchors. They are the same in
	// all languages, so that an address that somebody keeps outlives a translation.
	anchors map[model.Kind]string

	// fill fills in what is the page's own. Frame, title, description, accent and the way up are there.
	fill func(p *press, b *book, page *Page, id string) error
	// files writes what is published beside a page; nil for nothing.
	files func(p *press, b *book, id string) error
}

// menuPart is the part of the menu that a page is listed in.
type menuPart int

const (
	noMenu menuPart = iota
	categoryMenu
	reportMenu // also in the foot
	sheetMenu
)

// bookPage is one page of a book.
type bookPage struct {
	*pageKind
	id   string
	path string // in public/
}

func (g bookPage) titleIn(b *book) string {
	if g.title != nil {
		return g.title(b, g.id)
	}
	return b.language.Say(g.words + ".title")
}

func (g bookPage) headingIn(b *book) string {
	if g.heading != nil {
		return g.heading(b, g.id)
	}
	return g.titleIn(b)
}

func (g bookPage) descriptionIn(b *book) string {
	if g.description != nil {
		return g.description(b, g.id)
	}
	return b.language.Say(g.words + ".description")
}

func (g bookPage) accentIn(b *book) int {
	if g.accent != nil {
		return g.accent(b, g.id)
	}
	return 0
}

// lay lists the pages of a book, in the order of the table.
func (b *book) listPages(kinds []*pageKind) {
	for _, k := range kinds {
		for _, id := range k.ids(b) {
			b.pages = append(b.pages, bookPage{k, id, b.address.page(k.name, id)})
		}
	}
}

// always and when are the ids of a kind with one page: that every book has, or only one with something to put on it.
func always(*book) []string { return []string{""} }

func when(has func(b *book) bool) func(b *book) []string {
	return func(b *book) []string {
		if has(b) {
			return []string{""}
		}
		return nil
	}
}

// ids are those of some things.
func ids[T model.Thing](things []T) []string {
	var all []string
	for _, thing := range things {
		all = append(all, thing.Header().ID)
	}
	return all
}

// stop is a page on the reader's way through the book: a chapter, or a category that nobody wrote a chapter for.
type stop struct{ path, title string }

// readingOrder is the order of Previous and Next: the chapters, and then the categories without one.
func (b *book) readingOrder() []stop {
	var order []stop
	for _, c := range b.edition.Chapters[b.language.Code] {
		order = append(order, stop{b.address.chapter(c), c.Title})
	}
	for _, c := range b.edition.Categories {
		if b.byCategory[c.ID] == nil {
			order = append(order, stop{b.address.page("category", c.ID), b.textOf(c.Title)})
		}
	}
	return order
}

// onTheWay gives a page its neighbours in reading order. The home stands before the first.
func (b *book) setNeighbours(page *Page) {
	link := func(s stop) *Link { return &Link{Href: relative(page.Path, s.path), Title: s.title} }
	n := slices.IndexFunc(b.stops, func(s stop) bool { return s.path == page.Path })
	if n > 0 {
		page.Previous = link(b.stops[n-1])
	} else {
		home := b.homeLink(page.Path)
		page.Previous = &home
	}
	if n+1 < len(b.stops) {
		page.Next = link(b.stops[n+1])
	}
}
