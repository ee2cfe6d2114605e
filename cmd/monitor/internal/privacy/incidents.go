package privacy

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Readers of numbers that are counted from one register can combine them all: kinds with totals,
// quarters with years, faculties with everything, and this edition with earlier ones. So in the
// table of a register, a count is the incidents of one month that are counted in exactly the same
// published numbers, and a sum is a published number. Nobody has to declare which numbers add up to
// which.
//
// In the walk (table.go), any month may have an incident of any kind that the register has.

// incidentTables returns the tables of the registers whose numbers are rounded.
func (p *Publication) incidentTables() []*table {
	var out []*table
	for _, r := range p.roundedRegisters() {
		b := &incidents{own: p, cells: make(map[*model.Value]int32)}
		b.addSource(p, r)
		for _, k := range p.known {
			for _, other := range k.roundedRegisters() {
				if k.Edition.Year != p.Edition.Year && sharesIncidents(r, other) {
					b.addSource(k, other)
				}
			}
		}
		b.fill()
		b.wantCells()
		b.wantClasses()
		b.wantDifferences()
		out = append(out, &b.table)
	}
	return out
}

// roundedRegisters returns the registers whose numbers are rounded.
func (p *Publication) roundedRegisters() []*model.Register {
	var out []*model.Register
	for _, i := range p.Edition.Indicators {
		if r := i.Register; r != nil && r.Protect == model.Round && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// sharesIncidents reports whether two registers have an incident in common.
func sharesIncidents(a, b *model.Register) bool {
	keys := make(map[uint64]bool, len(a.Incidents))
	for _, x := range a.Incidents {
		keys[x.Key] = true
	}
	return slices.ContainsFunc(b.Incidents, func(x model.Incident) bool { return keys[x.Key] })
}

// incidents makes the table of a register.
type incidents struct {
	table
	own     *Publication
	sources []incidentSource
	cells   map[*model.Value]int32 // the index in sums of each published number
	kinds   []kind
	classes []class
	ofCount []origin // of each count of the table
}

// incidentSource is a register as one edition has it.
type incidentSource struct {
	*Publication
	register *model.Register
	cuts     [][]counted // by cut: the indicators of this publication that count its incidents
}

// counted is an indicator in which an incident counts, with its series that count it: the whole,
// and one part of each breakdown.
type counted struct {
	indicator *model.Indicator
	series    [][]model.Value
	at        []Coordinates // of each series
}

// kind is one way in which incidents count in all editions. For each source it has the cut, or −1
// when that source does not have the incidents, and the shift: how many months later they are dated
// there than in the first source that has them.
type kind struct {
	cuts, shifts []int32
	class        int // index in classes
}

// class is one set of indicators of the own edition that count the same incidents, in whatever
// part.
type class struct {
	indicators []*model.Indicator
}

// origin says which incidents a count of the table counts.
type origin struct {
	kind  int
	month int32
}

// addSource adds a register of a publication as a source.
func (b *incidents) addSource(p *Publication, r *model.Register) {
	s := incidentSource{Publication: p, register: r, cuts: make([][]counted, len(r.Cuts))}
	for n, cut := range r.Cuts {
		for _, in := range cut {
			i := p.Edition.Indicator(in.Indicator)
			if i == nil || i.Register != r {
				continue // this audience does not see it
			}
			c := counted{indicator: i, series: [][]model.Value{i.Values}, at: []Coordinates{{Indicator: i}}}
			for _, in := range in.Parts {
				split := i.Breakdown(in.Dimension)
				if split == nil || in.Member == "" {
					continue
				}
				m := slices.IndexFunc(split.Parts, func(x model.Part) bool { return x.Member.Key == in.Member })
				c.series = append(c.series, split.Parts[m].Values)
				c.at = append(c.at, Coordinates{Indicator: i, Breakdown: split, Part: m})
			}
			s.cuts[n] = append(s.cuts[n], c)
		}
	}
	b.sources = append(b.sources, s)
}

// fill makes the counts and the sums of the table.
func (b *incidents) fill() {
	type seen struct {
		cuts   []int32
		months []int32
	}
	all := make(map[uint64]*seen)
	for n, s := range b.sources {
		for _, x := range s.register.Incidents {
			incident := all[x.Key]
			if incident == nil {
				incident = &seen{}
				for range b.sources {
					incident.cuts, incident.months = append(incident.cuts, -1), append(incident.months, 0)
				}
				all[x.Key] = incident
			}
			incident.cuts[n], incident.months[n] = x.Cut, x.Month
		}
	}
	index := make(map[string]int)
	values := make(map[origin]int64)
	var first, last int32
	for _, key := range slices.Sorted(maps.Keys(all)) {
		x := all[key]
		k := kind{cuts: x.cuts}
		month := int32(-1)
		var id []byte
		for n, cut := range x.cuts {
			shift := int32(0)
			if cut >= 0 {
				if month < 0 {
					month = x.months[n]
				}
				shift = x.months[n] - month
			}
			k.shifts = append(k.shifts, shift)
			id = binary.AppendVarint(binary.AppendVarint(id, int64(cut)), int64(shift))
		}
		n, ok := index[string(id)]
		if !ok {
			n = len(b.kinds)
			index[string(id)] = n
			b.kinds = append(b.kinds, k)
		}
		values[origin{n, month}]++
		if first == 0 || month < first {
			first = month
		}
		last = max(last, month)
	}
	b.findClasses()
	for n := range b.kinds {
		for month := first; month <= last && first > 0; month++ {
			at := origin{n, month}
			c := b.addCount(values[at], anything)
			b.ofCount = append(b.ofCount, at)
			for s, cut := range b.kinds[n].cuts {
				if cut >= 0 {
					b.addToCells(c, &b.sources[s], cut, month+b.kinds[n].shifts[s])
				}
			}
		}
	}
}

// addToCells adds a count to the sum of each published number in which its incidents count.
func (b *incidents) addToCells(c int32, s *incidentSource, cut, month int32) {
	for _, in := range s.cuts[cut] {
		period := model.PeriodOf(in.indicator.Frequency, int(month)/12, int(month)%12+1)
		for n, values := range in.series {
			v := valueIn(values, period)
			if v == nil || v.Missing && !v.Flags.Has(model.Confidential) {
				continue
			}
			cell, ok := b.cells[v]
			if !ok {
				at := in.at[n]
				at.Period = period
				cell = b.addSum(s.says(at, v, int64(v.Number)))
				b.cells[v] = cell
			}
			b.addTerm(cell, c, 1)
		}
	}
}

// findClasses puts the kinds that count in the same indicators of the own edition into one class.
func (b *incidents) findClasses() {
	own := &b.sources[0]
	index := make(map[string]int)
	for n := range b.kinds {
		k := &b.kinds[n]
		if k.class = -1; k.cuts[0] < 0 {
			continue
		}
		id := ""
		var c class
		for _, in := range own.cuts[k.cuts[0]] {
			id += in.indicator.ID + " "
			c.indicators = append(c.indicators, in.indicator)
		}
		at, ok := index[id]
		if !ok {
			at = len(b.classes)
			index[id] = at
			b.classes = append(b.classes, c)
		}
		k.class = at
	}
}

// wantCells adds a want for each published number that hides something, such as a small count.
func (b *incidents) wantCells() {
	p := b.own
	for _, i := range p.Edition.Indicators {
		if i.Register != b.sources[0].register {
			continue
		}
		p.each(i, func(at Coordinates, v *model.Value) {
			cell, ok := b.cells[v]
			if !ok {
				return
			}
			if w, ok := p.wanted(at, v, b.sums[cell].value); ok {
				w.Before = p.shownBefore(at, v)
				for _, term := range b.sums[cell].of {
					w.counts = append(w.counts, term.index)
				}
				b.wants = append(b.wants, w)
			}
		})
	}
}

// group is the incidents of one class in one period, in one part or in all of them.
type group struct {
	class  int
	period model.Period
	part   model.CountedPart
}

// wantClasses adds a want for each small count of incidents that count in the same indicators. For
// example, where one indicator counts kinds a, b and c and another counts a and c, readers must not
// find how many incidents are of kind b.
func (b *incidents) wantClasses() {
	groups := make(map[group][]int32)
	own := &b.sources[0]
	for c, of := range b.ofCount {
		k := &b.kinds[of.kind]
		if k.class < 0 {
			continue
		}
		month := of.month + k.shifts[0]
		frequencies := make(map[model.Frequency]bool)
		parts := map[model.CountedPart]bool{{}: true}
		for _, in := range own.register.Cuts[k.cuts[0]] {
			if i := own.Edition.Indicator(in.Indicator); i != nil {
				frequencies[i.Frequency] = true
				for _, part := range in.Parts {
					if i.Breakdown(part.Dimension) != nil {
						parts[part] = true
					}
				}
			}
		}
		for f := range frequencies {
			period := model.PeriodOf(f, int(month)/12, int(month)%12+1)
			for part := range parts {
				g := group{k.class, period, part}
				groups[g] = append(groups[g], int32(c))
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(groups), func(x, y group) int {
		return cmp.Or(cmp.Compare(x.class, y.class), cmp.Compare(x.period.Frequency, y.period.Frequency),
			cmp.Compare(x.period.Ordinal(), y.period.Ordinal()), cmp.Compare(x.part.Dimension, y.part.Dimension),
			cmp.Compare(x.part.Member, y.part.Member))
	})
	for _, g := range order {
		b.wantSmall(groups[g], b.classes[g.class].indicators, g.period, g.part)
	}
}

// wantSmall adds a want for the sum of some counts, when that is a small count.
func (b *incidents) wantSmall(counts []int32, in []*model.Indicator, period model.Period, part model.CountedPart) {
	value := int64(0)
	for _, c := range counts {
		value += b.counts[c].value
	}
	if value < 1 || value >= int64(b.own.privacy.Threshold) || len(in) == 0 {
		return
	}
	at := Coordinates{Indicator: in[len(in)-1], Period: period}
	for _, i := range in {
		if split := i.Breakdown(part.Dimension); split != nil && part.Dimension != "" {
			at.Indicator, at.Breakdown = i, split
			at.Part = slices.IndexFunc(split.Parts, func(x model.Part) bool { return x.Member.Key == part.Member })
		}
	}
	b.wants = append(b.wants, want{counts: counts, Finding: Finding{Coordinates: at, Of: b.own, Shown: Absent,
		Secret: Shown, Part: true, Need: Range{1, int64(b.own.privacy.Threshold) - 1}}})
}

// wantDifferences adds a want for each small difference of two published numbers, of which one
// counts all incidents that the other counts, and more.
func (b *incidents) wantDifferences() {
	own := &b.sources[0]
	in := make(map[*model.Indicator]map[int]bool) // the classes that an indicator counts
	for n, c := range b.classes {
		for _, i := range c.indicators {
			if in[i] == nil {
				in[i] = make(map[int]bool)
			}
			in[i][n] = true
		}
	}
	for _, i := range own.Edition.Indicators {
		for _, other := range own.Edition.Indicators {
			if i == other || len(in[i]) <= len(in[other]) || len(in[other]) == 0 || i.Frequency != other.Frequency {
				continue
			}
			within := true
			for n := range in[other] {
				within = within && in[i][n]
			}
			if !within {
				continue
			}
			own.each(i, func(at Coordinates, v *model.Value) {
				w := valueAt(other, at)
				if cell, ok := b.cells[v]; ok && given(v) && given(w) {
					left := v.Number - w.Number
					if left >= 1 && left < float64(own.privacy.Threshold) {
						part := model.CountedPart{Member: at.Member()}
						if at.Breakdown != nil {
							part.Dimension = at.Breakdown.Dimension.ID
						}
						b.wantSmall(b.without(cell, w), []*model.Indicator{i}, at.Period, part)
					}
				}
			})
		}
	}
}

// without returns the counts that are in one published number (cell) and not in another (w).
func (b *incidents) without(cell int32, w *model.Value) []int32 {
	out := make(map[int32]bool)
	for _, term := range b.sums[cell].of {
		out[term.index] = true
	}
	if other, ok := b.cells[w]; ok {
		for _, term := range b.sums[other].of {
			delete(out, term.index)
		}
	}
	return slices.Sorted(maps.Keys(out))
}
