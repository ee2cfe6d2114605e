package report

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// A hidden count may be shown in another form: as a share or a rate of a known number, or as a copy
// under another name. Where the data say which count a share or rate is made of (Numerator), it is
// hidden with that count (share.go). Where they do not, only the numbers can tell, and any reader
// can compare them. Echoes does the same:
//
//   - It compares each shown indicator with each count that is hidden somewhere. A share or rate is
//     first multiplied by its base, or when the data name none, by each count that is a denominator
//     of anything. For a share the complement is tried too: who is not absent is present.
//   - The result must be the count, within rounding, in every period and part where both have a
//     number.
//   - It must reveal something about a hidden number: fewer numbers stay possible than must.
//   - It must not be chance (see below).
//
// An example of the last. A count is 12, 3 (hidden), 8, 15 and 7, and a share of 412, 398, 405, 391
// and 420 people agrees with all five. One of the 13 numbers from 0 to 12 is 12, so chance has 1/13
// for the first, and 1/13 · 1/4 · 1/9 · 1/16 · 1/8 = 0.00002 for all. Where rounding leaves two
// numbers possible, a factor is twice as large. With 200 comparisons, the probability that one or
// more agree by chance is at most 200 times that, 0.3 % (Bonferroni). Up to 5 % is an echo. Two
// indicators of one aspect, or of one denominator, are more likely to be related than others, so
// their comparisons are counted apart: the others are many, and would make each match seem chance.
//
// Very short series cannot be told from chance. When both are declared to have the same
// denominator, and they agree as far as they go, the echo is Unsure: the owner of the data is
// asked.

// Echo is a number that is shown and reveals a hidden count.
type Echo struct {
	Coordinates                  // of the shown number
	Of          *Report          // this report, or an earlier one that shows it
	Count       Coordinates      // of the hidden count, in this report
	Base        *model.Indicator // the denominator; nil for a copy, and when Value.Of has the base
	Unsure      bool             // it may be chance
}

const (
	echoChance   = 0.05
	unsureChance = 0.5 // of a single comparison, between indicators of the same denominator
)

// countNumber is one number of a count that is hidden somewhere.
type countNumber struct {
	at     Coordinates
	number float64
	hidden bool
	need   disclosure.Range // what must stay possible when it is hidden
}

// match is a comparison in which an indicator agrees with a hidden count.
type match struct {
	echo     Echo
	chance   float64 // the probability that they agree by chance
	related  bool    // both are of one aspect, or of one denominator
	declared bool    // the data say that they have the same denominator
}

// search is the matches that were found, and how many comparisons were made.
type search struct {
	matches            []match
	related, unrelated float64
}

// Echoes finds the shown numbers of this report and of earlier editions that reveal a hidden count.
func (r *Report) Echoes() []Echo {
	searches := make([]search, len(r.tabulations))
	each(len(searches), func(n int) { searches[n] = r.tabulations[n].searchEchoes() })
	var related, unrelated float64
	for _, s := range searches {
		related, unrelated = related+s.related, unrelated+s.unrelated
	}
	var echoes []Echo
	for _, s := range searches {
		for _, m := range s.matches {
			comparisons := unrelated
			if m.related {
				comparisons = related
			}
			m.echo.Unsure = m.chance*comparisons > echoChance
			if !m.echo.Unsure || m.declared && m.chance <= unsureChance && m.echo.Of == r {
				echoes = append(echoes, m.echo)
			}
		}
	}
	return echoes
}

// searchEchoes compares all indicators with the hidden counts of the table.
func (t *tabulation) searchEchoes() (s search) {
	linked := make(map[*model.Indicator]bool)
	for _, c := range t.cells {
		linked[c.at.Indicator] = true
	}
	for _, count := range t.Edition.Indicators {
		if !linked[count] {
			continue
		}
		numbers, hidden := t.countNumbers(count)
		if !hidden {
			continue
		}
		for _, k := range t.editions() {
			id := t.idIn(k, count)
			for _, other := range k.Edition.Indicators {
				if k == t.Report && linked[other] {
					continue // the sums of the table include it
				}
				t.compareCount(&s, numbers, count, k, other, id)
			}
		}
	}
	return s
}

