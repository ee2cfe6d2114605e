package main

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// cell is a number counted from the register: of an edition, a rule, a period and a part.
type cell struct {
	edition, rule           int
	dimension, part, period string
}

// registerPuzzle makes the puzzle of the numbers that are counted from the register. Its unknowns
// are the incidents that count in the same published numbers. Any incident that the columns allow
// may have happened, in any month. Of two editions, the outsider knows more than he can: where
// numbers are rounded, that incidents stay as they are, or come later, or change in one of the ways
// in which some did; and where they are hidden, which of them stay the same.
//
// He also knows that the draw depends on the incidents alone: numbers that were rounded differently
// do not count the same incidents.
func (f *fiction) registerPuzzle(sites []map[in]dataFile) (*puzzle, []target) {
	m := f.readRegister(sites)
	m.aim()
	if f.register.round {
		m.aimAlike()
		m.compareCells()
	}
	return m.puzzle, m.targets
}

// readRegister makes the puzzle of what the sites say, without differences.
func (f *fiction) readRegister(sites []map[in]dataFile) *registerPuzzle {
	m := &registerPuzzle{fiction: f, puzzle: &puzzle{}, cells: make(map[cell]int), index: make(map[string]int)}
	protect := "hide"
	if f.register.round {
		protect = "round"
	}
	for n, e := range f.editions {
		for k, r := range f.register.rules {
			for _, site := range sites {
				d, ok := site[in{e.year, r.id}]
				if !ok {
					continue
				}
				rows := d.rows()
				for _, o := range d.Observations {
					at := cell{n, k, o.Dimension, o.Part, o.Period}
					b := boundsOf(o, protect, false, rows[[2]string{o.Dimension, o.Period}])
					x, known := m.cells[at]
					if !known {
						x = len(m.numbers)
						m.cells[at] = x
						m.numbers = append(m.numbers, countedCell{at: at, observed: o, bounds: bounds{0, unlimited},
							row: rows[[2]string{o.Dimension, o.Period}]})
					}
					m.numbers[x].bounds = m.numbers[x].bounds.and(b)
				}
			}
		}
	}
	m.addIncidents()
	for n := range m.numbers {
		x := &m.numbers[n]
		m.addSum(x.low, x.high, x.of)
		x.truth = m.sums[n].truth
	}
	if !f.register.round {
		m.linkEditions()
	}
	return m
}

type registerPuzzle struct {
	*fiction
	*puzzle
	cells   map[cell]int
	numbers []countedCell
	index   map[string]int // of unknowns, by the cells in which they count
	targets []target
}

type countedCell struct {
	at cell
	observed
	bounds
	row   []observed
	of    []entry
	truth int
	set   []uint64 // the unknowns
}

// addIncidents adds the unknowns.
func (m *registerPuzzle) addIncidents() {
	g := m.register
	newest := len(m.editions) - 1
	var all []occurrence
	kinds, days := []int{}, []int{0, 2, 10}
	for k := range g.kinds {
		kinds = append(kinds, k)
	}
	if g.optional[2] {
		days = append(days, -1)
	}
	var parts [][2]int
	for n := range programmes {
		parts = append(parts, [2]int{n / 2, n})
		if n%2 == 0 && (g.optional[0] || g.optional[1]) {
			parts = append(parts, [2]int{n / 2, -1})
		}
	}
	if g.optional[0] {
		parts = append(parts, [2]int{-1, -1})
	}
	for _, k := range kinds {
		for _, d := range days {
			for _, p := range parts {
				for month := range 12 * (2026 - g.first) {
					all = append(all, occurrence{0, k, d, p[0], p[1], month})
				}
			}
		}
	}
	two := len(m.editions) == 2 && m.counts(m.editions[0])
	for _, v := range all {
		m.addIncident(nil, &v, 0)
		switch {
		case !two || v.month >= 12:
		case g.round:
			m.addIncident(&v, &v, 0)
		default:
			m.addIncident(&v, nil, 0)
		}
	}
	before := make(map[int]occurrence)
	if two {
		for _, v := range m.editions[0].events {
			before[v.id] = v
		}
	}
	for _, v := range m.editions[newest].events {
		if was, ok := before[v.id]; ok && g.round {
			m.addIncident(&was, &v, 1)
		} else {
			m.addIncident(nil, &v, 1)
		}
	}
	if g.round {
		return
	}
	for _, v := range before {
		m.addIncident(&v, nil, 1)
	}
}

// linkEditions adds that hidden numbers that are the same in two editions are known to be.
func (m *registerPuzzle) linkEditions() {
	for n := range m.numbers {
		at := m.numbers[n].at
		at.edition++
		later, ok := m.cells[at]
		if !ok || m.numbers[n].truth != m.numbers[later].truth {
			continue
		}
		of := slices.Clone(m.numbers[n].of)
		for _, e := range m.numbers[later].of {
			of = append(of, entry{e.at, -1})
		}
		m.addSum(0, 0, of)
	}
}

// addIncident adds incidents that were one thing in the earlier edition and another in the newest.
// An edition that does not have them has nil.
func (m *registerPuzzle) addIncident(was, now *occurrence, truth int) {
	var in []int
	newest := len(m.editions) - 1
	for k, r := range m.register.rules {
		if was != nil && r.counts(*was) {
			in = m.appendCells(in, 0, k, was)
		}
		if now != nil && r.counts(*now) {
			in = m.appendCells(in, newest, k, now)
		}
	}
	if len(in) == 0 {
		return
	}
	var id []byte
	for _, n := range in {
		id = binary.AppendVarint(id, int64(n))
	}
	n, ok := m.index[string(id)]
	if !ok {
		n = m.addUnknown(0, unlimited, 0)
		m.index[string(id)] = n
		for _, c := range in {
			m.numbers[c].of = append(m.numbers[c].of, entry{n, 1})
		}
	}
	m.unknowns[n].truth += truth
}

