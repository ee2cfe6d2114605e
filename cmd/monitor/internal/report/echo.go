package report

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// A share that is delivered as such, times what it is a part of, is a count; so is a rate times its denominator, and a copy of
// the count itself. When that count is hidden, the other number gives it away. Where the data say what a number is made of, it is
// hidden with it (share.go). Where they do not, nobody can know but by the numbers, and anybody can try them:
//
//   - A number is held against each count that is hidden somewhere: multiplied by what the data say it is a part of, or else by
//     each count that others are divided by. Of a share the rest is tried too: who is not absent is present.
//   - It must come to the count, within what rounding leaves, in every period and part of which both have a number.
//   - It must tell something of a hidden one: leave fewer numbers possible than that must keep.
//   - It must be more than chance. A number x is met by chance by w of the x + 1 numbers up to it, w being how many rounding
//     leaves; a zero is met by anything. All of these multiplied, times the number of trials (Bonferroni), may come to 5 % at the
//     most. Trials with a count of the same aspect, or over a denominator that both have, are reckoned apart from the many
//     others.
//
// Very short series are not told from chance. When the data say that both are a part of the same, or divided by the same, and they
// agree as far as they go, the owner is asked.

// Echo is a number that is shown and gives a hidden count away.
type Echo struct {
	Place                  // of the number
	Of    *Report          // this report, or an earlier one that shows it
	Count Place            // of the hidden count, in this report
	Base  *model.Indicator // by what it is multiplied; nil when its own values say it, or when it is a count itself
	// Unsure tells that it may be chance.
	Unsure bool
}

const (
	echoChance   = 0.05
	unsureChance = 0.5 // of one trial, between numbers of the same denominator
)

// counted is a number of an indicator that is hidden somewhere.
type counted struct {
	place  Place
	number float64
	hidden bool
	keep   disclosure.Range // what must remain possible of a hidden one
}

// trial is a way to come from one number to another, and how it went.
type trial struct {
	echo   Echo
	chance float64
	near   bool
	tied   bool // both are declared to be of the same base
}

// Echoes finds what gives hidden counts away in another guise, in this report and in those of earlier editions.
func (r *Report) Echoes() []Echo {
	trials := make([]trials, len(r.tabulations))
	each(len(trials), func(n int) { trials[n] = r.tabulations[n].echoes() })
	var far, near float64
	for _, t := range trials {
		far, near = far+t.far, near+t.near
	}
	var out []Echo
	for _, t := range trials {
		for _, f := range t.found {
			n := far
			if f.near {
				n = near
			}
			f.echo.Unsure = f.chance*n > echoChance
			if !f.echo.Unsure || f.tied && f.chance <= unsureChance && f.echo.Of == r {
				out = append(out, f.echo)
			}
		}
	}
	return out
}

// trials are those that found something, and how many there were.
type trials struct {
	found     []trial
	far, near float64
}

// echoes tries everything for the counts of a table.
func (t *tabulation) echoes() (all trials) {
	linked := make(map[*model.Indicator]bool)
	for _, c := range t.cells {
		linked[c.place.Indicator] = true
	}
	for _, i := range t.Edition.Indicators {
		if !linked[i] {
			continue
		}
		numbers, hidden := t.counted(i)
		for _, k := range t.editions() {
			name := t.nameIn(k, i)
			for _, j := range k.Edition.Indicators {
				if !hidden || k == t.Report && linked[j] {
					continue // all that a reader can add up has been reckoned with
				}
				best, far, near := t.try(i, numbers, k, j, name)
				all.far, all.near = all.far+far, all.near+near
				if best != nil {
					all.found = append(all.found, *best)
				}
			}
		}
	}
	return all
}

// editions are this report and the last of each earlier edition.
func (r *Report) editions() []*Report {
	out := []*Report{r}
	for n := len(r.known) - 1; n >= 0; n-- {
		if r.known[n].Edition.Year != r.Edition.Year {
			out = append(out, r.known[n])
		}
	}
	return out
}