// editions returns this report, and the last known one of each earlier edition.
func (r *Report) editions() []*Report {
	out := []*Report{r}
	for n := len(r.known) - 1; n >= 0; n-- {
		if r.known[n].Edition.Year != r.Edition.Year {
			out = append(out, r.known[n])
		}
	}
	return out
}

// idIn returns the id of an indicator in this report or a known one.
func (r *Report) idIn(k *Report, i *model.Indicator) string {
	if n := slices.Index(r.known, k); n >= 0 {
		return r.knownIDs(i)[n]
	}
	return i.ID
}

// countNumbers returns the numbers of a count. hidden reports whether any of them is.
func (t *tabulation) countNumbers(count *model.Indicator) (numbers []countNumber, hidden bool) {
	collect := func(at Coordinates, values []model.Value) {
		for n := range values {
			v := &values[n]
			if v.Missing {
				continue
			}
			at.Period = v.Period
			c := countNumber{at: at, number: v.Number, hidden: t.state(count, v).Hidden()}
			hidden = hidden || c.hidden
			near := int64(t.Threshold) - 1
			c.need = disclosure.Range{Low: max(0, int64(v.Number)-near), High: int64(v.Number) + near}
			if n, ok := t.index[v]; ok && t.table.Cells[n].Access == disclosure.Sensitive {
				c.need = t.table.Cells[n].Need
			}
			numbers = append(numbers, c)
		}
	}
	collect(Coordinates{Indicator: count}, count.Values)
	for _, b := range count.Breakdowns {
		for n, p := range b.Parts {
			collect(Coordinates{Indicator: count, Breakdown: b, Part: n}, p.Values)
		}
	}
	return numbers, hidden
}

// compareCount compares a count of this report with another indicator, in this report or an earlier
// one, in all conversions. id is the id of the count there. It adds the best match, if any, to the
// search.
func (t *tabulation) compareCount(
	s *search, numbers []countNumber, count *model.Indicator, k *Report, other *model.Indicator, id string,
) {
	own := k == t.Report
	// The same number by declaration, or because it was a share or rate in the earlier edition.
	same := other.Numerator != nil && other.Numerator.ID == id || !own && other.ID == id
	switch {
	case other.Frequency != count.Frequency || other.Unrelated || other.Numerator != nil && !same:
		return
	case other.Kind == model.Count && !own:
		return // as a known count it is in the sums of the table already
	}
	sameAspect := count.Aspect != nil && other.Aspect != nil && count.Aspect.ID == other.Aspect.ID
	var best *match
	for _, conv := range conversions(k, other, count) {
		related := sameAspect || conv.base != nil && isBaseOf(conv.base, count)
		for _, complement := range []bool{false, true} {
			if complement && other.Kind != model.Share {
				continue
			}
			conv.complement = complement
			chance, revealed, compared := t.agreement(numbers, k, other, conv, same)
			if !compared {
				continue
			}
			if related {
				s.related++
			} else {
				s.unrelated++
			}
			if revealed != nil && (best == nil || chance < best.chance) {
				best = &match{
					echo: Echo{
						Coordinates: coordinatesIn(other, revealed.at), Of: k, Count: revealed.at, Base: conv.base,
					},
					chance: chance, related: related,
					declared: other.Base != nil && isBaseOf(other.Base, count),
				}
			}
		}
	}
	if best != nil {
		s.matches = append(s.matches, *best)
	}
}

// coordinatesIn returns the coordinates of an indicator's number for the same part and period as
// another one's.
func coordinatesIn(other *model.Indicator, at Coordinates) Coordinates {
	c := Coordinates{Indicator: other, Period: at.Period}
	if at.Breakdown != nil {
		c.Breakdown = other.Breakdown(at.Breakdown.Dimension.ID)
		c.Part = slices.IndexFunc(c.Breakdown.Parts, func(p model.Part) bool { return p.Member.Key == at.Member() })
	}
	return c
}

// conversion says how a number becomes a count: number × base / per, or base minus that.
type conversion struct {
	base       *model.Indicator // nil for a count, and for a share with its base in Value.Of
	per        float64          // 100 for a share, 1 … 1,000,000 for a rate
	complement bool             // of a share
}

