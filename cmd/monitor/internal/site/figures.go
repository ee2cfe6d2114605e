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

func (p *press) fillFigures(b *book, page *Page, _ string) (err error) {
	if page.Dataset, err = p.datasetView(b, page.Path); err != nil {
		return err
	}
	path, v := page.Path, &FiguresView{}
	page.View = v
	add := func(of *book, g FigureGroup, list []numberedFigure, own bool) error {
		for _, f := range list {
			made, err := p.figurePieces(of, path, f.spec, own)
			if err != nil {
				return err
			}
			g.Figures = append(g.Figures, FigureLink{Link{Href: relative(path, f.page+"#"+f.id), Title: f.title, Label: f.label,
				In: g.In}, template.HTML(made[figureSmall])})
		}
		v.Groups = append(v.Groups, g)
		return nil
	}
	for n, chapter := range b.chapterLinks(path) {
		of := b.teller(b.texts[n].Chapter)
		var list []numberedFigure
		for _, f := range b.texts[n].Figures {
			list = append(list, b.numberedFigure(b.texts[n], f))
		}
		if len(list) == 0 {
			continue
		}
		if err := add(of, FigureGroup{Link: chapter}, list, false); err != nil {
			return err
		}
	}
	for _, of := range b.figurePages() {
		href := relative(path, b.address.page(of.page, ""))
		if err := add(b, FigureGroup{Link: Link{Href: href, Title: of.title}}, of.figures, true); err != nil {
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
