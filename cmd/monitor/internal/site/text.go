package site

import (
	"context"
	"html/template"
	"strings"

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
	var body strings.Builder
	for _, part := range t.Parts {
		if part.Figure == nil {
			body.Write(part.HTML)
			continue
		}
		html, err := p.placed(ctx, b, page.Path, FigureView{ID: part.Figure.ID, Title: part.Figure.Title, Note: part.Figure.Note,
			Label: b.language.Say("page.figure", "n", t.Label(part.Figure))}, part.Figure.Spec)
		if err != nil {
			return nil, err
		}
		body.Write(html)
	}
	v.Body = template.HTML(body.String())
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
