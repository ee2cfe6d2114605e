package plot

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// Legend names the colours of the series at the top left of a chart, in columns of one width, as
// many as fit.
type Legend struct {
	items   []LegendItem
	columns int
	width   float64 // of the room for each name
}

type LegendItem struct {
	Name string
	Tint scene.Role
	Pale bool
}

const (
	legendIcon = 10.0
	legendGap  = 8.0 // between two columns, and between two rows; it is what ECharts leaves
)

// strength returns the opacity of a series. A pale one shares its colour with another series.
func strength(pale bool) float64 {
	if pale {
		return 0.6
	}
	return 1
}

// NewLegend returns the legend of a chart, and its height. down is for series that are stacked: in
// a legend of one column, the last series then comes first, as it does in the stack.
func NewLegend(items []LegendItem, on Canvas, down bool) (Legend, float64) {
	l := Legend{columns: 1}
	for _, item := range items {
		if !slices.ContainsFunc(l.items, func(i LegendItem) bool { return i.Name == item.Name }) {
			l.items = append(l.items, item)
			l.width = max(l.width, math.Ceil(TextWidth(item.Name, on.Tick)))
		}
	}
	// A name that is wider than the plot is cut off; the table has it whole.
	l.width = min(l.width, float64(on.Width)-legendIcon-LabelGap)
	l.columns = max(1, int((float64(on.Width)+legendGap)/(legendIcon+LabelGap+l.width+legendGap)))
	if l.columns == 1 && down {
		slices.Reverse(l.items)
	}
	rows := (len(l.items) + l.columns - 1) / l.columns
	return l, float64(rows)*(float64(on.Tick)+legendGap) + Gap
}

func (l *Legend) draw(on *Paper) {
	for n, item := range l.items {
		x := float64(n%l.columns) * (legendIcon + LabelGap + l.width + legendGap)
		y := float64(n/l.columns) * (float64(on.Tick) + legendGap)
		on.BarOf(scene.Subject{Key: true}, x, y+(float64(on.Tick)-legendIcon)/2, legendIcon, legendIcon,
			Solid(item.Tint, strength(item.Pale)))
		on.Write(x+legendIcon+LabelGap, y+float64(on.Tick)/2, scene.Start, Regular(on.Tick),
			Shorten(item.Name, on.Tick, l.width))
	}
}
