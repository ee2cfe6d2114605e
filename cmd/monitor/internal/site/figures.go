package site

func (p *press) figuresPage(b *book) (*Page, error) {
	path := b.address.figureList()
	page, err := p.newPage(b, "figures", path, b.language.Say("page.figures.title"), b.language.Say("page.figures.description"))
	if err != nil {
		return nil, err
	}
	page.Breadcrumbs = []Link{b.homeLink(path)}
	var groups []Link
	var figures [][]Link
	for n, chapter := range b.chapterLinks(path) {
		if t := b.texts[n]; len(t.Figures) > 0 {
			groups, figures = append(groups, chapter), append(figures, b.figureLinks(path, t))
		}
	}
	if b.hasSurvey() {
		if links := b.surveyFigureLinks(path); len(links) > 0 {
			survey := Link{Href: relative(path, b.address.surveyPage()), Title: b.say(b.report.Survey.Survey.Title)}
			groups, figures = append(groups, survey), append(figures, links)
		}
	}
	if len(groups) == 0 {
		return page, nil
	}
	items := p.rower(b, "figure-row")
	list, err := p.rower(b, "figure-group").filled(groups, func(n int) ([]byte, error) { return items.rows(figures[n]) })
	page.Figures = page.holes.put(list)
	return page, err
}
