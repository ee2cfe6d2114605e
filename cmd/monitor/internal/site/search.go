package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// The search works in the browser, also from a file share. Each book publishes what can be found in it as a script.
// The theme's scripts/search.js loads that when a reader first uses the field in the bar, and scripts/find.js looks
// in it. Without scripts the bar leads to the A–Z index, which is made of the same documents.

// searchDocument is something that readers can find: a page, a thing, a part of a chapter, a figure.
// Its words are those of the page that it leads to; TestSearch in package main holds that.
type searchDocument struct {
	kind    string // what it is: "Kengetal"
	title   string
	address string // in public/, with its anchor
	value   string // its value or state in a few words: "3,75 % (2023)"; may be empty
	text    string // what else is said of it; may be empty
	also    string // its title in the other languages of the site; may be empty
	within  bool   // a part of a page with a document of its own, which the register leaves out
}

// searchDocuments returns all that can be found in a book: chapters, figures, things and roles, then the
// other pages. Of documents that fit a question as well as each other, the first is shown first.
func (b *book) searchDocuments() []searchDocument {
	all := b.searchChapters()
	for _, of := range b.figurePages() {
		all = append(all, b.searchFigures(of.title, of.figures)...)
	}
	for kind, thing := range b.edition.Things() {
		if d, ok := b.searchThing(kind, thing); ok {
			all = append(all, d)
		}
	}
	if address, ok := b.paths[subject{"organisation", ""}]; ok {
		for _, r := range b.edition.RoleOrder {
			all = append(all, searchDocument{kind: b.language.Say("search.role"), title: b.textOf(r.Title),
				address: address + "#ui-roles", also: b.alsoCalled(r.Title)})
		}
	}
	for _, g := range b.pages {
		if g.root || g.about != "" || g.name == "chapter" || g.name == "moved" || g.name == "print" {
			continue // these are found as things and chapters, or not at all: the document repeats all
		}
		kind := "search.page"
		if g.menu == sheetMenu {
			kind = "sheet.eyebrow" // its title is that of its category
		}
		d := searchDocument{kind: b.language.Say(kind), title: g.titleIn(b), address: g.path, also: b.pageElsewhere(g)}
		if g.id == "" { // others name the thing that they are about again, which would put them before its own page
			d.text = g.descriptionIn(b)
			if heading := g.headingIn(b); heading != d.title {
				d.text = joinTexts(heading, d.text)
			}
		}
		if g.section != nil {
			d.text = joinTexts(d.text, g.section(b))
		}
		all = append(all, d)
	}
	return all
}

// searchChapters returns the chapters, what is below each of their headings, and their figures. The
// chapter of a category is found as that category, since they share a page.
func (b *book) searchChapters() []searchDocument {
	var all []searchDocument
	for n, c := range b.inOrder {
		t, address := b.texts[n], b.address.chapter(c)
		kind, id := model.ChapterKind, c.Slug
		category := b.edition.Category(c.Category)
		if category != nil {
			kind, id = model.CategoryKind, category.ID
		}
		named, _ := b.thing(address, kind, id)
		d := searchDocument{kind: named.Label, title: named.Title, address: address, value: named.Value,
			text: joinTexts(c.Summary, t.Words)}
		if category != nil {
			d.also = b.alsoCalled(category.Title)
		}
		all = append(all, d)
		for _, h := range t.Headings {
			all = append(all, searchDocument{kind: b.language.Say("search.section"), title: h.Text,
				address: address + "#" + h.ID, value: d.title, text: h.Words, within: true})
		}
		var figures []numberedFigure
		for _, f := range t.Figures {
			figures = append(figures, b.numberedFigure(t, f))
		}
		all = append(all, b.searchFigures(d.title, figures)...)
	}
	return all
}

// searchFigures returns the figures of what has a title.
func (b *book) searchFigures(title string, figures []numberedFigure) []searchDocument {
	var all []searchDocument
	for _, f := range figures {
		all = append(all, searchDocument{kind: b.language.Say("search.figure"), title: f.label + ": " + f.title,
			address: f.page + "#" + f.id, value: title, within: true})
	}
	return all
}

// searchThing returns the document of a thing. ok is false for a thing that has no place of its own in
// the book, and for a category whose page is that of a chapter.
func (b *book) searchThing(kind model.Kind, thing model.Thing) (d searchDocument, ok bool) {
	h := thing.Header()
	if kind == model.CategoryKind && b.byCategory[h.ID] != nil {
		return d, false
	}
	page, anchor, ok := b.addressOf(kind, thing)
	if !ok {
		return d, false
	}
	named, _ := b.thing(page, kind, h.ID)
	d = searchDocument{kind: named.Label, title: named.Title, address: page, value: named.Value,
		also: b.alsoCalled(h.Title)}
	if anchor != "" {
		d.address += "#" + anchor
	}
	if named.Example {
		d.value = joinNotes(d.value, b.language.Say("ui.example"))
	}
	if p := b.passages[thing]; p != nil {
		d.text = p.Words
	} else {
		d.text = b.textsOf(thing)
	}
	return d, true
}

// textsOf joins the texts of a thing, but its title. It reads the fields of the thing itself, not those
// of what it points at, so that a new kind of thing, or a new text of one, needs nothing here.
func (b *book) textsOf(thing model.Thing) string {
	var texts []string
	fields := reflect.ValueOf(thing).Elem()
	for n := range fields.NumField() {
		switch text := fields.Field(n).Interface().(type) {
		case model.Text:
			texts = append(texts, b.textOf(text))
		case model.Texts:
			texts = append(texts, text.In(b.language.Code, b.site.Languages...)...)
		}
	}
	return joinTexts(texts...)
}

