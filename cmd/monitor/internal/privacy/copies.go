package privacy

import (
	"cmp"
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Other published numbers may reveal a protected count: a share or a rate of a known number, a copy
// under another name or in an earlier edition, or a sum that nobody declared. When the data declare
// how two numbers are related, the attack (table.go) uses it. When they do not, a reader can still
// find out by comparing series. Copies compares them in the same way:
//
//   - It compares each protected series with every other series from which counts can be computed:
//     other counts, shares and rates times their base, the quarters of a year added up, and one
//     count minus another.
//   - The two must agree, within rounding, in every period in which both have a number.
//   - The other must reveal something: it leaves fewer numbers possible than must stay possible.
//   - The agreement must not be chance. Say a count is 12, 3 (hidden), 8, 15 and 7, and a share of
//     412, 398, 405, 391 and 420 people agrees with all five. One of the 13 numbers from 0 to 12 is
//     12, so the first agrees by chance with probability 1/13, and all five with 1/13 · 1/4 · 1/9 ·
//     1/16 · 1/8 = 0.00002. With 200 comparisons, the probability that one or more agree by chance
//     is at most 200 times that, 0.3 % (Bonferroni). If it is at most 5 %, the series is a copy.
//
// A very short series may well agree by chance. It is reported only when both series are declared
// to have the same denominator. The copy is then Unsure, and the owner of the data decides.

// Copy is a published number that reveals a protected count.
type Copy struct {
	Coordinates                  // of the number that reveals the count
	Of          *Publication     // where that number is: here, or in an earlier edition
	Count       Coordinates      // of the protected count, in this publication
	Base        *model.Indicator // what that number is multiplied by, or what is subtracted from it; or nil
	Unsure      bool             // it may be chance
}

const (
	copyChance   = 0.05
	unsureChance = 0.5 // of one comparison, between indicators of the same denominator
)

// protected is a series of counts, of which at least one is not published as it is.
type protected struct {
	at     Coordinates
	values []*model.Value // those with a number, the largest first
}

// told is the count that a teller gives for one period. By the number in the data it is from low to
// high, and by what is published of that number it is in says.
type told struct {
	low, high float64
	says      Range
}

// teller is a published series from which counts can be computed.
type teller struct {
	*Publication
	at   Coordinates
	base *model.Indicator // what its numbers are multiplied by; nil for a series of counts
	// tell returns the count of a period, and false when there is none.
	tell func(model.Period) (told, bool)
	// alike limits comparison to series of the same part: whole with whole, "women" with "women".
	alike bool
}

// match is the outcome of a comparison.
type match struct {
	Copy
	chance      float64  // the probability that the two series agree by chance
	declared    bool     // the data give both the same denominator
	related     bool     // the two are about one aspect, or the count is part of the teller's base
	comparisons *float64 // how many comparisons of this kind were made
	subtracts   int      // 1 for a difference of two numbers
}

// Copies returns the published numbers that reveal a protected count of this publication.
func (p *Publication) Copies() []Copy {
	var series []protected
	for _, i := range p.Edition.Indicators {
		series = append(series, p.protectedSeries(i)...)
	}
	if len(series) == 0 {
		return nil
	}
	tellers := p.tellers()
	var matches []match
	var compared, related, pairs float64
	for _, s := range series {
		for _, m := range p.differences(&s, tellers, &pairs) {
			m.comparisons, m.subtracts = &pairs, 1
			matches = append(matches, m)
		}
		for n := range tellers {
			t := &tellers[n]
			if !p.comparable(&s, t) {
				continue
			}
			m, ok := p.compare(&s, t)
			switch {
			case !ok:
				continue
			case m.related:
				m.comparisons = &related
			default:
				m.comparisons = &compared
			}
			*m.comparisons++
			if m.Count.Indicator != nil {
				matches = append(matches, m)
			}
		}
	}
	// When one indicator reveals another in several ways, one of them is reported: a single number
	// rather than a difference of two, and then the one that is least likely to be chance.
	slices.SortStableFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.subtracts, b.subtracts), cmp.Compare(a.chance, b.chance))
	})
	var out []Copy
	reported := make(map[[2]*model.Indicator]bool)
	for _, m := range matches {
		m.Unsure = m.chance**m.comparisons > copyChance
		pair := [2]*model.Indicator{m.Count.Indicator, m.Indicator}
		other := [2]*model.Indicator{m.Count.Indicator, m.Base}
		if reported[pair] || reported[other] ||
			m.Unsure && !(m.declared && m.chance <= unsureChance && m.Of == p) {
			continue
		}
		reported[pair] = true
		out = append(out, m.Copy)
	}
	return out
}

