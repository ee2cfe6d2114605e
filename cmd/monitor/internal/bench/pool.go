package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// The pool is the same for editions of every size: what it costs to draw is then a fixed part of every build.
const (
	poolSize           = 300
	categoryCount      = 6
	aspectsPerCategory = 8
	lastYear           = 2025
	denominators       = 2 // the first indicators of the pool: counts of people, which belong to no aspect
)

var categoryIDs = []string{"gebouwen-en-labs", "campus-en-terrein", "cyberrisicos", "werknemers-en-studenten", "internationalisering", "crisis-en-rampenplan"}

func aspectID(category, n int) string { return fmt.Sprintf("aspect-%d-%d", category+1, n+1) }

// dimension is what counts are broken down by.
type dimension struct {
	id      string
	members []string
}

var dimensions = []dimension{
	{"faculteit", []string{"BMS", "EEMCS", "ET", "ITC", "TNW"}},
	{"dienst", []string{"CFM", "FIN", "HR", "LISA"}},
	{"oorzaak", []string{"mens", "techniek", "omgeving"}},
}

// indicator is a generated series.
type indicator struct {
	id, title, kind, unit, direction string
	category                         int // -1 for a denominator
	aspect                           string
	decimals                         int
	quarterly                        bool
	sensitive, example               bool
	per                              string // the denominator, or ""
	split                            *dimension
	target                           int64
	points                           []point
}

// point is the value of a period, in units of the last decimal, so that what is written is exact.
type point struct {
	period  string
	value   int64
	missing bool
	flags   string
	note    string
}

// pool makes the indicators and, of them, the specs of figures that chapters draw from.
func pool(random *rand.Rand) ([]*indicator, []string) {
	w := writer{random}
	indicators := make([]*indicator, poolSize)
	for n := range indicators {
		i := &indicator{id: fmt.Sprintf("kengetal-%03d", n+1), title: w.title(2 + w.IntN(3)), category: -1}
		if n < denominators {
			i.id = []string{"medewerkers", "studenten"}[n]
			i.kind, i.unit = "count", "personen"
		} else {
			i.category = n % categoryCount
			i.aspect = aspectID(i.category, w.IntN(aspectsPerCategory))
			i.describe(n)
		}
		i.measure(w, n)
		indicators[n] = i
	}
	return indicators, specs(w, indicators)
}

// describe gives the nth indicator its kind and what goes with it: all combinations recur all over the pool.
func (i *indicator) describe(n int) {
	i.kind = []string{"count", "count", "count", "count", "share", "share", "rate", "rate", "amount", "score"}[n%10]
	i.direction = []string{"lower", "higher", "none"}[n%3]
	i.quarterly = n%11 == 5
	i.example = n%5 == 2
	switch i.kind {
	case "count":
		i.unit = []string{"meldingen", "ongevallen"}[n%2]
	case "share":
		i.unit, i.decimals = "% van de werktijd", 1+n%2
	case "rate":
		i.unit, i.decimals = "meldingen per 1.000 medewerkers", 2
	case "amount":
		i.unit = "euro"
	case "score":
		i.unit, i.decimals = "punten op een schaal van 0 tot 5", 1
	}
	switch n % 10 {
	case 0, 1:
		i.split = &dimensions[n/10%len(dimensions)]
	case 2:
		if !i.quarterly {
			i.per = "medewerkers"
		}
	case 3:
		i.sensitive = true
	}
}

// measure gives the nth indicator its values: a walk around a level that its kind makes likely.
func (i *indicator) measure(w writer, n int) {
	scale := math.Pow10(i.decimals)
	low, high := 30.0, 900.0
	switch {
	case n < denominators:
		low, high = 4000, 12000
	case i.sensitive:
		low, high = 3, 30
	case i.kind == "share":
		low, high = 2, 70
	case i.kind == "rate":
		low, high = 1, 40
	case i.kind == "amount":
		low, high = 5000, 90000
	case i.kind == "score":
		low, high = 1.5, 4.5
	}
	level := low + (high-low)*w.Float64()
	for _, period := range i.periods(w, n) {
		level = min(max(level*(0.85+0.31*w.Float64()), low), high)
		i.points = append(i.points, point{period: period, value: int64(level * scale)})
	}
	if i.direction != "none" && i.direction != "" && n%2 == 0 {
		i.target = i.points[len(i.points)/2].value
	}
	if n < denominators {
		return // rates need them whole
	}
	last := len(i.points) - 1
	if w.IntN(5) < 2 {
		i.points[last].flags = "p"
	}
	flag := func(chance int, flags, note string) {
		if p := &i.points[1+w.IntN(last-1)]; w.IntN(100) < chance && p.flags == "" {
			p.flags, p.note, p.missing = flags, note, flags == ":"
		}
	}
	flag(25, "b", w.sentence())
	flag(20, "e", "")
	flag(15, ":", w.sentence())
	flag(5, "u", "")
	flag(5, "d", w.sentence())
}

func (i *indicator) periods(w writer, n int) (periods []string) {
	if i.quarterly {
		for q := range 12 {
			periods = append(periods, fmt.Sprintf("%d-Q%d", lastYear-2+q/4, 1+q%4))
		}
		return periods
	}
	years := 8 + w.IntN(5)
	if n < denominators {
		years = 12
	}
	for y := lastYear - years + 1; y <= lastYear; y++ {
		periods = append(periods, itoa(y))
	}
	return periods
}

