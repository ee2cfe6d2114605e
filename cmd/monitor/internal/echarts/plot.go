package echarts

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// The heights of an axis and of the lines that are marked on a chart.
const (
	gridHeight    = 0
	axisHeight    = 1
	barHeight     = 1
	markHeight    = 2
	barWordHeight = 3
	labelHeight   = 10
	marksZ        = 5
	titleZ        = 6
)

// straight draws a line between two places (see still.js).
func (s *sheet) straight(z, height int, x1, y1, x2, y2 float64, p paint, width float64) {
	x1, x2 = sharp(x1, x2, width)
	y1, y2 = sharp(y1, y2, width)
	path := formatPath([]segment{{'M', []float64{round(x1, 10), round(y1, 10)}}, {'L', []float64{round(x2, 10), round(y2, 10)}}})
	s.put(z, height, "path", &p, shape{path: path})
}

// setting is where words stand: x and y are their start, middle or end, by align and by vertical.
type setting struct {
	x, y            float64
	align, vertical string
}

// set writes words where they are aligned.
func (s *sheet) set(z, height int, w *wording, at setting) {
	line := w.LineHeight
	if line == 0 {
		line = w.FontSize
	}
	lines := strings.Split(w.Formatter, "\n")
	tall := line * float64(len(lines))
	top := map[string]float64{"top": 0, "middle": -tall / 2, "bottom": -tall}[at.vertical]
	if w.BackgroundColor != "" {
		s.ground(z, height, w, lines, at, top, tall)
	}
	s.rows(z, height, w, lines, at.x, at.y, top+line/2, line, at.align)
}

// ground colours the rectangle that words take up.
func (s *sheet) ground(z, height int, w *wording, lines []string, at setting, top, tall float64) {
	wide := 0.0
	for _, line := range lines {
		wide = max(wide, s.letters.measure(line, w.FontSize, w.FontWeight == "600"))
	}
	left := map[string]float64{"middle": -wide / 2, "end": -wide}[at.align]
	x0, y0, across, down := round(left, 10), round(top, 10), round(wide, 10), round(tall, 10)
	p := paint{fill: string(w.BackgroundColor), strokeWidth: 1}
	placed := shape{tag: "path"}
	addPath(&placed, &p, []segment{{'M', []float64{x0, y0}}, {'L', []float64{x0 + across, y0}}, {'L', []float64{x0 + across, y0 + down}},
		{'L', []float64{x0 + across + round(-wide, 10), y0 + down}}, {'Z', nil}}, matrix{1, 0, 0, 1, round(at.x, 1e4), round(at.y, 1e4)})
	s.put(z, height, placed.tag, &p, placed)
}

// valueAxis draws lines across and their numbers, unless ECharts might leave one out.
func (s *sheet) valueAxis(a *chartAxis, c *chart) bool {
	at := slices.IndexFunc(c.XAxis, func(x chartAxis) bool { return x.GridIndex == a.GridIndex })
	if at < 0 {
		return false
	}
	x := &c.XAxis[at]
	before := math.Inf(-1)
	for _, tick := range a.ticks() {
		at := a.at(tick)
		s.straight(0, gridHeight, x.from, at, x.to, at, a.SplitLine.LineStyle.paint(), a.SplitLine.LineStyle.Width)
		text, ok := c.number(tick, a.AxisLabel.Formatter)
		// ECharts may leave out a label that touches the next.
		if !ok || a.along(tick)-before < a.AxisLabel.FontSize+1 {
			return false
		}
		before = a.along(tick)
		s.set(0, labelHeight, a.AxisLabel.wording(text), setting{x.from - a.AxisLabel.Margin, at, "end", "middle"})
	}
	return true
}

func (l *axisWords) wording(text string) *wording {
	return &wording{Formatter: text, Color: l.Color, FontSize: l.FontSize}
}

// categoryAxis draws the foot of a plot and the names of periods.
func (s *sheet) categoryAxis(a *chartAxis, c *chart) bool {
	at := slices.IndexFunc(c.YAxis, func(y chartAxis) bool { return y.GridIndex == a.GridIndex })
	if at < 0 {
		return false
	}
	foot := c.YAxis[at].from
	if a.AxisLine.Show {
		p := a.AxisLine.LineStyle.paint()
		p.cap = "round"
		s.straight(0, axisHeight, a.from, foot, a.to, foot, p, a.AxisLine.LineStyle.Width)
	}
	for _, v := range a.AxisLabel.CustomValues {
		if v != math.Trunc(v) || v < 0 || v > a.end {
			return false
		}
		text := a.Data[int(v)]
		s.set(0, labelHeight, a.AxisLabel.wording(text), setting{a.at(v), foot + a.AxisLabel.Margin, "middle", "top"})
	}
	return true
}

