package report

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// publication is another report that readers know, of an earlier edition or of this one for a wider
// audience, and what it says about a group of indicators.
type publication struct {
	*Report
	counterparts map[*model.Indicator]*model.Indicator // the same counts in that report
}

// publications returns the known reports, the latest first.
func (r *Report) publications(group []*model.Indicator) []*publication {
	publications := make([]*publication, len(r.known))
	for n, k := range r.known {
		publications[n] = &publication{k, make(map[*model.Indicator]*model.Indicator)}
	}
	for _, i := range group {
		for n, id := range r.knownIDs(i) {
			if other := r.known[n].Edition.Indicator(id); other != nil && other.Kind == model.Count {
				publications[n].counterparts[i] = other
			}
		}
	}
	slices.Reverse(publications)
	return publications
}

// knownIDs returns the id of an indicator in each known report. An indicator that is called x, and
// old in the edition before (Formerly), has the id old in that edition and in those before it,
// until one of these says that it was formerly something else.
func (r *Report) knownIDs(i *model.Indicator) []string {
	ids := make([]string, len(r.known))
	id, formerly, year := i.ID, i.Formerly, r.Edition.Year
	for n := len(r.known) - 1; n >= 0; n-- {
		e := r.known[n].Edition
		if e.Year != year && formerly != "" && e.Indicator(formerly) != nil {
			id = formerly
		}
		if other := e.Indicator(id); other != nil {
			formerly = other.Formerly
		}
		ids[n], year = id, e.Year
	}
	return ids
}

// value returns the value that the publication has for a number of this report, or nil.
func (p *publication) value(at Coordinates) *model.Value {
	other := p.counterparts[at.Indicator]
	if other == nil {
		return nil
	}
	if at.Breakdown == nil || at.Part >= 0 {
		return valueAt(other, at)
	}
	// What a total leaves over is the number of the member that is left out, when that is only one.
	if members := leftOut(at.Breakdown, at.Period); len(members) == 1 {
		return partValue(other, at.Breakdown.Dimension.ID, members[0].Key, at.Period)
	}
	return nil
}

// inform adds to a cell what a reader knows from the publication, when its number is the same
// there.
func (p *publication) inform(d *disclosure.Cell, c *cell) {
	v := p.value(c.at)
	if !given(v) || !given(c.value) && !c.remainder || int64(v.Number) != d.Value {
		return
	}
	if p.state(p.counterparts[c.at.Indicator], v) == Shown {
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
		d.Elsewhere = intersect(d.Elsewhere, h.says)
	}
}

// intersect returns what two ranges have in common.
func intersect(a, b disclosure.Range) disclosure.Range {
	return disclosure.Range{Low: max(a.Low, b.Low), High: min(a.High, b.High)}
}

// addRevised adds the sums of an earlier edition in which a number was revised since.
//
//	       before      now
//	A       3  <5       3  <5
//	B       9  hidden   9  ?
//	C       9  9       20  ?
//	all    21  21      32  32
//
// If this edition hid C and showed B, the sum of the edition before would reveal A: 21 − 9 − 9 = 3.
// So the sum of before is added as well. A number that is the same in both editions, such as B, has
// one cell. An earlier number that was revised, such as C, is known when it was shown, and
// otherwise gets its own cell, which is protected like those of this edition.
func (t *tabulation) addRevised(group []*model.Indicator, p *publication) {
	if p.Edition.Year == t.Edition.Year {
		return // a wider audience sees the same numbers
	}
	var earlier []*model.Indicator
	now := make(map[*model.Indicator]*model.Indicator)
	for _, i := range group {
		if other := p.counterparts[i]; other != nil {
			earlier = append(earlier, other)
			now[other] = i
		}
	}
	totals := t.totals
	firstCell, firstSum := len(t.cells), len(t.table.Relations)
	t.totals = make(map[Coordinates]int)
	t.tabulate(earlier, func(c cell, number float64) int {
		at := c.at
		at.Indicator = now[at.Indicator]
		if given(c.value) {
			n, ok := t.ownCell(at, totals)
			if ok && given(t.cells[n].value) && t.cells[n].value.Number == c.value.Number {
				t.index[c.value] = n
				return n
			}
		}
		c.of = p.Report
		d := disclosure.Cell{Value: int64(number), Access: disclosure.Unpublished, Mark: anything}
		switch {
		case c.remainder:
			if n, ok := t.ownRemainder(at, d.Value); ok {
				return n
			}
			c.secret = Small
			d.Access, d.Need = disclosure.Sensitive, p.smallCounts(c.at.Indicator)
		case c.value != nil:
			c.secret = p.countSecret(c.at.Indicator, c.value)
			if h, ok := p.hidden[c.value]; ok {
				p.setAccess(&d, c)
				d.Mark, d.Elsewhere = h.says, h.says
				if d.Access == disclosure.Open {
					d.Access = disclosure.Unpublished
				}
			} else {
				d.Access = disclosure.Known
			}
		}
		return t.addCell(c, d)
	})
	t.totals = totals
	// A sum of which nothing was revised is there already. One of which everything was revised has
	// nothing to do with the numbers of now.
	kept := t.table.Relations[:firstSum]
	for _, sum := range t.table.Relations[firstSum:] {
		own, revised := false, false
		for _, c := range append([]int{sum.Total}, sum.Parts...) {
			own, revised = own || c < firstCell, revised || c >= firstCell
		}
		if own && revised {
			kept = append(kept, sum)
		}
	}
	t.table.Relations = kept
}

// ownCell returns the cell of this edition at coordinates of an indicator of this edition. The
// breakdown may be that of an earlier edition. totals are the cells of the wholes.
func (t *tabulation) ownCell(at Coordinates, totals map[Coordinates]int) (int, bool) {
	if at.Breakdown == nil {
		n, ok := totals[Coordinates{Indicator: at.Indicator, Period: at.Period}]
		return n, ok
	}
	n, ok := t.index[partValue(at.Indicator, at.Breakdown.Dimension.ID, at.Member(), at.Period)]
	return n, ok
}

// ownRemainder returns the cell of what this edition leaves out of the same breakdown, when that is
// the same number.
func (t *tabulation) ownRemainder(at Coordinates, number int64) (int, bool) {
	for n, c := range t.cells {
		b := c.at.Breakdown // nil for what a sum of indicators leaves over
		if c.remainder && c.of == t.Report && c.at.Indicator == at.Indicator && c.at.Period == at.Period &&
			b != nil && b.Dimension.ID == at.Breakdown.Dimension.ID && t.table.Cells[n].Value == number {
			return n, true
		}
	}
	return 0, false
}
