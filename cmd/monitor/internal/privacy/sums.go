package privacy

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Sums that readers know:
//
//   - The parts of a breakdown add up to the total of the period. Readers are assumed to know what
//     they leave over, unless it is a small count.
//   - Sums that the data declare: an indicator is the sum of others (SumOf), or the running total
//     of another (Cumulates). They hold for the wholes, and for each part where all have the same
//     breakdown.
//   - The same sums in earlier editions, whose numbers may have been revised since. A number that
//     is the same in two editions is one count of the table.

// sums makes a table of counts that sums connect.
type sums struct {
	table
	own   *Publication
	index map[number]int32
}

// number identifies a count in all editions.
type number struct {
	seriesName
	period model.Period
	value  int64
	only   *Publication // the publication that has it, when the data do not have its value; otherwise nil
}

// sumTables returns a table for each group of protected counts that declared sums connect, and for
// each protected share. The counts of a register whose numbers are rounded have their own tables.
func (p *Publication) sumTables() []*table {
	var out []*table
	for _, group := range p.groups() {
		s := &sums{own: p, index: make(map[number]int32)}
		s.addPublication(p, group)
		for _, k := range p.known {
			var there []*model.Indicator
			for _, i := range group {
				other := k.series[seriesName{indicator: p.indicators[i]}].indicator
				if other != nil && other.Kind == i.Kind {
					there = append(there, other)
				}
			}
			s.addPublication(k, there)
		}
		out = append(out, &s.table)
	}
	return out
}

// groups returns the protected indicators in groups that declared sums connect.
func (p *Publication) groups() [][]*model.Indicator {
	linked := make(map[*model.Indicator]*model.Indicator) // leads to another one of its group
	root := func(i *model.Indicator) *model.Indicator {
		for linked[i] != nil {
			i = linked[i]
		}
		return i
	}
	for _, i := range p.Edition.Indicators {
		for _, addend := range addends(i) {
			if a, b := root(addend), root(i); a != b {
				linked[a] = b
			}
		}
	}
	var groups [][]*model.Indicator
	index := make(map[*model.Indicator]int)
	protected := make(map[int]bool)
	for _, i := range p.Edition.Indicators {
		at := root(i)
		n, ok := index[at]
		if !ok {
			n = len(groups)
			index[at], groups = n, append(groups, nil)
		}
		groups[n] = append(groups[n], i)
		protected[n] = protected[n] || p.protects(i)
	}
	var out [][]*model.Indicator
	for n, group := range groups {
		alone := len(group) == 1 && group[0].Register != nil && group[0].Protect == model.Round
		if protected[n] && !alone {
			out = append(out, group)
		}
	}
	return out
}

// protects reports whether a count or a share has a number that is not published as it is.
func (p *Publication) protects(i *model.Indicator) bool {
	if i.Kind != model.Count && i.Kind != model.Share {
		return false
	}
	found := false
	p.each(i, func(_ Coordinates, v *model.Value) {
		_, changed := p.values[v]
		found = found || changed
	})
	return found
}

// addends returns the indicators whose sum or running total an indicator is.
func addends(i *model.Indicator) []*model.Indicator {
	if i.Cumulates == nil {
		return i.SumOf
	}
	return append(slices.Clone(i.SumOf), i.Cumulates)
}

// addPublication adds the counts of a group in one publication, and the sums between them.
func (s *sums) addPublication(p *Publication, group []*model.Indicator) {
	cells := make(map[Coordinates]int32)
	for _, i := range group {
		for _, period := range periodsOf(i) {
			s.addPeriod(p, i, period, cells)
		}
	}
	for _, i := range group {
		s.addDeclared(p, i, nil, 0, cells)
		for _, b := range i.Breakdowns {
			for n := range b.Parts {
				s.addDeclared(p, i, b, n, cells)
			}
		}
	}
}

// addPeriod adds the counts of an indicator in one period.
func (s *sums) addPeriod(p *Publication, i *model.Indicator, period model.Period, cells map[Coordinates]int32) {
	whole := Coordinates{Indicator: i, Period: period}
	total, hasTotal := s.addValue(p, whole, valueIn(i.Values, period), 0)
	if !hasTotal && len(i.Breakdowns) > 1 && i.Kind == model.Count {
		most := 0.0 // without a total, all breakdowns still add up to the same number
		for _, b := range i.Breakdowns {
			sum := 0.0
			for v := range partsOf(b) {
				if v.Period == period && given(v) {
					sum += v.Number
				}
			}
			most = max(most, sum)
		}
		total, hasTotal = s.addCount(int64(most), anything), true
	}
	if hasTotal {
		cells[whole] = total
	}
	for _, b := range i.Breakdowns {
		s.addBreakdown(p, i, b, period, total, hasTotal, cells)
	}
}