// protectedSeries returns the series of an indicator in which a count is not published as it is.
func (p *Publication) protectedSeries(i *model.Indicator) []protected {
	if i.Kind != model.Count || !p.protects(i) {
		return nil
	}
	var out []protected
	add := func(at Coordinates, values []model.Value) {
		s := protected{at: at}
		changed := false
		for n := range values {
			v := &values[n]
			_, other := p.values[v]
			changed = changed || other
			if given(v) {
				s.values = append(s.values, v)
			}
		}
		slices.SortStableFunc(s.values, func(a, b *model.Value) int { return cmp.Compare(b.Number, a.Number) })
		if changed {
			out = append(out, s)
		}
	}
	add(Coordinates{Indicator: i}, i.Values)
	for _, b := range i.Breakdowns {
		for n, part := range b.Parts {
			add(Coordinates{Indicator: i, Breakdown: b, Part: n}, part.Values)
		}
	}
	return out
}

// tellers returns all series from which counts can be computed, here and in earlier editions.
func (p *Publication) tellers() []teller {
	var out []teller
	year := p.Edition.Year
	for _, k := range append([]*Publication{p}, backward(p.known)...) {
		if k != p && k.Edition.Year == year {
			continue // one publication of each earlier edition
		}
		year = k.Edition.Year
		for _, i := range k.Edition.Indicators {
			k.eachSeries(i, func(at Coordinates, values []model.Value) {
				out = append(out, k.tellersOf(at, values)...)
			})
		}
	}
	return out
}

func backward(all []*Publication) []*Publication {
	out := slices.Clone(all)
	slices.Reverse(out)
	return out
}

// eachSeries calls do for the whole of an indicator, and for each part.
func (p *Publication) eachSeries(i *model.Indicator, do func(Coordinates, []model.Value)) {
	do(Coordinates{Indicator: i}, i.Values)
	for _, b := range i.Breakdowns {
		for n := range b.Parts {
			do(Coordinates{Indicator: i, Breakdown: b, Part: n}, b.Parts[n].Values)
		}
	}
}

// tellersOf returns the ways in which counts can be computed from a series.
func (p *Publication) tellersOf(at Coordinates, values []model.Value) []teller {
	i := at.Indicator
	switch {
	case i.Unrelated:
		return nil
	case i.Kind == model.Count:
		return []teller{{p, at, nil, func(period model.Period) (told, bool) {
			v := valueIn(values, period)
			if !given(v) {
				return told{}, false
			}
			return told{v.Number, v.Number, p.Of(i, v).Says}, true
		}, false}}
	case i.Kind != model.Share && i.Kind != model.Rate:
		return nil
	}
	var out []teller
	if i.Kind == model.Share && i.HasBase(at.Breakdown) {
		out = append(out, p.ratio(at, values, i.Base, 100, false, false), p.ratio(at, values, i.Base, 100, true, false))
		ofUnknown := func(v model.Value) bool { return given(&v) && v.Of == 0 }
		if i.Base != nil || !slices.ContainsFunc(values, ofUnknown) {
			return out
		}
	}
	for _, base := range p.denominators() {
		switch {
		case base.Frequency != i.Frequency:
		case i.Kind == model.Share:
			out = append(out, p.ratio(at, values, base, 100, false, true), p.ratio(at, values, base, 100, true, true))
		default:
			for per := 1.0; per <= 1e6; per *= 10 {
				out = append(out, p.ratio(at, values, base, per, false, true))
			}
		}
	}
	return out
}

