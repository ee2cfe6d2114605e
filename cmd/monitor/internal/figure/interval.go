package figure

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Beside its values a line can show what chance leaves room for: an interval around each point, as a stroke through it, and
// the limits of a control chart, as thin lines above and below. Both stand in the table too, and say of themselves how they
// are read.

// limits are the control limits at one point.
type limits struct{ low, centre, high float64 }

// bounded completes a spec that asks for intervals or limits: it is a line, of one indicator that has them.
func (s *Spec) bounded(r *report.Report) *Problem {
	if !s.Interval && !s.Limits {
		return nil
	}
	key := "interval"
	if !s.Interval {
		key = "limits"
	}
	if s.Kind == "" && len(s.Indicators) == 1 && s.Breakdown == nil {
		s.Kind = Line
	}
	if s.Kind != Line || len(s.Indicators) > 1 || s.Breakdown != nil {
		return &Problem{diagnostic.NotOfThisKind, []string{key, string(s.Kind)}, key}
	}
	i := s.Indicators[0]
	interval, limits := Bounded(r, i, s.Rate)
	switch {
	case s.Interval && !interval:
		return &Problem{diagnostic.NoBounds, []string{i.ID, "interval"}, "interval"}
	case s.Limits && !limits:
		return &Problem{diagnostic.NoBounds, []string{i.ID, "limits"}, "limits"}
	}
	return nil
}

// Bounded tells whether the values of an indicator, or its rates, have intervals and control limits.
func Bounded(r *report.Report, i *model.Indicator, rate bool) (interval, limits bool) {
	v := r.Verdict(i)
	if v == nil {
		return false, false
	}
	for _, b := range v.Around(rate) {
		interval = interval || b != nil
	}
	return interval, v.Chart != nil && rate == (v.Chart.Kind == report.UChart)
}

// surround gives a series its intervals and its limits.
func (c *content) surround(s *series, r *report.Report) {
	f, v := r.Facts(s.indicator), r.Verdict(s.indicator)
	s.bounds, s.limits = make([]*report.Bounds, len(s.points)), make([]*limits, len(s.points))
	from := f.Values.Points
	if c.spec.Rate {
		from = f.Rates.Points
	}
	around := v.Around(c.spec.Rate)
	for n, p := range s.periods {
		if m := p.Ordinal() - from[0].Period.Ordinal(); c.spec.Interval && m >= 0 && m < len(around) && s.shown(n) {
			s.bounds[n] = rounded(around[m], s.decimals)
		}
		if !c.spec.Limits {
			continue
		}
		for m, q := range v.Chart.Periods {
			if q == p {
				point := v.Chart.Points[m]
				s.limits[n] = &limits{language.Round(point.Low, s.decimals), language.Round(point.Centre, s.decimals), language.Round(point.High, s.decimals)}
			}
		}
	}
}

// rounded gives bounds the digits that are shown, so that picture and table agree.
func rounded(b *report.Bounds, decimals int) *report.Bounds {
	if b == nil {
		return nil
	}
	return &report.Bounds{Value: b.Value, Low: language.Round(b.Low, decimals), High: language.Round(b.High, decimals)}
}

// extent are the numbers that the scale must hold beside the values.
func (s *series) extent() []float64 {
	var out []float64
	for _, b := range s.bounds {
		if b != nil {
			out = append(out, b.Low, b.High)
		}
	}
	for _, l := range s.limits {
		if l != nil {
			out = append(out, l.low, l.high)
		}
	}
	return out
}

