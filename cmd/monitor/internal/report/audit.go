package report

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Suppression is one number that is not shown, with what an outsider can find of it. It is for the owner of the data, on the
// terminal, and never for the site.
type Suppression struct {
	Place
	Of     *Report // this report, or an earlier one whose number was another
	Secret State   // Small or Confidential; Withheld for a number that is hidden for the sake of another
	Shown  State   // how the number is shown instead
	Whole  bool    // is withheld with the total, which is a secret
	Reach  disclosure.Range
	Need   disclosure.Range // what must remain possible; of secrets only
	// Narrow tells that an outsider can find more than is allowed. Before is the report that shows the number, when one does.
	Narrow bool
	Before *Report
	Method disclosure.Method // how what is hidden with it was chosen
}

// Suppressions attacks the report as somebody would who sees all that is shown, and returns what can be found of every number
// that is not: in the order of the indicators, and of each the whole first. What it takes to be shown is what the facts say,
// with their rates, and not what was decided on the way there. Of numbers that are no counts nobody knows how they add up;
// their Reach is the empty range {0, −1}.
func (r *Report) Suppressions() []Suppression {
	found := make([][]Suppression, len(r.tabulations))
	each(len(found), func(n int) { found[n] = r.tabulations[n].attack() })
	all := append(slices.Concat(found...), r.uncounted()...)
	order := make(map[*model.Indicator]int, len(r.Edition.Indicators))
	for n, i := range r.Edition.Indicators {
		order[i] = n
	}
	slices.SortStableFunc(all, func(a, b Suppression) int {
		return cmp.Or(cmp.Compare(order[a.Indicator], order[b.Indicator]), cmp.Compare(a.breakdown(), b.breakdown()))
	})
	return all
}

// uncounted are the numbers that are hidden and are no counts.
func (r *Report) uncounted() []Suppression {
	var out []Suppression
	for _, i := range r.Edition.Indicators {
		if i.Kind == model.Count {
			continue
		}
		f := r.facts[i]
		hidden := func(at Place, points []Point, values []model.Value) {
			for _, p := range points {
				v := valueIn(values, p.Period)
				if v == nil || !p.State.Hidden() {
					continue
				}
				at.Period = p.Period
				s := Suppression{Place: at, Of: r, Secret: Withheld, Shown: p.State, Reach: disclosure.Range{Low: 0, High: -1}}
				switch {
				case v.Flags.Has(model.Confidential):
					s.Secret = Confidential
				case i.Kind == model.Share && r.tells(at, v) == Small:
					s.Secret = Small
				}
				if i.Kind == model.Share || i.Numerator != nil {
					s.Before = r.shownBefore(at, v)
					s.Narrow = s.Before != nil
				}
				out = append(out, s)
			}
		}
		hidden(Place{Indicator: i}, f.Values.Points, i.Values)
		for n, b := range f.Breakdowns {
			for m, part := range b.Parts {
				hidden(Place{Indicator: i, Breakdown: i.Breakdowns[n], Part: m}, part.Points, i.Breakdowns[n].Parts[m].Values)
			}
		}
	}
	return out
}

// breakdown is which of the indicator's breakdowns it is, or -1 for the whole.
func (p Place) breakdown() int { return slices.Index(p.Indicator.Breakdowns, p.Breakdown) }

func (t *tabulation) attack() []Suppression {
	published := make([]disclosure.Published, len(t.cells))
	var wanted []int
	for n, c := range t.cells {
		d := &t.table.Cells[n]
		switch {
		case c.of == t.Report && c.value != nil:
			published[n] = t.shown(c, d)
			if published[n].Hidden || c.secret != Shown {
				wanted = append(wanted, n)
			}
		case d.Access == disclosure.Known:
			published[n].Value = d.Value
			if c.gap && c.of == t.Report {
				wanted = append(wanted, n)
			}
		case c.gap && c.of == t.Report:
			// Nothing stands there; but that something is hidden for it tells what a mark would.
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
	for n, at := range wanted {
		c, d := t.cells[at], &t.table.Cells[at]
		s := Suppression{Place: c.place, Of: c.of, Secret: c.secret, Shown: c.of.state(c.place.Indicator, c.value), Whole: c.blank,
			Reach: reach[n], Need: d.Need, Before: c.before, Method: t.result.Method}
		switch {
		case c.secret != Shown:
			s.Narrow = c.before != nil || !reach[n].Holds(d.Need)
		default:
			s.Secret = Withheld
			s.Narrow = d.Access == disclosure.Open && reach[n].Low >= reach[n].High
		}
		out[n] = s
	}
	return out
}

// shown is what the facts show of a number.
func (t *tabulation) shown(c cell, d *disclosure.Cell) disclosure.Published {
	f := t.facts[c.place.Indicator]
	points := f.Values.Points
	if b := c.place.Breakdown; b != nil {
		points = f.Breakdowns[slices.Index(c.place.Indicator.Breakdowns, b)].Parts[c.place.Part].Points
	}
	p := points[c.place.Period.Ordinal()-points[0].Period.Ordinal()]
	if p.State == Shown {
		return disclosure.Published{Value: int64(p.Number)}
	}
	if c.place.Breakdown == nil && len(f.Rates.Points) > 0 {
		for _, rate := range f.Rates.Points {
			if rate.Period == p.Period && rate.State == Shown {
				return disclosure.Published{Value: d.Value} // it is the rate times what it is a rate of
			}
		}
	}
	if d.Access == disclosure.Known {
		return disclosure.Published{Value: d.Value}
	}
	says := anything
	if h, ok := t.hidden[c.value]; ok {
		says = h.says
	} else if p.State == Small {
		says = t.small(c.place.Indicator)
	}
	if e := d.Elsewhere; e != (disclosure.Range{}) {
		says = disclosure.Range{Low: max(says.Low, e.Low), High: min(says.High, e.High)}
	}
	return disclosure.Published{Hidden: true, Says: says}
}

// state tells what may be shown of a value.
func (r *Report) state(i *model.Indicator, v *model.Value) State {
	if v == nil {
		return Absent
	}
	if h, ok := r.hidden[v]; ok {
		return h.state
	}
	if v.Missing && !v.Flags.Has(model.Confidential) {
		return Missing
	}
	return r.secret(i, v)
}