// addBreakdown adds the parts of a breakdown in one period, and the sum that they and the total
// make.
func (s *sums) addBreakdown(p *Publication, i *model.Indicator, b *model.Breakdown, period model.Period,
	total int32, hasTotal bool, cells map[Coordinates]int32) {
	left, unknown, bases := int64(0), 0, true
	if hasTotal {
		left = s.counts[total].value
	}
	for n := range b.Parts {
		v := valueIn(b.Parts[n].Values, period)
		if c, ok := p.countOf(Coordinates{i, b, n, period}, v); ok {
			left -= c
		} else if exists(v) {
			unknown++
			bases = bases && i.Kind == model.Count
		}
	}
	var parts []int32
	for n := range b.Parts {
		at := Coordinates{i, b, n, period}
		guess := int64(0)
		if unknown == 1 {
			guess = max(0, left) // a confidential part that is not even in the data
		}
		if c, ok := s.addValue(p, at, valueIn(b.Parts[n].Values, period), guess); ok {
			cells[at] = c
			parts = append(parts, c)
			if hasTotal && i.Kind == model.Share {
				s.counts[c].High = min(s.counts[c].High, s.counts[total].High)
			}
		}
	}
	if !hasTotal || len(parts) == 0 || !bases || i.Kind == model.Share && !p.basesAddUp(i, b, period) {
		return
	}
	rest := p.rest(i, b, period, left, unknown > 0)
	if rest != nil {
		rest.Coordinates = Coordinates{i, b, -1, period}
	}
	s.equate(total, parts, rest)
}

// countOf returns the number of a value, or for a share the count behind it. It returns false when
// the data do not have it.
func (p *Publication) countOf(at Coordinates, v *model.Value) (int64, bool) {
	switch {
	case !given(v):
		return 0, false
	case at.Indicator.Kind == model.Count:
		return int64(v.Number), true
	}
	of, known := float64(v.Of), v.Of > 0
	if base := at.Indicator.Base; !known && base != nil {
		if b := valueAt(base, at); given(b) {
			of, known = b.Number, true
		}
	}
	return int64(math.Round(v.Number / 100 * of)), known
}

// basesAddUp reports whether the bases of a share's parts add up to the base of the whole, so that
// each person is in one part.
func (p *Publication) basesAddUp(i *model.Indicator, b *model.Breakdown, period model.Period) bool {
	whole, known := p.base(Coordinates{Indicator: i, Period: period}, valueIn(i.Values, period))
	for n := range b.Parts {
		v := valueIn(b.Parts[n].Values, period)
		if v == nil {
			continue
		}
		of, ok := p.base(Coordinates{i, b, n, period}, v)
		known = known && ok
		whole -= of
	}
	return known && whole == 0
}

// rest returns the want for what the parts of a breakdown leave over from a total, when that is a
// small count that must not be found; otherwise nil.
func (p *Publication) rest(
	i *model.Indicator, b *model.Breakdown, period model.Period, left int64, unknown bool,
) *want {
	if !i.Sensitive || unknown || i.Kind != model.Count || left < 0 || left >= int64(p.privacy.Threshold) ||
		left == 0 && !(i.HideZeros && len(leftOut(b, period)) > 0) {
		return nil
	}
	w := &want{Finding: Finding{Of: p, Part: true, Shown: Absent, Need: p.smallCounts(i), Secret: Small}}
	if i.Protect == model.Round {
		w.Secret = Shown
	}
	return w
}

// equate adds a sum: parts and what they leave over make the total. If rest is nil, readers are
// assumed to know what is left over; otherwise it is a count that they must not find.
func (s *sums) equate(total int32, parts []int32, rest *want) {
	sum := s.addSum(Range{})
	s.addTerm(sum, total, -1)
	for _, c := range parts {
		s.addTerm(sum, c, 1)
	}
	left := -s.sums[sum].value
	if rest == nil {
		s.sums[sum].Range = Range{-left, -left}
		return
	}
	says := anything
	if known, ok := rest.Of.rests[rest.Coordinates]; ok {
		says = known
	}
	c := s.addCount(left, says)
	s.addTerm(sum, c, 1)
	rest.counts = []int32{c}
	s.wants = append(s.wants, *rest)
}

