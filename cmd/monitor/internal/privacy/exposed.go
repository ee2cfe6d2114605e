package privacy

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Finding is a number that is not published as it is, with what readers can find out about it. It
// is for the owner of the data, on the terminal, and never for the site.
type Finding struct {
	Coordinates
	Of     *Publication // where it is: here, or in an earlier publication that has another number for it
	Secret State        // Small, Confidential, Withheld, or Shown for a number that is rounded
	Shown  State        // how it is published
	// Part is true for a number that has no place of its own on the site, such as what the parts
	// leave over from a total, or the incidents that one indicator counts and another does not.
	Part      bool
	WithWhole bool         // it is a part that is withheld since its whole is hidden
	Possible  Range        // the numbers that are proven possible; {0, −1} for one that is no count
	Need      Range        // the numbers that must stay possible, unless Few
	Few       bool         // any three numbers must stay possible
	Exposed   bool         // readers can find more than is allowed
	Before    *Publication // the known publication that shows the number, or nil
}

// closeness limits how near a reader may come to a confidential count: no nearer than 1/10 of it,
// and no nearer than the largest small count. With a threshold of 5, 120 must stay possible from
// 108 to 132, and 9 from 5 to 13. (The p% rule with p = 10; Hundepool and others, Statistical
// Disclosure Control, 2012, chapter 4.)
const closeness = 10

// fewest is how many numbers must stay possible for one that is hidden to protect another.
const fewest = 3

// farthest is how far from the true number the walk looks for other numbers.
const farthest = 25

// Findings attacks the publication as a reader would who sees all that is published, knows all
// sums, and knows what is published elsewhere. It returns a finding for each hidden number, and for
// each rounded number that readers can find, in the order of the indicators.
func (p *Publication) Findings() []Finding {
	tables := append(p.sumTables(), p.incidentTables()...)
	found := make([][]Finding, len(tables))
	var group sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for n := range next {
				found[n] = tables[n].attack()
			}
		})
	}
	for n := range tables {
		next <- n
	}
	close(next)
	group.Wait()
	all := append(slices.Concat(found...), p.derivedFindings()...)
	order := make(map[*model.Indicator]int, len(p.Edition.Indicators))
	for n, i := range p.Edition.Indicators {
		order[i] = n
	}
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(order[a.Indicator], order[b.Indicator]),
			cmp.Compare(a.breakdownIndex(), b.breakdownIndex()))
	})
	return all
}

// attack returns the findings of a table: one for each hidden number, and one for each rounded
// number that readers can find.
func (t *table) attack() []Finding {
	t.settle()
	var out []Finding
	for _, w := range t.wants {
		if w.Secret == Shown {
			// A rounded number is safe when one other number is possible.
			w.Possible = t.reach(w.counts, 1)
			if w.Exposed = w.Possible.Low == w.Possible.High; w.Exposed {
				out = append(out, w.Finding)
			}
			continue
		}
		w.Possible = t.reach(w.counts, max(farthest, w.Need.High-w.Need.Low))
		w.Exposed = w.Before != nil || !w.Possible.Holds(w.Need)
		if w.Few {
			w.Exposed = w.Possible.High-w.Possible.Low+1 < fewest
		}
		if w.Possible.High-w.value(t) >= farthest {
			w.Possible.High = Unbounded
		}
		out = append(out, w.Finding)
	}
	return out
}

// value returns the sum that readers must not find.
func (w *want) value(t *table) (value int64) {
	for _, c := range w.counts {
		value += t.counts[c].value
	}
	return value
}

// wanted returns what must stay possible of a value that is not published as it is. ok is false
// when nothing must: the value is published as it is, or it is rounded and not a small count.
func (p *Publication) wanted(at Coordinates, v *model.Value, value int64) (w want, ok bool) {
	i := at.Indicator
	published := p.Of(i, v)
	w.Finding = Finding{Coordinates: at, Of: p, Shown: published.State, Secret: published.State}
	small := p.smallCounts(i)
	switch {
	case published.State == Shown:
		return w, published.Rounded && value >= 1 && value < int64(p.privacy.Threshold)
	case published.State == Confidential:
		near := max(int64(p.privacy.Threshold)-1, (value+closeness-1)/closeness)
		w.Need = Range{max(0, value-near), value + near}
	case published.State.Hidden() && i.Kind == model.Count && small.Has(value) && !p.wholeHidden(at):
		w.Secret, w.Need = Small, small
	case published.State.Hidden():
		w.Few, w.WithWhole = true, p.wholeHidden(at)
	default:
		return w, false
	}
	return w, true
}

// wholeHidden reports whether a number is a part of a whole that is hidden.
func (p *Publication) wholeHidden(at Coordinates) bool {
	whole := valueIn(at.Indicator.Values, at.Period)
	return at.Breakdown != nil && exists(whole) && p.Of(at.Indicator, whole).State.Hidden()
}

// shownBefore returns a known publication that shows a number as it is, or nil.
func (p *Publication) shownBefore(at Coordinates, v *model.Value) *Publication {
	for _, k := range p.known {
		i, was := p.counterpart(at, k)
		if published := k.Of(i, was); given(was) && given(v) && was.Number == v.Number &&
			published.State == Shown && !published.Rounded {
			return k
		}
	}
	return nil
}

// derivedFindings returns the findings of hidden numbers that are neither counts nor shares.
func (p *Publication) derivedFindings() []Finding {
	var out []Finding
	for _, i := range p.Edition.Indicators {
		if i.Kind == model.Count || i.Kind == model.Share {
			continue // they have tables
		}
		p.each(i, func(at Coordinates, v *model.Value) {
			published := p.Of(i, v)
			if !published.State.Hidden() {
				return
			}
			f := Finding{Coordinates: at, Of: p, Shown: published.State, Secret: published.State,
				Possible: Range{0, -1}, Before: p.shownBefore(at, v)}
			f.Exposed = f.Before != nil
			out = append(out, f)
		})
	}
	return out
}
