package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// chapterPage is the page of a chapter that the menu does not list: the home does.
func chapterPage() *pageKind { return chapterKind(noMenu, (*book).isOther) }

// frontPage is the page of a chapter that is not counted: the summary, the foreword.
func frontPage() *pageKind { return chapterKind(reportMenu, (*book).isFront) }

// methodPage is the page of the chapter on how the report is made.
func methodPage() *pageKind { return chapterKind(reportMenu, (*book).isMethod) }

// chapterKind is the kind of page of those chapters without a category for which includes returns
// true. The summary comes first.
func chapterKind(menu menuPart, includes func(b *book, c *model.Chapter) bool) *pageKind {
	return &pageKind{name: "chapter", menu: menu, printed: true, fill: (*press).fillChapter,
		ids: func(b *book) []string {
			var slugs []string
			for _, c := range b.inOrder {
				switch {
				case c.Category != "" || !includes(b, c):
				case c.Slug == b.edition.SummaryChapter:
					slugs = slices.Insert(slugs, 0, c.Slug)
				default:
					slugs = append(slugs, c.Slug)
				}
			}
			return slugs
		},
		title:       func(b *book, slug string) string { return b.chapters[slug].Title },
		description: func(b *book, slug string) string { return b.chapters[slug].Summary }}
}

func (p *press) fillChapter(b *book, page *Page, slug string) error {
	v, err := p.chapterView(b, page, b.chapterText(b.chapters[slug]))
	if err != nil {
		return err
	}
	page.View = v
	b.setNeighbours(page)
	return nil
}