// addValue adds the count of a value with what is published of it, unless the table has it already,
// and returns its index. guess is used as the count where the data do not have it. ok is false for
// a value that is not available.
func (s *sums) addValue(p *Publication, at Coordinates, v *model.Value, guess int64) (c int32, ok bool) {
	if !exists(v) {
		return 0, false
	}
	id := number{seriesName: p.nameOf(at), period: at.Period}
	if n, known := p.countOf(at, v); known {
		id.value = n
	} else {
		id.value, id.only = guess, p
	}
	says := p.says(at, v, id.value)
	c, seen := s.index[id]
	if seen {
		s.counts[c].Range = s.counts[c].and(says)
		return c, true
	}
	c = s.addCount(id.value, says)
	s.index[id] = c
	if w, ok := p.wanted(at, v, id.value); ok {
		if p == s.own {
			w.Before = p.shownBefore(at, v)
		}
		if w.Few && w.Before != nil {
			return c, true // no secret: it was shown before
		}
		w.counts = []int32{c}
		s.wants = append(s.wants, w)
	}
	return c, true
}

// says returns what readers know of the count of a value: from how it is published, and since it is
// at most its denominator.
func (p *Publication) says(at Coordinates, v *model.Value, value int64) Range {
	i := at.Indicator
	published := p.Of(i, v)
	says := published.Says
	if i.Kind == model.Share && published.State == Shown && !published.Rounded {
		says = Range{value, value}
	}
	atMost := func(most int64) {
		if most >= value { // otherwise the data contradict themselves
			says.High = min(says.High, most)
		}
	}
	if i.Per != nil && !i.Per.Repeated {
		atMost(p.mostOf(i.Per.Indicator, at))
	}
	if i.Kind == model.Share && v.Of > 0 {
		atMost(int64(v.Of))
	} else if i.Base != nil {
		atMost(p.mostOf(i.Base, at))
	}
	return says
}

// mostOf returns the highest number that readers think possible for a count at the coordinates of
// another one.
func (p *Publication) mostOf(i *model.Indicator, at Coordinates) int64 {
	v := valueAt(i, at)
	if !exists(v) {
		return Unbounded
	}
	return p.Of(i, v).Says.High
}

// addDeclared adds the declared sums of an indicator: of the whole when b is nil, and otherwise of
// one part.
func (s *sums) addDeclared(
	p *Publication, i *model.Indicator, b *model.Breakdown, part int, cells map[Coordinates]int32,
) {
	find := func(other *model.Indicator, period model.Period) (int32, bool) {
		at := Coordinates{Indicator: other, Period: period}
		if b != nil {
			if at.Breakdown = other.Breakdown(b.Dimension.ID); at.Breakdown == nil {
				return 0, false
			}
			at.Part = slices.IndexFunc(at.Breakdown.Parts, func(x model.Part) bool {
				return x.Member.Key == b.Parts[part].Member.Key
			})
		}
		c, ok := cells[at]
		return c, ok
	}
	for _, period := range periodsOf(i) {
		total, ok := find(i, period)
		if !ok {
			continue
		}
		var parts []int32
		var missing []Coordinates
		left := s.counts[total].value
		for _, addend := range i.SumOf {
			for _, within := range subdivide(period, addend.Frequency) {
				if c, ok := find(addend, within); ok {
					parts = append(parts, c)
					left -= s.counts[c].value
				} else {
					missing = append(missing, Coordinates{Indicator: addend, Period: within})
				}
			}
		}
		if len(parts) > 0 {
			s.equate(total, parts, p.missingAddend(missing, left))
		}
		if i.Cumulates == nil {
			continue
		}
		if last, ok := find(i.Cumulates, period); ok {
			parts := []int32{last}
			if before, ok := find(i, period.Previous()); ok && !period.Begins() {
				parts = append(parts, before)
			}
			s.equate(total, parts, nil)
		}
	}
}

// missingAddend returns the want for left, which a declared sum leaves over for the addends that
// the data do not have. It returns nil when readers may find it.
func (p *Publication) missingAddend(missing []Coordinates, left int64) *want {
	if len(missing) == 0 {
		return nil
	}
	i := missing[0].Indicator
	if !i.Sensitive || !p.isSmall(i, float64(left)) {
		return nil
	}
	w := &want{Finding: Finding{Coordinates: missing[0], Of: p, Part: true, Shown: Absent,
		Need: p.smallCounts(i), Secret: Small}}
	if i.Protect == model.Round {
		w.Secret = Shown
	}
	return w
}

// subdivide returns the periods of a frequency that make up a period.
func subdivide(period model.Period, f model.Frequency) []model.Period {
	first, _ := period.Days()
	p := model.PeriodOf(f, first.Year(), int(first.Month()))
	var periods []model.Period
	for range f.In(period.Frequency) {
		periods = append(periods, p)
		p = p.Next()
	}
	return periods
}
