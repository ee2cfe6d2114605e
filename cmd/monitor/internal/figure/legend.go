package figure

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// legend says at the top left of a chart which series has which colour: in columns of one width, as many as fit.
type legend struct {
	items   []legendItem
	columns int
	width   float64 // that names have
}

type legendItem struct {
	name string
	tint scene.Role
	pale bool
}

const (
	legendIcon = 10.0
	legendGap  = 8.0 // between two columns, and between two rows; it is what ECharts leaves
)

// strength is the opacity of what has a colour that another series has too.
func strength(pale bool) float64 {
	if pale {
		return 0.6
	}
	return 1
}

// key gives a chart its legend, in the order of the series, and returns the height it takes.
func (o *picture) key() float64 {
	l := legend{columns: 1}
	for n := range o.series {
		if s := &o.series[n]; !slices.ContainsFunc(l.items, func(i legendItem) bool { return i.name == s.name }) {
			l.items = append(l.items, legendItem{s.name, colour(n), n >= colours})
			l.width = max(l.width, math.Ceil(textWidth(s.name, o.tick)))
		}
	}
	// A name that is wider than the plot is cut off; the table has it whole.
	l.width = min(l.width, float64(o.width)-legendIcon-fromMark)
	l.columns = max(1, int((float64(o.width)+legendGap)/(legendIcon+fromMark+l.width+legendGap)))
	if l.columns == 1 && (o.spec.Kind == Stacked || o.spec.Kind == Share) {
		slices.Reverse(l.items) // from the top down, as the parts stand
	}
	o.legend = l
	rows := (len(l.items) + l.columns - 1) / l.columns
	return float64(rows)*(float64(o.tick)+legendGap) + gap
}

func (l *legend) draw(on *paper) {
	for n, item := range l.items {
		x := float64(n%l.columns) * (legendIcon + fromMark + l.width + legendGap)
		y := float64(n/l.columns) * (float64(on.tick) + legendGap)
		on.bar(x, y+(float64(on.tick)-legendIcon)/2, legendIcon, legendIcon, solid(item.tint, strength(item.pale)), "")
		on.write(x+legendIcon+fromMark, y+float64(on.tick)/2, scene.Start, on.plain(), shorten(item.name, on.tick, l.width))
	}
}
