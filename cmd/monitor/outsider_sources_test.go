package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// fiction is an invented site: its sources, and what is true in it.
type fiction struct {
	*rand.Rand
	seed     int
	editions []*invented // oldest first
	register *inventedRegister
}

// invented is an edition of a fiction.
type invented struct {
	year   string
	events []occurrence
	plain  []*plain
}

// inventedRegister is a register and what is counted from it, in each edition.
type inventedRegister struct {
	round    bool
	rules    []*countRule
	kinds    int
	optional [3]bool // whether faculty, programme and days may be empty
	first    int     // the first year that it covers
}

// occurrence is an incident. A field that is empty is −1.
type occurrence struct{ id, kind, days, faculty, programme, month int }

// countRule is an indicator that counts incidents.
type countRule struct {
	id        string
	kinds     []int // nil for all
	days      [2]int
	faculty   int
	of        *countRule
	overlap   bool
	by        []string
	frequency string
	audience  string
}

// anyDays is the range of days of a rule that does not look at them.
var anyDays = [2]int{-1, 999}

// counts reports whether the rule counts an incident.
func (r *countRule) counts(e occurrence) bool {
	return (r.of == nil || r.of.counts(e)) && (r.kinds == nil || slices.Contains(r.kinds, e.kind)) &&
		e.days >= r.days[0] && e.days <= r.days[1] && (r.faculty < 0 || r.faculty == e.faculty)
}

// plain is an indicator whose numbers stand in TOML.
type plain struct {
	name                    string // the same in every edition
	id                      string
	former                  string
	share                   bool
	protect                 string // "", "hide" or "round"
	frequency               string
	zeros                   bool // 0 is hidden as well
	members, programmes     []string
	numbers                 map[place]*number
	sumOf                   []*plain
	per, base, numerator    *plain
	audience, splitAudience string
}

func newPlain(id, protect, frequency string) *plain {
	return &plain{name: id, id: id, protect: protect, frequency: frequency, numbers: make(map[place]*number)}
}

// place is where an indicator has a number. part is "" for the whole.
type place struct{ part, period string }

// number is a number of the data: of a share, the count behind it.
type number struct {
	n, of                 int
	missing, confidential bool
}

var (
	faculties  = []string{"A", "B", "C", "D"}
	programmes = []string{"A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2"}
	kindNames  = []string{"a", "b", "c", "d"}
)

// invent makes a fiction, the same for a seed.
func invent(seed int) *fiction {
	f := &fiction{Rand: rand.New(rand.NewPCG(uint64(seed), 5)), seed: seed}
	newest := &invented{year: "2026"}
	f.editions = []*invented{newest}
	earlier := f.chance(40)
	if f.chance(75) {
		f.inventRegister(newest)
	}
	for n := range f.IntN(3) {
		f.inventHidden(newest, fmt.Sprint("telling-", n+1))
	}
	if f.chance(35) {
		f.inventGroup(newest)
	}
	for n := range f.IntN(3) {
		f.inventShare(newest, fmt.Sprint("aandeel-", n+1))
	}
	if f.register == nil && len(newest.plain) == 0 {
		f.inventHidden(newest, "telling-1")
	}
	if earlier {
		f.inventEarlier(newest)
	}
	return f
}

func (f *fiction) chance(percent int) bool { return f.IntN(100) < percent }

