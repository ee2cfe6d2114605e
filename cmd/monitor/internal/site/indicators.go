package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// indicatorsPage is the page of all indicators.
func indicatorsPage() *pageKind {
	return &pageKind{name: "indicators", words: "page.indicators", file: "indicators", menu: reportMenu,
		ids: always, fill: (*press).fillIndicators, files: (*press).writeDataset, beside: datasetFiles}
}

// IndicatorsView is the matrix of all indicators: what each is now, how it develops, how it stands
// against its target, and who registers it. A script can filter and sort it.
type IndicatorsView struct {
	Choices []RowChoice
	Groups  []IndicatorGroup
	Method  *Link  // to how targets and verdicts are found; nil without such a chapter
	Counted string // "54 kengetallen, 15 met echte cijfers, en 5 van elders"
	Mixed   bool   // some indicators are examples, and some are not
	Example bool   // all are examples
}

// RowChoice is a list to choose from: the rows whose data-Key is the value of an option.
type RowChoice struct {
	Key, Label string
	Options    []Option
}

// IndicatorGroup is the rows of one category, or of no category.
type IndicatorGroup struct {
	ID     string // of the category, or ""
	Title  string
	Accent int
	Rows   []IndicatorRow
}

// IndicatorRow is one row of the matrix.
type IndicatorRow struct {
	Card                 IndicatorCard
	Aspect               string
	Signals, SignalsText string // leading or lagging, and the word for it; "" when the data do not say
	Bound, Aim           string // "ten minste 95 %, uiterlijk in 2027", "niet gehaald"; "" without a target
	Owner                string
	Registered           string // "elk jaar, Meldsysteem"; "" when the data do not say
	Late                 bool   // the next delivery was due before the edition's date
}

func (p *press) fillIndicators(b *book, page *Page, _ string) (err error) {
	if page.Dataset, err = p.datasetView(b, page.Path); err != nil {
		return err
	}
	own, known := b.ownIndicators()
	v := &IndicatorsView{Example: true,
		Counted: b.language.Count("editions.indicators", own, "real", b.language.Whole(known))}
	if n := len(b.indicators) - own; n > 0 {
		v.Counted = b.language.Count("ui.elsewhere", n, "own", v.Counted)
	}
	groups := map[int]*IndicatorGroup{}
	var order []*IndicatorGroup
	for _, i := range b.indicators {
		row, err := p.indicatorRow(b, page.Path, i)
		if err != nil {
			return err
		}
		g := groups[row.Card.Accent]
		if g == nil {
			g = &IndicatorGroup{Title: b.language.Say("ui.no-category"), Accent: row.Card.Accent}
			if i.Aspect != nil {
				g.ID, g.Title = i.Aspect.Category, b.textOf(b.edition.Category(i.Aspect.Category).Title)
			}
			groups[row.Card.Accent] = g
			order = append(order, g)
		}
		g.Rows = append(g.Rows, row)
		v.Mixed, v.Example = v.Mixed || i.Example, v.Example && i.Example
	}
	v.Mixed = v.Mixed && !v.Example
	for _, g := range order {
		v.Groups = append(v.Groups, *g)
	}
	if c := b.chapters[b.edition.Method]; c != nil {
		v.Method = &Link{Href: relative(page.Path, b.address.chapter(c)) + "#ui-numbers"}
	}
	v.Choices = b.indicatorChoices(page.Path, v.Groups)
	page.View = v
	return nil
}

func (p *press) indicatorRow(b *book, path string, i *model.Indicator) (IndicatorRow, error) {
	l := b.language
	card, err := p.card(b, path, i)
	row := IndicatorRow{Card: card, Signals: string(i.Signals)}
	if i.Aspect != nil {
		row.Aspect = b.textOf(i.Aspect.Title)
	}
	if i.Signals != "" {
		row.SignalsText = l.Say("fact.signals." + row.Signals)
	}
	if i.Target != nil {
		row.Bound, row.Aim = b.targetBound(i), l.Say("verdict.aim-word."+card.TargetKey)
	}
	if i.Owner != nil {
		row.Owner = b.textOf(i.Owner.Title)
	}
	if r := i.Registration; r != nil {
		row.Registered = l.Say("organisation.every." + r.Every.String())
		if system := b.textOf(r.System); system != "" {
			row.Registered += ", " + system
		}
		row.Late = b.isLate(r)
	}
	return row, err
}

// indicatorChoices returns what the matrix can be filtered by: what its rows have at least two of.
func (b *book) indicatorChoices(path string, groups []IndicatorGroup) []RowChoice {
	l := b.language
	courses, aims, signals := map[string]bool{}, map[string]bool{}, map[string]bool{}
	var owners []Option
	for _, g := range groups {
		for _, row := range g.Rows {
			if row.Card.Verdict != nil {
				courses[row.Card.Verdict.Key] = true
			}
			aims[row.Card.TargetKey] = row.Card.TargetKey != ""
			signals[row.Signals] = row.Signals != ""
			if o := (Option{row.Owner, row.Owner}); row.Owner != "" && !slices.Contains(owners, o) {
				owners = append(owners, o)
			}
		}
	}
	among := func(there map[string]bool, words string, keys []string) (out []Option) {
		for _, key := range keys {
			if there[key] {
				out = append(out, Option{key, l.Say(words + key)})
			}
		}
		return out
	}
	var categories []Option
	for _, c := range b.categoryLinks(path) {
		categories = append(categories, Option{c.ID, c.Title})
	}
	inOrder := l.Dictionary()
	slices.SortFunc(owners, func(a, b Option) int { return inOrder(a.Text, b.Text) })
	choices := []RowChoice{
		{"category", l.Say("ui.filter.category"), categories},
		{"verdict", l.Say("ui.column.verdict"), among(courses, "verdict.course.", model.Courses)},
		{"aim", l.Say("ui.column.target"), among(aims, "verdict.aim-word.", model.Aims)},
		{"signals", l.Say("fact.signals.label"), among(signals, "fact.signals.", model.AllSignals)},
		{"owner", l.Say("ui.column.owner"), owners},
	}
	return slices.DeleteFunc(choices, func(c RowChoice) bool { return len(c.Options) < 2 })
}
