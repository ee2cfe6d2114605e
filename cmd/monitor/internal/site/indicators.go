package site

import (
	"context"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

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

func (p *press) indicatorsPage(ctx context.Context, b *book, order []*model.Indicator) (*Page, error) {
	path := b.address.indicatorList()
	page, err := p.newPage(b, "indicators", path, b.language.Say("page.indicators.title"), b.language.Say("page.indicators.description"))
	if err != nil {
		return nil, err
	}
	page.Breadcrumbs = []Link{b.homeLink(path)}
	v := &IndicatorsView{}
	for _, c := range b.edition.Categories {
		v.Categories = append(v.Categories, Link{Href: relative(path, b.address.category(c.ID)), Title: b.say(c.Title), Accent: c.Number})
	}
	for _, i := range order {
		card, err := p.card(ctx, b, path, i)
		if err != nil {
			return nil, err
		}
		row := IndicatorRow{Card: card}
		if i.Aspect != nil {
			row.Category, row.Aspect = b.say(b.edition.Category(i.Aspect.Category).Title), b.say(i.Aspect.Title)
		}
		if i.Owner != nil {
			row.Owner = b.say(i.Owner.Title)
		}
		v.Rows = append(v.Rows, row)
	}
	page.Indicators = v
	return page, nil
}
