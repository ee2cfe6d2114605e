package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The generated editions have the shape of the shipped report: chapters of about 900 words with
// three figures, a table, a list, notes and some fifteen quoted numbers, and data on a hundred
// indicators. Editions of every size have the same data.
const (
	indicatorCount = 100
	sections       = 6 // of a chapter
)

// The limits of the largest edition, with nothing kept from earlier builds.
const (
	limitHugo   = 0.8 // times Hugo with the same Markdown
	limitMemory = 600 // MB
	limitGrowth = 1.2 // times what the smaller editions predict; 1 is linear, the rest noise
)

// chapterCounts are the sizes of the editions.
var chapterCounts = [...]int{100, 300, 1000}

// chapters measures the editions beside Hugo.
func (m *meter) chapters(ctx context.Context) ([]row, error) {
	// The source is fetched and compiled, which takes minutes the first time.
	noHugo := m.install(ctx, m.dir, hugo)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var rows []row
	var medians [len(chapterCounts)]cost
	for n, count := range chapterCounts {
		name := fmt.Sprintf("%d chapters", count)
		base := filepath.Join(m.dir, "chapters-"+itoa(count))
		output := func(kind string, round int) string { return filepath.Join(base, kind+"-"+itoa(round)) }
		sources := chapterEdition(count)
		if err := sources.create(filepath.Join(base, "sources")); err != nil {
			return rows, err
		}
		turns := []func(round int) (cost, error){func(round int) (cost, error) {
			root := filepath.Join(base, "sources")
			return m.build(ctx, m.monitor, root, output("site", round), output("cache", round))
		}}
		if noHugo == nil {
			if err := hugoSite(sources).create(filepath.Join(base, "hugo")); err != nil {
				return rows, err
			}
			turns = append(turns, func(round int) (cost, error) {
				return m.run(ctx, filepath.Join(m.dir, "hugo"), "build", "--quiet",
					"--source", filepath.Join(base, "hugo"),
					"--destination", output("hugo-site", round),
					"--cacheDir", output("hugo-cache", round))
			})
		}
		costs, err := m.alternate(name, turns...)
		if err != nil {
			return rows, err
		}
		medians[n] = median(costs[0])
		ours := row{what: name + ", nothing kept", cost: medians[n]}
		limit := 0.0
		if count == chapterCounts[len(chapterCounts)-1] {
			limit = limitHugo
			ours.figures = []figure{{mega(medians[n].peak), "MB of memory", limitMemory}}
		}
		if noHugo != nil {
			rows = append(rows, ours)
			continue
		}
		if _, err := os.Stat(filepath.Join(output("hugo-site", 0), chapterName(count-1), "index.html")); err != nil {
			return rows, fmt.Errorf("hugo did not write the last chapter: %w", err)
		}
		ours.figures = append(ratioFigures(costs[0], costs[1], "Hugo", limit), ours.figures...)
		rows = append(rows, ours, row{what: name + ", Hugo", cost: median(costs[1])})
	}
	if noHugo != nil {
		rows = append(rows, row{what: "Hugo could not be fetched or compiled: " + noHugo.Error()})
	}
	return append(rows, growth(medians)), nil
}

// growth compares the largest edition with what the other two predict. When 100 chapters take 1.0 s
// and 300 take 1.2 s, a further chapter takes 1 ms, and 1,000 chapters should take 1.9 s.
func growth(medians [len(chapterCounts)]cost) row {
	each := func(n int) float64 { // seconds of processor time for a further chapter
		more := medians[n].processor - medians[n-1].processor
		return more.Seconds() / float64(chapterCounts[n]-chapterCounts[n-1])
	}
	predicted := medians[1].processor.Seconds() + each(1)*float64(chapterCounts[2]-chapterCounts[1])
	return row{
		what: fmt.Sprintf("a further chapter: %.2f ms up to %d, then %.2f ms",
			1000*each(1), chapterCounts[1], 1000*each(2)),
		figures: []figure{{medians[2].processor.Seconds() / predicted, "× the predicted time", limitGrowth}},
	}
}

