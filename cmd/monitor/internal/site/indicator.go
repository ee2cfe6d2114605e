package site

import (
	"context"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// IndicatorView is the page of an indicator.
type IndicatorView struct {
	Card       IndicatorCard
	Category   *Link
	Aspect     string
	Figures    []FigureView // the series; its rate; its breakdowns
	Definition string
	Method     string
	Note       string
	Facts      []Fact // owner, frequency, kind, direction, target: term and text
	Sources    []figure.Source
	CSV, JSON  string         // links to the data as shown
	UsedIn     []Link         // the chapters that show or quote it
	Revisions  *RevisionsView // nil when nothing was revised
}

func (a addresses) indicator(id string) string {
	return a.dir + "/" + a.indicators + "/" + id + ".html"
}

func (a addresses) data(id, extension string) string { return a.dir + "/data/" + id + extension }

// indicator writes the page of an indicator. It is made of data and theme, but for what leads to chapters: those that use the
// indicator, and the frame.
func (p *press) indicator(ctx context.Context, b *book, order []*model.Indicator, n int) error {
	i := order[n]
	var chapters []string
	for _, t := range b.usedIn[i.ID] {
		chapters = append(chapters, b.address.chapter(t.Chapter), t.Chapter.Title)
	}
	return p.keptPage(ctx, b, "indicator", b.address.indicator(i.ID), b.indicatorFigures(i), chapters, func() (*Page, error) { return p.indicatorPage(ctx, b, order, n) })
}

func (p *press) indicatorPage(ctx context.Context, b *book, order []*model.Indicator, n int) (*Page, error) {
	i := order[n]
	path := b.address.indicator(i.ID)
	page, err := p.newPage(b, "indicator", path, b.say(i.Title), b.say(i.Definition))
	if err != nil {
		return nil, err
	}
	page.Accent = b.accent(i)
	page.Breadcrumbs = []Link{b.homeLink(path)}
	v := &IndicatorView{Definition: b.say(i.Definition), Method: b.say(i.Method), Note: b.say(i.Note), Facts: b.facts(i),
		CSV: relative(path, b.address.data(i.ID, ".csv")), JSON: relative(path, b.address.data(i.ID, ".json"))}
	if i.Aspect != nil {
		c := b.edition.Category(i.Aspect.Category)
		v.Category = &Link{Href: relative(path, b.address.aspect(i.Aspect)), Title: b.say(c.Title), Accent: c.Number}
		v.Aspect = b.say(i.Aspect.Title)
		page.Breadcrumbs = append(page.Breadcrumbs, Link{Href: relative(path, b.address.category(c.ID)), Title: b.say(c.Title)})
	} else {
		page.Breadcrumbs = append(page.Breadcrumbs, Link{Href: relative(path, b.address.indicatorList()), Title: b.language.Say("page.indicators.title")})
	}
	if title := b.say(i.Source.Title); title != "" {
		v.Sources = []figure.Source{{Text: title, URL: i.Source.URL}}
	}
	for _, t := range b.usedIn[i.ID] {
		v.UsedIn = append(v.UsedIn, Link{Href: relative(path, b.address.chapter(t.Chapter)), Title: t.Chapter.Title})
	}
	v.Revisions = b.revisions(path, i)
	if v.Card, err = p.card(ctx, b, path, i); err != nil {
		return nil, err
	}
	for m, spec := range b.indicatorFigures(i) {
		view, err := p.figure(ctx, b, path, &page.holes, FigureView{ID: "fig-" + string(rune('1'+m))}, spec, true)
		if err != nil {
			return nil, err
		}
		v.Figures = append(v.Figures, view)
	}
	page.Indicator = v
	if n > 0 {
		page.Previous = &Link{Href: relative(path, b.address.indicator(order[n-1].ID)), Title: b.say(order[n-1].Title)}
	}
	if n+1 < len(order) {
		page.Next = &Link{Href: relative(path, b.address.indicator(order[n+1].ID)), Title: b.say(order[n+1].Title)}
	}
	return page, nil
}

// indicatorFigures are the figures of an indicator's own page: the series, its rate, and each breakdown; those of them
// that have something to show.
func (b *book) indicatorFigures(i *model.Indicator) []figure.Spec {
	candidates := []figure.Spec{b.bounded(i, false)}
	if i.Per != nil {
		candidates = append(candidates, b.bounded(i, true))
	}
	for _, d := range i.Breakdowns {
		candidates = append(candidates, figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: d.Dimension})
	}
	var specs []figure.Spec
	for _, s := range candidates {
		if s.Complete(b.report, b.language.Code) == nil {
			specs = append(specs, s)
		}
	}
	return specs
}

// bounded is the figure of an indicator's values, or of its rates, with all that is known of what chance does to them.
func (b *book) bounded(i *model.Indicator, rate bool) figure.Spec {
	s := figure.Spec{Indicators: []*model.Indicator{i}, Rate: rate}
	s.Interval, s.Limits = figure.Bounded(b.report, i, rate)
	return s
}

// facts are the particulars of an indicator, as terms and texts.
func (b *book) facts(i *model.Indicator) []Fact {
	l := b.language
	out := []Fact{{l.Say("fact.unit"), b.say(i.Unit)}, {l.Say("fact.kind.label"), l.Say("fact.kind." + string(i.Kind))},
		{l.Say("fact.frequency.label"), l.Say("fact.frequency." + i.Frequency.String())}}
	if i.Direction != model.Neither {
		out = append(out, Fact{l.Say("fact.direction.label"), l.Say("fact.direction." + string(i.Direction))})
	}
	if i.Target != nil {
		value, unit := b.quantity(*i.Target, i)
		out = append(out, Fact{l.Say("fact.target.label"), strings.TrimSpace(value + " " + unit)})
	}
	if i.Per != nil {
		out = append(out, Fact{l.Say("fact.per.label"), l.Say("fact.per.text", "factor", l.Number(i.Per.Factor, 0), "indicator", b.say(i.Per.Indicator.Title))})
	}
	if i.Owner != nil {
		out = append(out, Fact{l.Say("fact.owner"), b.say(i.Owner.Title)})
	}
	if g := i.Register; g != nil {
		out = append(out, Fact{l.Say("register.label"), l.Say("register.text", "register", b.say(g.Title), "first", l.Date(g.First), "last", l.Date(g.Last))})
	}
	if i.Sensitive {
		out = append(out, Fact{l.Say("fact.sensitive.label"), l.Say("fact.sensitive.text", "n", l.Number(float64(b.report.Threshold), 0))})
	}
	return out
}

func (p *press) data(b *book, i *model.Indicator) error {
	packed, err := p.keep(strings.Join([]string{"data", b.address.dir, i.ID}, "\n"), func() ([]byte, error) {
		csv, json := figure.Data(b.report.Facts(i), b.report, b.language)
		return pack(csv, json), nil
	})
	if err != nil {
		return err
	}
	csv, packed, _ := next(packed)
	json, _, _ := next(packed)
	if err := p.out.Write(b.address.data(i.ID, ".csv"), csv); err != nil {
		return err
	}
	return p.out.Write(b.address.data(i.ID, ".json"), json)
}
