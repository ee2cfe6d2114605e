package echarts

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// paper is an option that leaves ECharts nothing to decide: one grid over the whole picture, two hidden axes that count its
// pixels, and on it circles and rectangles, lines, words, and a graph whose places are given. Many figures are set like
// that, and drawing them here (sheet.go) takes a hundredth of the time that a chart takes in an interpreter.
//
// The tables list all that such an option may hold. Whoever adds a key to one of them says how it is drawn; an option with
// any other key goes to ECharts, and so does one whose values are not those that readPaper asks for.
type paper struct {
	Animation unseen        `json:"animation"`
	Monitor   unseen        `json:"monitor"` // how axes write numbers, and there is none to be seen
	Tooltip   unseen        `json:"tooltip"`
	Grid      []paperGrid   `json:"grid"`
	XAxis     []paperAxis   `json:"xAxis"`
	YAxis     []paperAxis   `json:"yAxis"`
	Series    []paperSeries `json:"series"`
}

type paperGrid struct {
	Left            string `json:"left"`
	Top             string `json:"top"`
	Width           string `json:"width"`
	Height          string `json:"height"`
	OuterBoundsMode string `json:"outerBoundsMode"`
}

type paperAxis struct {
	Type    string   `json:"type"`
	Show    *bool    `json:"show"`
	Min     *float64 `json:"min"`
	Max     *float64 `json:"max"`
	Inverse bool     `json:"inverse"`
}

type paperSeries struct {
	Type     string          `json:"type"`
	Z        int             `json:"z"`
	Data     json.RawMessage `json:"data"`
	Silent   unseen          `json:"silent"`
	Emphasis unseen          `json:"emphasis"`
	Color    unseen          `json:"color"` // of a line, which has one in its style
	Clip     *bool           `json:"clip"`

	SymbolSize    *float64  `json:"symbolSize"`
	ItemStyle     fillStyle `json:"itemStyle"`
	Symbol        string    `json:"symbol"`
	ShowAllSymbol unseen    `json:"showAllSymbol"`
	LineStyle     lineStyle `json:"lineStyle"`

	Layout string      `json:"layout"`
	Left   string      `json:"left"`
	Top    string      `json:"top"`
	Width  float64     `json:"width"`
	Height float64     `json:"height"`
	Links  []graphLink `json:"links"`
}

type fillStyle struct {
	Color       token    `json:"color"`
	Opacity     *float64 `json:"opacity"`
	BorderColor token    `json:"borderColor"`
	BorderWidth float64  `json:"borderWidth"`
}

type lineStyle struct {
	Color   token    `json:"color"`
	Width   float64  `json:"width"`
	Type    string   `json:"type"`
	Opacity *float64 `json:"opacity"`
}

// paperItem is a shape, which has a size, or words, which have a label.
type paperItem struct {
	Name       unseen     `json:"name"`
	Value      []float64  `json:"value"`
	Symbol     string     `json:"symbol"`
	SymbolSize *extent    `json:"symbolSize"`
	ItemStyle  *fillStyle `json:"itemStyle"`
	Label      *wording   `json:"label"`
}

type wording struct {
	Show            bool     `json:"show"`
	Position        string   `json:"position"`
	Distance        *float64 `json:"distance"`
	Formatter       string   `json:"formatter"`
	Color           token    `json:"color"`
	FontSize        float64  `json:"fontSize"`
	FontWeight      string   `json:"fontWeight"`
	LineHeight      float64  `json:"lineHeight"`
	TextBorderColor token    `json:"textBorderColor"`
	TextBorderWidth float64  `json:"textBorderWidth"`
	BackgroundColor token    `json:"backgroundColor"`
}

type graphNode struct {
	Name       string    `json:"name"`
	X          float64   `json:"x"`
	Y          float64   `json:"y"`
	SymbolSize float64   `json:"symbolSize"`
	ItemStyle  fillStyle `json:"itemStyle"`
}

type graphLink struct {
	Source    int       `json:"source"`
	Target    int       `json:"target"`
	Name      unseen    `json:"name"`
	LineStyle lineStyle `json:"lineStyle"`
}

// unseen is a value that shows nothing in a still picture.
type unseen struct{}

func (unseen) UnmarshalJSON([]byte) error { return nil }