// conversions returns how the numbers of an indicator may become those of a count.
func conversions(k *Report, other, count *model.Indicator) []conversion {
	switch {
	case other.Kind == model.Count:
		return []conversion{{per: 1}}
	case other.Kind == model.Share && other.HasBase(nil):
		return []conversion{{base: other.Base, per: 100}}
	case other.Kind != model.Share && other.Kind != model.Rate:
		return nil
	}
	var out []conversion
	for _, base := range k.denominators() {
		if base.Frequency != other.Frequency || base.ID == count.ID {
			continue
		}
		if other.Kind == model.Share {
			out = append(out, conversion{base: base, per: 100})
			continue
		}
		for per := 1.0; per <= 1e6; per *= 10 {
			out = append(out, conversion{base: base, per: per})
		}
	}
	return out
}

// denominators returns the counts that shares and rates may be made with: those that an indicator
// is divided by, those that include others, and those without an aspect.
func (r *Report) denominators() []*model.Indicator {
	is := make(map[*model.Indicator]bool)
	for _, i := range r.Edition.Indicators {
		is[i.Base], is[i.PartOf] = true, true
		if i.Per != nil {
			is[i.Per.Indicator] = true
		}
		if len(i.SumOf) > 1 || i.Aspect == nil {
			is[i] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(r.Edition.Indicators), func(i *model.Indicator) bool {
		return !is[i] || i.Kind != model.Count
	})
}

// isBaseOf reports whether a count is declared to be a part of another count, or divided by it.
func isBaseOf(base, count *model.Indicator) bool {
	for up := count; up != nil; up = up.PartOf {
		if up.ID == base.ID || up.Per != nil && up.Per.Indicator.ID == base.ID {
			return true
		}
	}
	return slices.ContainsFunc(base.SumOf, func(part *model.Indicator) bool { return part.ID == count.ID })
}

// agreement compares all numbers of a count with those of an indicator. chance is the probability
// that they agree by chance, 1 when they do not agree. revealed is the first hidden number that the
// indicator says something about, or nil. compared is false when there was nothing to compare.
//
// When both are the same number by declaration, chance is 0, and numbers that differ are left out:
// they may have been revised since.
func (t *tabulation) agreement(
	numbers []countNumber, k *Report, other *model.Indicator, conv conversion, same bool,
) (chance float64, revealed *countNumber, compared bool) {
	chance = 1
	for n := range numbers {
		c := &numbers[n]
		low, high, ok := k.convert(other, conv, c.at)
		if !ok {
			continue
		}
		compared = true
		if c.number < low || c.number > high {
			if same {
				continue
			}
			return 1, nil, true
		}
		chance *= min(1, (high-low+1)/(c.number+1))
		if revealed == nil && c.hidden && !(disclosure.Range{Low: int64(low), High: int64(high)}).Holds(c.need) {
			revealed = c
		}
	}
	if same {
		chance = 0
	}
	return chance, revealed, compared
}

// convert returns the least and the most that a count may be by what an indicator shows for the
// same part and period. ok is false when it, or the base, is not shown.
func (r *Report) convert(other *model.Indicator, conv conversion, at Coordinates) (low, high float64, ok bool) {
	v, p := r.pointAt(other, at)
	if p.State != Shown {
		return 0, 0, false
	}
	if other.Kind == model.Count {
		return p.Number, p.Number, true
	}
	base := 0.0
	switch {
	case other.Kind == model.Share && v.Of > 0:
		base = float64(v.Of)
	case conv.base != nil:
		if _, b := r.pointAt(conv.base, at); b.State == Shown {
			base = b.Number
		}
	}
	if base < 1 {
		return 0, 0, false
	}
	if other.Kind != model.Share {
		low, high = wholeNumbers(p.Number, other.Decimals, base/conv.per)
		return low, high, true
	}
	low, high = countsBehind(p.Number, other.Decimals, base)
	if conv.complement {
		low, high = math.Ceil(base)-high, math.Ceil(base)-low
	}
	return low, high, true
}

// pointAt returns what the data have and what the report shows of an indicator, for the same part
// and period as another one's number.
func (r *Report) pointAt(other *model.Indicator, at Coordinates) (*model.Value, Point) {
	f := r.facts[other]
	v := valueAt(other, at)
	switch {
	case v == nil:
		return nil, Point{State: Absent}
	case at.Breakdown == nil:
		return v, f.Values.At(at.Period)
	}
	return v, f.breakdown(at.Breakdown.Dimension.ID).part(at.Member()).At(at.Period)
}
