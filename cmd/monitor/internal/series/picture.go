package series

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
)

// picture is a chart of series that is being made.
type picture struct {
	*content
	plot.Chart
}

// Room around the plot, in pixels.
const (
	axisRoom  = 26 // below the plot, for the periods
	labelRoom = 22 // above the plot, for the labels of the highest values
	breakRoom = 18 // above that, for the word at a break
)

// plot draws a figure on a canvas.
func (c *content) plot(on plot.Canvas) figure.Plot {
	o := &picture{content: c, Chart: plot.Chart{Canvas: on}}
	switch c.spec.Kind {
	case figure.Bar:
		o.bars()
	case figure.Grouped:
		if c.single() {
			o.ranked()
		} else {
			o.bars()
		}
	case figure.Stacked, figure.Share:
		o.stack()
	case figure.Multiples:
		o.multiples()
	case figure.Sparkline:
		return figure.Plot{Scene: sparkline(c, 240, 64)}
	default:
		o.lines()
	}
	return figure.Plot{Scene: o.Scene(c.language), Option: o.Option(c.language)}
}

// key gives the chart a legend in the order of the series, and returns its height.
func (o *picture) key() float64 {
	var items []plot.LegendItem
	for n := range o.series {
		items = append(items,
			plot.LegendItem{Name: o.series[n].name, Tint: plot.SeriesTint(n), Pale: n >= plot.Colours})
	}
	l, height := plot.NewLegend(items, o.Canvas, o.spec.Kind == figure.Stacked || o.spec.Kind == figure.Share)
	o.Legend = l
	return height
}

// addPanel adds a panel to the chart, with its periods below and its values at the left.
func (o *picture) addPanel(p *plot.Panel, periods []model.Period, suffix string) {
	p.Names, p.Labels, p.Suffix = o.short(periods), o.labelled(periods, p.Band()), suffix
	o.Panels = append(o.Panels, p)
}

// tickWidth is the room for the numbers at the value axis. All have the same decimals, so that the
// widest is the first or the last.
func (o *picture) tickWidth(s plot.Scale, suffix string) float64 {
	w := 0.0
	for _, t := range []float64{s.Min, s.Max} {
		w = max(w, plot.TextWidth(o.language.Number(t, s.Decimals)+suffix, o.Tick))
	}
	return math.Ceil(w) + plot.Gap
}

// short writes periods as an axis has them.
func (o *picture) short(periods []model.Period) []string {
	out := make([]string, len(periods))
	for n, p := range periods {
		out[n] = o.language.ShortPeriod(p)
	}
	return out
}

// labelSteps are the distances between labels at which readers can count along, by frequency.
var labelSteps = map[model.Frequency][]int{
	model.Yearly:       {1, 2, 5, 10, 20, 50},
	model.AcademicYear: {1, 2, 5, 10, 20, 50},
	model.Quarterly:    {1, 2, 4, 8, 20, 40},
	model.Monthly:      {1, 3, 6, 12, 24, 60, 120},
}

// labelled chooses the periods with a label on the axis, so that labels do not touch. Years are
// counted back from the last, quarters and months from January.
func (o *picture) labelled(periods []model.Period, band float64) []int {
	if len(periods) == 0 {
		return nil
	}
	w := 0.0
	for _, p := range periods {
		w = max(w, plot.TextWidth(o.language.ShortPeriod(p), o.Tick))
	}
	last := periods[len(periods)-1]
	steps := labelSteps[last.Frequency]
	step := steps[len(steps)-1]
	for _, s := range steps {
		if float64(s)*band >= w+plot.Gap {
			step = s
			break
		}
	}
	from := last.Ordinal()
	if last.Frequency == model.Quarterly || last.Frequency == model.Monthly {
		from = 0
	}
	var out []int
	for n, p := range periods {
		if (p.Ordinal()-from)%step == 0 {
			out = append(out, n)
		}
	}
	if out == nil {
		out = []int{0}
	}
	return out
}