// label sets what is said of a point or a bar, beside the rectangle that it takes up.
func (s *sheet) label(z, height int, w *wording, outside string, x, y, width, tall float64) {
	if w == nil {
		return
	}
	const away = 5
	position := w.Position
	if position == "outside" {
		position = outside
	}
	at := setting{x + width/2, y + tall/2, "middle", "middle"}
	switch position {
	case "top":
		at.y, at.vertical = y-away, "bottom"
	case "bottom":
		at.y, at.vertical = y+tall+away, "top"
	case "left":
		at.x, at.align = x-away, "end"
	case "right":
		at.x, at.align = x+away+width, ""
	case "insideTop":
		at.y, at.vertical = y+away, "top"
	}
	s.set(z, height, w, at)
}

// point draws a dot and what is said of it.
func (s *sheet) point(x *chartSeries, i *chartItem, atX, atY, half float64) {
	grow := 0.0 // by the edge, which is as wide at any scale
	if half > 0 {
		style := i.ItemStyle
		if style == nil {
			style = &x.ItemStyle
		}
		s.shape(x.Z, style, false, extent{2 * half, 2 * half}, atX, atY)
		if style.BorderWidth > 0 {
			grow = style.BorderWidth / half
		}
	}
	s.label(x.Z, wordHeight, i.Label, "", half*(-1-grow/2)+atX, half*(-1-grow/2)+atY, half*(2+grow), half*(2+grow))
}

func (s *sheet) chartLine(c *chart, x *chartSeries) {
	across, up := &c.XAxis[x.XAxisIndex], &c.YAxis[x.YAxisIndex]
	points := make([][2]float64, len(x.Data))
	for n := range x.Data {
		i := &x.Data[n]
		points[n] = single([2]float64{across.at(i.Value.x), up.at(i.Value.y)})
		if i.Symbol != "none" && !math.IsNaN(points[n][0]) && !math.IsNaN(points[n][1]) {
			s.point(x, i, points[n][0], points[n][1], *x.SymbolSize/2)
		}
	}
	s.line(x.Z, &x.LineStyle, points)
}

func (s *sheet) chartWords(c *chart, x *chartSeries) {
	for n := range x.Data {
		i := &x.Data[n]
		atX, atY := c.XAxis[x.XAxisIndex].at(i.Value.x), c.YAxis[x.YAxisIndex].at(i.Value.y)
		if !math.IsNaN(atX) && !math.IsNaN(atY) {
			s.point(x, i, atX, atY, 0)
		}
	}
}

// marks draws lines across the whole of a plot.
func (s *sheet) marks(c *chart, x *chartSeries) {
	if x.MarkLine == nil {
		return
	}
	across, up := &c.XAxis[x.XAxisIndex], &c.YAxis[x.YAxisIndex]
	for n := range x.MarkLine.Data {
		m := &x.MarkLine.Data[n]
		p, width := m.LineStyle.paint(), m.LineStyle.Width
		if m.YAxis != nil {
			// As precise as ECharts is, by default.
			v := round(*m.YAxis, 100)
			if v < up.low || v > up.end {
				continue
			}
			s.straight(marksZ, 0, across.from, up.at(v), across.to, up.at(v), p, width)
			if m.Label.Show {
				s.set(marksZ, markHeight, &m.Label, setting{across.to + 5, up.at(v), "", "middle"})
			}
			continue
		}
		v := round(*m.XAxis, 100)
		if v < across.low || v > across.end {
			continue
		}
		s.straight(marksZ, 0, across.at(v), up.from, across.at(v), up.to, p, width)
		if m.Label.Show {
			s.set(marksZ, markHeight, &m.Label, setting{across.at(v), up.to - 5, "middle", "bottom"})
		}
	}
}

// title sets a title, unless it is not to be set here.
func (s *sheet) title(t *chartTitle) bool {
	left, err := parseNumber(t.Left)
	top, err2 := parseNumber(t.Top)
	if err != nil || err2 != nil || t.Text == "" || t.Padding == nil || *t.Padding != 0 || t.ItemGap == nil || *t.ItemGap != 0 ||
		t.TextStyle.FontWeight != "600" || t.SubtextStyle.FontWeight != "" {
		return false
	}
	for _, part := range []struct {
		text  string
		style titleStyle
	}{{t.Text, t.TextStyle}, {t.Subtext, t.SubtextStyle}} {
		if part.text == "" {
			continue
		}
		w := &wording{Show: true, Formatter: part.text, Color: part.style.Color, FontSize: part.style.FontSize,
			FontWeight: part.style.FontWeight, LineHeight: part.style.LineHeight}
		if w.LineHeight <= 0 || w.Color == "" || w.FontSize <= 0 || !within(w.FontSize) || !within(w.LineHeight) {
			return false
		}
		s.set(titleZ, labelHeight, w, setting{left, top, "", "top"})
		top += w.LineHeight * float64(strings.Count(part.text, "\n")+1)
	}
	return true
}

// column is where the bars of a series stand: how far from the middle of their period, and how wide; sums are what the bars
// of its stack come to so far.
type column struct {
	offset, width float64
	sums          []float64
}

