package site

import "context"

// figuresPage is the page that lists all figures. Its view is the list, or nil when there are none.
func figuresPage() *pageKind {
	return &pageKind{name: "figures", words: "page.figures", file: "figures", list: listedAsReport, weight: 14,
		ids: always, fill: (*press).fillFigures}
}

func (p *press) fillFigures(_ context.Context, b *book, page *Page, _ string) error {
	path := page.Path
	var groups []Link
	var figures [][]Link
	for n, chapter := range b.chapterLinks(path) {
		if t := b.texts[n]; len(t.Figures) > 0 {
			groups, figures = append(groups, chapter), append(figures, b.figureLinks(path, t))
		}
	}
	if b.report.Survey != nil {
		if links := b.surveyFigureLinks(path); len(links) > 0 {
			survey := Link{Href: relative(path, b.address.of("survey", "")), Title: b.say(b.report.Survey.Survey.Title)}
			groups, figures = append(groups, survey), append(figures, links)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	items := p.rower(b, "figure-row")
	list, err := p.rower(b, "figure-group").filled(groups, func(n int) ([]byte, error) { return items.rows(figures[n]) })
	if err != nil {
		return err
	}
	page.View = page.holes.put(list)
	return nil
}
