package plot

import (
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

// Where go-echarts has no field for what ECharts can do, its types are widened here, and nowhere
// else:
//
//   - a point of a line or of a scatter has no style and no label (linePoint, wordPoint);
//   - a line across a chart has no style (ruledLine);
//   - an axis cannot name the labels that it shows, nor set the height of their lines (axisLabel);
//   - a chart has one title, and small multiples have one each (widening.VisitTitleOpt);
//   - a chart always has the toolbox and the colours of go-echarts, and cannot say how the language
//     writes numbers (widening.Visit).
//
// Each type is one of go-echarts with the missing keys added; encoding/json puts both in one
// object.

type linePoint struct {
	opts.LineData
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
}

type wordPoint struct {
	opts.ScatterData
	Label *opts.Label `json:"label"`
}

type ruledLine struct {
	XAxis     *float64       `json:"xAxis,omitempty"`
	YAxis     *float64       `json:"yAxis,omitempty"`
	LineStyle opts.LineStyle `json:"lineStyle"`
}

func ruled(rules []Rule) []any {
	out := make([]any, len(rules))
	for n, r := range rules {
		line := ruledLine{LineStyle: r.Style.option()}
		if r.Vertical {
			line.XAxis = &r.At
		} else {
			line.YAxis = &r.At
		}
		out[n] = line
	}
	return out
}

type xAxis struct {
	opts.XAxis
	AxisLabel *axisLabel `json:"axisLabel,omitempty"`
}

type yAxis struct {
	opts.YAxis
	AxisLabel *axisLabel `json:"axisLabel,omitempty"`
}

type axisLabel struct {
	*opts.AxisLabel
	LineHeight   float64 `json:"lineHeight,omitempty"`
	CustomValues []int   `json:"customValues,omitempty"`
}

// widening turns what go-echarts writes into what we give ECharts.
type widening struct {
	charts.BaseConfigurationVisitor
	chart    *Chart
	language *language.Language
}

// VisitXAxis says which slots have a label, in each panel whose slots lie along x.
func (w widening) VisitXAxis(axes []opts.XAxis) any {
	out := make([]xAxis, len(axes))
	for n, a := range axes {
		out[n] = xAxis{XAxis: a}
		if a.AxisLabel == nil {
			continue
		}
		out[n].AxisLabel = &axisLabel{AxisLabel: a.AxisLabel}
		if a.Type == "category" {
			out[n].AxisLabel.CustomValues = w.chart.Panels[a.GridIndex].Labels
		}
	}
	return out
}

// VisitYAxis sets the height of the lines of a name.
func (w widening) VisitYAxis(axes []opts.YAxis) any {
	out := make([]yAxis, len(axes))
	for n, a := range axes {
		out[n] = yAxis{YAxis: a}
		if a.AxisLabel == nil {
			continue
		}
		out[n].AxisLabel = &axisLabel{AxisLabel: a.AxisLabel}
		if a.Type == "category" {
			out[n].AxisLabel.LineHeight = LineHeight(w.chart.Tick)
		}
	}
	return out
}

// VisitTitleOpt gives each panel its heading.
func (w widening) VisitTitleOpt(opts.Title) any {
	titles := []opts.Title{}
	for _, p := range w.chart.Panels {
		h := &p.Title
		if len(h.Lines) == 0 {
			continue
		}
		line := int(LineHeight(w.chart.Tick))
		titles = append(titles, opts.Title{
			Title: strings.Join(h.Lines,
				"\n"), Subtitle: strings.Join(h.Subtitle, "\n"), Left: px(h.X), Top: px(h.Y),
			TitleStyle: &opts.TextStyle{Color: "@text", FontSize: w.chart.Tick, FontWeight: "600",
				LineHeight: line},
			SubtitleStyle: &opts.TextStyle{Color: "@muted", FontSize: w.chart.Tick - 1, LineHeight: line - 1},
		})
	}
	return titles
}

// Visit removes the toolbox and the colours that go-echarts adds. It adds how the language of the
// page writes numbers, since the browser writes those at the axes.
func (w widening) Visit(option map[string]any) {
	delete(option, "toolbox")
	delete(option, "color")
	option["monitor"] = map[string]string{"decimal": w.language.Decimal, "group": w.language.Group}
}
