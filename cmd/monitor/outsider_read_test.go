package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// dataFile is a data file, as a site has it.
type dataFile struct {
	ID           string `json:"id"`
	Decimals     int
	Rate         *struct{ Decimals int }
	Observations []observed
}

type observed struct {
	Period, Dimension, Part, Status string
	Value, Rate, Low, High          json.Number
}

// in names a data file: the edition's year, and the indicator.
type in struct{ year, id string }

// readData reads all data of a site, and that its CSV files say the same as its JSON files.
func readData(t *testing.T, site string) map[in]dataFile {
	t.Helper()
	out := make(map[in]dataFile)
	names, err := filepath.Glob(filepath.Join(site, "*", "data", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var d dataFile
		if err := json.Unmarshal(text, &d); err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(strings.TrimSuffix(name, ".json") + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(file).ReadAll()
		file.Close()
		if err != nil || len(lines) != len(d.Observations)+1 {
			t.Fatal(name, err, len(lines), len(d.Observations))
		}
		for n, o := range d.Observations {
			l := lines[n+1]
			want := []string{o.Period, o.Dimension, o.Part, o.Value.String(), o.Rate.String()}
			if !slices.Equal(l[:5], want) || l[7] != o.Status {
				t.Errorf("%s: the files differ: %v and %v", name, l, o)
			}
		}
		out[in{filepath.Base(filepath.Dir(filepath.Dir(name))), d.ID}] = d
	}
	return out
}

// bounds is what a number may be, by how it is published.
type bounds struct{ low, high int }

func (b bounds) and(other bounds) bounds {
	return bounds{max(b.low, other.low), min(b.high, other.high)}
}

// boundsOf returns what a published count may be. row is the observations of the same breakdown and
// period, with the whole, when the count is a part.
func boundsOf(o observed, protect string, zeros bool, row []observed) bounds {
	least := 1
	if zeros {
		least = 0
	}
	switch o.Status {
	case "shown":
		n, _ := strconv.Atoi(o.Value.String())
		if protect == "round" && n%5 == 0 {
			return bounds{max(0, n-4), n + 4}
		}
		return bounds{n, n} // a 7 was not rounded, whatever the rule is
	case "suppressed":
		return bounds{least, 4}
	case "withheld":
		if protect == "hide" {
			return bounds{leastWithheld(row, zeros), unlimited}
		}
	}
	return bounds{0, unlimited}
}

// leastWithheld returns the least that "–" can stand for, which whoever knows the rules of hiding
// sees from the rest of the row.
func leastWithheld(row []observed, zeros bool) int {
	small, zero, positive := false, false, false
	for _, o := range row {
		switch {
		case o.Status == "confidential", o.Part == "" && o.Status != "shown":
			return 0
		case o.Part == "":
		case o.Status == "suppressed":
			small = true
		case o.Status == "shown" && o.Value.String() == "0":
			zero = true
		case o.Status == "shown":
			positive = true
		}
	}
	switch {
	case small, positive:
		return 5
	case zero && !zeros:
		return 1
	}
	return 0
}

// rows groups the observations of a data file by breakdown and period, with the whole in each.
func (d dataFile) rows() map[[2]string][]observed {
	out := make(map[[2]string][]observed)
	for _, o := range d.Observations {
		if o.Dimension != "" {
			at := [2]string{o.Dimension, o.Period}
			out[at] = append(out[at], o)
		}
	}
	for at := range out {
		for _, o := range d.Observations {
			if o.Dimension == "" && o.Period == at[1] {
				out[at] = append(out[at], o)
			}
		}
	}
	return out
}

// target is a number that outsiders should not find.
type target struct {
	name  string
	class class
	of    []entry
	truth int
	low   int // what must stay possible of a hidden number
	high  int
}

// class is what kind of number a target is.
type class string

const (
	hiddenSmall   class = "hidden as <5"
	hiddenRest    class = "hidden: left over by a total"
	hiddenBeside  class = "hidden with another"
	confidential  class = "confidential"
	roundedSmall  class = "rounded"
	roundedRest   class = "rounded: left over by a total"
	roundedShare  class = "rounded: count of a share"
	notInTheShare class = "rounded: complement of a share"
	countedAlike  class = "rounded: counted by the same indicators"
	differing     class = "rounded: one indicator without another"
	remaining     class = "rounded: other difference"
)

// plainPuzzle makes the puzzle of the numbers that stand in TOML.
func (f *fiction) plainPuzzle(sites []map[in]dataFile) (*puzzle, []target) {
	m := &plainPuzzle{puzzle: &puzzle{}, index: make(map[plainKey]int), shown: make(map[int]bool)}
	for _, e := range f.editions {
		for _, p := range e.plain {
			for _, site := range sites {
				if d, ok := site[in{e.year, p.id}]; ok {
					m.read(e, p, d, site)
				}
			}
		}
	}
	for _, e := range f.editions {
		for _, p := range e.plain {
			seen, split := false, false
			for _, site := range sites {
				d, ok := site[in{e.year, p.id}]
				seen = seen || ok
				split = split ||
					ok && slices.ContainsFunc(d.Observations, func(o observed) bool { return o.Dimension != "" })
			}
			if seen {
				m.add(e, p, split)
			}
		}
	}
	return m.puzzle, slices.DeleteFunc(m.targets, func(t target) bool {
		return t.class == hiddenBeside && m.shown[t.of[0].at] // elsewhere, so that it is no secret
	})
}

// plainKey is a number; the same in two editions when neither its value nor its name differs.
type plainKey struct {
	name string
	place
	n, of int
}

type plainPuzzle struct {
	*puzzle
	index   map[plainKey]int
	shown   map[int]bool // the unknowns that some site shows
	targets []target
}

// find returns the unknown of a number.
func (m *plainPuzzle) find(p *plain, at place) (int, bool) {
	x := p.numbers[at]
	if x == nil || x.missing {
		return 0, false
	}
	key := plainKey{p.name, at, x.n, x.of}
	n, ok := m.index[key]
	if !ok {
		n = m.addUnknown(0, unlimited, x.n)
		m.index[key] = n
		if x.of > 0 {
			m.unknowns[n].high = x.of
		}
	}
	return n, true
}

func (m *plainPuzzle) limit(n int, b bounds) {
	u := &m.unknowns[n]
	u.low, u.high = max(u.low, b.low), min(u.high, b.high)
}

// read takes what a data file says of each number.
func (m *plainPuzzle) read(e *invented, p *plain, d dataFile, site map[in]dataFile) {
	rows := d.rows()
	for _, o := range d.Observations {
		at := place{o.Part, o.Period}
		n, ok := m.find(p, at)
		if !ok {
			continue
		}
		x := p.numbers[at]
		b := boundsOf(o, p.protect, p.zeros, rows[[2]string{o.Dimension, o.Period}])
		if p.share {
			b = shareBounds(o, d.Decimals, x.of, p)
		}
		m.limit(n, b)
		m.shown[n] = m.shown[n] || o.Status == "shown" && b.low == b.high
		if per := p.per; per != nil {
			if of, ok := m.find(per, at); ok {
				m.limit(n, bounds{0, m.unknowns[of].truth})
			}
		}
		name := fmt.Sprint(e.year, " ", p.id, " ", at)
		t := target{name: name, of: []entry{{n, 1}}, truth: x.n, low: 1, high: 4}
		small := x.n >= 1 && x.n <= 4
		if p.zeros {
			t.low, small = 0, x.n <= 4
		}
		whole := slices.ContainsFunc(rows[[2]string{o.Dimension, o.Period}], func(o observed) bool {
			return o.Part == "" && o.Status != "shown"
		})
		switch {
		case o.Status == "confidential":
			near := max(4, (x.n+9)/10)
			t.class, t.low, t.high = confidential, max(0, x.n-near), x.n+near
		case p.share && p.protect != "" && o.Status == "shown" && x.n >= 1 && x.n <= 4:
			t.class = roundedShare
		case p.share && p.protect != "" && o.Status == "shown" && x.of-x.n >= 1 && x.of-x.n <= 4:
			t.class = notInTheShare
		case p.share && p.protect != "" && o.Status == "withheld":
			t.class = hiddenBeside
		case p.share:
		case p.protect == "hide" && (o.Status == "suppressed" || o.Status == "withheld" && small && !whole):
			t.class = hiddenSmall
		case p.protect == "hide" && o.Status == "withheld":
			t.class = hiddenBeside
		case p.protect == "round" && o.Status == "shown" && x.n >= 1 && x.n <= 4:
			t.class = roundedSmall
		}
		if t.class != "" {
			m.targets = append(m.targets, t)
		}
	}
}

// shareBounds returns what the count behind a published share may be.
func shareBounds(o observed, decimals, of int, p *plain) bounds {
	if o.Status != "shown" {
		return bounds{0, of}
	}
	v, _ := o.Value.Float64()
	b := bounds{of, 0}
	for n := range of + 5 {
		if math.Abs(min(100, float64(n)/float64(of)*100)-v) > 0.5*math.Pow10(-decimals)+1e-9 {
			continue
		}
		switch {
		case p.protect == "":
			b = bounds{min(b.low, n), max(b.high, n)}
		case n%5 == 0:
			b = bounds{min(b.low, max(0, n-4)), max(b.high, min(of, n+4))}
		}
	}
	return b
}

// add adds the sums that are known: of parts, and declared ones.
func (m *plainPuzzle) add(e *invented, p *plain, split bool) {
	if p.share && p.protect == "" {
		for at := range p.numbers { // it is made of a count
			a, ok := m.find(p, at)
			b, known := m.find(p.numerator, at)
			if ok && known {
				m.addSum(0, 0, []entry{{a, 1}, {b, -1}})
			}
		}
		return
	}
	for _, at := range slices.SortedFunc(maps.Keys(p.numbers), comparePlaces) {
		total, ok := m.find(p, at)
		if !ok {
			continue
		}
		if at.part == "" && split {
			of := []entry{{total, -1}}
			left, complete := m.unknowns[total].truth, len(p.members) == len(faculties)
			for _, member := range p.members {
				if n, ok := m.find(p, place{member, at.period}); ok {
					of = append(of, entry{n, 1})
					left -= m.unknowns[n].truth
				} else {
					complete = false
				}
			}
			rest, least := left, 1
			if p.zeros {
				least = 0
			}
			if !complete && left >= least && left <= 4 { // otherwise it is nobody's secret
				n := m.addUnknown(0, unlimited, left)
				of = append(of, entry{n, 1})
				t := target{
					name:  fmt.Sprint(e.year, " ", p.id, " ", at.period, " rest"),
					of:    []entry{{n, 1}},
					truth: left,
					low:   least,
					high:  4,
				}
				switch p.protect {
				case "hide":
					t.class = hiddenRest
				case "round":
					t.class = roundedRest
				}
				if t.class != "" {
					m.targets = append(m.targets, t)
				}
				rest = 0
			}
			m.addSum(-rest, -rest, of)
		}
		for _, other := range p.sumOf {
			of := []entry{{total, -1}}
			for q := range 4 {
				if n, ok := m.find(other, place{at.part, fmt.Sprint(at.period, "-Q", q+1)}); ok &&
					(at.part == "" || split) {
					of = append(of, entry{n, 1})
				}
			}
			if len(of) == 5 {
				m.addSum(0, 0, of)
			}
		}
	}
}

func digits(x float64, decimals int) json.Number {
	return json.Number(strconv.FormatFloat(x, 'f', decimals, 64))
}

// measure adds how far rounded counts are off.
func (f *fiction) measure(site map[in]dataFile, s *score) {
	off := func(o observed, truth int) {
		n, err := strconv.Atoi(o.Value.String())
		if o.Status != "shown" || err != nil {
			return
		}
		s.rounded++
		s.error += max(n-truth, truth-n)
		if truth >= 1 && truth <= 4 {
			s.small++
		}
		s.drawn[truth%5]++
		if n > truth {
			s.up[truth%5]++
		}
	}
	for _, e := range f.editions {
		for _, p := range e.plain {
			for _, o := range site[in{e.year, p.id}].Observations {
				if x := p.numbers[place{o.Part, o.Period}]; p.protect == "round" && !p.share && x != nil {
					off(o, x.n)
				}
			}
		}
	}
	if f.register == nil || !f.register.round {
		return
	}
	m := f.readRegister([]map[in]dataFile{site})
	for _, x := range m.numbers {
		off(x.observed, m.sums[m.cells[x.at]].truth)
	}
}
