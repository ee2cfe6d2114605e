package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// The limits that the program was built to.
const (
	limitRatio       = 1.5 // warm build to floor, from manyChapters on
	manyChapters     = 1000
	limitPeak        = 300 // MB
	limitGrowth      = 1.1 // time of a chapter in the largest edition to that in a smaller one: 1 is linear, the rest noise
	limitShippedCold = 1500 * time.Millisecond
	limitShippedWarm = 150 * time.Millisecond
	limitSiteCold    = 4 * time.Second
	limitSiteWarm    = 400 * time.Millisecond
	limitParted      = 10 * time.Second // of all cores
)

// verdict compares a measure with its limit.
func verdict[T int | float64 | time.Duration](measured, limit T) string {
	if measured <= limit {
		return "ok"
	}
	return "over"
}

// printReport prints the table, and each measure that has a limit beside it.
func printReport(w io.Writer, results []result) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "chapters\tMarkdown\tfigures\tspecs\tfiles\twritten\tfloor\twarm\twarm/floor\tcold\trebuild\tpeak cold\tpeak warm\t")
	fmt.Fprintln(table, "\tMB\t\t\t\tMB\ts\ts\t\ts\ts\tMB\tMB\t")
	for _, r := range results {
		fmt.Fprintf(table, "%d\t%.1f\t%d\t%d\t%d\t%.1f\t%.3f\t%.3f\t%.2f\t%.2f\t%.3f\t%s\t%s\t\n",
			r.chapters, mega(r.bytes), r.figures, r.specs, r.files, mega(r.written), r.floor.wall.Seconds(), r.warm.wall.Seconds(),
			r.ratio(), r.cold.wall.Seconds(), r.rebuild.wall.Seconds(), memory(r.cold), memory(r.warm))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	line := func(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }
	line("")
	for _, r := range results {
		name := fmt.Sprintf("%d chapters", r.chapters)
		if r.chapters >= manyChapters {
			line("%s: warm build %.2f × the floor (limit %.1f): %s; in processor time %.2f ×", name, r.ratio(), limitRatio, verdict(r.ratio(), limitRatio),
				r.warm.cpu.Seconds()/r.floor.cpu.Seconds())
		}
		if peak := max(r.cold.peak, r.warm.peak); peak > 0 {
			line("%s: %.0f MB resident at most (limit %d): %s", name, mega(peak), limitPeak, verdict(mega(peak), limitPeak))
		}
	}
	growth(line, results)
	return nil
}

// printShipped prints a line about the site of the repository, and one about its newest edition; there may be none.
func printShipped(w io.Writer, s *shippedSite) {
	if s == nil {
		fmt.Fprintln(w, "shipped site: there is none here")
		return
	}
	line := func(name string, r result, coldLimit, warmLimit time.Duration) {
		fmt.Fprintf(w, "%s, %d files: cold %d ms (limit %d): %s; warm %d ms (limit %d): %s; rebuild %d ms; %s MB resident cold, %s warm\n",
			name, r.files, r.cold.wall.Milliseconds(), coldLimit.Milliseconds(), verdict(r.cold.wall, coldLimit),
			r.warm.wall.Milliseconds(), warmLimit.Milliseconds(), verdict(r.warm.wall, warmLimit),
			r.rebuild.wall.Milliseconds(), memory(r.cold), memory(r.warm))
	}
	line("shipped site", s.all, limitSiteCold, limitSiteWarm)
	line("shipped edition "+s.year+" alone", s.newest, limitShippedCold, limitShippedWarm)
}

// growth says whether time is linear in chapters. All editions have the same indicators, which cost the same in each: the
// second figure leaves that out, by taking the smallest edition away from the others.
func growth(line func(string, ...any), results []result) {
	if len(results) < 2 {
		return
	}
	smallest, last := results[0], results[len(results)-1]
	each := func(r, without result) float64 {
		return (r.warm.wall - without.warm.wall).Seconds() * 1000 / float64(r.chapters-without.chapters)
	}
	for _, r := range results {
		if r.chapters < manyChapters || r.chapters >= last.chapters {
			continue
		}
		all := each(last, result{}) / each(r, result{})
		more := each(last, smallest) / each(r, smallest)
		if r.chapters == smallest.chapters {
			more = all
		}
		line("linear in chapters: a warm build takes %.2f ms a chapter at %d and %.2f at %d (%.2f ×); beyond the build of %d chapters %.2f and %.2f (%.2f ×, limit %.1f): %s",
			each(r, result{}), r.chapters, each(last, result{}), last.chapters, all,
			smallest.chapters, each(r, smallest), each(last, smallest), more, limitGrowth, verdict(more, limitGrowth))
	}
}

func (r result) ratio() float64 { return r.warm.wall.Seconds() / r.floor.wall.Seconds() }

func mega(bytes int64) float64 { return float64(bytes) / 1e6 }

func memory(c cost) string {
	if c.peak == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", mega(c.peak))
}
