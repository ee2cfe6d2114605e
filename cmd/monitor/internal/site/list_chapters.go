package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// isMethod reports whether a chapter is the one on how the report is made.
func (b *book) isMethod(c *model.Chapter) bool { return c.Slug == b.edition.Method }

// isFront reports whether a chapter stands beside the report proper, such as a foreword.
func (b *book) isFront(c *model.Chapter) bool { return !c.Numbered && !b.isMethod(c) }

// isOther reports whether neither a category nor the menu leads to a chapter.
func (b *book) isOther(c *model.Chapter) bool {
	return c.Category == "" && c.Numbered && !b.isMethod(c)
}

func (b *book) chapterLinks(page string) []Link {
	return b.chapterLinksTo(page, func(*model.Chapter) bool { return true })
}

// chapterLinksTo returns links to the chapters for which includes returns true.
func (b *book) chapterLinksTo(page string, includes func(c *model.Chapter) bool) []Link {
	var links []Link
	for _, t := range b.texts {
		c := t.Chapter
		if !includes(c) {
			continue
		}
		link := Link{Href: relative(page, b.address.chapter(c)), Title: c.Title, Summary: c.Summary, In: b.languageOf(c),
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
