package site

import (
	"html/template"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// ChapterView is the text of a chapter.
type ChapterView struct {
	// Language is that of the title, summary, authors and text, when there is no translation; or "". Name is
	// what the language calls itself.
	Language, Name string

	Summary     string
	Authors     []string
	Status      string
	StatusKey   string
	Contents    []prose.Heading // of the table of contents
	Reviews     []ReviewView    // in the order in which they are due
	ReviewsHeld string          // how many of them were held: one sentence, or "" when none is planned
	Numbers     *NumbersView    // as Revisions
	Revisions   *RevisionsView  // on the chapter about method; nil on others, and in the first edition
	// Body is the text as HTML, with figures, excerpts, footnotes, references and sources in place.
	Body template.HTML
}

func (p *press) chapterView(b *book, page *Page, t *prose.Text) (*ChapterView, error) {
	c := t.Chapter
	v := &ChapterView{Summary: c.Summary, Authors: c.Authors,
		Status: b.language.Say("page.status." + string(c.Status)), StatusKey: string(c.Status)}
	v.Contents = slices.Clone(t.Headings)
	told := b.teller(c)
	if told != b {
		v.Language, v.Name = told.language.Code, told.language.Say("language")
		for n := range v.Contents {
			v.Contents[n].Language = v.Language
		}
	}
	v.Reviews, v.ReviewsHeld = b.reviewViews(c.Slug)
	if c.Slug == b.edition.Method && c.Slug != "" {
		v.Numbers = b.numbersView()
		var err error
		if page.Dataset, err = p.datasetView(b, page.Path); err != nil {
			return nil, err
		}
		v.Contents = append(v.Contents, prose.Heading{ID: "ui-numbers", Text: b.language.Say("numbers.title"),
			Level: 2})
		if v.Revisions = b.revisions(page.Path, nil); v.Revisions != nil {
			heading := prose.Heading{ID: "ui-revisions", Text: b.language.Say("revision.title"), Level: 2}
			v.Contents = append(v.Contents, heading)
		}
	}
	var body strings.Builder
	for _, segment := range t.Segments {
		if segment.Excerpt != nil {
			html, err := told.excerpt(page.Path, segment.Excerpt)
			if err != nil {
				return nil, err
			}
			body.WriteString(string(html))
			continue
		}
		if segment.Figure == nil {
			body.Write(segment.HTML)
			continue
		}
		f := segment.Figure
		view, err := p.figure(told, page.Path, FigureView{ID: f.ID, Title: f.Title, Note: f.Note,
			Label: told.language.Say("page.figure", "n", t.Label(f))}, f.Spec, false)
		if err != nil {
			return nil, err
		}
		html, err := told.execute("figure", view)
		if err != nil {
			return nil, err
		}
		body.Write(html)
	}
	if cited := told.citedSources(t); cited != nil {
		html, err := told.execute("bibliography", cited)
		if err != nil {
			return nil, err
		}
		body.Write(html)
	}
	v.Body = template.HTML(body.String())
	return v, nil
}