// ratio returns the teller that computes counts from a share or a rate: number × base / per, or for
// the complement of a share, base minus that.
func (p *Publication) ratio(
	at Coordinates, values []model.Value, base *model.Indicator, per float64, complement, alike bool,
) teller {
	i := at.Indicator
	return teller{p, at, base, func(period model.Period) (told, bool) {
		v := valueIn(values, period)
		published := p.Of(i, v)
		if !given(v) || published.State != Shown {
			return told{}, false
		}
		of := float64(v.Of)
		switch {
		case v.Of > 0:
		case base == nil: // this value does not say what it is of; others of the series do
			return told{}, false
		default:
			here := at
			here.Period = period
			b := valueAt(base, here)
			if !given(b) || p.Of(base, b).State != Shown {
				return told{}, false
			}
			of = b.Number
		}
		if of < 1 {
			return told{}, false
		}
		low, high := wholeNumbers(v.Number, i.Decimals, of/per)
		says := Range{int64(low), int64(high)}
		if published.Rounded {
			says = published.Says
		}
		if complement {
			low, high = math.Ceil(of)-high, math.Ceil(of)-low
			says = Range{int64(math.Ceil(of)) - says.High, int64(math.Ceil(of)) - says.Low}
		}
		return told{low, high, says}, true
	}, alike}
}

// denominators returns the counts that may be the base of a share or a rate: those that an
// indicator is divided by, those that are a sum of others, and those without an aspect.
func (p *Publication) denominators() []*model.Indicator {
	is := make(map[*model.Indicator]bool)
	for _, i := range p.Edition.Indicators {
		is[i.Base] = true
		if i.Per != nil {
			is[i.Per.Indicator] = true
		}
		if len(i.SumOf) > 1 || i.Aspect == nil {
			is[i] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Edition.Indicators), func(i *model.Indicator) bool {
		return !is[i] || i.Kind != model.Count
	})
}

// comparable reports whether a series must be compared with a teller: it may be revealed by it, in
// a way that the tables of the attack do not cover.
func (p *Publication) comparable(s *protected, t *teller) bool {
	i, other := s.at.Indicator, t.at.Indicator
	switch {
	case t.Publication == p && (i == other || t.base == i || linked(i, other)):
		return false
	case i.Register != nil && other.Register != nil &&
		i.Register.Protect == model.Round && other.Register.Protect == model.Round:
		return false // the table of their incidents covers it
	case t.Publication != p && t.nameOf(t.at) == p.nameOf(s.at) && other.Kind == i.Kind:
		return false // the same in an earlier edition
	case t.alike && (s.at.Breakdown == nil) != (t.at.Breakdown == nil):
		return false
	case t.alike && s.at.Breakdown != nil &&
		(s.at.Breakdown.Dimension.ID != t.at.Breakdown.Dimension.ID || s.at.Member() != t.at.Member()):
		return false
	case other.Numerator != nil && other.Numerator == i:
		return false // it is computed from the published count
	}
	return true
}

// linked reports whether declared sums connect two counts.
func linked(i, other *model.Indicator) bool {
	if slices.Contains(addends(i), other) || slices.Contains(addends(other), i) {
		return true
	}
	return slices.ContainsFunc(addends(i), func(x *model.Indicator) bool { return linked(x, other) }) ||
		slices.ContainsFunc(addends(other), func(x *model.Indicator) bool { return x != other && linked(i, x) })
}

