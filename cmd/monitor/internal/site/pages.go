package site

import (
	"context"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// pages are the jobs that make all pages of a book.
func (p *press) pages(b *book) []job {
	var jobs []job
	add := func(weight int, make func(context.Context) (*Page, error)) {
		jobs = append(jobs, job{weight, func(ctx context.Context) error {
			page, err := make(ctx)
			if err != nil {
				return err
			}
			return p.page(b, page)
		}})
	}
	for n, s := range b.stops {
		if s.category != nil {
			add(10, func(ctx context.Context) (*Page, error) { return p.stopPage(ctx, b, n) })
		}
	}
	ordered := b.indicatorsInOrder()
	for n, i := range ordered {
		jobs = append(jobs, job{4, func(ctx context.Context) error { return p.indicator(ctx, b, ordered, n) }},
			job{1, func(context.Context) error { return p.data(b, i) }})
	}
	if b.hasRisks() {
		risks := b.risksInOrder()
		for n := range risks {
			jobs = append(jobs, job{8, func(ctx context.Context) error { return p.risk(ctx, b, risks, n) }})
		}
		add(10, func(context.Context) (*Page, error) { return p.risksPage(b, risks) })
	}
	if b.hasSurvey() {
		add(30, func(ctx context.Context) (*Page, error) { return p.surveyPage(ctx, b) })
	}
	if b.hasMeasures() {
		add(10, func(ctx context.Context) (*Page, error) { return p.measuresPage(ctx, b) })
	}
	if b.hasQuestions() {
		add(30, func(ctx context.Context) (*Page, error) { return p.questionsPage(ctx, b) })
	}
	if b.hasGlossary() {
		add(5, func(context.Context) (*Page, error) { return p.glossaryPage(b) })
	}
	add(10+len(b.texts), func(ctx context.Context) (*Page, error) { return p.homePage(ctx, b) })
	add(10+len(ordered), func(ctx context.Context) (*Page, error) { return p.indicatorsPage(ctx, b, ordered) })
	add(10+len(b.texts)/2, func(context.Context) (*Page, error) { return p.figuresPage(b) })
	add(10+len(b.texts)/2, func(context.Context) (*Page, error) { return p.colophonPage(b) })
	for _, c := range b.edition.Categories {
		if b.hasSheet(c) {
			add(4, func(ctx context.Context) (*Page, error) { return p.sheetPage(ctx, b, c) })
		}
	}
	if b.hasActions() {
		add(6, func(context.Context) (*Page, error) { return p.actionsPage(b) })
	}
	if b.hasOrganisation() {
		add(6, func(context.Context) (*Page, error) { return p.organisationPage(b) })
	}
	if b.hasRegistration() {
		jobs = append(jobs, job{1, func(context.Context) error { return p.registrationCalendar(b) }})
	}
	if b.before != nil {
		add(6, func(context.Context) (*Page, error) { return p.changesPage(b) })
	}
	return jobs
}

// What an edition has no data for has no page either.
func (e *editionPlan) hasRisks() bool { return len(e.edition.Risks) > 0 }

func (e *editionPlan) hasSurvey() bool { return e.report.Survey != nil }

func (e *editionPlan) hasMeasures() bool { return e.report.Appraisal != nil }

func (e *editionPlan) hasQuestions() bool { return len(e.edition.Questions) > 0 }

func (e *editionPlan) hasGlossary() bool { return len(e.edition.Terms) > 0 }

// stop is a page on the reader's way through the book: a chapter, or a category that nobody wrote a chapter for.
type stop struct {
	chapter  *model.Chapter
	category *model.Category
}

// readingOrder is the order of Previous and Next: the chapters, and then the categories without one.
func (b *book) readingOrder() []stop {
	var order []stop
	for _, c := range b.edition.Chapters[b.language.Code] {
		order = append(order, stop{chapter: c, category: b.edition.Category(c.Category)})
	}
	for _, c := range b.edition.Categories {
		if b.byCategory[c.ID] == nil {
			order = append(order, stop{category: c})
		}
	}
	return order
}

func (b *book) stopLink(page string, s stop) *Link {
	if s.chapter != nil {
		return &Link{Href: relative(page, b.address.chapter(s.chapter)), Title: s.chapter.Title}
	}
	return &Link{Href: relative(page, b.address.category(s.category.ID)), Title: b.say(s.category.Title)}
}

// job is one file or page to make. weight is a rough size: 1 for a page like most others.
type job struct {
	weight int
	run    func(ctx context.Context) error
}
