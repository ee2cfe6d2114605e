package report

import (
	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// RevisionSort is what became of a value.
type RevisionSort string

// The sorts of revision.
const (
	Corrected RevisionSort = "corrected" // another number
	Added     RevisionSort = "added"     // a number where there was none
	Withdrawn RevisionSort = "withdrawn" // none where there was one
	Reflagged RevisionSort = "reflagged" // the same number, of which something else is said
)

// Revision is a value for a past period that is not what it was in the edition before, as readers of both see it. What is
// hidden in either has no revision: not even that it changed is told.
type Revision struct {
	Indicator *model.Indicator // of this edition
	Was       *model.Indicator // the same one of the edition before
	// Dimension and Member tell which part it is of; both nil for the indicator as a whole.
	Dimension *model.Dimension
	Member    *model.Member
	Sort      RevisionSort
	From, To  Point // for one period; without a number where there is none
	Explanation

	// Absolute is To − From in the indicator's unit, and Percent that of From. They mean something only when HasDifference
	// and HasPercent say so: there are two numbers and they measure the same thing; From is not zero.
	Absolute, Percent         float64
	HasDifference, HasPercent bool
}

// Explanation is why something was revised.
type Explanation struct {
	Reason model.Text // as the data say; empty when they do not
	// Settled tells that nobody needs to say: the earlier number was provisional or an estimate, or there was none.
	Settled bool
	// Stale tells that the data give the reason that the edition before gave for a revision of its own, which is
	// therefore not in Reason.
	Stale bool
}

// Unexplained reports whether a reason is owed.
func (e Explanation) Unexplained() bool { return e.Reason.Empty() && !e.Settled }

// Redefinition is an indicator that measures something else than it did in the edition before, and why.
type Redefinition struct {
	compare.Redefinition
	Explanation
}

// Revisions is what was revised since the edition before. Values are in the order of the edition's indicators: of each the
// whole before its parts, oldest period first.
type Revisions struct {
	Since     *model.Edition
	Values    []*Revision
	Redefined []*Redefinition
}

// Of returns the revisions of one indicator.
func (r *Revisions) Of(i *model.Indicator) (values []*Revision, redefined *Redefinition) {
	if r == nil {
		return nil, nil
	}
	for _, v := range r.Values {
		if v.Indicator == i {
			values = append(values, v)
		}
	}
	for _, d := range r.Redefined {
		if d.Is == i {
			redefined = d
		}
	}
	return values, redefined
}

// redefining are the properties that change what the numbers of an indicator mean. A target or a direction judges them.
var redefining = []compare.Property{compare.Definition, compare.Unit, compare.Kind, compare.Frequency, compare.Per}

// Since holds the report against that of the edition before, fills in Revisions, and marks the points that were revised.
// Both must be of the same audience and threshold, and whatever hides points in either must have been done.
func (r *Report) Since(before *Report) {
	r.Revisions = &Revisions{Since: before.Edition}
	kept, changes := compare.Indicators(before.Edition, r.Edition)
	for _, c := range changes.Redefined {
		if c = redefinition(c); len(c.Properties) > 0 {
			d := &Redefinition{Redefinition: c}
			d.explain(c.Is.Revised, c.Was.Revised)
			r.Revisions.Redefined = append(r.Revisions.Redefined, d)
		}
	}
	for _, pair := range kept {
		if pair.Was.Frequency != pair.Is.Frequency {
			continue // no period of the one is a period of the other
		}
		r.revise(pair, before.facts[pair.Was], r.facts[pair.Is])
	}
}

// redefinition leaves of what changed the properties that make the numbers others.
func redefinition(c compare.Redefinition) compare.Redefinition {
	var kept []compare.Property
	for _, p := range c.Properties {
		for _, q := range redefining {
			if p == q {
				kept = append(kept, p)
			}
		}
	}
	return compare.Redefinition{Pair: c.Pair, Properties: kept}
}

// revise compares all series of an indicator.
func (r *Report) revise(pair compare.Pair[model.Indicator], was, is *Facts) {
	r.compare(Revision{Indicator: pair.Is, Was: pair.Was}, was.Values, is.Values)
	for _, old := range was.Breakdowns {
		b := is.breakdown(old.Dimension.ID)
		for _, part := range old.Parts {
			of := Revision{Indicator: pair.Is, Was: pair.Was, Dimension: old.Dimension, Member: part.Member}
			var now Series
			if b != nil {
				now = b.part(part.Member.Key)
			}
			r.compare(of, part, now)
		}
	}
}

// compare compares a series over the periods that the edition before could speak of. A part that is new is no revision.
func (r *Report) compare(of Revision, was, is Series) {
	if len(was.Points) == 0 {
		return
	}
	first, last := was.Points[0].Period, was.Points[len(was.Points)-1].Period
	if len(is.Points) > 0 && is.Points[0].Period.Before(first) {
		first = is.Points[0].Period
	}
	for p := first; !last.Before(p); p = p.Next() {
		of.From, of.To = was.At(p), is.At(p)
		if of.Sort = sortOf(of.From, of.To); of.Sort == "" {
			continue
		}
		revision := of
		revision.measure()
		revision.Explanation = Explanation{Settled: of.Sort == Added || of.Sort == Corrected && unsettled(of.From)}
		revision.explain(revision.reasons(of.Indicator), revision.reasons(of.Was))
		r.Revisions.Values = append(r.Revisions.Values, &revision)
		if point := is.point(p); point != nil {
			point.Revision = &revision
		}
	}
}

// sortOf tells what became of a value; "" when nothing did, or nothing that may be told.
func sortOf(from, to Point) RevisionSort {
	nothing := func(p Point) bool { return p.State == Missing || p.State == Absent }
	switch {
	case from.State == Shown && to.State == Shown && from.Number != to.Number:
		return Corrected
	case from.State == Shown && to.State == Shown && reflagged(from.Flags, to.Flags):
		return Reflagged
	case nothing(from) && to.State == Shown:
		return Added
	case from.State == Shown && nothing(to):
		return Withdrawn
	}
	return ""
}

// reflagged reports whether flags say something else. That a number is no longer provisional or an estimate was promised.
func reflagged(was, is model.Flags) bool {
	for _, flag := range model.AllFlags {
		settled := flag == model.Provisional || flag == model.Estimated
		if is.Has(flag) != was.Has(flag) && !(settled && was.Has(flag)) {
			return true
		}
	}
	return false
}

// unsettled reports whether a number was said to be going to change.
func unsettled(p Point) bool { return p.Flags.Has(model.Provisional) || p.Flags.Has(model.Estimated) }

// measure works out the difference.
func (v *Revision) measure() {
	if v.Sort != Corrected || v.Indicator.Kind != v.Was.Kind || compare.TextDiffers(v.Was.Unit, v.Indicator.Unit) {
		return
	}
	v.Absolute, v.HasDifference = v.To.Number-v.From.Number, true
	if v.From.Number != 0 {
		v.Percent, v.HasPercent = v.Absolute/v.From.Number*100, true
	}
}

// reasons is the reason that an edition gives: with the value, or else with that of the whole for the same period, or else
// for all values of the indicator.
func (v *Revision) reasons(i *model.Indicator) model.Text {
	if v.Member != nil {
		if b := i.Breakdown(v.Dimension.ID); b != nil {
			for _, part := range b.Parts {
				if value, ok := model.ValueIn(part.Values, v.From.Period); ok && part.Member.Key == v.Member.Key && !value.Revised.Empty() {
					return value.Revised
				}
			}
		}
	}
	if value, ok := model.ValueIn(i.Values, v.From.Period); ok && !value.Revised.Empty() {
		return value.Revised
	}
	return i.Revised
}

// explain takes the reason that the data give, unless they gave it in the edition before.
func (e *Explanation) explain(now, then model.Text) {
	switch {
	case now.Empty():
	case !then.Empty() && !compare.TextDiffers(then, now):
		e.Stale = true
	default:
		e.Reason = now
	}
}

// At is the point of a period; Absent when the series does not speak of it.
func (s Series) At(p model.Period) Point {
	if point := s.point(p); point != nil {
		return *point
	}
	return Point{Period: p, State: Absent}
}

// point finds the point of a period, which the series holds without holes.
func (s Series) point(p model.Period) *Point {
	if len(s.Points) == 0 || s.Points[0].Period.Frequency != p.Frequency {
		return nil
	}
	if n := p.Ordinal() - s.Points[0].Period.Ordinal(); n >= 0 && n < len(s.Points) {
		return &s.Points[n]
	}
	return nil
}

func (f *Facts) breakdown(dimension string) *Breakdown {
	for n := range f.Breakdowns {
		if f.Breakdowns[n].Dimension.ID == dimension {
			return &f.Breakdowns[n]
		}
	}
	return nil
}

// part is the series of a member, without points when there is none.
func (b *Breakdown) part(key string) Series {
	for _, part := range b.Parts {
		if part.Member.Key == key {
			return part
		}
	}
	return Series{}
}
