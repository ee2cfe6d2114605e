package echarts

import (
	"bytes"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// chart is an option of lines, bars and words over periods, whose axes have their ends and steps already: what most
// figures are that are not set on paper. It is read as strictly as a paper; areas and lying bars are for ECharts.
type chart struct {
	Animation unseen        `json:"animation"`
	Monitor   numberMarks   `json:"monitor"`
	Tooltip   unseen        `json:"tooltip"`
	Title     []chartTitle  `json:"title"`
	Legend    *chartLegend  `json:"legend"`
	Grid      []paperGrid   `json:"grid"`
	XAxis     []chartAxis   `json:"xAxis"`
	YAxis     []chartAxis   `json:"yAxis"`
	Series    []chartSeries `json:"series"`
}

// chartTitle is a title and what stands beneath it, from the top left.
type chartTitle struct {
	Left         string     `json:"left"`
	Top          string     `json:"top"`
	Text         string     `json:"text"`
	Subtext      string     `json:"subtext"`
	TextStyle    titleStyle `json:"textStyle"`
	SubtextStyle titleStyle `json:"subtextStyle"`
	Padding      *float64   `json:"padding"`
	ItemGap      *float64   `json:"itemGap"`
}

type titleStyle struct {
	Color      token   `json:"color"`
	FontSize   float64 `json:"fontSize"`
	FontWeight string  `json:"fontWeight"`
	LineHeight float64 `json:"lineHeight"`
}

type numberMarks struct {
	Decimal string  `json:"decimal"`
	Group   *string `json:"group"`
}

type chartAxis struct {
	Type        string     `json:"type"`
	Show        *bool      `json:"show"`
	GridIndex   int        `json:"gridIndex"`
	Data        []string   `json:"data"`
	Min         *float64   `json:"min"`
	Max         *float64   `json:"max"`
	Interval    float64    `json:"interval"`
	AxisPointer unseen     `json:"axisPointer"`
	AxisLine    *axisLine  `json:"axisLine"`
	AxisTick    *onOff     `json:"axisTick"`
	SplitLine   *axisLine  `json:"splitLine"`
	AxisLabel   *axisWords `json:"axisLabel"`

	dimension
}

type onOff struct {
	Show bool `json:"show"`
}

type axisLine struct {
	Show      bool      `json:"show"`
	OnZero    *bool     `json:"onZero"`
	LineStyle lineStyle `json:"lineStyle"`
}

type axisWords struct {
	Color        token     `json:"color"`
	FontSize     float64   `json:"fontSize"`
	Margin       float64   `json:"margin"`
	Formatter    string    `json:"formatter"`
	CustomValues []float64 `json:"customValues"`
	ShowMinLabel unseen    `json:"showMinLabel"` // null: as ECharts sees fit, and it shows all that do not touch
	ShowMaxLabel unseen    `json:"showMaxLabel"`
}

type chartSeries struct {
	Type       string      `json:"type"`
	Name       string      `json:"name"`
	Z          int         `json:"z"`
	XAxisIndex int         `json:"xAxisIndex"`
	YAxisIndex int         `json:"yAxisIndex"`
	Silent     unseen      `json:"silent"`
	Clip       *bool       `json:"clip"`
	Color      unseen      `json:"color"`
	Data       []chartItem `json:"data"`
	Label      *wording    `json:"label"` // of the items that have none of their own
	ItemStyle  fillStyle   `json:"itemStyle"`
	MarkLine   *markLine   `json:"markLine"`

	Symbol        string    `json:"symbol"`
	SymbolSize    *float64  `json:"symbolSize"`
	ShowAllSymbol bool      `json:"showAllSymbol"`
	LineStyle     lineStyle `json:"lineStyle"`

	Stack          string `json:"stack"`
	BarMaxWidth    string `json:"barMaxWidth"`
	BarGap         string `json:"barGap"`
	BarCategoryGap string `json:"barCategoryGap"`
}

type chartItem struct {
	Name      string     `json:"name"`
	Value     place      `json:"value"`
	Symbol    string     `json:"symbol"`
	ItemStyle *fillStyle `json:"itemStyle"`
	Label     *wording   `json:"label"`
}

type markLine struct {
	Symbol    string `json:"symbol"`
	Silent    unseen `json:"silent"`
	Animation unseen `json:"animation"`
	Data      []struct {
		XAxis     *float64  `json:"xAxis"`
		YAxis     *float64  `json:"yAxis"`
		LineStyle lineStyle `json:"lineStyle"`
		Label     wording   `json:"label"`
	} `json:"data"`
}

// place is a value: a number, or two of them; NaN is one that is not there.
type place struct {
	x, y float64
	pair bool
}

func (p *place) UnmarshalJSON(text []byte) error {
	number := func(text string) (float64, error) {
		if text = strings.TrimSpace(text); text == `"-"` {
			return math.NaN(), nil
		}
		return parseNumber(text)
	}
	var err error
	inside, ok := strings.CutPrefix(string(text), "[")
	if !ok {
		p.y, err = number(inside)
		return err
	}
	first, second, _ := strings.Cut(strings.TrimSuffix(inside, "]"), ",")
	p.pair = true
	if p.x, err = number(first); err == nil {
		p.y, err = number(second)
	}
	return err
}

// dimension is where an axis lies, in pixels of the picture.
type dimension struct {
	from, to float64 // of its grid: left and right, or bottom and top
	low, end float64 // the values there
	margin   float64 // from the edge to the first category
}

// along is the place of a value on the axis, from its start (Axis.dataToCoord).
func (a *chartAxis) along(v float64) float64 {
	start, size := a.margin, math.Abs(a.to-a.from)-2*a.margin
	switch {
	case a.low == a.end:
		return start + size/2
	case v == a.low:
		return start
	case v == a.end:
		return start + size
	}
	return (v-a.low)/(a.end-a.low)*size + start
}

// at is the place of a value in the picture.
func (a *chartAxis) at(v float64) float64 {
	if a.to < a.from {
		return a.from - a.to - a.along(v) + a.to // in this order, for the last bit
	}
	return a.along(v) + a.from
}

func (a *chartAxis) hidden() bool { return a.Show != nil && !*a.Show }

// lay finds where an axis lies and whether it can be drawn here.
func (a *chartAxis) lay(c *chart, upright bool) bool {
	if a.GridIndex < 0 || a.GridIndex >= len(c.Grid) || a.Show != nil && *a.Show {
		return false
	}
	g := &c.Grid[a.GridIndex]
	names, corner := []string{g.Left, g.Width}, [2]float64{}
	if upright {
		names = []string{g.Top, g.Height}
	}
	for n, text := range names {
		v, err := parseNumber(text)
		if err != nil || v < 0 {
			return false
		}
		corner[n] = v
	}
	a.from, a.to = corner[0], corner[0]+corner[1]
	if upright {
		a.from, a.to = a.to, a.from
	}
	switch {
	case g.OuterBoundsMode != "none" || corner[1] <= 0:
		return false
	case a.Type == "category" && !upright:
		if len(a.Data) == 0 || a.Min != nil || a.Max != nil || a.Interval != 0 || a.SplitLine != nil {
			return false
		}
		a.end = float64(len(a.Data) - 1)
		a.margin = corner[1] / float64(len(a.Data)) / 2
	case a.Type == "value":
		if a.Min == nil || a.Max == nil || *a.Min >= *a.Max || a.Data != nil || !within(*a.Min) || !within(*a.Max) {
			return false
		}
		a.low, a.end = *a.Min, *a.Max
	default:
		return false
	}
	if a.hidden() {
		return a.AxisLine == nil && a.AxisTick == nil && a.AxisLabel == nil && a.SplitLine == nil
	}
	l := a.AxisLabel
	if a.AxisLine == nil || a.AxisTick == nil || a.AxisTick.Show || l == nil || l.Color == "" || l.FontSize <= 0 || !within(l.FontSize) || !within(l.Margin) {
		return false
	}
	if a.AxisLine.Show && !a.AxisLine.LineStyle.plain() {
		return false
	}
	if upright {
		return !a.AxisLine.Show && a.Type == "value" && a.stepsFit() && a.SplitLine != nil && a.SplitLine.Show &&
			a.SplitLine.LineStyle.plain() && l.CustomValues == nil && axisNumber.MatchString(l.Formatter)
	}
	return a.Type == "category" && l.CustomValues != nil && l.Formatter == "" && a.AxisLine.OnZero != nil && !*a.AxisLine.OnZero
}

var axisNumber = regexp.MustCompile(`(?s)^@number:([0-6])(?::(.*))?$`)

// stepsFit tells whether the steps of an axis end where it ends.
func (a *chartAxis) stepsFit() bool {
	if a.Interval <= 0 {
		return false
	}
	whole := func(v float64) bool { return math.Abs(v-math.Round(v)) < 1e-6 }
	return whole(a.low/a.Interval) && whole(a.end/a.Interval) && (a.end-a.low)/a.Interval < 100
}

// ticks are the values of the steps.
func (a *chartAxis) ticks() []float64 {
	var list []float64
	for n := math.Round(a.low / a.Interval); n <= math.Round(a.end/a.Interval); n++ {
		list = append(list, n*a.Interval)
	}
	return list
}

// drawChart draws an option that is a chart, as ECharts and rewrite would, to the byte.
func drawChart(option []byte, size Size, letters widths) (svg []byte, ok bool) {
	// As for a paper, but that two keys say in this way that nothing is asked.
	nulls, known := bytes.Count(option, []byte("null")), bytes.Count(option, []byte(`Label":null`))+bytes.Count(option, []byte(`Label": null`))
	if !utf8.Valid(option) || nulls != known || !isSize(float64(size.Width)) || !isSize(float64(size.Height)) {
		return nil, false
	}
	c := &chart{}
	if decode(option, c) != nil || len(c.Grid) == 0 || len(c.Series) == 0 || c.Monitor.Decimal == "" || c.Monitor.Group == nil {
		return nil, false
	}
	s := sheet{rewriter: rewriter{width: float64(size.Width), height: float64(size.Height)}, letters: letters}
	for n := range c.YAxis {
		if !c.YAxis[n].lay(c, true) {
			return nil, false
		}
	}
	for n := range c.XAxis {
		if !c.XAxis[n].lay(c, false) {
			return nil, false
		}
	}
	for n := range c.YAxis {
		if a := &c.YAxis[n]; !a.hidden() && !s.valueAxis(a, c) {
			return nil, false
		}
	}
	for n := range c.XAxis {
		if a := &c.XAxis[n]; !a.hidden() && !s.categoryAxis(a, c) {
			return nil, false
		}
	}
	for n := range c.Title {
		if !s.title(&c.Title[n]) {
			return nil, false
		}
	}
	for n := range c.Series {
		if !c.Series[n].plain(c) {
			return nil, false
		}
	}
	if !s.legend(c) {
		return nil, false
	}
	bars := c.layBars()
	for n := range c.Series {
		x := &c.Series[n]
		switch x.Type {
		case "line":
			s.chartLine(c, x)
		case "bar":
			if bars == nil {
				return nil, false
			}
			s.bars(c, x, bars[n])
		default:
			s.chartWords(c, x)
		}
	}
	for n := range c.Series {
		s.marks(c, &c.Series[n])
	}
	return s.finish(), true
}

// plain tells whether a series can be drawn here.
func (x *chartSeries) plain(c *chart) bool {
	if (x.Clip == nil || *x.Clip) && !x.inside(c) || x.Z < 0 || x.Z > 100 || x.XAxisIndex < 0 || x.XAxisIndex >= len(c.XAxis) || x.YAxisIndex < 0 ||
		x.YAxisIndex >= len(c.YAxis) || c.XAxis[x.XAxisIndex].GridIndex != c.YAxis[x.YAxisIndex].GridIndex {
		return false
	}
	if x.Z == 0 {
		x.Z = map[string]int{"line": 3, "bar": 2, "scatter": 2}[x.Type]
	}
	style := x.ItemStyle
	switch x.Type {
	case "line":
		if x.Symbol != "circle" || x.SymbolSize == nil || *x.SymbolSize <= 0 || *x.SymbolSize > 20 ||
			!x.ShowAllSymbol || !x.LineStyle.plain() || !style.plain() || x.Stack != "" || x.MarkLine != nil {
			return false
		}
	case "bar":
		if x.Symbol != "" || x.SymbolSize != nil || !style.plain() || x.MarkLine != nil ||
			c.XAxis[x.XAxisIndex].Type != "category" || len(x.Data) > len(c.XAxis[x.XAxisIndex].Data) {
			return false
		}
	case "scatter":
		if x.Symbol != "" || x.SymbolSize == nil || *x.SymbolSize != 0 || style.Opacity == nil || *style.Opacity != 1 ||
			style.Color != "" || style.BorderWidth != 0 || x.Stack != "" {
			return false
		}
	default:
		return false
	}
	for n := range x.Data {
		i := &x.Data[n]
		if i.Label == nil && x.Label != nil {
			own := *x.Label
			i.Label = &own
		}
		if i.Value.pair == (x.Type == "bar") || x.Type == "bar" && (i.Value.y < 0 || c.YAxis[x.YAxisIndex].low > 0) ||
			i.Label != nil && !i.Label.fits() || i.ItemStyle != nil && (x.Type == "scatter" || !i.ItemStyle.plain()) ||
			i.Symbol != "" && (x.Type != "line" || i.Symbol != "none") {
			return false
		}
		if i.Label != nil && i.Label.Formatter == itsName {
			i.Label.Formatter = i.Name
		}
		if i.Label != nil && i.Label.BackgroundColor != "" && strings.TrimSpace(i.Label.Formatter) == "" {
			return false // what is behind no words
		}
		if a := &c.XAxis[x.XAxisIndex]; i.Value.pair && a.Type == "category" && (i.Value.x != math.Trunc(i.Value.x) || i.Value.x < 0 || i.Value.x > a.end) {
			return false
		}
	}
	if x.MarkLine == nil {
		return true
	}
	for n := range x.MarkLine.Data {
		m := &x.MarkLine.Data[n]
		if (m.XAxis == nil) == (m.YAxis == nil) || !m.LineStyle.plain() ||
			m.Label.Show && (m.Label.Position != "end" || !m.Label.written() || m.Label.Formatter == itsName) ||
			m.XAxis != nil && c.XAxis[x.XAxisIndex].Type != "value" {
			return false
		}
	}
	return x.MarkLine.Symbol == "none"
}

// inside tells whether nothing of a series that is clipped to its plot reaches its edge: points without a shape, of which
// ECharts leaves out those that lie beyond.
func (x *chartSeries) inside(c *chart) bool {
	if x.Type != "scatter" || x.SymbolSize == nil || *x.SymbolSize != 0 || x.XAxisIndex < 0 || x.XAxisIndex >= len(c.XAxis) || x.YAxisIndex < 0 || x.YAxisIndex >= len(c.YAxis) {
		return false
	}
	across, up := &c.XAxis[x.XAxisIndex], &c.YAxis[x.YAxisIndex]
	for n := range x.Data {
		if v := x.Data[n].Value; !v.pair || !(v.x >= across.low && v.x <= across.end && v.y >= up.low && v.y <= up.end) {
			return false
		}
	}
	return true
}

// written tells whether words have all that it takes to write them.
func (w *wording) written() bool {
	return w.Show && w.Color != "" && w.FontSize > 0 && within(w.FontSize) && w.LineHeight >= 0 && within(w.LineHeight) &&
		(w.FontWeight == "" || w.FontWeight == "600") && w.TextBorderColor == "" && w.TextBorderWidth == 0 &&
		(w.Formatter == itsName || !strings.HasPrefix(w.Formatter, "@") && !strings.Contains(w.Formatter, "{"))
}

// itsName stands for the name of the item that words are of, as in option.js.
const itsName = "@label"

// fits tells whether words are of a point or a bar and stand where they can be set here.
func (w *wording) fits() bool {
	switch w.Position {
	case "top", "bottom", "left", "right", "inside", "insideTop", "outside":
		return w.written() && w.Distance == nil
	}
	return false
}

// number writes a value of an axis, as option.js does.
func (c *chart) number(v float64, form string) (text string, ok bool) {
	m := axisNumber.FindStringSubmatch(form)
	if m == nil {
		return "", false
	}
	decimals, _ := strconv.Atoi(m[1])
	if scaled := v * math.Pow10(decimals); math.Abs(scaled-math.Round(scaled)) > 1e-6 {
		return "", false // how a half is rounded is a matter of the language
	}
	digits := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, broken := strings.Cut(digits, ".")
	var b strings.Builder
	if v < 0 && strings.Trim(digits, "0.") != "" {
		b.WriteString("\u2212")
	}
	for n, digit := range whole {
		if n > 0 && (len(whole)-n)%3 == 0 {
			b.WriteString(*c.Monitor.Group)
		}
		b.WriteRune(digit)
	}
	if broken {
		b.WriteString(c.Monitor.Decimal + fraction)
	}
	return b.String() + m[2], true
}
