package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"html/template"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
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
func (e *editionPlan) hasRisks() bool     { return len(e.edition.Risks) > 0 }
func (e *editionPlan) hasSurvey() bool    { return e.report.Survey != nil }
func (e *editionPlan) hasMeasures() bool  { return e.report.Appraisal != nil }
func (e *editionPlan) hasQuestions() bool { return len(e.edition.Questions) > 0 }
func (e *editionPlan) hasGlossary() bool  { return len(e.edition.Terms) > 0 }

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

// newPage fills in what every page has.
func (p *press) newPage(b *book, kind, path, title, description string) (*Page, error) {
	frame, err := p.frameOf(b, kind, path)
	if err != nil {
		return nil, err
	}
	page := *frame
	page.Head, page.Bar, page.Foot = page.holes.put(frame.head), page.holes.put(frame.bar), page.holes.put(frame.foot)
	page.Kind, page.Path, page.Title, page.Tab, page.Description = kind, path, title, title, description
	if e := page.Edition; e != nil && e.Title != title {
		page.Tab += " – " + e.Title
	}
	page.Elsewhere = p.elsewhere(b, path)
	return &page, nil
}

// frameOf returns what is around a page. It is the same for most pages of a folder, and made once for them.
func (p *press) frameOf(b *book, kind, path string) (*Page, error) {
	key := b.edition.Year + " " + b.language.Code + " " + root(path)
	if len(b.books) > 1 || kind != "chapter" && kind != "indicator" && kind != "risk" || path == b.address.dir+"/"+b.edition.Method+".html" {
		// It marks itself in the menu, or leads to a page of its own in another language.
		key += path
	}
	return p.frames.get(key, func() (*Page, error) { return p.frame(b, kind, path) })
}

// frame is what is around a page: menu, sections, links to assets.
func (p *press) frame(b *book, kind, path string) (*Page, error) {
	page := &Page{Language: b.language, Root: root(path), SiteTitle: b.say(b.site.Title), Assets: p.assets(path), leaves: new(once[*outline])}
	if kind != "archive" && kind != "notfound" {
		page.Edition = b.editionView(path)
	}
	for _, c := range b.edition.Categories {
		to := b.address.category(c.ID)
		page.Menu = append(page.Menu, Link{Href: relative(path, to), Title: b.say(c.Title), Accent: c.Number, Current: to == path})
	}
	section := func(to, title string) {
		page.Sections = append(page.Sections, Link{Href: relative(path, to), Title: title, Current: to == path})
	}
	section(b.address.home(), b.language.Say("page.home"))
	if b.hasRisks() {
		section(b.address.riskList(), b.language.Say("risk.title"))
	}
	if b.hasSurvey() {
		section(b.address.surveyPage(), b.language.Say("survey.title"))
	}
	if b.hasMeasures() {
		section(b.address.measureList(), b.language.Say("measure.title"))
	}
	if b.hasQuestions() {
		section(b.address.questionList(), b.language.Say("question.title"))
	}
	if b.hasActions() {
		section(b.address.actions(), b.language.Say("actions.title"))
	}
	section(b.address.indicatorList(), b.language.Say("page.indicators.title"))
	section(b.address.figureList(), b.language.Say("page.figures.title"))
	if b.hasGlossary() {
		section(b.address.glossaryPage(), b.language.Say("glossary.title"))
	}
	if c := b.chapters[b.edition.Method]; c != nil {
		section(b.address.chapter(c), c.Title)
	}
	if b.hasOrganisation() {
		section(b.address.organisationPage(), b.language.Say("organisation.title"))
	}
	if b.before != nil {
		section(b.address.changesPage(), b.language.Say("changes.title"))
	}
	section(b.address.colophonPage(), b.language.Say("page.colophon.title"))
	section(archivePage, b.language.Say("page.archive"))
	for _, other := range b.books {
		if other != b {
			page.Languages = append(page.Languages, Link{Href: relative(path, b.counterpart(path, other)),
				Title: other.language.Say("language"), Language: other.language.Code})
		}
	}
	var err error
	for _, part := range []struct {
		name string
		to   *[]byte
	}{{"head", &page.head}, {"bar", &page.bar}, {"foot", &page.foot}} {
		if *part.to, err = p.fragment(b, part.name, page); err != nil {
			return nil, failed(path, err)
		}
	}
	page.digest = sha256.Sum256(bytes.Join([][]byte{page.head, page.bar, page.foot}, []byte{'\n'}))
	return page, nil
}

func (b *book) editionView(from string) *EditionView {
	e := b.edition
	return &EditionView{Year: e.Year, Title: b.say(e.Title), Subtitle: b.say(e.Subtitle), Summary: b.say(e.Summary),
		Organisation: b.say(b.site.Organisation.Name), Date: b.language.Date(e.Date), DateISO: e.Date.Format("2006-01-02"),
		Status: b.language.Say("page.status." + string(e.Status)), StatusKey: string(e.Status),
		Href: relative(from, b.address.home()), Example: ExampleView{slices.Contains(e.Examples, "actions"), slices.Contains(e.Examples, "cycle"),
			slices.Contains(e.Examples, "organisation"), slices.Contains(e.Examples, "reviews")}}
}

