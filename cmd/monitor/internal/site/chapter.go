package site

import (
	"context"
	"html/template"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// ChapterView is the text of a chapter.
type ChapterView struct {
	Summary   string
	Authors   []string
	Status    string
	StatusKey string
	// Contents are the items of the table of contents: <li>, with class "deeper" for a heading of the third level.
	Contents    template.HTML
	Reviews     []ReviewView   // in the order in which they are due
	ReviewsHeld string         // how many of them were held: one sentence, or "" when none is planned
	Numbers     *NumbersView   // as Revisions
	Revisions   *RevisionsView // on the chapter about method; nil on others, and in the first edition
	// Body is the text as HTML, with figures, footnotes and references in place.
	Body template.HTML

	body [][]byte // its parts
}

func (a addresses) chapter(c *model.Chapter) string {
	if c.Category != "" {
		return a.category(c.Category)
	}
	return a.dir + "/" + c.Slug + ".html"
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
