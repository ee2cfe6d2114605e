package report

import (
	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// past is what another report tells of indicators: an earlier edition, or the same one as a wider audience sees it.
type past struct {
	*Report
	as map[*model.Indicator]*model.Indicator // what each is called there
}

// past finds what known reports say of some indicators. An indicator goes by its own id in an earlier edition, or by the one
// that it had.
func (r *Report) past(group []*model.Indicator, known []*Report) []*past {
	type name struct{ id, formerly string }
	names := make(map[*model.Indicator]name, len(group))
	for _, i := range group {
		names[i] = name{i.ID, i.Formerly}
	}
	year := r.Edition.Year
	var out []*past
	for n := len(known) - 1; n >= 0; n-- {
		k := known[n]
		p := &past{k, make(map[*model.Indicator]*model.Indicator)}
		for _, i := range group {
			is := names[i]
			id := is.id
			if k.Edition.Year != year && is.formerly != "" && k.Edition.Indicator(is.formerly) != nil {
				id = is.formerly
			}
			if o := k.Edition.Indicator(id); o != nil && o.Kind == model.Count {
				p.as[i] = o
				names[i] = name{o.ID, o.Formerly}
			}
		}
		year = k.Edition.Year
		out = append(out, p)
	}
	return out
}

// value is what the report holds at the place of another report's number, or nil.
func (p *past) value(place Place) *model.Value {
	o := p.as[place.Indicator]
	if o == nil {
		return nil
	}
	if place.Breakdown == nil || place.Part >= 0 {
		return valueAt(o, place)
	}
	// What is left of a total is known of one member, when only one is left out.
	if out := leftOut(place.Breakdown, place.Period); len(out) == 1 {
		return partIn(o, place.Breakdown.Dimension.ID, out[0].Key, place.Period)
	}
	return nil
}

// partIn is what an indicator holds for a member of a dimension, or nil.
func partIn(i *model.Indicator, dimension, key string, period model.Period) *model.Value {
	b := i.Breakdown(dimension)
	if b == nil {
		return nil
	}
	for _, part := range b.Parts {
		if part.Member.Key == key {
			return valueIn(part.Values, period)
		}
	}
	return nil
}

// tell adds what a reader knows from the report of a number that is the same there.
func (p *past) tell(d *disclosure.Cell, c *cell) {
	v := p.value(c.place)
	if !given(v) || !given(c.value) && !c.gap || int64(v.Number) != d.Value {
		return
	}
	o := p.as[c.place.Indicator]
	if p.state(o, v) == Shown {
		d.Access = disclosure.Known
		if c.secret != Shown {
			c.before = p.Report
		}
		return
	}
	if h, ok := p.hidden[v]; ok {
		if d.Elsewhere == (disclosure.Range{}) {
			d.Elsewhere = anything
		}
		d.Elsewhere.Low, d.Elsewhere.High = max(d.Elsewhere.Low, h.says.Low), min(d.Elsewhere.High, h.says.High)
	}
}

// revised adds the sums of an earlier edition in which a number was another. A number that is still the same is the same
// cell; one that was another is known, or has a cell of its own and is protected like those of this edition.
func (t *tabulation) revised(group []*model.Indicator, p *past) {
	if p.Edition.Year == t.Edition.Year {
		return // what a wider audience sees is not otherwise
	}
	var theirs []*model.Indicator
	back := make(map[*model.Indicator]*model.Indicator)
	for _, i := range group {
		if o := p.as[i]; o != nil {
			theirs = append(theirs, o)
			back[o] = i
		}
	}
	own := t.totals
	first, from := len(t.cells), len(t.table.Relations)
	t.totals = make(map[Place]int)
	t.add(theirs, func(c cell, number float64) int {
		if given(c.value) {
			place := c.place
			place.Indicator = back[c.place.Indicator]
			if at, ok := t.counterpart(place, own); ok && t.cells[at].value != nil && given(t.cells[at].value) && t.cells[at].value.Number == c.value.Number {
				t.at[c.value] = at
				return at
			}
		}
		c.of = p.Report
		d := disclosure.Cell{Value: int64(number), Access: disclosure.Unpublished, Mark: anything}
		switch {
		case c.gap:
			if at, ok := t.left(Place{Indicator: back[c.place.Indicator], Breakdown: c.place.Breakdown, Period: c.place.Period}, d.Value); ok {
				return at
			}
			c.secret = Small
			d.Access, d.Need = disclosure.Sensitive, p.small(c.place.Indicator)
		case c.value != nil:
			c.secret = p.secret(c.place.Indicator, c.value)
			if h, ok := p.hidden[c.value]; ok {
				p.access(&d, c)
				d.Mark, d.Elsewhere = h.says, h.says
				if d.Access == disclosure.Open {
					d.Access = disclosure.Unpublished
				}
			} else {
				d.Access = disclosure.Known
			}
		}
		return t.put(c, d)
	})
	t.totals = own
	// A sum of which all is as it is now says nothing new, nor does one that has nothing to do with what is now.
	kept := t.table.Relations[:from]
	for _, rel := range t.table.Relations[from:] {
		now, then := false, false
		for _, c := range append([]int{rel.Total}, rel.Parts...) {
			now, then = now || c < first, then || c >= first
		}
		if now && then {
			kept = append(kept, rel)
		}
	}
	t.table.Relations = kept
}

// counterpart finds the cell that stands at a place of this edition.
func (t *tabulation) counterpart(place Place, totals map[Place]int) (int, bool) {
	i := place.Indicator
	if place.Breakdown == nil {
		at, ok := totals[Place{Indicator: i, Period: place.Period}]
		return at, ok
	}
	at, ok := t.at[partIn(i, place.Breakdown.Dimension.ID, place.Member(), place.Period)]
	return at, ok
}

// left finds the cell of what this edition leaves out of the same breakdown, when that comes to the same.
func (t *tabulation) left(place Place, number int64) (int, bool) {
	for n, c := range t.cells {
		if c.gap && c.of == t.Report && c.place.Indicator == place.Indicator && c.place.Period == place.Period &&
			c.place.Breakdown.Dimension.ID == place.Breakdown.Dimension.ID && t.table.Cells[n].Value == number {
			return n, true
		}
	}
	return 0, false
}
