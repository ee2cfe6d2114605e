package figure

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/opts"
)

// key puts a legend at the top left, in the order of the series, and returns the height it takes. Its rows are broken
// here, so that their count is known: side by side while they fit, and else each on a row of its own.
func (o *option) key(lines bool) float64 {
	const icon, between = 14, 16
	var names []any
	total := 0.0
	room := float64(o.width - icon - gap)
	fit := true
	for n := range o.series {
		name := o.series[n].name
		w := textWidth(name, o.tick)
		fit = fit && w <= room
		total += icon + 5 + w + between
		if !slices.Contains(names, any(name)) {
			names = append(names, name)
		}
	}
	l := &legend{
		Legend: opts.Legend{
			Show: opts.Bool(true), Left: "0", Top: "0", Data: names, Padding: 0, ItemWidth: icon, ItemHeight: 10, Icon: "rect",
			TextStyle: &opts.TextStyle{Color: "@text", FontSize: o.tick},
		},
		ItemGap: between,
	}
	rows := 1
	if lines {
		l.Icon = "circle"
	}
	if total > float64(o.width) {
		l.Orient, l.ItemGap, rows = "vertical", 7, len(names)
		if o.spec.Kind == Stacked || o.spec.Kind == Share {
			slices.Reverse(names) // from the top down, as the parts stand
		}
	}
	if !fit {
		// A name that is wider than the plot is cut off; the table has it whole.
		l.TextStyle.Width, l.TextStyle.Overflow = int(room), "truncate"
	}
	o.legend = l
	return float64(rows*(o.tick+l.ItemGap)) + gap
}