// appendCells appends the published numbers of a rule in which an incident counts.
func (m *registerPuzzle) appendCells(in []int, edition, rule int, v *occurrence) []int {
	year := strconv.Itoa(m.register.first + v.month/12)
	period := year
	switch m.register.rules[rule].frequency {
	case "quarter":
		period = fmt.Sprint(year, "-Q", v.month%12/3+1)
	case "month":
		period = fmt.Sprintf("%s-%02d", year, v.month%12+1)
	}
	add := func(dimension, part string) {
		if n, ok := m.cells[cell{edition, rule, dimension, part, period}]; ok {
			in = append(in, n)
		}
	}
	add("", "")
	if v.faculty >= 0 {
		add("faculteit", faculties[v.faculty])
	}
	if v.programme >= 0 {
		add("opleiding", programmes[v.programme])
	}
	return in
}

// aimAlike makes targets of the incidents that the same indicators count, by period and part.
func (m *registerPuzzle) aimAlike() {
	type group struct{ rules, period, dimension, part string }
	groups := make(map[group][]entry)
	var order []group
	in := make([][]cell, len(m.unknowns))
	for _, x := range m.numbers {
		if x.at.edition == len(m.editions)-1 {
			for _, e := range x.of {
				in[e.at] = append(in[e.at], x.at)
			}
		}
	}
	for u, cells := range in {
		rules := ""
		periods, parts := make(map[string]bool), make(map[[2]string]bool)
		for _, c := range cells {
			if c.dimension == "" {
				rules += fmt.Sprint(c.rule, " ")
			}
			periods[c.period], parts[[2]string{c.dimension, c.part}] = true, true
		}
		for _, period := range slices.Sorted(maps.Keys(periods)) {
			for part := range parts {
				g := group{rules, period, part[0], part[1]}
				if groups[g] == nil {
					order = append(order, g)
				}
				groups[g] = append(groups[g], entry{u, 1})
			}
		}
	}
	slices.SortFunc(order, func(a, b group) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	for _, g := range order {
		t := target{name: fmt.Sprint("incidents of ", g), of: groups[g], low: 1, high: 4, class: countedAlike}
		for _, e := range t.of {
			t.truth += m.unknowns[e.at].truth
		}
		if t.truth >= 1 && t.truth <= 4 {
			m.targets = append(m.targets, t)
		}
	}
}

// aim makes the targets of the published numbers.
func (m *registerPuzzle) aim() {
	for n := range m.numbers {
		x := &m.numbers[n]
		t := target{name: m.name(n), of: x.of, truth: x.truth, low: 1, high: 4}
		small := x.truth >= 1 && x.truth <= 4
		whole := slices.ContainsFunc(x.row, func(o observed) bool { return o.Part == "" && o.Status != "shown" })
		switch {
		case m.register.round && small:
			t.class = roundedSmall
		case x.Status == "suppressed", x.Status == "withheld" && small && !whole:
			t.class = hiddenSmall
		case x.Status == "withheld" && !m.shownElsewhere(x):
			t.class = hiddenBeside
		default:
			continue
		}
		m.targets = append(m.targets, t)
	}
}

// shownElsewhere reports whether the other edition shows the same number, so that it is no secret.
func (m *registerPuzzle) shownElsewhere(x *countedCell) bool {
	at := x.at
	at.edition = 1 - at.edition
	n, ok := m.cells[at]
	return ok && m.numbers[n].Status == "shown" && m.numbers[n].truth == x.truth
}

func (m *registerPuzzle) name(n int) string {
	at := m.numbers[n].at
	return fmt.Sprint(m.editions[at.edition].year, " ", m.register.rules[at.rule].id, " ", at.period, " ", at.part)
}

// compareCells adds what nested numbers tell of their difference, and makes targets of those
// differences.
func (m *registerPuzzle) compareCells() {
	words := (len(m.unknowns) + 63) / 64
	for n := range m.numbers {
		m.numbers[n].set = make([]uint64, words)
		for _, x := range m.numbers[n].of {
			m.numbers[n].set[x.at/64] |= 1 << (x.at % 64)
		}
	}
	aimed := make(map[string]bool)
	for a := range m.numbers {
		for b := range m.numbers {
			m.compareTwo(&m.numbers[a], &m.numbers[b], a, b, aimed)
		}
	}
}

func (m *registerPuzzle) compareTwo(x, y *countedCell, a, b int, aimed map[string]bool) {
	left := x.truth - y.truth
	differ := x.Value != y.Value
	if a == b || x.at.edition != y.at.edition || left < 0 || !differ && (left < 1 || left > 4 || y.truth == 0) {
		return
	}
	for n := range x.set {
		if y.set[n]&^x.set[n] != 0 {
			return
		}
	}
	var of []entry
	var id []byte
	for _, e := range x.of {
		if y.set[e.at/64]&(1<<(e.at%64)) == 0 {
			of = append(of, entry{e.at, 1})
			id = binary.AppendVarint(id, int64(e.at))
		}
	}
	if len(of) == 0 || aimed[string(id)] {
		return
	}
	if differ {
		m.addSum(1, unlimited, of)
	}
	if left < 1 || left > 4 || y.truth == 0 {
		return
	}
	aimed[string(id)] = true
	t := target{name: m.name(a) + " without " + m.name(b), of: of, truth: left, low: 1, high: 4, class: remaining}
	if x.at.period == y.at.period && x.at.part == y.at.part {
		t.class = differing
	}
	m.targets = append(m.targets, t)
}