// inventRegister makes incidents, and indicators that count them.
func (f *fiction) inventRegister(e *invented) {
	g := &inventedRegister{round: f.chance(80), kinds: 2 + f.IntN(3), first: 2024 + f.IntN(2)}
	for n := range g.optional {
		g.optional[n] = f.chance(40)
	}
	f.register = g
	members := 2 + f.IntN(3)
	for id := range 20 + f.IntN(181) {
		v := occurrence{id: id, kind: f.skewed(g.kinds), faculty: f.skewed(members)}
		v.programme = 2*v.faculty + f.IntN(2)
		v.days = []int{0, 2, 10}[f.IntN(3)]
		v.month = f.IntN(12 * (2026 - g.first))
		if g.optional[0] && f.chance(15) {
			v.faculty, v.programme = -1, -1
		} else if g.optional[1] && f.chance(15) {
			v.programme = -1
		}
		if g.optional[2] && f.chance(50) {
			v.days = -1
		}
		e.events = append(e.events, v)
	}
	frequency := "year"
	if f.chance(30) {
		frequency = "quarter"
	}
	all := &countRule{id: "alle", days: anyDays, faculty: -1, by: f.cuts(), frequency: frequency}
	if !g.round {
		f.inventOneCut(g, all)
		return
	}
	g.rules = []*countRule{all}
	add := func(r *countRule) *countRule {
		r.id = fmt.Sprint("soort-", len(g.rules))
		r.by = f.cuts()
		if r.frequency == "" {
			r.frequency = all.frequency
		}
		g.rules = append(g.rules, r)
		return r
	}
	switch f.IntN(4) {
	case 0: // one for each kind, or for some
		for k := range g.kinds {
			if f.chance(70) {
				add(&countRule{of: all, kinds: []int{k}, days: anyDays, faculty: -1})
			}
		}
	case 1: // ranges of days
		for _, days := range [][2]int{{1, 3}, {4, 999}}[f.IntN(2):] {
			r := add(&countRule{of: all, days: days, faculty: -1})
			if f.chance(30) {
				add(&countRule{of: r, kinds: []int{0}, days: anyDays, faculty: -1})
			}
		}
	case 2: // a union of kinds, and a part of that
		r := add(&countRule{of: all, kinds: []int{0, g.kinds - 1}, days: anyDays, faculty: -1})
		add(&countRule{of: r, days: [2]int{1, 999}, faculty: -1})
	}
	for range f.IntN(4) {
		r := &countRule{overlap: true, days: anyDays, faculty: -1}
		switch f.IntN(6) {
		case 0, 1: // a union of kinds
			for k := range g.kinds {
				if f.chance(60) {
					r.kinds = append(r.kinds, k)
				}
			}
			if len(r.kinds) == 0 {
				r.kinds = []int{0}
			}
		case 2:
			r.days = [][2]int{{1, 999}, {4, 999}, {1, 3}}[f.IntN(3)]
		case 3:
			r.faculty = f.IntN(members)
		case 4:
			r.frequency = map[string]string{"year": "quarter", "quarter": "year"}[all.frequency]
		case 5:
			if f.chance(30) {
				r.frequency = "month"
			}
		}
		add(r)
	}
	// The same incidents for fewer people, in another cut, would be refused.
	if last := g.rules[len(g.rules)-1]; last.overlap && (len(last.kinds) == 1 || last.days != anyDays) && f.chance(60) {
		last.audience = []string{"intranet", "board"}[f.IntN(2)]
	}
}

// inventOneCut makes indicators that count each incident in one cut, so that hiding protects it.
func (f *fiction) inventOneCut(g *inventedRegister, all *countRule) {
	all.by = f.cuts()
	all.by = all.by[:min(1, len(all.by))]
	g.rules = []*countRule{all}
	if f.chance(50) {
		g.rules = nil
		for k := range g.kinds {
			r := *all
			r.id, r.kinds = fmt.Sprint("soort-", k), []int{k}
			g.rules = append(g.rules, &r)
		}
	}
}

// cuts returns what an indicator is split by.
func (f *fiction) cuts() []string {
	return [][]string{nil, {"faculteit"}, {"faculteit"}, {"opleiding"}, {"faculteit", "opleiding"}}[f.IntN(5)]
}

// skewed returns a number below n, of which the low ones come more often.
func (f *fiction) skewed(n int) int { return min(f.IntN(n), f.IntN(n)) }

