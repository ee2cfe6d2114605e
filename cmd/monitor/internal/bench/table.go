package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// row is what was measured of one thing. Its figures and their limits are printed below each other.
type row struct {
	what    string
	cost    cost // times that are 0 were not measured
	figures []figure
}

// figure is a measured number, in a unit. A limit of 0 is none.
type figure struct {
	number float64
	unit   string
	limit  float64
}

// ratioFigures returns our times divided by theirs in the same round: the median of all rounds.
func ratioFigures(ours, theirs []cost, name string, limit float64) []figure {
	var walls, processors []float64
	for round, c := range ours {
		walls = append(walls, c.wall.Seconds()/theirs[round].wall.Seconds())
		processors = append(processors, c.processor.Seconds()/theirs[round].processor.Seconds())
	}
	return []figure{
		{middle(walls), "× " + name + ", wall", limit},
		{middle(processors), "× " + name + ", processor", limit},
	}
}

// printTable prints the rows in columns.
func printTable(w io.Writer, rows []row) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\twall\tprocessor\tmemory\tfigure\tlimit\t")
	for _, r := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s", r.what, measured(r.cost.wall.Seconds(), "s", 2),
			measured(r.cost.processor.Seconds(), "s", 2), measured(mega(r.cost.peak), "MB", 0))
		for n, f := range r.figures {
			if n > 0 {
				fmt.Fprint(table, "\n\t\t\t")
			}
			fmt.Fprintf(table, "\t%.2f %s\t", f.number, f.unit)
			if f.limit != 0 {
				verdict := "ok"
				if f.number > f.limit {
					verdict = "over"
				}
				fmt.Fprintf(table, "%g\t%s", f.limit, verdict)
			}
		}
		fmt.Fprintln(table)
	}
	return table.Flush()
}

// measured formats a number, or returns nothing for one that was not measured.
func measured(number float64, unit string, decimals int) string {
	if number == 0 {
		return ""
	}
	return fmt.Sprintf("%.*f %s", decimals, number, unit)
}

func mega(bytes int64) float64 { return float64(bytes) / 1e6 }