// token is the name of a colour, written "@accent" in an option.
type token string

var tokenForm = regexp.MustCompile(`^"@([a-z0-9-]+)"$`) // as in option.js

func (t *token) UnmarshalJSON(text []byte) error {
	m := tokenForm.FindSubmatch(text)
	if m == nil {
		return errNoPaper
	}
	*t = token(m[1])
	return nil
}

// extent is a width and a height: one number, or two.
type extent [2]float64

func (e *extent) UnmarshalJSON(text []byte) error {
	if text[0] != '[' {
		size, err := strconv.ParseFloat(string(text), 64)
		*e = extent{size, size}
		return err
	}
	var sides []float64
	if err := json.Unmarshal(text, &sides); err != nil || len(sides) != 2 {
		return errNoPaper
	}
	*e = extent(sides)
	return nil
}

// errNoPaper says that an option is to be drawn by ECharts. Nobody gets to see it.
var errNoPaper = errors.New("not a paper")

// drawPaper draws an option that is a paper of this size, as ECharts and rewrite would, to the byte.
func drawPaper(option []byte, size Size) (svg []byte, ok bool) {
	p, ok := readPaper(option, size)
	if !ok {
		return nil, false
	}
	s := sheet{rewriter: rewriter{width: float64(size.Width), height: float64(size.Height)}}
	for n := range p.Series {
		if s.series(&p.Series[n]) != nil {
			return nil, false
		}
	}
	return s.finish(), true
}

func readPaper(option []byte, size Size) (p *paper, ok bool) {
	// What stands for nothing is a matter for ECharts: encoding/json would take it for zero.
	if !utf8.Valid(option) || bytes.Contains(option, []byte("null")) || !isSize(float64(size.Width)) || !isSize(float64(size.Height)) {
		return nil, false
	}
	p = &paper{}
	if decode(option, p) != nil || len(p.Grid) != 1 || len(p.XAxis) != 1 || len(p.YAxis) != 1 || len(p.Series) == 0 {
		return nil, false
	}
	whole := paperGrid{"0", "0", strconv.Itoa(size.Width), strconv.Itoa(size.Height), "none"}
	// Which of two lines at one height lies above is a matter of which view of ECharts was made first.
	for _, graph := range p.Series {
		if graph.Type == "graph" && slices.ContainsFunc(p.Series, func(x paperSeries) bool { return x.Type == "line" && x.Z == graph.Z }) {
			return nil, false
		}
	}
	ok = p.Grid[0] == whole && p.XAxis[0].counts(size.Width, false) && p.YAxis[0].counts(size.Height, true)
	return p, ok
}

// counts tells whether an axis is hidden and counts pixels, from the left or from the top.
func (a *paperAxis) counts(pixels int, inverse bool) bool {
	return a.Type == "value" && a.Show != nil && !*a.Show && a.Min != nil && *a.Min == 0 && a.Max != nil && *a.Max == float64(pixels) &&
		a.Inverse == inverse
}

// decode reads JSON with nothing in it that is not in the type.
func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if len(bytes.TrimSpace(text[d.InputOffset():])) > 0 {
		return errNoPaper
	}
	return nil
}

// within tells whether a number can be a place or a size. It is what parseNumber allows.
func within(v float64) bool { return math.Abs(v) <= 1e7 }

// visible tells whether an opacity is one; without one, all is seen.
func visible(opacity *float64) bool { return opacity == nil || *opacity > 0 && *opacity <= 1 }

func (f *fillStyle) plain() bool {
	return f.Color != "" && visible(f.Opacity) && (f.BorderColor != "") == (f.BorderWidth > 0) && within(f.BorderWidth)
}

func (l *lineStyle) plain() bool {
	return l.Color != "" && visible(l.Opacity) && l.Width > 0 && within(l.Width) && (l.Type == "" || l.Type == "solid" || l.Type == "dashed")
}

// items reads the data of scattered shapes or words.
func (s *paperSeries) items() ([]paperItem, error) {
	var items []paperItem
	if err := decode(s.Data, &items); err != nil {
		return nil, err
	}
	// Without an opacity, ECharts lets points and their labels shine through.
	opaque := s.ItemStyle.Opacity != nil && *s.ItemStyle.Opacity == 1
	s.ItemStyle.Opacity = nil
	words := s.SymbolSize != nil
	if !opaque || s.ItemStyle != (fillStyle{}) || words && *s.SymbolSize != 0 || s.Symbol != "" {
		return nil, errNoPaper
	}
	for n := range items {
		if !items[n].plain(words) {
			return nil, errNoPaper
		}
	}
	return items, nil
}