func (b *book) homeLink(page string) Link {
	return Link{Href: relative(page, b.address.home()), Title: b.say(b.edition.Title)}
}

// chapter writes the page of a chapter when its text is complete. That of a category waits until all have been converted.
func (p *press) chapter(ctx context.Context, b *book, n int) error {
	if b.stops[n].category != nil {
		return nil
	}
	page, err := p.stopPage(ctx, b, n)
	if err == nil {
		err = p.page(b, page)
	}
	// A text has one page, and this was it: thousands of them would otherwise stay in memory until the last is written. Of its
	// figures only the list of all is still to be made.
	for _, f := range b.texts[n].Figures {
		f.Title = b.figureTitle(f)
		f.Spec = figure.Spec{}
	}
	b.texts[n].Done()
	return err
}

// stopPage is the page of a chapter or a category.
func (p *press) stopPage(ctx context.Context, b *book, n int) (*Page, error) {
	order, s := b.stops, b.stops[n]
	var text *prose.Text
	if s.chapter != nil {
		text = b.texts[n]
	}
	var page *Page
	var err error
	if s.category != nil {
		path := b.address.category(s.category.ID)
		title := b.say(s.category.Title)
		if page, err = p.newPage(b, "category", path, title, b.say(s.category.Description)); err != nil {
			return nil, err
		}
		page.Accent = s.category.Number
		if page.Category, err = p.categoryView(ctx, b, page, s.category, text); err != nil {
			return nil, err
		}
	} else {
		c := s.chapter
		if page, err = p.newPage(b, "chapter", b.address.chapter(c), c.Title, c.Summary); err != nil {
			return nil, err
		}
		if page.Chapter, err = p.chapterView(ctx, b, page, text); err != nil {
			return nil, err
		}
	}
	page.Breadcrumbs = []Link{b.homeLink(page.Path)}
	if n > 0 {
		page.Previous = b.stopLink(page.Path, order[n-1])
	} else {
		home := b.homeLink(page.Path)
		page.Previous = &home
	}
	if n+1 < len(order) {
		page.Next = b.stopLink(page.Path, order[n+1])
	}
	return page, nil
}

func (p *press) chapterView(ctx context.Context, b *book, page *Page, t *prose.Text) (*ChapterView, error) {
	c := t.Chapter
	v := &ChapterView{Summary: c.Summary, Authors: c.Authors, Status: b.language.Say("page.status." + string(c.Status)), StatusKey: string(c.Status)}
	v.Contents = contents(t.Headings)
	v.Reviews, v.ReviewsHeld = b.reviewViews(c.Slug)
	if c.Slug == b.edition.Method && c.Slug != "" {
		v.Numbers = b.numbers()
		v.Contents += contents([]prose.Heading{{ID: "ui-numbers", Text: b.language.Say("numbers.title"), Level: 2}})
		if v.Revisions = b.revisions(page.Path, nil); v.Revisions != nil {
			v.Contents += contents([]prose.Heading{{ID: "ui-revisions", Text: b.language.Say("revision.title"), Level: 2}})
		}
	}
	body := make([][]byte, 0, len(t.Parts)+16*len(t.Figures))
	for _, part := range t.Parts {
		if part.Figure == nil {
			body = append(body, part.HTML)
			continue
		}
		view := FigureView{ID: part.Figure.ID, Label: b.language.Say("page.figure", "n", t.Label(part.Figure)),
			Title: part.Figure.Title, Note: part.Figure.Note}
		var err error
		if body, err = p.placed(ctx, b, body, page.Path, view, part.Figure.Spec); err != nil {
			return nil, err
		}
	}
	v.body, v.Body = body, page.holes.put(body...)
	return v, nil
}

// contents writes the table of contents. Every chapter has one, and the template that runs through its items is slow.
func contents(headings []prose.Heading) template.HTML {
	var b strings.Builder
	for _, h := range headings {
		class := ""
		if h.Level == 3 {
			class = ` class="deeper"`
		}
		b.WriteString("<li" + class + `><a href="#` + template.HTMLEscapeString(h.ID) + `">` + template.HTMLEscapeString(h.Text) + "</a></li>\n")
	}
	return template.HTML(b.String())
}