// number writes a value with a decimal mark.
func (i *indicator) number(value int64, mark string) string {
	s := strconv.FormatFloat(float64(value)/math.Pow10(i.decimals), 'f', i.decimals, 64)
	return strings.Replace(s, ".", mark, 1)
}

// quote is a reference to one of the numbers, as Dutch writes it, that the monitor checks.
func (i *indicator) quote(w writer) string {
	var shown []point
	for _, p := range i.points {
		if !p.missing && !i.sensitive {
			shown = append(shown, p)
		}
	}
	if len(shown) == 0 {
		return i.reference()
	}
	p := shown[w.IntN(len(shown))]
	percent := ""
	if i.kind == "share" {
		percent = "%"
	}
	return fmt.Sprintf("[%s%s](indicator:%s@%s)", i.number(p.value, ","), percent, i.id, p.period)
}

func (i *indicator) reference() string { return "[](indicator:" + i.id + ")" }

// toml writes the indicator as its owner would.
func (i *indicator) toml(w writer) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("[indicator.%s]", i.id)
	line("title.nl = %q", i.title)
	if i.aspect != "" {
		line("aspect = %q", i.aspect)
	}
	line("unit.nl = %q", i.unit)
	line("kind = %q", i.kind)
	if i.direction != "" {
		line("direction = %q", i.direction)
	}
	line("decimals = %d", i.decimals)
	if i.target > 0 {
		line("target = %s", i.number(i.target, "."))
	}
	line("owner = %q", roleIDs[max(i.category, 0)])
	if i.quarterly {
		line(`frequency = "quarter"`)
	}
	line("source = { title.nl = %q, url = %q }", w.title(4), "https://www.example.org/bron/"+i.id)
	line("definition.nl = %q", w.sentence()+" "+w.sentence())
	line("method.nl = %q", w.sentence())
	if w.IntN(3) == 0 {
		line("note.nl = %q", w.sentence())
	}
	if i.sensitive {
		line("sensitive = true")
	}
	if i.example {
		line("example = true")
	}
	if i.per != "" {
		line("per = { indicator = %q, factor = 1000 }", i.per)
	}
	line("[indicator.%s.values]", i.id)
	for _, p := range i.points {
		line("%s = %s", p.period, i.valueTOML(p))
	}
	if i.split != nil {
		i.splitTOML(w, line)
	}
	return b.String() + "\n"
}

func (i *indicator) valueTOML(p point) string {
	number := i.number(p.value, ".")
	if p.flags == "" {
		return number
	}
	var parts []string
	if !p.missing {
		parts = append(parts, "value = "+number)
	}
	parts = append(parts, fmt.Sprintf("flags = %q", p.flags))
	if p.note != "" {
		parts = append(parts, fmt.Sprintf("note.nl = %q", p.note))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// splitTOML writes a breakdown whose parts add up to the values.
func (i *indicator) splitTOML(w writer, line func(string, ...any)) {
	parts := make([][]string, len(i.split.members))
	for _, p := range i.points {
		if p.missing {
			continue
		}
		rest := p.value
		for m := range parts {
			part := rest
			if left := int64(len(parts) - m); left > 1 {
				part = min(rest, w.Int64N(2*rest/left+1))
			}
			rest -= part
			parts[m] = append(parts[m], fmt.Sprintf("%s = %d", p.period, part))
		}
	}
	line("[indicator.%s.breakdown.%s]", i.id, i.split.id)
	for m, member := range i.split.members {
		line("%s = { %s }", member, strings.Join(parts[m], ", "))
	}
}

// specs are the bodies of the figures that chapters draw from, all different: two of each indicator, and some of several
// together.
func specs(w writer, indicators []*indicator) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format+"\n", args...)) }
	byUnit := map[string][]string{}
	var units, yearly []string
	for n, i := range indicators {
		plain, other := "line", "bar"
		if i.kind == "count" {
			plain, other = other, plain
		}
		add("indicator = %q\nkind = %q", i.id, plain)
		switch {
		case i.split != nil:
			add("indicator = %q\nkind = %q\nbreakdown = %q", i.id, []string{"stacked", "grouped", "share"}[n/10%3], i.split.id)
		case i.per != "":
			add("indicator = %q\nkind = \"line\"\nmeasure = \"rate\"", i.id)
		case i.quarterly:
			add("indicator = %q\nkind = %q\nfrom = \"%d-Q1\"", i.id, other, lastYear-1)
		default:
			add("indicator = %q\nkind = %q\nfrom = %d\nto = %d", i.id, other, lastYear-6, lastYear)
		}
		if i.quarterly || n < denominators {
			continue
		}
		yearly = append(yearly, i.id)
		if byUnit[i.unit] == nil {
			units = append(units, i.unit)
		}
		byUnit[i.unit] = append(byUnit[i.unit], i.id)
	}
	for n := 0; n+4 <= len(yearly); n += 6 {
		add("indicators = %s\nkind = \"multiples\"", list(yearly[n:n+3+w.IntN(2)]))
	}
	for _, unit := range units {
		ids := byUnit[unit]
		for n := 0; n+3 <= len(ids); n += 4 {
			kind := "line"
			if unit == "meldingen" {
				kind = "grouped"
			}
			add("indicators = %s\nkind = %q\nfrom = %d", list(ids[n:n+2+w.IntN(2)]), kind, lastYear-4)
		}
	}
	return slices.Clip(out)
}

func list(ids []string) string {
	quoted := make([]string, len(ids))
	for n, id := range ids {
		quoted[n] = strconv.Quote(id)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
