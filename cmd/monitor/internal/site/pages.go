package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// The files of this package are of three sorts, and TestPagesStandAlone keeps them so:
//
//   - <kind>.go and <kind>_….go have one kind of page: its row, its view, and the function that
//     fills the view. They use nothing that the files of another kind declare.
//   - line_….go, list_….go, card.go, text.go, thing.go, verdict.go, status.go and words.go have
//     what several kinds of pages show: a measure in one line, the reviews of a chapter.
//   - The others have what all pages need: the book, the frame, addresses, links, the press.
//
// To add a kind of page, called owners:
//
//  1. In owners.go, ownersPage returns the row, OwnersView is what the template sees, and
//     fillOwners sets page.View. Copy indicators.go, or questions.go for a page with anchors.
//  2. Here, add ownersPage() to pageKinds, at its place in the menu.
//  3. In themes/ut/templates/owners.html, define the template "owners".
//  4. In themes/ut/i18n/nl.toml and en.toml, add the words: with words "owners" these are
//     owners.title and owners.description, and with file "owners" the name page.path.owners.
//  5. Run go test ./cmd/monitor/internal/site, which says what is missing. Then run
//     go test ./cmd/monitor -run 'TestGolden|TestScripts' -update, and read what it wrote.

// pageKinds returns the table of pages: a row for each kind of page, in the order of the menu. The
// menu, the foot, the addresses, the names that no chapter can have, the links to other languages
// and editions, and the jobs of a build are read from it.
func pageKinds() []*pageKind {
	return []*pageKind{
		homePage(),
		frontPage(),
		categoryPage(),
		risksPage(), riskPage(),
		surveyPage(), groupsPage(), answersPage(),
		controlsPage(),
		measuresPage(), measurePage(),
		questionsPage(),
		interviewsPage(), guidePage(),
		scanPage(),
		actionsPage(),
		meetingsPage(),
		indicatorsPage(), indicatorPage(),
		figuresPage(),
		glossaryPage(),
		sourcesPage(),
		orientationPage(),
		methodPage(),
		organisationPage(),
		protocolPage(),
		calendarPage(),
		changesPage(),
		atozPage(),
		colophonPage(),
		accessibilityPage(),
		archivePage(), notFoundPage(),
		chapterPage(),
		cyclePage(),
		sheetPage(),
		printPage(),
		movedPage(), // last: only where no other page is
	}
}

// pageKind is a row of the table of pages.
type pageKind struct {
	// name is the name of the template, the class of <main>, and the name by which addresses are
	// looked up: "risks".
	name string
	// words is the beginning of the keys of its title and description in the theme: with "risk"
	// they are risk.title and risk.description. The functions below may replace them.
	words string

	// The address of its pages. A single page has a fixed name, or the theme's word
	// page.path.<file>. Of many pages, each has the id of its subject as its name, in the folder
	// page.path.<folder>, or at the top of the edition when folder is "".
	fixed, file, folder string
	// at returns the address of its pages where that is not made of the above.
	at func(a addresses, id string) string
	// root: the page is at the root of the site, in the site's first language, and belongs to no
	// edition.
	root bool
	// anywhere: a server shows the page at any address, so that its own addresses are whole when the site
	// knows its own.
	anywhere bool

	// ids returns the pages that a book has, by the ids of their subjects. A single page has the id
	// "".
	ids func(b *book) []string
	// title is the text of links to a page. heading is the heading of the page, where that differs
	// from title.
	title, heading func(b *book, id string) string
	// tab is what the tab of the browser says, where another page has the same heading.
	tab         func(b *book, id string) string
	description func(b *book, id string) string
	// section is a heading on the page that readers look for; nil for none.
	section func(b *book) string
	accent  func(b *book, id string) int // number of the category, or 0; nil for always 0
	menu    menuPart
	// printed is true for pages that are in the printed edition, in the order of the table. An edition can print
	// others behind it: see model.AppendixPages.
	printed bool
	// parts returns the titles of the parts of a page, for the heads of their sheets of paper; nil for a page
	// of one part.
	parts func(b *book, id string) []string

	// about is the kind of thing that its pages are about; "" for none.
	about model.Kind
	// idsOf is the kind of which its pages have the ids, when other pages are about that.
	idsOf model.Kind
	// anchors has the kinds of things that its single page lists, each with the beginning of its
	// anchors. These are the same in all languages, so that a kept address outlives a translation.
	anchors map[model.Kind]string

	// fill sets the view of a page, and whatever else of the page differs from others. The frame,
	// title, description, accent and the first breadcrumb are already set.
	fill func(p *press, b *book, page *Page, id string) error
	// files writes what is published beside a page, at the addresses that beside returns; nil for nothing.
	files  func(p *press, b *book, id string) error
	beside func(b *book, id string) []string
}

// menuPart is the part of the menu that lists a page.
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

// languageIn returns the language of the title, when another than that of the book; or "".
func (g bookPage) languageIn(b *book) string {
	if c := b.chapters[g.id]; c != nil && g.name == "chapter" {
		return b.languageOf(c)
	}
	return ""
}

func (g bookPage) headingIn(b *book) string {
	if g.heading != nil {
		return g.heading(b, g.id)
	}
	return g.titleIn(b)
}

func (g bookPage) tabIn(b *book) string {
	if g.tab != nil {
		return g.tab(b, g.id)
	}
	return g.headingIn(b)
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

// listPages sets the pages of a book, in the order of the table.
func (b *book) listPages(kinds []*pageKind) {
	for _, k := range kinds {
		for _, id := range k.ids(b) {
			b.pages = append(b.pages, bookPage{k, id, b.address.page(k.name, id)})
		}
	}
}

// always and when return ids for a kind with a single page: one that every book has, or one that
// only a book with something to show has.
func always(*book) []string { return []string{""} }

func when(has func(b *book) bool) func(b *book) []string {
	return func(b *book) []string {
		if has(b) {
			return []string{""}
		}
		return nil
	}
}

// ids returns the ids of things.
func ids[T model.Thing](things []T) []string {
	var all []string
	for _, thing := range things {
		all = append(all, thing.Header().ID)
	}
	return all
}

// stop is a page in the reading order: a chapter, or a category without a chapter; in is the language of the
// title, when another than that of the book.
type stop struct{ path, title, in string }

// readingOrder returns the order of Previous and Next: the chapters, and then the categories
// without one.
func (b *book) readingOrder() []stop {
	var order []stop
	for _, c := range b.inOrder {
		order = append(order, stop{b.address.chapter(c), c.Title, b.languageOf(c)})
	}
	for _, c := range b.edition.Categories {
		if b.byCategory[c.ID] == nil {
			order = append(order, stop{b.address.page("category", c.ID), b.textOf(c.Title), ""})
		}
	}
	return order
}

// setNeighbours sets the pages before and after a page in the reading order. The home comes before
// the first.
func (b *book) setNeighbours(page *Page) {
	link := func(s stop) *Link { return &Link{Href: relative(page.Path, s.path), Title: s.title, In: s.in} }
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

// setThingNeighbours sets the pages before and after the page of the thing with number n in all.
func setThingNeighbours[T model.Thing](b *book, page *Page, kind model.Kind, all []T, n int) {
	if n > 0 {
		previous := b.linkTo(page.Path, kind, all[n-1])
		page.Previous = &previous
	}
	if n+1 < len(all) {
		next := b.linkTo(page.Path, kind, all[n+1])
		page.Next = &next
	}
}
