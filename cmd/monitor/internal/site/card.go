package site

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// IndicatorCard shows an indicator at a glance: its latest value, its sparkline and its verdict.
type IndicatorCard struct {
	Href, Title string
	Value       string     // "3,75 %" or "" when nothing is shown
	Unit        string     // "van de werktijd", or the unit as a whole
	Period      string     // "2023", "2025, voorlopig"
	Change      string     // "0,28 lager dan in 2022" or "niet vergelijkbaar met 2022: breuk in de reeks"
	Target      string     // "streefwaarde 3,5: niet gehaald", or ""
	TargetKey   string     // reached, on-track, missed, unknown or ""
	Assurance   *Assurance // nil without a target or a value
	Verdict     *Verdict
	Empty       string // why there is no value
	Outside     string // "van elders: Nederland"; "" for a number of the organisation's own
	Example     bool
	Sparkline   template.HTML // a small SVG, hidden from assistive technology; may be empty
	Accent      int
}

// accent returns the number of the category that an indicator belongs to, or 0.
func (b *book) accent(i *model.Indicator) int {
	if i.Aspect == nil {
		return 0
	}
	return b.edition.Category(i.Aspect.Category).Number
}

// card returns the card of an indicator.
func (p *press) card(b *book, page string, i *model.Indicator) (IndicatorCard, error) {
	f, l := b.report.Facts(i), b.language
	c := IndicatorCard{Href: relative(page, b.address.page("indicator", i.ID)), Title: b.textOf(i.Title),
		Example: i.Example, Accent: b.accent(i)}
	if i.Outside != nil {
		c.Outside = l.Say("peers.of", "peer", b.textOf(i.Outside.Title))
	}
	unit := b.textOf(i.Unit)
	switch {
	case f.Current == nil:
		c.Empty = b.whyNoValue(f)
	case f.Current.State == report.Small:
		c.Value, c.Unit, c.Period = l.Say("fact.small", "n", l.Whole(b.report.Privacy.Threshold)), unit,
			l.Period(f.Current.Period)
	case f.Current.State != report.Shown:
		c.Empty, c.Period = l.Say("fact.hidden"), l.Period(f.Current.Period)
	default:
		c.Period = b.flaggedPeriod(*f.Current)
		c.Value, c.Unit = b.pointAndUnit(*f.Current, i)
		c.Change = b.changeText(f)
		if c.Verdict = b.verdict(i); c.Verdict != nil && c.Verdict.Key == string(model.NotComparable) {
			c.Verdict.Text, c.Change = c.Change, "" // the change says the same, and since when
		}
	}
	c.Target, c.TargetKey = b.targetText(i)
	c.Assurance = b.assurance(i)
	var err error
	c.Sparkline, err = p.sparkline(b, i)
	return c, err
}

// whyNoValue says why an indicator has no value: nobody delivered one, or only its parts have
// values.
func (b *book) whyNoValue(f *report.Facts) string {
	for _, d := range f.Breakdowns {
		shown, last := 0, model.Period{}
		for _, part := range d.Parts {
			for _, p := range slices.Backward(part.Points) {
				if p.State == report.Shown {
					if shown == 0 || last.Before(p.Period) {
						last = p.Period
					}
					shown++
					break
				}
			}
		}
		if shown > 0 {
			return b.language.Say("fact.parts", "n", b.language.Whole(shown), "dimension",
				b.textOf(d.Dimension.Title), "period", b.language.Period(last))
		}
	}
	return b.language.Say("fact.none")
}

// changeText says how the latest value differs from the one before. It does not judge: whether a
// difference means something takes a test.
func (b *book) changeText(f *report.Facts) string {
	l, i := b.language, f.Indicator
	if f.Change == nil {
		return ""
	}
	period := l.Period(f.Change.From.Period)
	if !f.Change.Comparable {
		return l.Say("fact.incomparable", "period", period)
	}
	// The values are compared as they are shown, so that a reader's own subtraction agrees.
	from, to := f.Change.From, f.Change.To
	decimals := min(from.Decimals(i), to.Decimals(i))
	difference := language.Round(to.Number, to.Decimals(i)) - language.Round(from.Number, from.Decimals(i))
	amount := l.Number(math.Abs(difference), decimals)
	if i.Kind == model.Share {
		amount = l.Say("fact.points", "n", amount)
	}
	if from.Flags.Bound() || to.Flags.Bound() {
		side, certain := certainSide(from, to)
		if !certain || side == 0 {
			return l.Say("fact.bound", "period", period)
		}
		amount = l.Bound(amount, model.Flags(model.AtLeast))
	}
	in := b.inPeriod(f.Change.From.Period)
	said := l.Say("fact.nearly", "period", period) // also of 2.88 beside 2.9, which has fewer decimals
	switch rounded := language.Round(difference, decimals); {
	case from.Number == to.Number:
		said = l.Say("fact.same", "period", period)
	case b.shownAlike(from, to, i):
	case b.isOpen(from, i) || b.isOpen(to, i): // "> 99": no amount can be told
		said = l.Say("fact.side."+sideNames[cmp.Compare(to.Number, from.Number)], "in", in)
	case rounded > 0:
		said = l.Say("fact.higher", "amount", amount, "in", in)
	case rounded < 0:
		said = l.Say("fact.lower", "amount", amount, "in", in)
	}
	return b.passedOver(said, f, from.Period, to.Period)
}

