package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// An edition of the shape of national statistics: hundreds of indicators, many in tens of parts and
// one in hundreds, over decades of years or months. What it asks is drawing: there is one chapter.
const (
	partedIndicators = 292
	partedSplit      = 70 // indicators in 9 to 80 parts; one more is in 330
)

var (
	partedSizes   = []int{9, 10, 12, 17, 18, 24, 40, 74, 80}
	partedYears   = []int{1, 9, 15, 20, 37}
	partedMonths  = []int{60, 120, 360}
	fewForMonths  = 12  // parts of an indicator by month, at most
	partedLargest = 330 // parts
)

// parted measures the edition: one cold build, and one with all that was kept.
func (m *meter) parted(ctx context.Context) (result, error) {
	root := filepath.Join(m.dir, "edition-parted")
	for name, content := range partedData(writer{newRandom(0)}) {
		if err := write(filepath.Join(root, "data", name), content); err != nil {
			return result{}, err
		}
	}
	if err := write(filepath.Join(chapterFolder(root), "0001-cijfers.md"), "+++\ntitle = \"Cijfers\"\nstatus = \"concept\"\n+++\n\nAlles staat bij de kengetallen.\n"); err != nil {
		return result{}, err
	}
	var r result
	return r, m.measure(ctx, &r, "edition of many parts", root, "", 1)
}

func printParted(w io.Writer, r result) {
	fmt.Fprintf(w, "%d indicators, %d in 9 to 80 parts and one in %d, %d files: cold %d ms of all cores (limit %d): %s; warm %d ms\n",
		partedIndicators, partedSplit, partedLargest, r.files, r.cold.cpu.Milliseconds(), limitParted.Milliseconds(), verdict(r.cold.cpu, limitParted), r.warm.cpu.Milliseconds())
}

// partedData are the TOML files by their name below data/.
func partedData(w writer) map[string]string {
	files := data(w, nil)
	var text, dims strings.Builder
	known := map[int]bool{}
	for n := range partedIndicators {
		parts := 0
		switch {
		case n == 0:
			parts = partedLargest
		case n <= partedSplit:
			parts = partedSizes[w.IntN(len(partedSizes))]
		}
		frequency, periods := "year", partedYears[w.IntN(len(partedYears))]
		if n%10 == 5 {
			frequency, periods = "month", partedMonths[n/10%len(partedMonths)]
			if parts > 0 {
				parts = fewForMonths
			}
		}
		if parts > 0 && !known[parts] {
			known[parts] = true
			fmt.Fprintf(&dims, "[dimension.p%d]\ntitle.nl = %q\n", parts, w.title(1))
			for p := range parts {
				fmt.Fprintf(&dims, "[dimension.p%d.member.m%d]\ntitle.nl = %q\n", parts, p, w.title(1+p%3)+" "+itoa(p))
			}
		}
		kind, unit := "count", "gevallen"
		if n%3 == 0 {
			kind, unit = "share", "% van de gevallen"
		}
		fmt.Fprintf(&text, "\n[indicator.x%d]\ntitle.nl = %q\nunit.nl = %q\nkind = %q\nfrequency = %q\nsource = { title.nl = \"Verzonnen\" }\ndefinition.nl = %q\n",
			n, w.title(2)+" "+itoa(n), unit, kind, frequency, w.sentence())
		w.parted(&text, n, parts, frequency, periods, kind)
	}
	files[year+"/dimensions.toml"] += dims.String()
	files[year+"/indicators/omvang.toml"] = text.String()
	return files
}

// parted writes the values of an indicator and of its parts, which add up when it counts. Every
// seventh has no total.
func (w writer) parted(text *strings.Builder, n, parts int, frequency string, periods int, kind string) {
	names := make([]string, periods)
	for m := range names {
		names[m] = itoa(lastYear - periods + 1 + m)
		if frequency == "month" {
			names[m] = fmt.Sprintf("\"%d-%02d\"", lastYear-periods/12+1+m/12, m%12+1)
		}
	}
	sums := make([]int, periods)
	var split strings.Builder
	for p := range max(parts, 1) {
		fmt.Fprintf(&split, "[indicator.x%d.breakdown.p%d.m%d]\n", n, parts, p)
		level := 10 + w.IntN(60)
		for m, name := range names {
			level = min(max(level+w.IntN(7)-3, 8), 90)
			sums[m] += level
			fmt.Fprintf(&split, "%s = %d\n", name, level)
		}
	}
	if parts == 0 || n%7 != 6 {
		fmt.Fprintf(text, "[indicator.x%d.values]\n", n)
		for m, name := range names {
			if kind == "share" {
				sums[m] /= max(parts, 1)
			}
			fmt.Fprintf(text, "%s = %d\n", name, sums[m])
		}
	}
	if parts > 0 {
		text.WriteString(split.String())
	}
}
