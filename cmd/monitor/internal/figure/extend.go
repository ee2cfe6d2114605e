package figure

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

// Where go-echarts has no field for what ECharts can do, its types are widened here, and nowhere else. Each of these types
// is one of go-echarts with the missing keys added; encoding/json puts both in one object, and lets the outer key win.

// seriesOption is a series that may be silent, stand above others and draw beyond its grid, and a line all of whose dots
// are shown: ECharts would show those only that have a label on the axis.
type seriesOption struct {
	charts.SingleSeries
	ShowAllSymbol bool       `json:"showAllSymbol,omitempty"`
	Clip          types.Bool `json:"clip,omitempty"`
	Silent        types.Bool `json:"silent,omitempty"`
	Z             int        `json:"z,omitempty"`
	MarkLine      *markLines `json:"markLine,omitempty"`
	Emphasis      *emphasis  `json:"emphasis,omitempty"`
	Width         float64    `json:"width,omitempty"` // of the box of a graph
	Height        float64    `json:"height,omitempty"`
}

// emphasis is what changes of a thing that is pointed at. Nothing grows: a bar is as long as its value. In a graph the
// things that are connected with it stand out.
type emphasis struct {
	Scale bool        `json:"scale"`
	Focus string      `json:"focus,omitempty"`
	Label *opts.Label `json:"label,omitempty"`
}

// placedLabel is a label that touches its place, and may have an edge.
type placedLabel struct {
	opts.Label
	Distance        float64 `json:"distance"`
	TextBorderColor string  `json:"textBorderColor,omitempty"`
	TextBorderWidth float64 `json:"textBorderWidth,omitempty"`
}

// lineItem is a point of a line that has a style and a label of its own.
type lineItem struct {
	opts.LineData
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
	Label     *opts.Label     `json:"label,omitempty"`
}

// markLines are lines across a chart, each with its own style.
type markLines struct {
	Symbol    string     `json:"symbol"`
	Silent    bool       `json:"silent"`
	Animation bool       `json:"animation"`
	Data      []markLine `json:"data"`
}

// markLine is a line at a place on one of the axes.
type markLine struct {
	XAxis     *float64        `json:"xAxis,omitempty"`
	YAxis     *float64        `json:"yAxis,omitempty"`
	LineStyle *opts.LineStyle `json:"lineStyle,omitempty"`
	Label     *opts.Label     `json:"label,omitempty"`
}

// axis is an axis of either direction: opts.YAxis is opts.XAxis without its ticks.
type axis struct {
	opts.XAxis
	Interval    float64      `json:"interval,omitempty"`
	BoundaryGap []float64    `json:"boundaryGap,omitempty"`
	AxisLabel   *axisLabel   `json:"axisLabel,omitempty"`
	AxisPointer *axisPointer `json:"axisPointer,omitempty"`
}

// axisLabel names the places that get a label.
type axisLabel struct {
	opts.AxisLabel
	LineHeight   float64 `json:"lineHeight,omitempty"`
	CustomValues []int   `json:"customValues,omitempty"`
}

type axisPointer struct {
	Show           bool `json:"show"`
	TriggerTooltip bool `json:"triggerTooltip"`
}

// grid keeps its place: ECharts would move it for labels that we have left room for already.
type grid struct {
	opts.Grid
	OuterBoundsMode string `json:"outerBoundsMode"`
}

// title stands where it is put, without the padding of ECharts around it.
type title struct {
	opts.Title
	Padding int `json:"padding"`
	ItemGap int `json:"itemGap"`
}

type legend struct {
	opts.Legend
	ItemGap int `json:"itemGap"`
}

type tooltip struct {
	opts.Tooltip
	RenderMode string `json:"renderMode"`
	Confine    bool   `json:"confine"`
}

// marks are how the language of the page writes numbers, for those that only the browser can write: the axes.
type marks struct {
	Decimal string `json:"decimal"`
	Group   string `json:"group"`
}

// marshal makes the JSON of an option: what go-echarts makes of the chart, with our wider types put in. encoding/json sorts
// the keys, so the same option has the same bytes.
func (s *sheet) marshal(chart *charts.RectChart, l *language.Language) []byte {
	all := chart.JSON()
	delete(all, "title")
	delete(all, "toolbox")
	delete(all, "color")
	delete(all, "legend")
	delete(all, "tooltip")
	all["monitor"] = marks{l.Decimal, l.Group}
	all["xAxis"], all["yAxis"], all["grid"], all["series"] = s.x, s.y, s.grids, s.layers
	if len(s.titles) > 0 {
		all["title"] = s.titles
	}
	if s.legend != nil {
		all["legend"] = s.legend
	}
	switch s.pointer {
	case "":
	case "item":
		all["tooltip"] = tooltip{opts.Tooltip{Trigger: "item", Formatter: "@label"}, "richText", true}
	default:
		all["tooltip"] = tooltip{opts.Tooltip{Trigger: "axis", Formatter: "@tooltip", AxisPointer: &opts.AxisPointer{Type: s.pointer}}, "richText", true}
	}
	bytes, err := json.Marshal(all)
	if err != nil {
		// Every value in an option is one of the types above, and every number finite: report shows no others.
		panic(err)
	}
	return bytes
}
