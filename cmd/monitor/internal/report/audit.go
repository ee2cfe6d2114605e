package report

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Suppression is one number that is not shown, with what a reader can find of it. It is for the
// owner of the data, on the terminal, and never for the site.
type Suppression struct {
	Coordinates
	Of     *Report          // whose number it is: this report, or an earlier one where it was another
	Secret State            // Small, Confidential, or Withheld for one hidden for the sake of another
	Shown  State            // how it is shown instead
	Whole  bool             // it is withheld with the total, which is a secret
	Reach  disclosure.Range // the numbers that a reader cannot exclude
	Need   disclosure.Range // the numbers that must stay possible; of secrets only
	Narrow bool             // a reader can find more than is allowed
	Before *Report          // the known report that shows the number, or nil
	Method disclosure.Method
}

// Suppressions attacks the report as a reader would who sees all that is shown and knows all sums.
// It returns what such a reader can find of each hidden number, in the order of the indicators, and
// the whole of each before its parts.
//
// It takes what is shown from the facts and their rates, and not from what protect decided: a
// mistake in either is found. Numbers that are not counts have no sums, and the empty range {0, −1}
// as Reach.
func (r *Report) Suppressions() []Suppression {
	found := make([][]Suppression, len(r.tabulations))
	each(len(found), func(n int) { found[n] = r.tabulations[n].attack() })
	all := append(slices.Concat(found...), r.uncounted()...)
	order := make(map[*model.Indicator]int, len(r.Edition.Indicators))
	for n, i := range r.Edition.Indicators {
		order[i] = n
	}
	slices.SortStableFunc(all, func(a, b Suppression) int {
		return cmp.Or(cmp.Compare(order[a.Indicator], order[b.Indicator]),
			cmp.Compare(a.breakdownIndex(), b.breakdownIndex()))
	})
	return all
}

// uncounted returns the hidden numbers that are not counts.
func (r *Report) uncounted() []Suppression {
	var out []Suppression
	collect := func(at Coordinates, points []Point, values []model.Value) {
		i := at.Indicator
		for _, p := range points {
			v := valueIn(values, p.Period)
			if v == nil || !p.State.Hidden() {
				continue
			}
			at.Period = p.Period
			s := Suppression{
				Coordinates: at, Of: r, Secret: Withheld, Shown: p.State, Reach: disclosure.Range{Low: 0, High: -1},
			}
			switch {
			case v.Flags.Has(model.Confidential):
				s.Secret = Confidential
			case i.Kind == model.Share && r.shareSecret(at, v) == Small:
				s.Secret = Small
			}
			if i.Kind == model.Share || i.Numerator != nil {
				s.Before = r.shownBefore(at, v)
				s.Narrow = s.Before != nil
			}
			out = append(out, s)
		}
	}
	for _, i := range r.Edition.Indicators {
		if i.Kind == model.Count {
			continue
		}
		f := r.facts[i]
		collect(Coordinates{Indicator: i}, f.Values.Points, i.Values)
		for n, b := range f.Breakdowns {
			split := i.Breakdowns[n]
			for m, part := range b.Parts {
				at := Coordinates{Indicator: i, Breakdown: split, Part: m}
				collect(at, part.Points, split.Parts[m].Values)
			}
		}
	}
	return out
}

// attack finds what a reader can find of the hidden numbers of the table.
func (t *tabulation) attack() []Suppression {
	published := make([]disclosure.Published, len(t.cells))
	var wanted []int
	for n, c := range t.cells {
		d := &t.table.Cells[n]
		switch {
		case c.of == t.Report && c.value != nil:
			published[n] = t.published(c, d)
			if published[n].Hidden || c.secret != Shown {
				wanted = append(wanted, n)
			}
		case d.Access == disclosure.Known:
			published[n].Value = d.Value
			if c.remainder && c.of == t.Report {
				wanted = append(wanted, n)
			}
		case c.remainder && c.of == t.Report:
			// The site shows nothing here. But if another number is hidden for its sake, a reader
			// knows as much as from a mark.
			published[n] = disclosure.Published{Hidden: true, Says: t.result.Says[n]}
			wanted = append(wanted, n)
		default:
			published[n] = disclosure.Published{Hidden: true, Says: d.Mark}
			if d.Access == disclosure.Sensitive {
				wanted = append(wanted, n)
			}
		}
	}
	reach := disclosure.Attack(published, t.table.Relations, wanted)
	out := make([]Suppression, len(wanted))
	for n, index := range wanted {
		c, d := t.cells[index], &t.table.Cells[index]
		s := Suppression{
			Coordinates: c.at, Of: c.of, Secret: c.secret, Shown: c.of.state(c.at.Indicator, c.value),
			Whole: c.withTotal, Reach: reach[n], Need: d.Need, Before: c.before, Method: t.result.Method,
		}
		if c.secret != Shown {
			s.Narrow = c.before != nil || !reach[n].Holds(d.Need)
		} else {
			s.Secret = Withheld
			s.Narrow = d.Access == disclosure.Open && reach[n].Low >= reach[n].High
		}
		out[n] = s
	}
	return out
}

// published returns what the facts show of a number. A count can be had from its rate as well.
func (t *tabulation) published(c cell, d *disclosure.Cell) disclosure.Published {
	f := t.facts[c.at.Indicator]
	series := f.Values
	if b := c.at.Breakdown; b != nil {
		series = f.Breakdowns[c.at.breakdownIndex()].Parts[c.at.Part]
	}
	p := series.At(c.at.Period)
	switch {
	case p.State == Shown:
		return disclosure.Published{Value: int64(p.Number)}
	case c.at.Breakdown == nil && f.Rates.At(c.at.Period).State == Shown, d.Access == disclosure.Known:
		return disclosure.Published{Value: d.Value}
	}
	says := anything
	if h, ok := t.hidden[c.value]; ok {
		says = h.says
	} else if p.State == Small {
		says = t.smallCounts(c.at.Indicator)
	}
	if d.Elsewhere != (disclosure.Range{}) {
		says = intersect(says, d.Elsewhere)
	}
	return disclosure.Published{Hidden: true, Says: says}
}
