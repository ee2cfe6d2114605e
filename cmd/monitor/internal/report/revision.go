package report

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// RevisionSort is how a value changed.
type RevisionSort string

// The sorts of revision.
const (
	Corrected RevisionSort = "corrected" // another number
	Added     RevisionSort = "added"     // a number where there was none
	Withdrawn RevisionSort = "withdrawn" // none where there was one
	Reflagged RevisionSort = "reflagged" // the same number with other flags
)

// Revision is a value for a past period that changed since the edition before, as readers of both
// see it. A number that is hidden in either edition has no revision: not even that it changed is
// shown.
type Revision struct {
	Indicator *model.Indicator // of this edition
	Was       *model.Indicator // the same one in the edition before
	// Dimension and Member say which part changed: of this edition, or of the one before when this one no longer has
	// it. Both are nil for the indicator as a whole.
	Dimension *model.Dimension
	Member    *model.Member
	Sort      RevisionSort
	From, To  Point // for the same period; Number is 0 where there is none
	Explanation

	// Absolute is To − From in the indicator's unit, valid when HasDifference: the value was
	// corrected, and kind and unit are the same. Percent is that difference in per cent of From,
	// valid when HasPercent: From is not zero either.
	Absolute, Percent         float64
	HasDifference, HasPercent bool
}

// Explanation is why something was revised.
type Explanation struct {
	Reason model.Text // from the data, or empty
	// Settled is true when no reason is needed: the number was added, or it corrects a provisional
	// number or an estimate.
	Settled bool
	// Stale is true when the data only repeat the reason that the edition before gave for its own
	// revision. Reason is then empty.
	Stale bool
	// LeftOut is true when the reason is not told, to protect people. Reason is then empty.
	LeftOut bool
}

// Unexplained reports whether a reason is missing.
func (e Explanation) Unexplained() bool { return e.Reason.Empty() && !e.Settled && !e.LeftOut }

// Redefinition is an indicator that measures something else than in the edition before.
type Redefinition struct {
	compare.Redefinition
	Explanation
}

// Revisions is what was revised since the edition before. Values are in the order of the edition's
// indicators: the whole of each before its parts, and of each the oldest period first.
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

// redefining are the properties that change what the numbers of an indicator mean. A target and a
// direction only judge the numbers.
var redefining = []compare.Property{compare.Definition, compare.Unit, compare.Kind, compare.Frequency, compare.Per}

// MarkRevisions compares the report with that of the edition before. It sets Revisions, and
// Point.Revision of each point that was revised. Both reports must have the same audience and
// threshold.
func (r *Report) MarkRevisions(before *Report) {
	r.Revisions = &Revisions{Since: before.Edition}
	kept, changes := compare.Indicators(before.Edition, r.Edition)
	for _, c := range changes.Redefined {
		if c = redefinition(c); len(c.Properties) > 0 {
			d := &Redefinition{Redefinition: c}
			d.setReason(c.Is.Revised, c.Was.Revised, r.Edition.Language)
			r.Revisions.Redefined = append(r.Revisions.Redefined, d)
		}
	}
	for _, pair := range kept {
		if pair.Was.Frequency != pair.Is.Frequency {
			continue // they have no period in common
		}
		r.reviseSeries(pair, before.facts[pair.Was], r.facts[pair.Is])
	}
}

// redefinition keeps the changed properties that are redefining.
func redefinition(c compare.Redefinition) compare.Redefinition {
	var kept []compare.Property
	for _, p := range c.Properties {
		if slices.Contains(redefining, p) {
			kept = append(kept, p)
		}
	}
	return compare.Redefinition{Pair: c.Pair, Properties: kept}
}

