package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/series"
	"utwente.nl/monitor/cmd/monitor/internal/share"
)

// indicatorPage is the page of an indicator, with its data files beside it.
func indicatorPage() *pageKind {
	return &pageKind{name: "indicator", folder: "indicators", about: model.IndicatorKind,
		fill: (*press).fillIndicator, files: (*press).indicatorData,
		beside: func(b *book, id string) []string {
			return []string{b.address.dataFile(id, ".csv"), b.address.dataFile(id, ".json")}
		},
		ids:         func(b *book) []string { return ids(b.indicators) },
		title:       func(b *book, id string) string { return b.textOf(b.edition.Indicator(id).Title) },
		description: func(b *book, id string) string { return b.textOf(b.edition.Indicator(id).Definition) },
		accent:      func(b *book, id string) int { return b.accent(b.edition.Indicator(id)) }}
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
	Email      string // of the owner
	Facts      []Fact // owner, frequency, kind, direction, target: term and text
	Sources    []figure.Source
	CSV, JSON  string         // links to the data as shown
	UsedIn     []Link         // the chapters that show or quote it
	Decisions  []Thing        // of meetings, about it
	Revisions  *RevisionsView // nil when nothing was revised
	Peers      *PeersView     // nil when nothing is known of elsewhere
	Outside    *Link          // to the peer whose numbers these are; nil for the organisation's own
	ShownBy    []Link         // the indicators beside which the numbers of a peer stand
}

func (p *press) fillIndicator(b *book, page *Page, id string) error {
	i, path := b.edition.Indicator(id), page.Path
	v := &IndicatorView{Definition: b.textOf(i.Definition), Method: b.textOf(i.Method), Note: b.textOf(i.Note),
		Facts: b.facts(i),
		CSV:   relative(path, b.address.dataFile(i.ID, ".csv")), JSON: relative(path, b.address.dataFile(i.ID, ".json"))}
	if i.Owner != nil {
		v.Email = i.Owner.Email
	}
	if i.Aspect != nil {
		c := b.edition.Category(i.Aspect.Category)
		v.Category = &Link{Href: relative(path, b.address.aspect(i.Aspect)), Title: b.textOf(c.Title),
			Accent: c.Number}
		v.Aspect = b.textOf(i.Aspect.Title)
		page.Breadcrumbs = append(page.Breadcrumbs, b.linkTo(path, model.CategoryKind, c))
	} else {
		page.Breadcrumbs = append(page.Breadcrumbs, Link{Href: relative(path, b.address.page("indicators", "")),
			Title: b.language.Say("page.indicators.title")})
	}
	if title := b.textOf(i.Source.Title); title != "" {
		v.Sources = []figure.Source{{Text: title, URL: i.Source.URL}}
	}
	for _, t := range b.usedIn[i.ID] {
		v.UsedIn = append(v.UsedIn, Link{Href: relative(path, b.address.chapter(t.Chapter)), Title: t.Chapter.Title,
			In: b.languageOf(t.Chapter)})
	}
	v.Decisions = b.decisionsAbout(path, model.Evidence{Kind: model.IndicatorKind, ID: id})
	v.Revisions = b.revisions(path, i)
	if i.Outside != nil {
		peer := b.linkTo(path, model.PeerKind, i.Outside)
		v.Outside, v.ShownBy = &peer, b.shownBy(path, i)
	}
	var err error
	if v.Peers, err = p.peersView(b, path, i); err != nil {
		return err
	}
	if v.Card, err = p.card(b, path, i); err != nil {
		return err
	}
	for m, spec := range b.indicatorFigures(i) {
		view, err := p.figure(b, path, FigureView{ID: "fig-" + string(rune('1'+m)), Title: b.finding(spec, v.Card.Verdict)},
			spec, true)
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, view)
	}
	page.View = v
	if said := v.Card.Verdict; said != nil {
		page.shared = share.Texts{Verdict: said.Text, Finding: said.Reason, Mark: b.exampleMark(v.Card.Example)}
	}
	if i.Outside == nil { // otherwise the numbers are those of somebody else
		of := func(suffix, kind string) map[string]any {
			return map[string]any{"@type": "DataDownload", "encodingFormat": kind,
				"contentUrl": b.site.BaseURL + b.address.dataFile(i.ID, suffix)}
		}
		page.described = map[string]any{"@type": "Dataset", "creator": b.maker(),
			"distribution": []any{of(".csv", "text/csv"), of(".json", "application/json")}}
	}
	setThingNeighbours(b, page, model.IndicatorKind, b.indicators, slices.Index(b.indicators, i))
	return nil
}

