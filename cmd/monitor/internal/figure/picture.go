package figure

import (
	"math"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// canvas is the paper a plot is drawn on: one for a column of text, one for a phone.
type canvas struct {
	width int
	tall  int // the usual height, to which a legend is added
	tick  int // font size of the axes
	label int // font size of what is said in the plot
}

var (
	wide   = canvas{720, 380, 13, 14}
	narrow = canvas{360, 300, 12, 13}
)

func (c canvas) narrow() bool { return c.width < wide.width }

// picture is a chart of series in the making.
type picture struct {
	*content
	chart
}

// Room around the plot, in pixels.
const (
	gap       = 8  // between a label and what it belongs to
	axisRoom  = 26 // below the plot, for the periods
	labelRoom = 22 // above the plot, for the labels of the highest values
	breakRoom = 18 // above that, for the word at a break
)

// plot draws a figure on a canvas.
func (c *content) plot(on canvas) Plot {
	o := &picture{content: c, chart: chart{canvas: on}}
	switch c.spec.Kind {
	case Bar:
		o.bars()
	case Grouped:
		if len(c.periods) == 1 {
			o.ranked()
		} else {
			o.bars()
		}
	case Stacked, Share:
		o.stack()
	case Multiples:
		o.multiples()
	case Spark:
		return Plot{Scene: sparkline(c, 240, 64)}
	default:
		o.lines()
	}
	return Plot{Scene: o.scene(c.language), Option: o.option(c.language)}
}

// place gives a panel its axes, periods below and values at the left, and puts it into the chart.
func (o *picture) place(p *panel, periods []model.Period, suffix string) {
	p.names, p.labels, p.suffix = o.short(periods), o.labelled(periods, p.band()), suffix
	o.panels = append(o.panels, p)
}

// tickWidth is the room that the numbers at the value axis take. They all have the same decimals, so the widest is the
// first or the last.
func (o *picture) tickWidth(s scale, suffix string) float64 {
	w := 0.0
	for _, t := range []float64{s.min, s.max} {
		w = max(w, textWidth(o.language.Number(t, s.decimals)+suffix, o.tick))
	}
	return math.Ceil(w) + gap
}

// short writes the periods as they stand on an axis.
func (o *picture) short(periods []model.Period) []string {
	out := make([]string, len(periods))
	for n, p := range periods {
		out[n] = o.language.ShortPeriod(p)
	}
	return out
}

// labelSteps are the distances between labelled periods that readers can count along, by frequency.
var labelSteps = map[model.Frequency][]int{
	model.Yearly:       {1, 2, 5, 10, 20, 50},
	model.AcademicYear: {1, 2, 5, 10, 20, 50},
	model.Quarterly:    {1, 2, 4, 8, 20, 40},
	model.Monthly:      {1, 3, 6, 12, 24, 60, 120},
}

// labelled chooses the periods that get a label on the axis, so that the labels do not touch: years are counted back from
// the last, quarters and months from January.
func (o *picture) labelled(periods []model.Period, band float64) []int {
	if len(periods) == 0 {
		return nil
	}
	w := 0.0
	for _, p := range periods {
		w = max(w, textWidth(o.language.ShortPeriod(p), o.tick))
	}
	last := periods[len(periods)-1]
	steps := labelSteps[last.Frequency]
	step := steps[len(steps)-1]
	for _, s := range steps {
		if float64(s)*band >= w+gap {
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

// colour is that of the n-th series, from 0.
func colour(n int) scene.Role {
	if n %= colours; n > 0 {
		return scene.Role("series-" + strconv.Itoa(n+1))
	}
	return "accent"
}

// colours is how many colours the theme has for series. Series beyond that take a colour again, and are drawn in another
// manner: dashed, or paler.
const colours = 8
