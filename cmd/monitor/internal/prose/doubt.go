package prose

import (
	"cmp"
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A claim holds when one of the courses beside it bears it. A course bears "rose" when
//
//   - the two numbers can be compared, and neither is a bound;
//   - the last is higher;
//   - they can be tested, and the test shows a change; or, over the periods of a trend, the trend does;
//   - the first is not the low point of a series that was higher before;
//   - and for "doubled", the last is about twice the first.
//
// Parts, and numbers that have neither test nor trend, are held against the others of these. A
// sentence that says itself that it may be chance, or that the two cannot be compared, claims no
// more than a direction. "Remained the same" and "did not fall" hold unless the test or the trend
// shows that change. "A record" is held against the series, and "on track" against the answer on
// the target.

// course is how a series went from one period to another.
type course struct {
	indicator *model.Indicator
	series    report.Series // of the values, of the rates or of a part
	from, to  report.Point  // from is the zero point when only one period is quoted
	since     bool          // the text says: since from
}

// doubt returns why a course does not bear a claim, or "". A hedged sentence says itself that the change
// is not demonstrable.
func (c *Converter) doubt(found claim, hedged bool, of course) string {
	switch found.kind {
	case claimsHighest, claimsLowest:
		return doubtOfRecord(found.kind, hedged, of)
	case claimsMet, claimsOnTrack:
		return c.doubtOfTarget(found, hedged, of)
	}
	if of.from.Period == (model.Period{}) {
		return "" // there is nothing to compare with
	}
	comparison := &report.Comparison{From: of.from, To: of.to, Comparable: report.Comparable(pointsBetween(of))}
	if of.series.Member == nil {
		if tested := c.report.Between(of.indicator, of.from.Period, of.to.Period); tested != nil {
			comparison = tested
		}
	}
	// The side is that of the numbers that are quoted; the test may be one of their rates.
	side := cmp.Compare(of.to.Number, of.from.Number)
	wanted, ok := found.kind.side(of.indicator.Direction)
	if !ok {
		return wording.Refer("phrase.claim-no-direction")
	}
	trend := c.trendOver(of)
	trendSide := 0
	if trend != nil && trend.Adjusted <= c.report.Judging.Level {
		trendSide = cmp.Compare(trend.Slope.Value, 0)
	}
	trendShown := trendSide != 0 && trendSide*wanted >= 0
	if found.kind == claimsSame || found.denied {
		changed := trendSide
		if comparison.Comparable && c.report.Demonstrable(comparison) {
			changed = comparison.Side
		}
		switch {
		case changed != 0 && (wanted == 0 || changed == wanted):
			return wording.Refer("phrase.claim-changed")
		case !comparison.Comparable && !hedged && !found.denied:
			return wording.Refer("phrase.claim-broken")
		}
		return ""
	}
	switch {
	case !comparison.Comparable && !hedged:
		return wording.Refer("phrase.claim-broken")
	case wanted != 0 && side != wanted:
		return wording.Refer("phrase.claim-other-way")
	case (of.from.Flags.Bound() || of.to.Flags.Bound()) && !hedged:
		return wording.Refer("phrase.claim-bound")
	case comparison.Test != nil && comparableBefore(of) < report.LeastBefore && !hedged:
		return wording.Refer("phrase.claim-too-few")
	case !hedged && !trendShown && (comparison.Test != nil && !c.report.Demonstrable(comparison) ||
		comparison.Test == nil && trend != nil):
		return wording.Refer("phrase.claim-chance")
	case found.factor != 0 && !isNearly(of.to.Number/of.from.Number, found.factor):
		return wording.Refer("phrase.claim-other-factor")
	case wanted != 0 && !trendShown:
		return fromExtreme(of, float64(wanted))
	}
	return ""
}

// doubtOfRecord returns why the last number of a course is not the highest or the lowest: of all
// comparable values up to then or, when the text names one, since the first. Of a part it is never said,
// since the record may be among the parts.
func doubtOfRecord(kind claimKind, hedged bool, of course) string {
	if of.series.Member != nil {
		return ""
	}
	if of.since && !report.Comparable(pointsBetween(of)) {
		if hedged {
			return ""
		}
		return wording.Refer("phrase.claim-broken")
	}
	key, side := wording.Key("phrase.claim-was-higher"), 1.0
	if kind == claimsLowest {
		key, side = "phrase.claim-was-lower", -1
	}
	others, beyond := 0, ""
	for _, p := range of.series.Points {
		if p.Flags.Has(model.Break) {
			others, beyond = 0, ""
		}
		if p.Period == of.to.Period {
			break
		}
		if p.State != report.Shown || p.Flags.Has(model.Differs) || of.since && p.Period.Before(of.from.Period) {
			continue
		}
		others++
		if (p.Number-of.to.Number)*side > 0 {
			beyond = p.Period.String()
		}
	}
	switch {
	case beyond != "":
		return wording.Refer(key, beyond)
	case others < 2 && !hedged:
		return wording.Refer("phrase.claim-too-few-before")
	}
	return ""
}

// doubtOfTarget returns why the answer on the target is not what a claim says of it. Of earlier
// periods there is no answer.
func (c *Converter) doubtOfTarget(found claim, hedged bool, of course) string {
	v := c.report.Verdict(of.indicator)
	if v == nil || v.Latest == nil || v.Latest.Period != of.to.Period || of.series.Member != nil {
		return ""
	}
	holds := v.Aim == model.TargetReached || found.kind == claimsOnTrack && v.Aim == model.OnTrack
	switch {
	case found.denied && holds:
		return wording.Refer("phrase.claim-target-met")
	case found.denied || holds || hedged:
		return ""
	}
	switch v.Aim {
	case model.NoTarget:
		return wording.Refer("phrase.claim-no-target")
	case model.TargetUnknown:
		return wording.Refer("phrase.claim-target-unknown")
	}
	return wording.Refer("phrase.claim-target-missed")
}

// side returns the side to which a number went, if the claim is right: 1 for up, −1 for down, 0 for
// either. ok is false for better and worse when neither side of the indicator is the good one.
func (k claimKind) side(good model.Direction) (side int, ok bool) {
	switch {
	case k == claimsRise:
		return 1, true
	case k == claimsFall:
		return -1, true
	case k != claimsBetter && k != claimsWorse:
		return 0, true
	case good == model.Neither:
		return 0, false
	case (good == model.Higher) == (k == claimsBetter):
		return 1, true
	}
	return -1, true
}

// trendOver returns the trend of an indicator when it runs over a course, or nil.
func (c *Converter) trendOver(of course) *report.Trend {
	v := c.report.Verdict(of.indicator)
	if of.series.Member != nil || v == nil || v.Trend == nil ||
		v.Trend.From != of.from.Period || v.Trend.To != of.to.Period {
		return nil
	}
	return v.Trend
}

// isNearly reports whether words for a factor fit a ratio. "Doubled" fits from 1.6, as in "nearly
// doubled", to 3, as in "more than doubled".
func isNearly(ratio, factor float64) bool {
	if factor < 1 {
		ratio, factor = 1/ratio, 1/factor
	}
	return ratio >= 0.8*factor && ratio <= 1.5*factor
}

// comparableBefore is the number of values before the end of a course that measure the same.
func comparableBefore(of course) int {
	n := 0
	for _, p := range of.series.Points {
		if p.Flags.Has(model.Break) {
			n = 0
		}
		if p.Period == of.to.Period {
			break
		}
		if p.State == report.Shown && !p.Flags.Has(model.Differs) {
			n++
		}
	}
	return n
}

// pointsBetween are the points of a course, from the first to the last.
func pointsBetween(of course) []report.Point {
	from := slices.IndexFunc(of.series.Points, func(p report.Point) bool { return p.Period == of.from.Period })
	to := slices.IndexFunc(of.series.Points, func(p report.Point) bool { return p.Period == of.to.Period })
	if from < 0 || to < from {
		return nil
	}
	return of.series.Points[from : to+1]
}

// fromExtreme returns a doubt when a rise is counted from the lowest of five or more comparable
// values, and the last is still below one before that; for a fall, the other way round.
func fromExtreme(of course, side float64) string {
	const fewest = 5
	n, beyond, extreme := 0, false, true
	for _, p := range of.series.Points {
		if p.Flags.Has(model.Break) {
			n, beyond, extreme = 0, false, true
		}
		if p.State != report.Shown || p.Flags.Has(model.Differs) {
			continue
		}
		n++
		if p.Period != of.from.Period {
			extreme = extreme && (p.Number-of.from.Number)*side > 0
		}
		if p.Period.Before(of.from.Period) {
			beyond = beyond || (p.Number-of.to.Number)*side > 0
		}
		if p.Period == of.to.Period {
			break
		}
	}
	if n < fewest || !beyond || !extreme {
		return ""
	}
	key := wording.Key("phrase.claim-from-lowest")
	if side < 0 {
		key = "phrase.claim-from-highest"
	}
	return wording.Refer(key, of.from.Period.String(), strconv.Itoa(n))
}