// finding returns the title of the figure on which the verdict on an indicator rests: what was found.
// It is "" for any other figure, and where the data bear no verdict.
func (b *book) finding(spec figure.Spec, said *Verdict) string {
	v := b.report.Verdict(spec.Indicators[0])
	if v == nil || said == nil || spec.Breakdown != nil || v.Course == model.TooFew || v.Course == model.NotComparable {
		return ""
	}
	byRate := v.Previous != nil && v.Previous.ByRate || v.Trend != nil && v.Trend.ByRate ||
		v.Chart != nil && v.Chart.ByRate
	if spec.Rate != byRate {
		return ""
	}
	return b.language.Say("figure.title.found", "title", draw.Title(spec, b.report, b.language),
		"finding", language.LowerFirst(said.Text))
}

// indicatorFigures returns the figures of an indicator's own page: its series, its rate and each
// breakdown, as far as they have something to show.
func (b *book) indicatorFigures(i *model.Indicator) []figure.Spec {
	candidates := []figure.Spec{b.figureWithBounds(i, false)}
	if i.Per != nil {
		candidates = append(candidates, b.figureWithBounds(i, true))
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

// figureWithBounds returns the figure of an indicator's values, or of its rates, with the intervals
// or control limits that are known.
func (b *book) figureWithBounds(i *model.Indicator, rate bool) figure.Spec {
	s := figure.Spec{Indicators: []*model.Indicator{i}, Rate: rate}
	s.Interval, s.Limits = series.Bounded(b.report, i, rate)
	return s
}

// facts returns the particulars of an indicator, as terms and texts.
func (b *book) facts(i *model.Indicator) []Fact {
	l := b.language
	out := []Fact{{l.Say("fact.unit"), b.textOf(i.Unit)},
		{l.Say("fact.kind.label"), l.Say("fact.kind." + string(i.Kind))},
		{l.Say("fact.frequency.label"), l.Say("fact.frequency." + i.Frequency.String())}}
	if i.Direction != model.Neither {
		out = append(out, Fact{l.Say("fact.direction.label"), l.Say("fact.direction." + string(i.Direction))})
	}
	if i.Signals != "" {
		out = append(out, Fact{l.Say("fact.signals.label"), l.Say("fact.signals.told." + string(i.Signals))})
	}
	if i.Target != nil {
		out = append(out, Fact{l.Say("fact.target.label"), b.targetFact(i)})
	}
	if i.Per != nil {
		out = append(out, Fact{l.Say("fact.per.label"),
			l.Say("fact.per.text", "factor", l.Number(i.Per.Factor, 0), "indicator", b.textOf(i.Per.Indicator.Title))})
	}
	if i.Owner != nil {
		out = append(out, Fact{l.Say("fact.owner"), b.textOf(i.Owner.Title)})
	}
	if g := i.Register; g != nil {
		out = append(out, Fact{l.Say("register.label"),
			l.Say("register.text", "register", b.textOf(g.Title), "first", l.Date(g.First), "last", l.Date(g.Last))})
	}
	switch rules := b.report.Privacy; {
	case i.Protect == model.Round && i.Kind == model.Share:
		out = append(out, Fact{l.Say("fact.sensitive.label"),
			l.Say("fact.rounded-share.text", "n", l.Whole(rules.Base))})
	case i.Protect == model.Round:
		out = append(out, Fact{l.Say("fact.sensitive.label"),
			l.Say("fact.rounded.text", "n", l.Whole(rules.Base))})
	case i.Kind != model.Count && i.Sensitive:
		out = append(out, Fact{l.Say("fact.sensitive.label"), l.Say("fact.few.text")})
	case i.Sensitive:
		out = append(out, Fact{l.Say("fact.sensitive.label"),
			l.Say("fact.sensitive.text", "n", l.Whole(rules.Threshold))})
	}
	return out
}

// indicatorData writes the data files of an indicator.
func (p *press) indicatorData(b *book, id string) error {
	return p.writeData(b.address.dataFile(id, ".csv"), b.address.dataFile(id, ".json"), func() (csv, json []byte) {
		return series.Data(b.report.Facts(b.edition.Indicator(id)), b.report, b.language)
	})
}
