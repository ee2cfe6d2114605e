package site

import (
	"context"
	"html/template"
	"path"
	"slices"

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

// book is that of a language, or of the site's own when the edition is not written in it.
func (e *editionPlan) book(lang string) *book {
	for _, b := range e.books {
		if b.language.Code == lang {
			return b
		}
	}
	return e.books[0]
}

// editionPlan is one edition in all languages that have text.
type editionPlan struct {
	edition *model.Edition // what the audience may see
	report  *report.Report
	before  *editionPlan            // the edition before, or nil
	changes func() *compare.Changes // since the edition before, or nil
	books   []*book                 // by the site's languages
	// discussed are the reviews of each chapter, by its slug.
	discussed map[string][]*model.Review
}

// book is one edition in one language.
type book struct {
	*editionPlan
	site     *model.Site
	language *language.Language
	words    int // how many words the theme has for the language
	// templates are those of the theme, in the book's language.
	templates *template.Template
	address   addresses
	directory
	sources  map[string]*source.File   // of the chapters, by path
	chapters map[string]*model.Chapter // by slug
	// byCategory is the chapter that a category's page takes.
	byCategory map[string]*model.Chapter
	pages      []bookPage // in the order of the table of pages
	stops      []stop     // in reading order
	// By category, and those without one last.
	indicators []*model.Indicator
	risks      []*model.Risk

	// What there is when all chapters have been converted: their texts, in reading order, and in which of them an indicator is
	// shown or quoted.
	converter *prose.Converter
	texts     []*prose.Text
	usedIn    map[string][]*prose.Text
}

// bind makes the book of an edition in one language, its chapters not yet converted.
func (p *Plan) newBook(e *editionPlan, l *edition.Loaded, code string, list *diagnostic.List) *book {
	b := &book{editionPlan: e, site: p.site, language: language.New(code, p.theme.Words[code]), words: len(p.theme.Words[code]),
		sources: l.Texts, chapters: make(map[string]*model.Chapter), byCategory: make(map[string]*model.Chapter)}
	var err error
	if b.templates, err = p.theme.Templates(b.language.Say); err != nil {
		list.Add(diagnostic.ThemeFile, diagnostic.Position{File: path.Join("themes", p.site.Theme, "templates")}, "", "*.html", err.Error())
	}
	for _, key := range p.theme.WordKeys {
		b.language.Say(key) // so that a check too finds the words that are lacking
	}
	kinds := pageKinds()
	for _, k := range kinds {
		if err == nil && b.templates.Lookup(k.name) == nil {
			list.Add(diagnostic.ThemeFile, diagnostic.Position{File: path.Join("themes", p.site.Theme, "templates")}, "", k.name+".html",
				wording.Refer("phrase.no-template"))
		}
	}
	b.address = newAddresses(p.site, e.edition.Year, b.language, kinds)
	b.indicators, b.risks = b.indicatorsInOrder(), b.risksInOrder()
	taken := b.address.taken()
	for _, c := range e.edition.Chapters[code] {
		b.chapters[c.Slug] = c
		if c.Category != "" {
			b.byCategory[c.Category] = c
		}
		if slices.Contains(taken, c.Slug) && c.Category == "" {
			list.Add(diagnostic.PageTaken, diagnostic.Position{File: c.Path}, "", c.Slug+".html", wording.Refer("phrase.own-page"))
		}
	}
	b.stops = b.readingOrder()
	b.converter = prose.New(p.site, l.Edition, e.report, p.audience, b.language, &links{book: b, images: p.images})
	b.listPages(kinds)
	b.directory = newDirectory(b.pages)
	return b
}

// convert converts the chapters, in parallel. What is wrong goes to list.
func (b *book) convert(ctx context.Context, list *diagnostic.List) error {
	chapters := b.edition.Chapters[b.language.Code]
	drafts := make([]*prose.Draft, len(chapters))
	err := each(ctx, len(chapters), func(n int) error {
		drafts[n] = b.converter.Convert(chapters[n], b.sources[chapters[n].Path], list)
		return nil
	})
	if err != nil {
		return err
	}
	b.texts = b.converter.Complete(drafts, list)
	b.usedIn = make(map[string][]*prose.Text)
	for _, t := range b.texts {
		for _, id := range t.Uses {
			b.usedIn[id] = append(b.usedIn[id], t)
		}
	}
	return nil
}

// text is a chapter converted.
func (b *book) chapterText(c *model.Chapter) *prose.Text {
	return b.texts[slices.Index(b.edition.Chapters[b.language.Code], c)]
}