// compare compares a series with a teller. ok is false when they have no period in common. The
// match has no Count when they differ, or when the teller reveals nothing.
func (p *Publication) compare(s *protected, t *teller) (m match, ok bool) {
	i, other := s.at.Indicator, t.at.Indicator
	m = match{chance: 1,
		related: i.Aspect != nil && other.Aspect != nil && i.Aspect.ID == other.Aspect.ID ||
			t.base != nil && isBaseOf(t.base, i),
		declared: other.Base != nil && isBaseOf(other.Base, i)}
	own := i.Frequency == other.Frequency
	if !own {
		return p.compareSums(s, t, m)
	}
	var revealed *model.Value
	var at Coordinates
	for _, v := range s.values {
		x, found := t.tell(v.Period)
		if !found {
			continue
		}
		ok = true
		if v.Number < x.low || v.Number > x.high {
			return match{chance: 1, related: m.related}, true
		}
		m.chance *= min(1, (x.high-x.low+1)/(v.Number+1))
		if (revealed == nil || v.Period.Before(revealed.Period)) && p.saysTooMuch(s.at, v, x.says) {
			revealed, at = v, s.at
		}
	}
	if revealed != nil {
		at.Period = revealed.Period
		m.Copy = Copy{Coordinates: t.at, Of: t.Publication, Count: at, Base: t.base}
		m.Coordinates.Period = at.Period
	}
	return m, ok
}

// compareSums compares a count with a sum of another one: a year with the quarters in it.
func (p *Publication) compareSums(s *protected, t *teller, m match) (match, bool) {
	i, other := s.at.Indicator, t.at.Indicator
	if other.Kind != model.Count || t.Publication != p ||
		other.Frequency.In(i.Frequency)+i.Frequency.In(other.Frequency) == 0 {
		return m, false
	}
	ok := false
	if n := other.Frequency.In(i.Frequency); n > 1 { // its quarters add up to our years
		for _, v := range s.values {
			sum := told{}
			known := 0
			for _, within := range subdivide(v.Period, other.Frequency) {
				if x, found := t.tell(within); found {
					sum.low, known = sum.low+x.low, known+1
				}
			}
			if known != n {
				continue
			}
			ok = true
			if sum.low != v.Number {
				return match{chance: 1, related: m.related}, true
			}
			m.chance /= v.Number + 1
			if m.Count.Indicator == nil || v.Period.Before(m.Count.Period) {
				m.Copy = Copy{Coordinates: t.at, Of: p, Count: s.at}
				m.Coordinates.Period, m.Count.Period = subdivide(v.Period, other.Frequency)[0], v.Period
			}
		}
		return m, ok
	}
	sums := make(map[model.Period]float64) // our quarters add up to its years
	known := make(map[model.Period]int)
	for _, v := range s.values {
		for _, year := range periodsOf(other) {
			if v.Period.Within(year) {
				sums[year] += v.Number
				known[year]++
			}
		}
	}
	for _, year := range periodsOf(other) {
		x, found := t.tell(year)
		if !found || known[year] != i.Frequency.In(other.Frequency) {
			continue
		}
		ok = true
		if x.low != sums[year] {
			return match{chance: 1, related: m.related}, true
		}
		m.chance /= sums[year] + 1
		if m.Count.Indicator == nil {
			m.Copy = Copy{Coordinates: t.at, Of: p, Count: s.at}
			m.Coordinates.Period, m.Count.Period = year, subdivide(year, i.Frequency)[0]
		}
	}
	return m, ok
}