func (i *paperItem) plain(words bool) bool {
	if len(i.Value) != 2 || !within(i.Value[0]) || !within(i.Value[1]) {
		return false
	}
	if words {
		return i.Symbol == "" && i.SymbolSize == nil && i.ItemStyle == nil && i.Label != nil && i.Label.plain()
	}
	if i.SymbolSize == nil || i.Symbol != "rect" && i.SymbolSize[0] != i.SymbolSize[1] {
		return false // what is left out of a circle depends on how it is stretched
	}
	return i.Label == nil && i.ItemStyle != nil && i.ItemStyle.plain() && (i.Symbol == "" || i.Symbol == "circle" || i.Symbol == "rect") &&
		i.SymbolSize[0] >= 0 && i.SymbolSize[1] >= 0 && within(i.SymbolSize[0]) && within(i.SymbolSize[1])
}

// anchors are the places of words, and how they are then aligned.
var anchors = map[string]string{"right": "", "left": "end", "inside": "middle"}

func (w *wording) plain() bool {
	_, ok := anchors[w.Position]
	return ok && w.Show && w.Distance != nil && *w.Distance == 0 && w.Color != "" && w.FontSize > 0 && within(w.FontSize) &&
		w.LineHeight > 0 && within(w.LineHeight) && (w.FontWeight == "" || w.FontWeight == "600") &&
		(w.TextBorderColor != "") == (w.TextBorderWidth > 0) && within(w.TextBorderWidth) && w.BackgroundColor == "" &&
		!strings.HasPrefix(w.Formatter, "@") && !strings.Contains(w.Formatter, "{")
}

// points reads the data of a line; a point that is not there is two NaN.
func (s *paperSeries) points() ([][2]float64, error) {
	var pairs [][]any
	if err := decode(s.Data, &pairs); err != nil {
		return nil, err
	}
	if s.Symbol != "none" || !s.LineStyle.plain() {
		return nil, errNoPaper
	}
	points := make([][2]float64, len(pairs))
	for n, pair := range pairs {
		if len(pair) != 2 {
			return nil, errNoPaper
		}
		for side, v := range pair {
			number, ok := v.(float64)
			switch {
			case ok && within(number):
				points[n][side] = number
			case v == "-":
				points[n][side] = math.NaN()
			default:
				return nil, errNoPaper
			}
		}
	}
	return points, nil
}

// nodes reads the data of a graph that is drawn where its places are: in a box that is theirs, so that nothing is scaled.
func (s *paperSeries) nodes() ([]graphNode, error) {
	var nodes []graphNode
	if err := decode(s.Data, &nodes); err != nil {
		return nil, err
	}
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	names := map[string]bool{} // ECharts lets a node go whose name was given already
	for n := range nodes {
		x := &nodes[n]
		left, top, right, bottom = min(left, x.X), min(top, x.Y), max(right, x.X), max(bottom, x.Y)
		if names[x.Name] || !x.ItemStyle.plain() || x.SymbolSize <= 0 || !within(x.SymbolSize) || !within(x.X) || !within(x.Y) {
			return nil, errNoPaper
		}
		names[x.Name] = true
	}
	fromLeft, err := strconv.ParseFloat(s.Left, 64)
	fromTop, err2 := strconv.ParseFloat(s.Top, 64)
	if err := errors.Join(err, err2); err != nil {
		return nil, err
	}
	if s.Layout != "none" || s.Width <= 0 || s.Height <= 0 || fromLeft != left || fromTop != top || s.Width != right-left || s.Height != bottom-top {
		return nil, errNoPaper
	}
	inside := func(n int) bool { return n >= 0 && n < len(nodes) }
	if slices.ContainsFunc(s.Links, func(l graphLink) bool {
		return !inside(l.Source) || !inside(l.Target) || !l.LineStyle.plain() || l.LineStyle.Type != ""
	}) {
		return nil, errNoPaper
	}
	return nodes, nil
}