// few returns a count that is often small.
func (f *fiction) few() int {
	switch f.IntN(4) {
	case 0:
		return f.IntN(3)
	case 1:
		return 1 + f.IntN(4)
	case 2:
		return 5 + f.IntN(12)
	}
	return 10 + f.IntN(60)
}

// inventHidden makes a count of which small numbers are hidden, and sometimes its denominator.
func (f *fiction) inventHidden(e *invented, id string) {
	p := newPlain(id, "hide", "year")
	p.zeros = f.chance(15)
	if f.chance(85) {
		p.members = faculties[:2+f.IntN(3)]
	}
	for year := 2023; year <= 2025; year++ {
		f.fill(p, fmt.Sprint(year))
	}
	if f.chance(15) && len(p.members) > 2 { // somebody did not deliver
		year := fmt.Sprint(2023 + f.IntN(3))
		p.numbers[place{p.members[f.IntN(len(p.members))], year}].missing = true
	}
	if f.chance(15) {
		keys := slices.SortedFunc(maps.Keys(p.numbers), comparePlaces)
		if x := p.numbers[keys[f.IntN(len(keys))]]; !x.missing {
			x.confidential = true
		}
	}
	switch f.IntN(10) {
	case 0:
		if len(p.members) > 0 {
			p.splitAudience = []string{"intranet", "board"}[f.IntN(2)]
		}
	case 1:
		p.audience = []string{"intranet", "board"}[f.IntN(2)]
	}
	if f.chance(25) {
		p.per = f.inventBase(e, id+"-noemer", p)
	}
	e.plain = append(e.plain, p)
	if p.per != nil && f.chance(50) {
		s := newPlain(id+"-aandeel", "", "year")
		s.share, s.numerator, s.base, s.audience = true, p, p.per, p.audience
		for at, x := range p.numbers {
			if at.part == "" {
				s.numbers[at] = &number{n: x.n, of: p.per.numbers[at].n, missing: x.missing || x.confidential}
			}
		}
		e.plain = append(e.plain, s)
	}
}

// fill gives an indicator a number in a period, and each of its parts.
func (f *fiction) fill(p *plain, period string) {
	total := 0
	for _, m := range p.members {
		n := f.few()
		p.numbers[place{m, period}] = &number{n: n}
		total += n
	}
	if len(p.members) == 0 {
		total = f.few()
	}
	p.numbers[place{"", period}] = &number{n: total}
}

// inventBase makes a denominator for a count: mostly large, sometimes hardly more than the count.
func (f *fiction) inventBase(e *invented, id string, of *plain) *plain {
	p := newPlain(id, "", of.frequency)
	p.members = of.members
	for _, at := range slices.SortedFunc(maps.Keys(of.numbers), comparePlaces) {
		if at.part == "" && len(of.members) > 0 {
			continue
		}
		n := of.numbers[at].n + 20 + f.IntN(400)
		if f.chance(3) {
			n = of.numbers[at].n + f.IntN(6)
		}
		p.numbers[at] = &number{n: n}
		if at.part != "" {
			whole := place{"", at.period}
			if p.numbers[whole] == nil {
				p.numbers[whole] = &number{}
			}
			p.numbers[whole].n += n
		}
	}
	e.plain = append(e.plain, p)
	return p
}

// inventGroup makes a rounded count by quarter, and the years that it adds up to.
func (f *fiction) inventGroup(e *invented) {
	quarters := newPlain("kwartalen", "round", "quarter")
	if f.chance(80) {
		quarters.members = faculties[:2+f.IntN(3)]
	}
	years := newPlain("jaren", "round", "year")
	years.sumOf = []*plain{quarters}
	if f.chance(60) {
		years.members = quarters.members
	}
	for year := 2024; year <= 2025; year++ {
		for q := range 4 {
			f.fill(quarters, fmt.Sprintf("%d-Q%d", year, q+1))
		}
		for _, m := range append([]string{""}, years.members...) {
			sum := &number{}
			for q := range 4 {
				sum.n += quarters.numbers[place{m, fmt.Sprintf("%d-Q%d", year, q+1)}].n
			}
			years.numbers[place{m, fmt.Sprint(year)}] = sum
		}
	}
	if f.chance(40) {
		years.per = f.inventBase(e, "jaren-noemer", years)
	}
	e.plain = append(e.plain, quarters, years)
}