// nameIn is the id of an indicator in the edition of another report.
func (r *Report) nameIn(k *Report, i *model.Indicator) string {
	id, formerly := i.ID, i.Formerly
	for n := len(r.known) - 1; n >= 0 && k != r; n-- {
		other := r.known[n]
		if other.Edition.Year == r.Edition.Year {
			continue
		}
		if formerly != "" && other.Edition.Indicator(formerly) != nil {
			id, formerly = formerly, ""
		}
		if o := other.Edition.Indicator(id); o != nil {
			formerly = o.Formerly
		}
		if other == k {
			break
		}
	}
	return id
}

// counted are the numbers of an indicator; hidden reports whether any of them is.
func (t *tabulation) counted(i *model.Indicator) (out []counted, hidden bool) {
	add := func(at Place, values []model.Value) {
		for n := range values {
			v := &values[n]
			if v.Missing {
				continue
			}
			at.Period = v.Period
			c := counted{place: at, number: v.Number, hidden: t.state(i, v).Hidden()}
			hidden = hidden || c.hidden
			near := int64(t.Threshold) - 1
			c.keep = disclosure.Range{Low: max(0, int64(v.Number)-near), High: int64(v.Number) + near}
			if n, ok := t.at[v]; ok && t.table.Cells[n].Access == disclosure.Sensitive {
				c.keep = t.table.Cells[n].Need
			}
			out = append(out, c)
		}
	}
	add(Place{Indicator: i}, i.Values)
	for _, b := range i.Breakdowns {
		for n, p := range b.Parts {
			add(Place{Indicator: i, Breakdown: b, Part: n}, p.Values)
		}
	}
	return out, hidden
}

// try tries all ways from an indicator of a report to a count of this one. name is the id of the count there. best is the way
// that is least by chance, of those that tell something; far and near are how many were tried.
func (t *tabulation) try(i *model.Indicator, all []counted, k *Report, j *model.Indicator, name string) (best *trial, far, near float64) {
	own := k == t.Report
	declared := j.Numerator != nil && j.Numerator.ID == name || !own && j.ID == name
	switch {
	case j.Frequency != i.Frequency || j.Unrelated || j.Numerator != nil && !declared:
		return nil, 0, 0
	case j.Kind == model.Count && !own:
		return nil, 0, 0 // what it tells has been reckoned with, when it is known to be the same
	}
	for _, w := range ways(k, j, i) {
		close := w.base != nil && related(w.base, i) || i.Aspect != nil && j.Aspect != nil && i.Aspect.ID == j.Aspect.ID
		for _, rest := range []bool{false, true} {
			if rest && j.Kind != model.Share {
				continue
			}
			chance, at, common := t.match(all, k, j, w, rest, declared)
			if !common {
				continue
			}
			if close {
				near++
			} else {
				far++
			}
			if at != nil && (best == nil || chance < best.chance) {
				tells := Place{Indicator: j, Period: at.place.Period}
				if b := at.place.Breakdown; b != nil {
					tells.Breakdown = j.Breakdown(b.Dimension.ID)
					tells.Part = slices.IndexFunc(tells.Breakdown.Parts, func(p model.Part) bool { return p.Member.Key == at.place.Member() })
				}
				best = &trial{Echo{Place: tells, Of: k, Count: at.place, Base: w.base}, chance, close, j.Base != nil && related(j.Base, i)}
			}
		}
	}
	return best, far, near
}

// way is by what numbers are multiplied: what another indicator counts, per so many.
type way struct {
	base *model.Indicator // nil: what the values themselves say, or nothing
	per  float64
}