// boundColumns are the columns of the table that hold intervals and limits.
func (c *content) boundColumns(s *series) []column {
	between := func(low, high float64) Cell {
		return Cell{Text: c.language.Say("bounds.between", "low", c.value(s, low), "high", c.value(s, high))}
	}
	of := func(cell func(n int) Cell) func(model.Period) Cell {
		return func(p model.Period) Cell {
			for n, q := range s.periods {
				if q == p {
					return cell(n)
				}
			}
			return Cell{Empty: true}
		}
	}
	var out []column
	if c.spec.Interval {
		out = append(out, column{c.language.Say("bounds.interval.column"), of(func(n int) Cell {
			if b := s.bounds[n]; b != nil {
				return between(b.Low, b.High)
			}
			return Cell{Empty: true}
		})})
	}
	if c.spec.Limits {
		out = append(out, column{c.language.Say("bounds.limits.column"), of(func(n int) Cell {
			if l := s.limits[n]; l != nil {
				return between(l.low, l.high)
			}
			return Cell{Empty: true}
		})})
	}
	return out
}

// reading tells how intervals and limits are read, or is "" without them.
func (c *content) reading() string {
	var t sentences
	if c.spec.Interval {
		t.add(c.language.Say("bounds.interval.reading"))
	}
	if c.spec.Limits {
		t.add(c.language.Say("bounds.limits.reading"))
	}
	return t.joined()
}

// cap is how far the ends of an interval reach to each side, in pixels.
const cap = 4

// surround draws the limits and the intervals of a series: each as one line on the axis on which something can stand between
// the periods.
func (a *annotations) surround(s *series) {
	var low, centre, high, strokes []lineItem
	at := func(list []lineItem, slot float64, y any) []lineItem {
		return append(list, lineItem{LineData: opts.LineData{Value: [2]any{tidy(slot), y}, Symbol: "none"}})
	}
	for n := range s.points {
		slot := float64(n) + 0.5
		if l := limitsOf(s, n); l != nil {
			low, centre, high = at(low, slot, tidy(l.low)), at(centre, slot, tidy(l.centre)), at(high, slot, tidy(l.high))
		} else if len(low) > 0 {
			low, centre, high = at(low, slot, "-"), at(centre, slot, "-"), at(high, slot, "-")
		}
		b := boundsOf(s, n)
		if b == nil {
			continue
		}
		side := cap / a.band()
		for _, p := range []struct{ slot, y float64 }{{slot - side, b.Low}, {slot + side, b.Low}, {slot, b.Low}, {slot, b.High}, {slot - side, b.High}, {slot + side, b.High}} {
			strokes = at(strokes, p.slot, tidy(p.y))
		}
		strokes = at(strokes, slot, "-")
		x := a.centre(n)
		a.strokes = append(a.strokes, stroke{x, a.frame.y(b.Low), x, a.frame.y(b.High)})
	}
	for _, line := range []struct {
		items []lineItem
		style opts.LineStyle
	}{
		{low, opts.LineStyle{Color: "@muted", Width: 1.2, Type: "dashed"}},
		{centre, opts.LineStyle{Color: "@axis", Width: 1}},
		{high, opts.LineStyle{Color: "@muted", Width: 1.2, Type: "dashed"}},
		{strokes, opts.LineStyle{Color: "@muted", Width: 1.5}},
	} {
		if len(line.items) == 0 {
			continue
		}
		layer := seriesOption{SingleSeries: charts.SingleSeries{
			Type: types.ChartLine, XAxisIndex: a.over(), YAxisIndex: len(a.grids) - 1, Symbol: "circle", SymbolSize: 2 * dot,
			Color: line.style.Color, LineStyle: &line.style, ItemStyle: &opts.ItemStyle{Color: line.style.Color}, Data: line.items,
		}, ShowAllSymbol: true, Silent: opts.Bool(true)}
		if len(a.zoom) == 0 {
			layer.Clip = opts.Bool(false)
		}
		a.layers = append(a.layers, layer)
	}
}

func boundsOf(s *series, n int) *report.Bounds {
	if s.bounds == nil {
		return nil
	}
	return s.bounds[n]
}

func limitsOf(s *series, n int) *limits {
	if s.limits == nil {
		return nil
	}
	return s.limits[n]
}