// inventShare makes a sensitive share of numbers of all sizes.
func (f *fiction) inventShare(e *invented, id string) {
	p := newPlain(id, "round", "year")
	p.share = true
	if f.chance(50) {
		p.members = faculties[:2+f.IntN(3)]
	}
	for year := 2023; year <= 2025; year++ {
		period := fmt.Sprint(year)
		whole := &number{}
		for _, m := range p.members {
			x := f.fraction()
			p.numbers[place{m, period}] = x
			whole.n, whole.of = whole.n+x.n, whole.of+x.of
		}
		if len(p.members) == 0 {
			whole = f.fraction()
		}
		p.numbers[place{"", period}] = whole
	}
	if f.chance(40) { // the base is an indicator of its own
		base := newPlain(id+"-basis", "", "year")
		base.members = p.members
		for at, x := range p.numbers {
			base.numbers[at] = &number{n: x.of}
		}
		e.plain = append(e.plain, base)
		p.base = base
	}
	if f.chance(15) {
		p.audience = "intranet"
	}
	e.plain = append(e.plain, p)
}

func (f *fiction) fraction() *number {
	of := []int{8 + f.IntN(20), 20 + f.IntN(60), 50 + f.IntN(500)}[f.IntN(3)]
	n := min(of, f.few())
	if f.chance(15) {
		n = of - min(of, f.IntN(6))
	}
	return &number{n: n, of: of}
}

// inventEarlier makes the edition before the newest: without the last year, with other numbers and
// names here and there.
func (f *fiction) inventEarlier(newest *invented) {
	e := &invented{year: "2025"}
	twins := make(map[*plain]*plain)
	for _, p := range newest.plain {
		old := *p
		old.numbers = make(map[place]*number)
		for at, x := range p.numbers {
			if !strings.HasPrefix(at.period, "2025") {
				was := *x
				old.numbers[at] = &was
			}
		}
		old.per, old.base, old.numerator = twins[p.per], twins[p.base], twins[p.numerator]
		old.sumOf = nil
		for _, other := range p.sumOf {
			old.sumOf = append(old.sumOf, twins[other])
		}
		f.revise(&old)
		if f.chance(20) {
			p.former, old.id = "oude-"+p.id, "oude-"+p.id
		}
		twins[p] = &old
		e.plain = append(e.plain, &old)
	}
	if g := f.register; g != nil && g.first == 2024 {
		for _, v := range newest.events {
			if v.month >= 12 && !f.chance(1) {
				continue
			}
			switch f.IntN(40) {
			case 0: // it was reported later
				continue
			case 1:
				v.kind = f.IntN(g.kinds)
			case 2:
				v.month = f.IntN(12)
			}
			v.month %= 12
			e.events = append(e.events, v)
		}
	}
	f.editions = []*invented{e, newest}
}

// revise changes a number of a count that nothing else is made of, and the total with it.
func (f *fiction) revise(p *plain) {
	if p.protect != "hide" || p.per != nil || !f.chance(60) {
		return
	}
	keys := slices.DeleteFunc(slices.SortedFunc(maps.Keys(p.numbers), comparePlaces),
		func(at place) bool { return len(p.members) > 0 && at.part == "" })
	at := keys[f.IntN(len(keys))]
	by := 1 + f.IntN(3)
	p.numbers[at].n += by
	if at.part != "" {
		p.numbers[place{"", at.period}].n += by
	}
}

func comparePlaces(a, b place) int {
	return strings.Compare(a.period+"/"+a.part, b.period+"/"+b.part)
}
