package site

import (
	"bytes"
	"context"
	"html/template"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/adoption"
	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// book returns the book in a language, or in the site's first language when the edition has no text
// in that one.
func (e *editionPlan) book(lang string) *book {
	for _, b := range e.books {
		if b.language.Code == lang {
			return b
		}
	}
	return e.books[0]
}

// editionPlan is one edition in all languages that it has text in.
type editionPlan struct {
	audience  model.Audience
	edition   *model.Edition // what the audience may see
	report    *report.Report
	loaded    *edition.Loaded
	before    *editionPlan                            // the edition before, or nil
	changes   func() *compare.Changes                 // since the edition before, or nil
	books     []*book                                 // by the site's languages
	corrected func() map[string][]adoption.Difference // what each correction changed for the audience, by its id
	// discussed has the reviews of each chapter, by its slug.
	discussed map[string][]*model.Review
}

// book is one edition in one language: its texts, its pages and their addresses.
type book struct {
	*editionPlan
	site      *model.Site
	language  *language.Language
	wordCount int // how many words the theme has for the language
	// otherWords are the words of the theme in the other languages of the site.
	otherWords []map[string]string
	// templates returns the theme's, with words in the book's language.
	templates func() (*template.Template, error)
	address   addresses
	// inOrder are the chapters that its readers see, in reading order.
	inOrder []*model.Chapter
	// originals has the chapters without a translation: it is a book in the first language with the addresses of
	// this one. It is nil when all chapters have a translation. None of its pages are printed.
	originals *book
	// onlyThese are the chapters of which a book of originals shows the text; nil in any other book.
	onlyThese []*model.Chapter
	directory
	moved    map[model.Evidence]model.Evidence // what has no page any more → where its address leads
	sources  map[string]*source.File           // of the chapters, by path
	chapters map[string]*model.Chapter         // by slug
	// byCategory has the chapter on the page of each category, by the category's id.
	byCategory map[string]*model.Chapter
	pages      []bookPage // in the order of the table of pages
	stops      []stop     // in reading order
	// In the order of the categories; those without a category come last.
	indicators []*model.Indicator
	risks      []*model.Risk

	converter  *prose.Converter
	converting sync.Mutex // of what follows, until the texts are there
	// drafts are those of the chapters in reading order, and behind them those of the passages.
	drafts    []*draft
	completed *diagnostic.List // what was wrong between them
	marked    bool             // the mistakes stand in the texts; see mark

	// Set by convert: the texts of the chapters in reading order, and the texts that show or quote
	// an indicator, by its id.
	texts  []*prose.Text
	usedIn map[string][]*prose.Text
	// passages are what findings and requests say.
	passages map[model.Thing]*prose.Text
}

// draft is a chapter or a passage converted, with the mistakes in it.
type draft struct {
	*prose.Draft
	found diagnostic.List
}

// newBook makes the book of an edition in one language. Its chapters are not converted yet.
func (p *Plan) newBook(e *editionPlan, code string, list *diagnostic.List) *book {
	first := p.site.Languages[0]
	b := p.bookAt(e, code, code, list)
	if missing := e.edition.Untranslated(code, first); code != first && len(missing) > 0 {
		b.originals = p.bookAt(e, first, code, list)
		b.originals.onlyThese = missing
	}
	return b
}

// bookAt makes a book in one language with the addresses of another.
func (p *Plan) bookAt(e *editionPlan, code, at string, list *diagnostic.List) *book {
	first := p.site.Languages[0]
	b := &book{editionPlan: e, site: p.site, language: p.languages[code],
		wordCount: len(p.theme.Words[code]), inOrder: e.edition.ChaptersIn(code, first),
		sources: e.loaded.Texts, chapters: make(map[string]*model.Chapter), byCategory: make(map[string]*model.Chapter)}
	for _, other := range p.site.Languages {
		if other != code {
			b.otherWords = append(b.otherWords, p.theme.Words[other])
		}
	}
	// A check of a small site would spend a third of its time on these, and makes no pages of them.
	b.templates = sync.OnceValues(func() (*template.Template, error) { return p.theme.Templates(b.language.Say) })
	kinds := pageKinds()
	for _, k := range kinds {
		if !p.theme.Has(k.name) {
			at := diagnostic.Position{File: path.Join("themes", p.site.Theme, "templates")}
			list.Add(diagnostic.ThemeFile, at, "", k.name+".html", wording.Refer("phrase.no-template"))
		}
	}
	b.address = newAddresses(p.site, e.edition.Year, p.languages[at], kinds)
	b.address.data = folderOf(p.site, e.edition.Year, code) + "/data/"
	b.indicators, b.risks = b.indicatorsInOrder(), b.risksInOrder()
	taken := b.address.taken()
	for _, c := range b.inOrder {
		b.chapters[c.Slug] = c
		if c.Category != "" {
			b.byCategory[c.Category] = c
		}
		if slices.Contains(taken, c.Slug) && c.Category == "" {
			list.Add(diagnostic.PageTaken, diagnostic.Position{File: c.Path}, "", c.Slug+".html",
				wording.Refer("phrase.own-page"))
		}
	}
	b.stops = b.readingOrder()
	b.converter = prose.New(p.site, e.loaded.Edition, e.report, p.audience, p.words[code],
		&links{book: b, images: p.images})
	b.reportOverstated(list)
	b.moved = b.formerPages()
	b.listPages(kinds)
	b.directory = newDirectory(b.pages)
	b.reportTaken(list)
	return b
}

// wordsOfTheme returns the words of the theme in a language, which names the board as the data do.
func (p *Plan) wordsOfTheme(code string) map[string]string {
	words := maps.Clone(p.theme.Words[code])
	board := p.site.Organisation.Board.In(code, p.site.Languages...)
	if board == "" {
		board = words["ui.board"]
	}
	for key, text := range words {
		words[key] = strings.ReplaceAll(text, "{board}", board)
	}
	return words
}

// reportOverstated reports the claims of the key findings that their indicators do not bear.
func (b *book) reportOverstated(list *diagnostic.List) {
	for _, f := range b.edition.Findings {
		for _, o := range b.converter.Overstated(f) {
			o.Report(list, b.loaded.Position(b.loaded.Edition.Thing(model.FindingKind, f.ID), o.Key))
		}
	}
}

// convert converts the chapters and passages that are no drafts yet, in parallel, and reports what is wrong
// with any to list.
func (b *book) convert(ctx context.Context, list *diagnostic.List) error {
	b.converting.Lock()
	defer b.converting.Unlock()
	chapters, said := b.inOrder, b.said()
	if b.originals != nil {
		// What is wrong with the chapters of the first language is reported with the book in that language.
		if err := b.originals.convert(ctx, &diagnostic.List{}); err != nil {
			return err
		}
	}
	if b.drafts == nil {
		b.drafts = make([]*draft, len(chapters)+len(said))
	}
	err := each(ctx, len(b.drafts), func(n int) error {
		switch d := new(draft); {
		case b.drafts[n] != nil:
		case n < len(chapters) && !b.owns(chapters[n]):
			b.drafts[n] = &draft{Draft: b.originals.drafts[slices.Index(b.originals.inOrder, chapters[n])].Draft}
		case n < len(chapters):
			d.Draft = b.converter.Convert(chapters[n], b.sources[chapters[n].Path], &d.found)
			b.drafts[n] = d
		default:
			d.Draft = b.convertPassage(said[n-len(chapters)], &d.found)
			b.drafts[n] = d
		}
		return nil
	})
	if err != nil {
		return err
	}
	if b.texts == nil {
		b.completed = &diagnostic.List{}
		b.complete(b.drafts, b.completed)
	}
	for _, d := range b.drafts {
		list.AddAll(&d.found)
	}
	list.AddAll(b.completed)
	return nil
}

// owns reports whether a chapter is in the language of the book.
func (b *book) owns(c *model.Chapter) bool { return c.Language == b.language.Code }

// teller returns the book that has the text of a chapter: b, or the book of the originals.
func (b *book) teller(c *model.Chapter) *book {
	if b.owns(c) {
		return b
	}
	return b.originals
}

// languageOf returns the language of a chapter that is another than that of the book, or "".
func (b *book) languageOf(c *model.Chapter) string {
	if b.owns(c) {
		return ""
	}
	return c.Language
}

// complete sets the texts of the book.
func (b *book) complete(drafts []*draft, list *diagnostic.List) {
	all := make([]*prose.Draft, len(drafts))
	for n, d := range drafts {
		all[n] = d.Draft
	}
	b.texts = b.converter.Complete(all, list)
	chapters := len(b.inOrder)
	b.passages = make(map[model.Thing]*prose.Text)
	for n, thing := range b.said() {
		b.passages[thing] = b.texts[chapters+n]
	}
	b.texts = b.texts[:chapters]
	for n, c := range b.inOrder {
		if !b.owns(c) {
			b.texts[n] = b.originals.chapterText(c)
		}
	}
	b.usedIn = make(map[string][]*prose.Text)
	for _, t := range b.texts {
		for _, id := range t.Uses {
			b.usedIn[id] = append(b.usedIn[id], t)
		}
	}
}

// said returns the findings and requests that say more than their title.
func (b *book) said() []model.Thing {
	var all []model.Thing
	for _, f := range b.edition.Findings {
		if len(f.Text) > 0 {
			all = append(all, f)
		}
	}
	for _, r := range b.edition.Requests {
		if len(r.Text) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// passageOf returns what a finding or a request says, and where mistakes in a text that is written with
// escapes are reported: where that begins.
func (b *book) passageOf(thing model.Thing) (p prose.Passage, at diagnostic.Position) {
	h := thing.Header()
	whole := b.loaded.Edition.Thing(model.KindOf(thing), h.ID)
	p.Readers = h.Audience
	p.File, p.From, p.To, at = b.loaded.Written(whole, "text", b.language.Code, b.site.Languages)
	if f, ok := thing.(*model.Finding); ok {
		p.Counts = f.Counts
	}
	return p, at
}

// convertPassage converts what a finding or a request says.
func (b *book) convertPassage(thing model.Thing, list *diagnostic.List) *prose.Draft {
	p, at := b.passageOf(thing)
	var found diagnostic.List
	draft := b.converter.ConvertPassage(p, &found)
	for _, d := range found.Sorted() {
		if p.From == 0 {
			d.Position = at
		}
		list.AddRepeated(d.Also, d.Code, d.Position, d.Suggestion, d.Args...)
	}
	return draft
}

// passage returns what a finding or a request says, as HTML and as words.
func (b *book) passage(thing model.Thing) (html template.HTML, words string) {
	t := b.passages[thing]
	if t == nil {
		return "", ""
	}
	var out []byte
	for _, s := range t.Segments {
		out = append(out, s.HTML...)
	}
	return template.HTML(bytes.TrimSpace(out)), t.Words
}

// chapterText returns the converted text of a chapter.
func (b *book) chapterText(c *model.Chapter) *prose.Text {
	return b.texts[slices.Index(b.inOrder, c)]
}
