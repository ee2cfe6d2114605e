package site

import (
	"context"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// indicatorPage is the page of an indicator, with its data files.
func indicatorPage() *pageKind {
	return &pageKind{name: "indicator", folder: "indicators", about: model.IndicatorKind, weight: 4,
		fill: (*press).fillIndicator, files: (*press).indicatorData,
		ids:         func(b *book) []string { return ids(b.indicators) },
		title:       func(b *book, id string) string { return b.say(b.edition.Indicator(id).Title) },
		description: func(b *book, id string) string { return b.say(b.edition.Indicator(id).Definition) },
		accent:      func(b *book, id string) int { return b.accent(b.edition.Indicator(id)) },
		stable: func(b *book, id string) (figures []figure.Spec, named []string) {
			for _, t := range b.usedIn[id] {
				named = append(named, b.address.chapter(t.Chapter), t.Chapter.Title)
			}
			return b.indicatorFigures(b.edition.Indicator(id)), named
		}}
}

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

func (p *press) fillIndicator(ctx context.Context, b *book, page *Page, id string) error {
	i, path := b.edition.Indicator(id), page.Path
	v := &IndicatorView{Definition: b.say(i.Definition), Method: b.say(i.Method), Note: b.say(i.Note), Facts: b.facts(i),
		CSV: relative(path, b.address.data(i.ID, ".csv")), JSON: relative(path, b.address.data(i.ID, ".json"))}
	if i.Aspect != nil {
		c := b.edition.Category(i.Aspect.Category)
		v.Category = &Link{Href: relative(path, b.address.aspect(i.Aspect)), Title: b.say(c.Title), Accent: c.Number}
		v.Aspect = b.say(i.Aspect.Title)
		page.Breadcrumbs = append(page.Breadcrumbs, Link{Href: relative(path, b.address.of("category", c.ID)), Title: b.say(c.Title)})
	} else {
		page.Breadcrumbs = append(page.Breadcrumbs, Link{Href: relative(path, b.address.of("indicators", "")), Title: b.language.Say("page.indicators.title")})
	}
	if title := b.say(i.Source.Title); title != "" {
		v.Sources = []figure.Source{{Text: title, URL: i.Source.URL}}
	}
	for _, t := range b.usedIn[i.ID] {
		v.UsedIn = append(v.UsedIn, Link{Href: relative(path, b.address.chapter(t.Chapter)), Title: t.Chapter.Title})
	}
	v.Revisions = b.revisions(path, i)
	var err error
	if v.Card, err = p.card(ctx, b, path, i); err != nil {
		return err
	}
	for m, spec := range b.indicatorFigures(i) {
		view, err := p.figure(ctx, b, path, FigureView{ID: "fig-" + string(rune('1'+m))}, spec, true)
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, view)
	}
	page.View = v
	neighbour := func(n int) *Link {
		if n < 0 || n == len(b.indicators) {
			return nil
		}
		other := b.indicators[n]
		return &Link{Href: relative(path, b.address.of("indicator", other.ID)), Title: b.say(other.Title)}
	}
	n := slices.Index(b.indicators, i)
	page.Previous, page.Next = neighbour(n-1), neighbour(n+1)
	return nil
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
		if draw.Complete(&s, b.report, b.language) == nil {
			specs = append(specs, s)
		}
	}
	return specs
}

// bounded is the figure of an indicator's values, or of its rates, with all that is known of what chance does to them.
func (b *book) bounded(i *model.Indicator, rate bool) figure.Spec {
	s := figure.Spec{Indicators: []*model.Indicator{i}, Rate: rate}
	s.Interval, s.Limits = series.Bounded(b.report, i, rate)
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

// indicatorData writes the data files of an indicator.
func (p *press) indicatorData(b *book, id string) error {
	i := b.edition.Indicator(id)
	packed, err := p.keep(strings.Join([]string{"data", b.address.dir, i.ID}, "\n"), func() ([]byte, error) {
		csv, json := series.Data(b.report.Facts(i), b.report, b.language)
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
