package echarts

import "slices"

// chartLegend says at the top left which series has which colour: in a row, or in a column.
type chartLegend struct {
	Show       bool     `json:"show"`
	Left       string   `json:"left"`
	Top        string   `json:"top"`
	Orient     string   `json:"orient"`
	Padding    *float64 `json:"padding"`
	Icon       string   `json:"icon"`
	Data       []string `json:"data"`
	ItemWidth  float64  `json:"itemWidth"`
	ItemHeight float64  `json:"itemHeight"`
	ItemGap    float64  `json:"itemGap"`
	TextStyle  struct {
		Color    token   `json:"color"`
		FontSize float64 `json:"fontSize"`
		Width    float64 `json:"width"` // what is wider is cut off
		Overflow string  `json:"overflow"`
	} `json:"textStyle"`
}

const (
	legendZ   = 4
	iconToKey = 5 // from an icon to what it stands for
)

// legend draws the legend, unless it is not to be drawn here (ECharts component/legend/LegendView).
func (s *sheet) legend(c *chart) bool {
	l := c.Legend
	switch {
	case l == nil:
		return true
	case !l.Show || l.Left != "0" || l.Top != "0" || l.Padding == nil || *l.Padding != 0 || l.Icon != "rect" && l.Icon != "circle" ||
		l.Orient != "" && l.Orient != "vertical" || (l.TextStyle.Overflow != "" || l.TextStyle.Width != 0) && (l.Orient == "" || l.TextStyle.Overflow != "truncate") || l.TextStyle.Color == "" || l.ItemGap < 0 || l.ItemHeight <= 0 ||
		l.ItemWidth < l.ItemHeight || l.TextStyle.FontSize < l.ItemHeight || !within(l.TextStyle.FontSize) || !within(l.ItemWidth) || !within(l.ItemGap):
		return false
	}
	// An icon that is no wider than high stands in the middle of its room, and the legend begins where it does.
	aside := 0.0
	if l.Icon == "circle" {
		aside = (l.ItemWidth - l.ItemHeight) / 2
	}
	down := (l.TextStyle.FontSize - l.ItemHeight) / 2
	x, y := 0.0, 0.0
	for n, name := range l.Data {
		at := slices.IndexFunc(c.Series, func(x chartSeries) bool { return x.Name == name })
		if at < 0 || name == "" || slices.Index(l.Data, name) != n {
			return false
		}
		style := c.Series[at].ItemStyle
		if style.Color == "" || style.BorderWidth != 0 || style.Opacity != nil {
			return false
		}
		left, top := round(x-aside, 1e4), round(y+down, 1e4)
		if l.Icon == "circle" {
			s.dot(legendZ, 0, &style, false, extent{l.ItemHeight, l.ItemHeight}, left+l.ItemWidth/2, top+l.ItemHeight/2)
		} else {
			p := paint{fill: string(style.Color), strokeWidth: 1}
			right, bottom := left+l.ItemWidth, top+l.ItemHeight
			path := formatPath([]segment{{'M', []float64{left, top}}, {'L', []float64{right, top}}, {'L', []float64{right, bottom}}, {'L', []float64{left, bottom}}, {'Z', nil}})
			s.put(legendZ, 0, "path", &p, shape{path: path})
		}
		words := &wording{Formatter: name, Color: l.TextStyle.Color, FontSize: l.TextStyle.FontSize}
		s.set(legendZ, 0, words, setting{left + l.ItemWidth + iconToKey, top + l.ItemHeight/2, "", "middle"})
		wide := s.letters.measure(name, l.TextStyle.FontSize, false)
		if l.TextStyle.Overflow != "" && wide > l.TextStyle.Width-1 {
			return false // where it is cut off is for ECharts to say
		}
		if l.Orient == "vertical" {
			y += l.TextStyle.FontSize + l.ItemGap
			continue
		}
		end := x - aside + l.ItemWidth + iconToKey + wide
		if end > s.width {
			return false // the rest goes to a second row
		}
		x = end + l.ItemGap
	}
	return len(l.Data) > 0 && y <= s.height
}
