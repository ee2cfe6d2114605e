package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// The register has the shape of a real campus crime log of five years: most incidents are of a few
// kinds and in a few areas. All incidents are counted together, and each kind by year, quarter and
// month and by area. What takes time is to find out what these numbers reveal together.
var (
	incidentKinds = []int{2012, 663, 473, 187, 179, 167, 149, 83, 81, 49, 35, 30, 9, 2}
	incidentAreas = []int{557, 369, 313, 311, 272, 221, 178, 152, 136, 122, 99, 46, 21, 20, 19, 1, 1, 1, 1}
)

const (
	incidentCount = 4119
	limitRegister = 3 // seconds of processor time
)

// register measures the check of an edition whose indicators are counted from the register.
func (m *meter) register(ctx context.Context) ([]row, error) {
	base := filepath.Join(m.dir, "register")
	sources, indicators := registerEdition()
	if err := sources.create(base); err != nil {
		return nil, err
	}
	costs, err := m.alternate("register of incidents", func(int) (cost, error) {
		return m.run(ctx, m.monitor, "check", "--root", base)
	})
	if err != nil {
		return nil, err
	}
	c := median(costs[0])
	return []row{{
		what: fmt.Sprintf("%d incidents, counted by %d indicators and rounded", incidentCount, indicators),
		cost: c, figures: []figure{{c.processor.Seconds(), "s of processor time", limitRegister}},
	}}, nil
}

// registerEdition returns the sources of the edition, and how many indicators it has.
func registerEdition() (sources files, indicators int) {
	random := newRandom(1)
	sources = dataFiles(writer{random}, nil)
	sources["data/rounding.key"] = strings.Repeat("0123456789abcdef", 4)
	sources[chapterFolder+"0001-cijfers.md"] = "+++\ntitle = \"Cijfers\"\nstatus = \"concept\"\n+++\n\nZie verder.\n"
	// draw returns a name for each incident, in random order; those beyond the counts get "".
	draw := func(counts []int, letter string) []string {
		var out []string
		for n, count := range counts {
			for range count {
				out = append(out, fmt.Sprintf("%s%d", letter, n))
			}
		}
		out = append(out, make([]string, max(0, incidentCount-len(out)))...)[:incidentCount]
		random.Shuffle(len(out), func(a, b int) { out[a], out[b] = out[b], out[a] })
		return out
	}
	kinds, areas := draw(incidentKinds, "k"), draw(incidentAreas, "a")
	rows := "nummer,datum,soort,gebied\n"
	for n := range incidentCount {
		rows += fmt.Sprintf("%d,%d-%02d-%02d,%s,%s\n", n, lastYear-4+random.IntN(5), 1+random.IntN(12),
			1+random.IntN(28), kinds[n], areas[n])
	}
	sources["data/"+year+"/log.csv"] = rows
	var names, dimension, rules strings.Builder
	add := func(id, frequency, from string) {
		indicators++
		fmt.Fprintf(&rules, "[indicator.%s]\ntitle.nl = %q\naspect = \"arbo\"\nunit.nl = \"meldingen\"\n"+
			"kind = \"count\"\nfrequency = %q\nsource = { title.nl = \"x\" }\ndefinition.nl = \"x\"\n"+
			"from = { register = \"log\", by = \"gebied\", overlap = true%s }\n", id, id, frequency, from)
	}
	add("alles", "year", "")
	for n := range incidentKinds {
		fmt.Fprintf(&names, "%q, ", fmt.Sprintf("k%d", n))
		for _, frequency := range []string{"year", "quarter", "month"} {
			add(fmt.Sprintf("k%d-%s", n, frequency), frequency, fmt.Sprintf(`, where = { soort = "k%d" }`, n))
		}
	}
	for n := range incidentAreas {
		fmt.Fprintf(&dimension, "[dimension.gebied.member.a%d]\ntitle.nl = \"Gebied %d\"\n", n, n)
	}
	sources["data/"+year+"/indicators/log.toml"] = rules.String()
	sources["data/"+year+"/dimensions.toml"] = "[dimension.gebied]\ntitle.nl = \"Gebied\"\n" + dimension.String()
	sources["data/"+year+"/registers.toml"] = fmt.Sprintf(`[register.log]
title.nl = "Log"
file = "log.csv"
id = "nummer"
date = "datum"
covers = "%d..%d"
protect = "round"
[register.log.column]
soort = { type = "choice", values = [%s] }
gebied = { type = "member", dimension = "gebied", optional = true }
`, lastYear-4, lastYear, names.String())
	return sources, indicators
}