// reviseSeries compares all series of an indicator.
func (r *Report) reviseSeries(pair compare.Pair[model.Indicator], was, is *Facts) {
	r.revisePeriods(Revision{Indicator: pair.Is, Was: pair.Was}, nil, was.Values, is.Values)
	for _, old := range was.Breakdowns {
		b := is.continuing(old.Dimension)
		for _, part := range old.Parts {
			of := Revision{Indicator: pair.Is, Was: pair.Was, Dimension: old.Dimension, Member: part.Member}
			var now Series
			if b != nil {
				now = b.continuing(part.Member)
			}
			if now.Member != nil {
				of.Dimension, of.Member = b.Dimension, now.Member
			}
			r.revisePeriods(of, old.Dimension, part, now)
		}
	}
}

// revisePeriods compares a series up to its last period in the edition before. Later periods and
// new parts are no revision. A period before the first one is. then is the dimension in the edition before, nil for
// the whole.
func (r *Report) revisePeriods(of Revision, then *model.Dimension, was, is Series) {
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
		revision.setDifference(r.Edition.Language)
		revision.Explanation = Explanation{Settled: of.Sort == Added || of.Sort == Corrected && unsettled(of.From)}
		now, before := reasonIn(of.Indicator, of.Dimension, of.Member, p), reasonIn(of.Was, then, was.Member, p)
		revision.setReason(now, before, r.Edition.Language)
		if (of.From.Rounded || of.To.Rounded) && hasDigit(revision.Reason) {
			revision.Reason, revision.LeftOut = nil, true // as a note, it may say the number
		}
		r.Revisions.Values = append(r.Revisions.Values, &revision)
		if point := is.point(p); point != nil {
			point.Revision = &revision
		}
	}
}

// sortOf says how a value changed. It returns "" when it did not, or when it is hidden.
func sortOf(from, to Point) RevisionSort {
	noNumber := func(p Point) bool { return p.State == Missing || p.State == Absent }
	switch {
	case from.State == Shown && to.State == Shown && from.Number != to.Number:
		return Corrected
	case from.State == Shown && to.State == Shown && reflagged(from.Flags, to.Flags):
		return Reflagged
	case noNumber(from) && to.State == Shown:
		return Added
	case from.State == Shown && noNumber(to):
		return Withdrawn
	}
	return ""
}

// reflagged reports whether flags changed, other than by a number that is no longer provisional or
// an estimate.
func reflagged(was, is model.Flags) bool {
	for _, flag := range model.AllFlags {
		settled := flag == model.Provisional || flag == model.Estimated
		if is.Has(flag) != was.Has(flag) && !(settled && was.Has(flag)) {
			return true
		}
	}
	return false
}

// unsettled reports whether a number was expected to change.
func unsettled(p Point) bool { return p.Flags.Has(model.Provisional) || p.Flags.Has(model.Estimated) }

// setDifference sets the difference, when the two numbers measure the same thing.
func (v *Revision) setDifference(language string) {
	if v.Sort != Corrected || v.Indicator.Kind != v.Was.Kind || v.Was.Unit.Differs(v.Indicator.Unit, language) {
		return
	}
	v.Absolute, v.HasDifference = v.To.Number-v.From.Number, true
	if v.From.Number != 0 {
		v.Percent, v.HasPercent = v.Absolute/v.From.Number*100, true
	}
}

// reasonIn returns the reason that an edition gives: with the value of a part, or else with the whole for the same
// period, or else for the indicator. dimension is nil for the whole.
func reasonIn(i *model.Indicator, dimension *model.Dimension, member *model.Member, period model.Period) model.Text {
	if dimension != nil {
		if b := i.Breakdown(dimension.ID); b != nil {
			for _, part := range b.Parts {
				if value := valueIn(part.Values, period); part.Member.Key == member.Key && value != nil &&
					!value.Revised.Empty() {
					return value.Revised
				}
			}
		}
	}
	if value := valueIn(i.Values, period); value != nil && !value.Revised.Empty() {
		return value.Revised
	}
	return i.Revised
}

// setReason sets the reason that the data give now, unless the edition before gave the same.
func (e *Explanation) setReason(now, then model.Text, language string) {
	switch {
	case now.Empty():
	case !then.Empty() && !then.Differs(now, language):
		e.Stale = true
	default:
		e.Reason = now
	}
}