// ways are those from an indicator to a count.
func ways(k *Report, j, count *model.Indicator) []way {
	switch {
	case j.Kind == model.Count:
		return []way{{nil, 1}}
	case j.Kind == model.Share && j.HasBase(nil):
		return []way{{j.Base, 100}}
	case j.Kind != model.Share && j.Kind != model.Rate:
		return nil
	}
	var out []way
	for _, base := range k.denominators() {
		if base.Frequency != j.Frequency || base.ID == count.ID {
			continue
		}
		if j.Kind == model.Share {
			out = append(out, way{base, 100})
			continue
		}
		for per := 1.0; per <= 1e6; per *= 10 {
			out = append(out, way{base, per})
		}
	}
	return out
}

// denominators are the counts that anything is divided by, and those that count others and more.
func (r *Report) denominators() []*model.Indicator {
	is := make(map[*model.Indicator]bool)
	for _, i := range r.Edition.Indicators {
		is[i.Base], is[i.PartOf] = true, true
		if i.Per != nil {
			is[i.Per.Indicator] = true
		}
		if len(i.SumOf) > 1 {
			is[i] = true
		}
		if i.Aspect == nil {
			is[i] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(r.Edition.Indicators), func(i *model.Indicator) bool { return !is[i] || i.Kind != model.Count })
}

// related reports whether a count is a part of another, or divided by it.
func related(base, count *model.Indicator) bool {
	for up := count; up != nil; up = up.PartOf {
		if up.ID == base.ID || up.Per != nil && up.Per.Indicator.ID == base.ID {
			return true
		}
	}
	return slices.ContainsFunc(base.SumOf, func(part *model.Indicator) bool { return part.ID == count.ID })
}

// match goes a way for all numbers of a count. chance is how likely that is to come out as it does when it means nothing, and at
// a hidden number of which it tells something; common reports whether there was anything to compare. What is declared need not
// come out everywhere: it may have been revised since.
func (t *tabulation) match(all []counted, k *Report, j *model.Indicator, w way, rest, declared bool) (chance float64, at *counted, common bool) {
	chance = 1
	for n := range all {
		c := &all[n]
		low, high, ok := k.reach(j, w, c.place, rest)
		if !ok {
			continue
		}
		common = true
		if c.number < low || c.number > high {
			if declared {
				continue
			}
			return 1, nil, true
		}
		chance *= min(1, (high-low+1)/(c.number+1))
		if at == nil && c.hidden && !(disclosure.Range{Low: int64(low), High: int64(high)}).Holds(c.keep) {
			at = c
		}
	}
	if declared {
		chance = 0
	}
	return chance, at, common
}

// reach is between which numbers a count lies by what an indicator shows at the same place, multiplied; or, of a share, by the rest
// of it. ok is false when something is not shown.
func (r *Report) reach(j *model.Indicator, w way, place Place, rest bool) (low, high float64, ok bool) {
	v, p := r.look(j, place)
	if p.State != Shown {
		return 0, 0, false
	}
	if j.Kind == model.Count {
		return p.Number, p.Number, true
	}
	of := 0.0
	switch {
	case j.Kind == model.Share && v.Of > 0:
		of = float64(v.Of)
	case w.base != nil:
		if _, base := r.look(w.base, place); base.State == Shown {
			of = base.Number
		}
	}
	if of < 1 {
		return 0, 0, false
	}
	if j.Kind != model.Share {
		low, high = around(p.Number, j.Decimals, of/w.per)
		return low, high, true
	}
	low, high = behind(p.Number, j.Decimals, of)
	if rest {
		low, high = math.Ceil(of)-high, math.Ceil(of)-low
	}
	return low, high, true
}

// look is what an indicator holds and shows at the place of another's number.
func (r *Report) look(j *model.Indicator, place Place) (*model.Value, Point) {
	f := r.facts[j]
	v := valueAt(j, place)
	if v == nil {
		return nil, Point{State: Absent}
	}
	if place.Breakdown == nil {
		return v, f.Values.At(place.Period)
	}
	return v, f.breakdown(place.Breakdown.Dimension.ID).part(place.Member()).At(place.Period)
}