// chapterEdition returns the sources of an edition.
func chapterEdition(chapters int) files {
	w := writer{newRandom(0)}
	var indicators []indicator
	for n := range indicatorCount {
		kind, parts := "count", 0
		switch n % 4 {
		case 1:
			parts = 5
		case 3:
			kind = "share"
		}
		indicators = append(indicators, w.indicator(fmt.Sprintf("kengetal-%d", n+1), kind, periods(12, false), parts))
	}
	sources := dataFiles(w, indicators)
	for n := range chapters {
		c := chapter{writer{newRandom(uint64(n) + 1)}, indicators, n, chapters}
		sources[chapterFolder+chapterName(n)+".md"] = c.markdown()
	}
	return sources
}

// chapterName returns the name of the file of a chapter, counted from 0.
func chapterName(n int) string { return fmt.Sprintf("%04d-%s", n+1, slug(n)) }

func slug(n int) string { return "hoofdstuk-" + itoa(n+1) }

// chapter makes the text of a chapter.
type chapter struct {
	writer
	indicators []indicator
	index      int // of this chapter
	chapters   int // of the edition
}

func (c chapter) indicator() indicator { return c.indicators[c.IntN(len(c.indicators))] }

// figure returns the text that asks for a figure. There are some hundreds of different ones.
func (c chapter) figure() string {
	i, kind := c.indicator(), c.IntN(3)
	switch {
	case kind == 0 && i.parts != nil:
		return fmt.Sprintf("indicator = %q\nkind = \"stacked\"\nbreakdown = \"p%d\"\n", i.id, len(i.parts))
	case kind < 2:
		return fmt.Sprintf("indicator = %q\nkind = \"bar\"\n", i.id)
	}
	return fmt.Sprintf("indicator = %q\nkind = \"line\"\nfrom = %d\n", i.id, lastYear-6)
}

func (c chapter) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = %q\nauthors = [\"Schrijfgroep\"]\nstatus = \"concept\"\nsummary = %q\n+++\n\n%s",
		c.title(3), c.sentence(""), c.paragraph("*"+c.words(2)+"*"))
	references := [sections]string{
		"[](figure:figuur-1)",
		"[](indicator:" + c.indicator().id + ")",
		"[](chapter:" + slug((c.index+1)%c.chapters) + ")",
		"[](figure:" + slug(c.IntN(c.chapters)) + "/figuur-2)",
		"[](aspect:arbo)",
		"[" + c.words(2) + "](https://www.example.org/)",
	}
	for section, reference := range references {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", c.title(4), c.paragraph(reference))
		switch section {
		case 0, 2, 4:
			fmt.Fprintf(&b, "```figure\n%stitle = %q\nid = \"figuur-%d\"\n```\n\n",
				c.figure(), c.title(6), section/2+1)
		case 1:
			for note := range 3 {
				fmt.Fprintf(&b, "- %s[^%d]\n", c.sentence(""), note+1)
			}
			b.WriteByte('\n')
		case 3:
			b.WriteString("| Kengetal | Waarde | Oordeel |\n|---|---:|---|\n")
			for range 4 {
				i := c.indicator()
				fmt.Fprintf(&b, "| [](indicator:%s) | %s | %s |\n", i.id, i.quote(c.writer), c.words(4))
			}
			b.WriteByte('\n')
		}
		b.WriteString(c.paragraph("**" + c.words(2) + "**"))
	}
	for note := range 3 {
		fmt.Fprintf(&b, "\n[^%d]: %s\n", note+1, c.sentence(c.indicator().quote(c.writer)))
	}
	return b.String()
}

// paragraph returns five sentences, one with the given Markdown and one with a quoted number.
func (c chapter) paragraph(markdown string) string {
	quote := c.indicator().quote(c.writer)
	return strings.Join([]string{
		c.sentence(""), c.sentence(markdown), c.sentence(""), c.sentence(quote), c.sentence("") + "\n",
	}, "\n")
}
