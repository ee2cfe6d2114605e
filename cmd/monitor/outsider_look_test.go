package main

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// TestPublishedIsAll builds a site, writes sources in which every rounded number is what the site
// says of it, and builds that site as well. The two look the same: what stands on a page, in a chart
// or in a file is made of rounded numbers, and of nothing else. A mark in a chart at the true place
// would show here, and so would a verdict, an interval or a change of true numbers.
func TestPublishedIsAll(t *testing.T) {
	t.Parallel()
	compared := 0
	for seed := range 24 {
		f := invent(seed)
		dir := t.TempDir()
		f.write(t, filepath.Join(dir, "true"))
		out := filepath.Join(dir, "true-site")
		if _, ok := buildFiction(filepath.Join(dir, "true"), out, model.Intranet); !ok {
			continue
		}
		g, ok := f.asPublished(readData(t, out))
		if !ok {
			continue
		}
		g.write(t, filepath.Join(dir, "published"))
		again := filepath.Join(dir, "published-site")
		if messages, ok := buildFiction(filepath.Join(dir, "published"), again, model.Intranet); !ok {
			t.Log(seed, messages)
			continue
		}
		compared++
		a, b := readTree(t, out), readTree(t, again)
		if f.register != nil {
			a, b = looks(a), looks(b) // the texts say where numbers were counted
		}
		differ(t, fmt.Sprint("fiction ", seed), a, b)
	}
	if compared < 12 {
		t.Errorf("only %d sites were compared", compared)
	}
}

var plotForm = regexp.MustCompile(`(?s)<svg class="plot.*?</svg>`)

// looks returns the charts and the data of a site.
func looks(all tree) tree {
	out := make(tree)
	for name, content := range all {
		switch filepath.Ext(name) {
		case ".html":
			for n, plot := range plotForm.FindAll(content, -1) {
				out[fmt.Sprint(name, " plot ", n)] = plot
			}
		case ".csv":
			out[name] = content
		}
	}
	return out
}

// asPublished returns the fiction in which what is published is true. ok is false when a share was
// cut off at 100 %, so that the count behind it is not known.
func (f *fiction) asPublished(site map[in]dataFile) (g *fiction, ok bool) {
	g = &fiction{Rand: f.Rand, seed: f.seed}
	for _, e := range f.editions {
		copied := &invented{year: e.year}
		twins := make(map[*plain]*plain)
		if f.counts(e) && f.register.round {
			for _, r := range f.register.rules {
				if d, seen := site[in{e.year, r.id}]; seen {
					copied.plain = append(copied.plain, r.asPublished(d))
				}
			}
		}
		for _, p := range e.plain {
			twin := *p
			twin.numbers = maps.Clone(p.numbers)
			twin.per, twin.base, twin.numerator, twin.sumOf = twins[p.per], twins[p.base], twins[p.numerator], nil
			for _, other := range p.sumOf {
				twin.sumOf = append(twin.sumOf, twins[other])
			}
			for _, o := range site[in{e.year, p.id}].Observations {
				at := place{o.Part, o.Period}
				if p.protect != "round" || o.Status != "shown" {
					continue
				}
				x := *p.numbers[at]
				v, _ := o.Value.Float64()
				if x.n = int(v); p.share {
					x.n = int(math.Round(v/100*float64(x.of)/5)) * 5
					if v == 100 && x.n != x.of {
						return nil, false
					}
				}
				twin.numbers[at] = &x
			}
			twins[p] = &twin
			copied.plain = append(copied.plain, &twin)
		}
		g.editions = append(g.editions, copied)
	}
	if f.register != nil && !f.register.round {
		g.register = f.register
		for n, e := range f.editions {
			g.editions[n].events = e.events
		}
	}
	return g, true
}

// asPublished returns an indicator with the numbers that were published of a rule.
func (r *countRule) asPublished(d dataFile) *plain {
	p := newPlain(r.id, "round", r.frequency)
	p.audience = r.audience
	for _, o := range d.Observations {
		n, _ := strconv.Atoi(o.Value.String())
		p.numbers[place{o.Part, o.Period}] = &number{n: n}
	}
	p.members = partsOf(d, "faculteit")
	p.programmes = partsOf(d, "opleiding")
	return p
}

// partsOf returns the parts of a dimension in a data file, in order.
func partsOf(d dataFile, dimension string) []string {
	var out []string
	seen := make(map[string]bool)
	for _, o := range d.Observations {
		if o.Dimension == dimension && !seen[o.Part] {
			seen[o.Part] = true
			out = append(out, o.Part)
		}
	}
	return out
}