// stack adds a bar to its stack and returns the values between which it stands (ECharts processor/dataStack, layout/barGrid).
func (c *column) stack(n int, v float64) (from, to float64) {
	to = v
	if c.sums[n] > 0 {
		to = addSafe(v, c.sums[n])
	}
	c.sums[n] = to
	return to - v, to
}

// addSafe adds without the noise of binary fractions, in as many decimals as there are (ECharts util/number).
func addSafe(a, b float64) float64 {
	decimals := func(v float64) int {
		if v == 0 {
			return 0
		}
		e := 1.0
		for n := range 15 {
			if round(v*e, 1)/e == v {
				return n
			}
			e *= 10
		}
		_, fraction, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
		return len(fraction)
	}
	sum := a + b
	most := max(decimals(a), decimals(b))
	if most > 20 {
		return sum
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(sum, 'f', most, 64), 64)
	return rounded
}

// layBars divides the room of a period over the stacks (ECharts layout/barGrid); nil when there is more to it. Bars without
// a stack are each a stack of their own.
func (c *chart) layBars() []*column {
	columns := make([]*column, len(c.Series))
	var order []*column
	var names []string
	gap, categoryGap, axis, widest := -1.0, -1.0, -1, 0.0
	for n := range c.Series {
		x := &c.Series[n]
		if x.Type != "bar" {
			continue
		}
		if axis >= 0 && axis != x.XAxisIndex {
			return nil
		}
		axis = x.XAxisIndex
		if x.Stack != "" {
			if at := slices.Index(names, x.Stack); at >= 0 {
				columns[n] = order[at]
			}
		}
		var err error
		if x.BarGap != "" {
			if gap, err = percentage(x.BarGap); err != nil {
				return nil
			}
		}
		if categoryGap, err = percentage(x.BarCategoryGap); err != nil {
			return nil
		}
		limit, err := parseNumber(x.BarMaxWidth)
		if err != nil || limit <= 0 || widest > 0 && limit != widest {
			return nil
		}
		widest = limit
		if columns[n] == nil {
			columns[n] = &column{sums: make([]float64, len(c.XAxis[axis].Data))}
			order, names = append(order, columns[n]), append(names, x.Stack)
		}
	}
	if len(order) == 0 || gap < 0 && len(order) > 1 {
		return nil
	}
	gap = max(gap, 0)
	a := &c.XAxis[axis]
	band, count := (a.to-a.from)/float64(len(a.Data)), float64(len(order))
	width := min(max((band-categoryGap*band)/(count+(count-1)*gap), 0), widest)
	sum := 0.0
	for _, x := range order {
		x.width = width
		sum += width * (1 + gap)
	}
	offset := -(sum - width*gap) / 2
	for _, x := range order {
		x.offset = offset
		offset += width * (1 + gap)
	}
	return columns
}

func percentage(text string) (float64, error) {
	digits, ok := strings.CutSuffix(text, "%")
	v, err := parseNumber(digits)
	if err != nil || !ok {
		return 0, errNoPaper
	}
	return v / 100, nil
}

func (s *sheet) bars(c *chart, x *chartSeries, at *column) {
	across, up := &c.XAxis[x.XAxisIndex], &c.YAxis[x.YAxisIndex]
	zero := up.at(0)
	for n := range x.Data {
		i := &x.Data[n]
		if math.IsNaN(i.Value.y) {
			continue
		}
		left, base, end := across.at(float64(n))+at.offset, zero, i.Value.y
		if x.Stack != "" {
			var from float64
			from, end = at.stack(n, end)
			base = up.at(from)
		}
		tall := up.at(end) - base
		style := i.ItemStyle
		if style == nil {
			style = &x.ItemStyle
		}
		p := paint{fill: string(style.Color), fillOpacity: written(style.Opacity), strokeWidth: 1}
		down, border, grow := -1.0, 0.0, 0.0
		if tall > 0 {
			down = 1
		}
		if style.BorderWidth > 0 {
			p.stroke, p.strokeOpacity, p.strokeWidth = string(style.BorderColor), written(style.Opacity), style.BorderWidth
			grow = style.BorderWidth
			border = min(style.BorderWidth, at.width, math.Abs(tall)) // it stays within the bar
		}
		left, base = left+border/2, base+down*border/2
		width := at.width - border
		tall -= down * border
		w, h := round(width, 10), round(tall, 10)
		x0, y0 := round(left, 10), round(base, 10)
		path := formatPath([]segment{{'M', []float64{x0, y0}}, {'L', []float64{x0 + w, y0}}, {'L', []float64{x0 + w, y0 + h}},
			{'L', []float64{x0 + w + round(-width, 10), y0 + h}}, {'Z', nil}})
		s.put(x.Z, barHeight, "path", &p, shape{path: path})
		outside := "top"
		if tall > 0 {
			outside = "bottom"
		}
		s.label(x.Z, barWordHeight, i.Label, outside, left-grow/2, min(base, base+tall)-grow/2, width+grow, math.Abs(tall)+grow)
	}
}