func (p *press) homePage(ctx context.Context, b *book) (*Page, error) {
	path := b.address.home()
	page, err := p.newPage(b, "home", path, b.say(b.edition.Title), b.say(b.edition.Subtitle))
	if err != nil {
		return nil, err
	}
	v := &HomeView{Findings: b.findings(path), Requests: b.requests(path, nil), Survey: b.perception(path)}
	if spec := (figure.Spec{Kind: figure.Outlook}); v.Survey != nil && spec.Complete(b.report, b.language.Code) == nil {
		view, err := p.figure(ctx, b, path, &page.holes, FigureView{ID: "fig-1"}, spec, true)
		if err != nil {
			return nil, err
		}
		v.Outlook = &view
	}
	for _, c := range b.edition.Categories {
		card := CategoryCard{Number: c.Number, Standing: b.standing(c.ID), Judgement: b.judgement(c),
			Link: Link{Href: relative(path, b.address.category(c.ID)), Title: b.say(c.Title), Summary: b.say(c.Description), Accent: c.Number}}
		for _, i := range c.KeyIndicators {
			key, err := p.card(ctx, b, path, i)
			if err != nil {
				return nil, err
			}
			card.KeyNumbers = append(card.KeyNumbers, key)
		}
		v.Categories = append(v.Categories, card)
	}
	chapters, err := p.rower(b, "chapter-row").rows(b.chapterLinks(path))
	if err != nil {
		return nil, err
	}
	v.Chapters = page.holes.put(chapters)
	v.Sheets = b.sheetLinks(path)
	figures := 0
	for _, t := range b.texts {
		figures += len(t.Figures)
	}
	if figures <= figuresAtHome {
		var links []Link
		for _, t := range b.texts {
			links = append(links, b.figureLinks(path, t)...)
		}
		rows, err := p.rower(b, "figure-row").rows(links)
		if err != nil {
			return nil, err
		}
		v.Figures = page.holes.put(rows)
	}
	page.Home = v
	page.Next = b.firstStop(path)
	return page, nil
}

// figuresAtHome is how many figures the home lists at most. A longer list has its own page, which the menu leads to.
const figuresAtHome = 120

func (b *book) firstStop(page string) *Link {
	if len(b.stops) > 0 {
		return b.stopLink(page, b.stops[0])
	}
	return nil
}

func (b *book) chapterLinks(page string) []Link {
	var links []Link
	for _, t := range b.texts {
		c := t.Chapter
		link := Link{Href: relative(page, b.address.chapter(c)), Title: c.Title, Summary: c.Summary,
			Status: b.language.Say("page.status." + string(c.Status))}
		if c.Numbered {
			link.Label = c.Label
		}
		if category := b.edition.Category(c.Category); category != nil {
			link.Accent = category.Number
		}
		links = append(links, link)
	}
	return links
}

// figureTitle is the title of a figure; the drawing's when its author gave none.
func (b *book) figureTitle(f *prose.Figure) string {
	if f.Title != "" {
		return f.Title
	}
	return figure.Title(f.Spec, b.report, b.language)
}

// figureLinks are the numbered figures of a chapter.
func (b *book) figureLinks(page string, t *prose.Text) []Link {
	links := make([]Link, 0, len(t.Figures))
	chapter := relative(page, b.address.chapter(t.Chapter))
	for _, f := range t.Figures {
		links = append(links, Link{Href: chapter + "#" + f.ID, Title: b.figureTitle(f), Label: b.language.Say("page.figure", "n", t.Label(f))})
	}
	return links
}

func (p *press) figuresPage(b *book) (*Page, error) {
	path := b.address.figureList()
	page, err := p.newPage(b, "figures", path, b.language.Say("page.figures.title"), b.language.Say("page.figures.description"))
	if err != nil {
		return nil, err
	}
	page.Breadcrumbs = []Link{b.homeLink(path)}
	var groups []Link
	var figures [][]Link
	for n, chapter := range b.chapterLinks(path) {
		if t := b.texts[n]; len(t.Figures) > 0 {
			groups, figures = append(groups, chapter), append(figures, b.figureLinks(path, t))
		}
	}
	if b.hasSurvey() {
		if links := b.surveyFigureLinks(path); len(links) > 0 {
			survey := Link{Href: relative(path, b.address.surveyPage()), Title: b.say(b.report.Survey.Survey.Title)}
			groups, figures = append(groups, survey), append(figures, links)
		}
	}
	if len(groups) == 0 {
		return page, nil
	}
	items := p.rower(b, "figure-row")
	list, err := p.rower(b, "figure-group").filled(groups, func(n int) ([]byte, error) { return items.rows(figures[n]) })
	page.Figures = page.holes.put(list)
	return page, err
}

// rootPages are the archive of editions and the page for addresses that do not exist. They are in the site's default
// language.
func (p *press) rootPages() []job {
	if len(p.editions) == 0 {
		return nil
	}
	newest := p.editions[len(p.editions)-1].books[0]
	return []job{
		{1, func(context.Context) error {
			page, err := p.newPage(newest, "archive", archivePage, newest.say(p.site.Title), newest.say(p.site.Description))
			if err != nil {
				return err
			}
			page.Archive = &ArchiveView{Newest: newest.archived(archivePage)}
			for n := len(p.editions) - 1; n >= 0; n-- {
				page.Archive.Editions = append(page.Archive.Editions, p.editions[n].books[0].archived(archivePage))
			}
			return p.page(newest, page)
		}},
		{1, func(context.Context) error {
			page, err := p.newPage(newest, "notfound", notFoundPage, newest.language.Say("page.notfound.title"), newest.language.Say("page.notfound.description"))
			if err != nil {
				return err
			}
			return p.page(newest, page)
		}},
	}
}