// differences returns the pairs of series whose difference is the protected one, such as a total
// and the sum of its other parts. It adds the number of pairs to compared.
func (p *Publication) differences(s *protected, tellers []teller, compared *float64) []match {
	var near []*teller
	name := p.nameOf(s.at)
	for n := range tellers {
		t := &tellers[n]
		there := t.nameOf(t.at)
		if t.Publication == p && !t.alike && t.at.Indicator.Frequency == s.at.Indicator.Frequency &&
			p.comparable(s, t) && there.dimension == name.dimension && there.member == name.member {
			near = append(near, t)
		}
	}
	if len(s.values) == 0 {
		return nil
	}
	*compared += float64(len(near) * (len(near) - 1))
	// Few pairs have the right difference where the count is largest, so only those are compared.
	largest := s.values[0]
	byNumber := make(map[float64][]*teller)
	for _, t := range near {
		if x, ok := t.tell(largest.Period); ok && x.low == x.high {
			byNumber[x.low] = append(byNumber[x.low], t)
		}
	}
	var out []match
	for _, total := range near {
		x, ok := total.tell(largest.Period)
		if !ok || x.low != x.high {
			continue
		}
		for _, other := range byNumber[x.low-largest.Number] {
			i := total.at.Indicator
			if m, ok := p.compareDifference(s, total, other); ok && other.at.Indicator != i && other.base != i {
				out = append(out, m)
			}
		}
	}
	return out
}

// compareDifference compares a series with total minus other. reveals is false when they differ,
// or when the difference reveals nothing.
func (p *Publication) compareDifference(s *protected, total, other *teller) (m match, reveals bool) {
	m.chance = 1
	for _, v := range s.values {
		x, ok := total.tell(v.Period)
		y, found := other.tell(v.Period)
		if !ok || !found {
			continue
		}
		if x.low-y.high > v.Number || x.high-y.low < v.Number {
			return m, false
		}
		m.chance *= min(1, (x.high-x.low+y.high-y.low+1)/(v.Number+1))
		says := Range{max(0, minus(x.says.Low, y.says.High)), minus(x.says.High, y.says.Low)}
		if (!reveals || v.Period.Before(m.Count.Period)) && p.saysTooMuch(s.at, v, says) {
			reveals = true
			m.Copy = Copy{Coordinates: total.at, Of: p, Count: s.at, Base: other.at.Indicator}
			m.Coordinates.Period, m.Count.Period = v.Period, v.Period
		}
	}
	return m, reveals
}

// minus returns a − b. If a is Unbounded, so is the result; if only b is, the result is 0.
func minus(a, b int64) int64 {
	switch {
	case a == Unbounded:
		return Unbounded
	case b == Unbounded:
		return 0
	}
	return a - b
}

// saysTooMuch reports whether a reader who knows that a value is in a range knows more than is
// allowed.
func (p *Publication) saysTooMuch(at Coordinates, v *model.Value, says Range) bool {
	published := p.Of(at.Indicator, v)
	switch {
	case published.Rounded:
		return !says.Holds(published.Says)
	case !published.State.Hidden():
		return false
	}
	at.Period = v.Period
	w, _ := p.wanted(at, v, int64(v.Number))
	if w.Few {
		near := int64(p.privacy.Threshold) - 1
		w.Need = Range{max(0, int64(v.Number)-near), int64(v.Number) + near}
	}
	return !says.Holds(w.Need)
}

// isBaseOf reports whether a count is declared to be a part of another count, or divided by it.
func isBaseOf(base, count *model.Indicator) bool {
	return count.Per != nil && count.Per.Indicator.ID == base.ID ||
		slices.ContainsFunc(base.SumOf, func(part *model.Indicator) bool { return part.ID == count.ID })
}

// wholeNumbers returns the least and the greatest count behind a number that is rounded and then
// multiplied by a factor. For example, 2 % of 200 people (a factor of 2) is 1.5 to 2.5 %, so 3 to 5
// people.
func wholeNumbers(number float64, decimals int, factor float64) (low, high float64) {
	// noise is more than the error of a binary fraction. 2.675 is stored as slightly less, and must
	// still be rounded up. A whole number that lies outside by no more than noise counts as inside.
	const noise = 1e-12
	unit := math.Pow10(decimals)
	shown := math.Round(number * unit * (1 + noise))
	slack := noise * max(1, factor) * 1e4
	low = math.Ceil((shown-0.5)/unit*factor - slack)
	high = math.Floor((shown+0.5)/unit*factor + slack)
	nearest := math.Round(number * factor)
	return max(0, min(low, nearest)), max(high, nearest)
}