// alsoCalled returns a title in the other languages of the site, so that a reader finds a thing by its word in
// another language too.
func (b *book) alsoCalled(title model.Text) string {
	var all []string
	for _, code := range b.site.Languages {
		if other := title[code]; other != "" && other != b.textOf(title) {
			all = append(all, other)
		}
	}
	return joinTexts(all...)
}

// pageElsewhere returns the title of a page in the other languages of the site; "" for one that is not the
// same on every site.
func (b *book) pageElsewhere(g bookPage) string {
	if g.title != nil {
		return ""
	}
	var all []string
	for _, words := range b.otherWords {
		all = append(all, words[g.words+".title"])
	}
	return joinTexts(all...)
}

// joinTexts joins the texts that are not empty; joinNotes does so with a point between them.
func joinTexts(texts ...string) string { return joinNonEmpty(texts, " ") }
func joinNotes(notes ...string) string { return joinNonEmpty(notes, " · ") }

func joinNonEmpty(texts []string, between string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), between)
}

// searchScript returns the script with all that can be found in a book. It calls monitorSearch with what all
// documents share, and with the documents, one a line. Each is an array: the index of its kind, its title, its
// address as a link from the script, its value, its text, and its titles in the other languages.
//
//	monitorSearch({"lang":"nl","others":["en"],"title":"Monitor 2026","common":"de het een","kinds":["Kengetal"]},[
//	[0,"Ziekteverzuim","indicatoren/ziekteverzuim.html","3,75 % (2023)","Aandeel van …","Sickness absence"]
//	,…
//	]);
func (b *book) searchScript() ([]byte, error) {
	about := struct {
		Lang   string   `json:"lang"`
		Others []string `json:"others"` // the other languages of titles
		Title  string   `json:"title"`  // of the edition
		Common string   `json:"common"` // words that are in nearly every text
		Kinds  []string `json:"kinds"`  // what documents are, as readers call it
	}{Lang: b.language.Code, Title: b.textOf(b.edition.Title), Common: strings.TrimSpace(b.language.Say("search.common"))}
	for _, code := range b.site.Languages {
		if code != b.language.Code {
			about.Others = append(about.Others, code)
		}
	}
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines) // which ends each document with a line feed
	encoder.SetEscapeHTML(false)       // a script of its own is no part of a page
	for n, d := range b.searchDocuments() {
		if n > 0 {
			lines.WriteByte(',')
		}
		kind := slices.Index(about.Kinds, d.kind)
		if kind < 0 {
			kind, about.Kinds = len(about.Kinds), append(about.Kinds, d.kind)
		}
		if err := encoder.Encode([]any{kind, d.title, relative(b.address.search(), d.address), d.value, d.text,
			d.also}); err != nil {
			return nil, err
		}
	}
	head, err := json.Marshal(about)
	return fmt.Appendf(nil, "monitorSearch(%s,[\n%s]);\n", head, lines.Bytes()), err
}

// searchFile publishes the script with what can be found in a book.
func (p *press) searchFile(b *book, _ string) error {
	script, err := b.searchScript()
	if err != nil {
		return err
	}
	return p.out.Write(b.address.search(), script)
}

// searchLimit is the size of the script, in bytes, above which the search of an edition is reported as large.
// Compressed, a script of that size is a third as large and takes three seconds on a line of 1 Mbit/s. The script of
// a usual edition is a fifth of it.
const searchLimit = 1_000_000

// reportSearch reports books of which what can be found is large. The search still works.
func (p *Plan) reportSearch(list *diagnostic.List) {
	if list.Errors() > 0 {
		return // there will be no site, and the model may lack what pages say
	}
	for _, b := range p.books() {
		script, err := b.searchScript()
		if err != nil || len(script) <= searchLimit {
			continue // an error is returned when the script is published
		}
		list.Add(diagnostic.SearchLarge, diagnostic.Position{File: "data/" + b.edition.Year + "/edition.toml"}, "",
			b.address.search(), strconv.Itoa(len(script)/1000), strconv.Itoa(searchLimit/1000))
	}
}

// SearchView is what the bar of a page needs for the search: links to the register and to scripts.
type SearchView struct {
	Register string
	Kit      string // the libraries: see vendor/search.js of the theme
	Finder   string // scripts/find.js of the theme
	Index    string // what can be found in the edition: see searchScript
	Earlier  string // the same of the editions before, newest first, with spaces between
}

// searchView returns what a page needs for the search of a book, and of the editions before it.
func (p *press) searchView(b *book, page string) *SearchView {
	v := &SearchView{Register: relative(page, b.address.page("atoz", "")), Kit: relative(page, p.theme.Search),
		Finder: relative(page, p.theme.Finder), Index: relative(page, b.address.search())}
	var earlier []string
	for e := b.before; e != nil; e = e.before {
		if p.listed(e) {
			earlier = append(earlier, relative(page, e.book(b.language.Code).address.search()))
		}
	}
	v.Earlier = strings.Join(earlier, " ")
	return v
}

// inDictionaryOrder sorts documents by their titles as the language orders letters, and those with the
// same title by what they are.
func (b *book) inDictionaryOrder(all []searchDocument) {
	compare := b.language.Dictionary()
	slices.SortStableFunc(all, func(x, y searchDocument) int {
		return cmp.Or(compare(x.title, y.title), compare(x.kind, y.kind))
	})
}

// numberedFigure returns a figure of a chapter, with its number and title.
func (b *book) numberedFigure(t *prose.Text, f *prose.Figure) numberedFigure {
	of := b.teller(t.Chapter)
	return numberedFigure{b.address.chapter(t.Chapter), f.ID, of.language.Say("page.figure", "n", t.Label(f)),
		of.figureTitle(f), f.Spec}
}
