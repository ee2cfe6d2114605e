package site

// indicatorsPage is the page of all indicators.
func indicatorsPage() *pageKind {
	return &pageKind{name: "indicators", words: "page.indicators", file: "indicators", menu: reportMenu,
		ids: always, fill: (*press).fillIndicators}
}

// IndicatorsView is the list of all indicators, which a script can filter and sort.
type IndicatorsView struct {
	Categories []Link // for the filter; Accent is the number that the rows carry
	Rows       []IndicatorRow
}

// IndicatorRow is one row of the list.
type IndicatorRow struct {
	Card     IndicatorCard
	Category string
	Aspect   string
	Owner    string
}

func (p *press) fillIndicators(b *book, page *Page, _ string) error {
	path := page.Path
	v := &IndicatorsView{}
	for _, c := range b.edition.Categories {
		v.Categories = append(v.Categories, Link{Href: relative(path, b.address.page("category", c.ID)), Title: b.textOf(c.Title), Accent: c.Number})
	}
	for _, i := range b.indicators {
		card, err := p.card(b, path, i)
		if err != nil {
			return err
		}
		row := IndicatorRow{Card: card}
		if i.Aspect != nil {
			row.Category, row.Aspect = b.textOf(b.edition.Category(i.Aspect.Category).Title), b.textOf(i.Aspect.Title)
		}
		if i.Owner != nil {
			row.Owner = b.textOf(i.Owner.Title)
		}
		v.Rows = append(v.Rows, row)
	}
	page.View = v
	return nil
}
