package site

// figuresPage is the page that lists all figures.
func figuresPage() *pageKind {
	return &pageKind{name: "figures", words: "page.figures", file: "figures", menu: reportMenu,
		ids: always, fill: (*press).fillFigures}
}

// FiguresView lists all figures that have a number.
type FiguresView struct{ Groups []FigureGroup }

// FigureGroup lists the figures of a chapter, or of the survey.
type FigureGroup struct {
	Link
	Figures []Link
}

func (p *press) fillFigures(b *book, page *Page, _ string) error {
	path, v := page.Path, &FiguresView{}
	for n, chapter := range b.chapterLinks(path) {
		if t := b.texts[n]; len(t.Figures) > 0 {
			v.Groups = append(v.Groups, FigureGroup{chapter, b.figureLinks(path, t)})
		}
	}
	if b.report.Survey != nil {
		if links := b.surveyFigureLinks(path); len(links) > 0 {
			v.Groups = append(v.Groups, FigureGroup{b.surveyLink(path), links})
		}
	}
	page.View = v
	return nil
}