// passedOver adds to what is said of two points which periods of their season lie between them without
// a number: "1 lager dan in 2023; niet getoond: 2024".
func (b *book) passedOver(said string, f *report.Facts, from, to model.Period) string {
	var hidden, missing []string
	for _, p := range f.Values.Points {
		switch {
		case !from.Before(p.Period) || !p.Period.Before(to) || p.Period.Part != to.Part:
		case p.State.Hidden():
			hidden = append(hidden, b.language.Period(p.Period))
		case p.State != report.Shown:
			missing = append(missing, b.language.Period(p.Period))
		}
	}
	if len(hidden) > 0 {
		said = b.language.Say("fact.passed.hidden", "text", said, "periods", b.language.List(hidden))
	}
	if len(missing) > 0 {
		said = b.language.Say("fact.passed.missing", "text", said, "periods", b.language.List(missing))
	}
	return said
}

// sideNames are the sides as the theme's words name them.
var sideNames = map[int]string{-1: "lower", 0: "equal", 1: "higher"}

// shownAlike reports whether two values are written with the same digits. Words beside these must not
// say that one is higher: 10.04 and 9.98 are both 10.0.
func (b *book) shownAlike(from, to report.Point, i *model.Indicator) bool {
	was, _ := b.pointAndUnit(from, i)
	is, _ := b.pointAndUnit(to, i)
	return was == is
}

// isOpen reports whether a value is written as one beyond another: 99.7 % as "> 99 %".
func (b *book) isOpen(p report.Point, i *model.Indicator) bool {
	low, high := i.Kind.Bounds()
	decimals := p.Decimals(i)
	return b.language.Within(p.Number, decimals, low, high) != b.language.Number(p.Number, decimals)
}

// certainSide reports on which side of one point another lies, whatever they stand for when they are
// bounds: 1 for above. Nothing is certain when a bound may lie on either side.
func certainSide(from, to report.Point) (side int, certain bool) {
	wasLow, wasHigh := from.Flags.Between(from.Number)
	low, high := to.Flags.Between(to.Number)
	switch {
	case low > wasHigh:
		return 1, true
	case high < wasLow:
		return -1, true
	}
	return 0, low == high && wasLow == wasHigh
}

// inPeriod names a period in a sentence: "in het 2e kwartaal 2026".
func (b *book) inPeriod(p model.Period) string {
	return b.language.Say("figure.in."+p.Frequency.String(), "period", b.language.Period(p))
}

// targetText says how an indicator stands against its target, and why the interval beside it plays no
// part when that holds the target. key is the state of the target, for the style sheet.
func (b *book) targetText(i *model.Indicator) (text, key string) {
	if i.Target == nil {
		return "", ""
	}
	v := b.report.Verdict(i)
	key = string(v.Aim)
	text = b.language.Say("verdict.aim."+key, "target", b.language.Say("fact.target.named", "bound", b.targetBound(i)))
	answered := v.Aim == model.TargetReached || v.Aim == model.TargetMissed
	if e := v.Expected; answered && e != nil && e.Low <= *i.Target && *i.Target <= e.High {
		text = b.language.Say("verdict.aim-inside", "text", text)
	}
	return text, key
}

// targetBound writes a target as a bound: "ten hoogste 3,5 %, uiterlijk in 2027".
func (b *book) targetBound(i *model.Indicator) string {
	value, _ := b.valueAndUnit(*i.Target, i)
	bound := "fact.target.lower"
	if i.Direction == model.Higher {
		bound = "fact.target.higher"
	}
	return b.byYear(b.language.Say(bound, "target", value), i)
}

// targetFact writes a target with its unit and its date.
func (b *book) targetFact(i *model.Indicator) string {
	value, unit := b.valueAndUnit(*i.Target, i)
	return b.byYear(strings.TrimSpace(value+" "+unit), i)
}

// byYear adds the year by which a target must be met, if there is one.
func (b *book) byYear(target string, i *model.Indicator) string {
	if i.TargetBy == 0 {
		return target
	}
	return b.language.Say("fact.target.by", "target", target, "year", strconv.Itoa(i.TargetBy))
}

// Assurance says on which side of the target the usual values of an indicator lie, beside a symbol
// that differs in shape.
type Assurance struct {
	Key  string // good, bad, chance, too-few
	Text string // "Gebruikelijk: streefwaarde steeds gehaald"
}

func (b *book) assurance(i *model.Indicator) *Assurance {
	a := b.report.Verdict(i).Assurance
	if a == report.NoAssurance {
		return nil
	}
	return &Assurance{string(a), b.language.Say("verdict.assurance." + string(a))}
}

// standing says in a sentence or two how many indicators a category has, and how many reached their
// target. Examples are not counted against targets.
func (b *book) standing(category string) string {
	s, l := b.report.Standing(category), b.language
	switch {
	case s.Indicators == 0:
		return l.Say("page.standing.none")
	case s.Examples == s.Indicators:
		return l.Count("page.standing.examples", s.Indicators)
	}
	first := l.Count("page.standing.all", s.Indicators)
	if s.Examples > 0 {
		first = l.Count("page.standing.some", s.Indicators, "real", l.Whole(s.Indicators-s.Examples))
	}
	if s.WithTarget == 0 {
		return first + " " + l.Say("page.standing.no-target")
	}
	first += " " + l.Count("page.standing.target", s.WithTarget, "reached", l.Whole(s.Reached))
	if s.Untold > 0 {
		first += " " + l.Count("page.standing.untold", s.Untold)
	}
	return first
}
