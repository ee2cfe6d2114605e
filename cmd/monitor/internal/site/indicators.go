package site

// indicatorsPage is the page of all indicators.
func indicatorsPage() *pageKind {
	return &pageKind{name: "indicators", words: "page.indicators", file: "indicators", menu: reportMenu,
		ids: always, fill: (*press).fillIndicators}
}

// IndicatorsView lists all indicators. A script can filter and sort the list.
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
	v.Categories = b.categoryLinks(path)
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
