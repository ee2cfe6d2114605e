package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

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

// figureTitle returns the title of a figure, or that of the drawing when its author gave none.
func (b *book) figureTitle(f *prose.Figure) string {
	if f.Title != "" {
		return f.Title
	}
	return draw.Title(f.Spec, b.report, b.language)
}
