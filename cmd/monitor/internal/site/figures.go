package site

import "html/template"

// figuresPage is the page that lists all figures.
func figuresPage() *pageKind {
	return &pageKind{name: "figures", words: "page.figures", file: "figures", menu: reportMenu,
		ids: always, fill: (*press).fillFigures}
}

// FiguresView lists all figures that have a number, and the indicators, each of which has a page with
// figures of its own.
type FiguresView struct {
	Groups     []FigureGroup
	Indicators []FigureLink
}

// FigureGroup lists the figures of a chapter, or of another page.
type FigureGroup struct {
	Link
	Figures []FigureLink
}

// FigureLink is a link to a figure, with the figure as a small picture without words.
type FigureLink struct {
	Link
	Picture template.HTML
}

func (p *press) fillFigures(b *book, page *Page, _ string) error {
	path, v := page.Path, &FiguresView{}
	page.View = v
	add := func(g FigureGroup, list []numberedFigure, own bool) error {
		for _, f := range list {
			made, err := p.figureParts(b, path, f.spec, own)
			if err != nil {
				return err
			}
			g.Figures = append(g.Figures, FigureLink{Link{Href: relative(path, f.page+"#"+f.id), Title: f.title, Label: f.label},
				template.HTML(made[figureSmall])})
		}
		v.Groups = append(v.Groups, g)
		return nil
	}
	for n, chapter := range b.chapterLinks(path) {
		var list []numberedFigure
		address := b.address.chapter(b.edition.Chapters[b.language.Code][n])
		for _, f := range b.texts[n].Figures {
			list = append(list, b.numberedFigure(address, b.texts[n], f))
		}
		if len(list) == 0 {
			continue
		}
		if err := add(FigureGroup{Link: chapter}, list, false); err != nil {
			return err
		}
	}
	for _, of := range b.figurePages() {
		href := relative(path, b.address.page(of.page, ""))
		if err := add(FigureGroup{Link: Link{Href: href, Title: of.title}}, of.figures, true); err != nil {
			return err
		}
	}
	for _, i := range b.indicators {
		picture, err := p.sparkline(b, i)
		if err != nil {
			return err
		}
		v.Indicators = append(v.Indicators, FigureLink{b.indicatorLink(path, i), picture})
	}
	return nil
}
