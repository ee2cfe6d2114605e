package series

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// TestAnyFigure draws figures of random indicators and looks at what must hold for all of them.
func TestAnyFigure(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	l := map[string]*language.Language{"nl": figuretest.Words(t, "nl"), "en": figuretest.Words(t, "en")}
	drawn := map[figure.Kind]int{}
	for range 100 {
		list := []*model.Indicator{anyIndicator(random, 0), anyIndicator(random, 1), anyIndicator(random, 2)}
		if random.IntN(2) == 0 {
			list[1].Unit, list[2].Unit = list[0].Unit, list[0].Unit
		}
		list[0].Per = &model.Per{Indicator: list[1], Factor: 100}
		r := edition(list...)
		code := []string{"nl", "en"}[random.IntN(2)]
		for _, spec := range append(everySpec(list[0], list[1]), figure.Spec{Indicators: list},
			figure.Spec{Indicators: list, Kind: figure.Stacked}, figure.Spec{Indicators: list, Kind: figure.Share}) {
			if Complete(&spec, r, l[code]) != nil {
				continue
			}
			drawn[spec.Kind]++
			d := Draw(spec, r, l[code])
			if again := Draw(spec, r, l[code]); !bytes.Equal(d.Wide.Option, again.Wide.Option) ||
				!bytes.Equal(d.Narrow.Option, again.Narrow.Option) ||
				figuretest.Listed(d.Wide.Scene) != figuretest.Listed(again.Wide.Scene) ||
				figuretest.Written(d) != figuretest.Written(again) {
				t.Fatalf("%s: drawn twice, and different", spec.Key())
			}
			pictured, _ := resolve(spec, r, l[code]).pictured()
			if err := check(d, pictured); err != nil {
				t.Fatalf("%s: %v\n%s\n%s", spec.Key(), err, figuretest.Written(d), d.Wide.Option)
			}
		}
		Sparkline(r.Facts(list[0]), l[code])
	}
	for _, kind := range kinds() {
		if drawn[kind] < 5 {
			t.Errorf("%s: drawn %d times", kind, drawn[kind])
		}
	}
	for code, l := range l {
		if missing := l.Missing(); len(missing) > 0 {
			t.Errorf("%s: words missing: %v", code, missing)
		}
	}
}

// anyIndicator is an indicator that nobody would deliver, and somebody might.
func anyIndicator(random *rand.Rand, n int) *model.Indicator {
	kind := model.NumberKind(model.NumberKinds[random.IntN(len(model.NumberKinds))])
	frequency := model.Frequency(random.IntN(4))
	size := math.Pow(10, float64(random.IntN(8)))
	if kind == model.Share {
		size = 100
	}
	series := func() []model.Value {
		p := model.Period{Frequency: frequency, Year: 2015 + random.IntN(3)}
		if frequency == model.Quarterly || frequency == model.Monthly {
			p.Part = 1 + random.IntN(4)
		}
		var out []model.Value
		for range 1 + random.IntN(30) {
			v := model.Value{Period: p, Number: math.Trunc(random.Float64()*size*100) / 100}
			if kind == model.Count {
				v.Number = math.Trunc(v.Number)
			}
			if kind == model.Amount && random.IntN(4) == 0 {
				v.Number = -v.Number
			}
			for _, flag := range model.AllFlags {
				if random.IntN(12) == 0 {
					v.Flags += model.Flags(flag)
				}
			}
			v.Missing = v.Flags.Has(model.NotAvailable)
			if random.IntN(5) > 0 {
				out = append(out, v)
			}
			p = p.Next()
		}
		return out
	}
	titles := []string{"Kort", "Een titel van een gewone lengte",
		"{A} titel met {1} en een ongebruikelijk groot aantal woorden, van het soort dat toch voorkomt",
		"Hottentottententententoonstellingsbezoekersaantallen", "安全監測指標"}
	units := []string{"% van de werktijd", "meldingen", "punten op de schaal 0–5", "%", "€"}
	i := &model.Indicator{
		Head: model.Head{ID: "i" + strconv.Itoa(n),
			Title: model.Text{"": titles[random.IntN(len(titles))]}},
		Unit: model.Text{"": units[random.IntN(len(units))]},
		Kind: kind, Decimals: random.IntN(3), Direction: model.Lower, Frequency: frequency,
		Sensitive: random.IntN(2) == 0, Example: random.IntN(3) == 0, Values: series(),
	}
	if random.IntN(2) == 0 {
		x := math.Trunc(size*random.Float64()*100) / 100
		i.Target = &x
	}
	b := &model.Breakdown{Dimension: faculties}
	if random.IntN(2) == 0 {
		for _, m := range faculties.Members[:1+random.IntN(5)] {
			b.Parts = append(b.Parts, model.Part{Member: m, Values: series()})
		}
		i.Breakdowns = append(i.Breakdowns, b)
	}
	return i
}

var (
	tokens     = regexp.MustCompile(`^@(accent|series-[2-8]|cat-[1-8]|heat-[1-5]|muted|text|grid|axis|target|surface)$`)
	formatters = regexp.MustCompile(`^@number:\d(:.*)?$`)
)

// check looks at what must hold for any drawing.
func check(d *figure.Drawing, c *content) error {
	for _, p := range []figure.Plot{d.Wide, d.Narrow, d.Full()} {
		if size := figuretest.Size(p.Scene); p.Scene.Width > plot.Full.Width || p.Scene.Height < 60 || p.Scene.Height > 2000 {
			return fmt.Errorf("size %s", size)
		}
		for _, m := range p.Scene.Marks {
			if !figuretest.Known(m.Look.Fill) || !figuretest.Known(m.Look.Stroke) {
				return fmt.Errorf("no theme knows the colours of %+v", m)
			}
		}
		if d.Kind == figure.Sparkline {
			continue
		}
		var o map[string]any
		if err := json.Unmarshal(p.Option, &o); err != nil {
			return err
		}
		if err := named(o, false); err != nil {
			return err
		}
		if o["animation"] != false {
			return fmt.Errorf("it moves")
		}
		if titles := o["title"].([]any); (len(titles) > 0) != (d.Kind == figure.Multiples) {
			return fmt.Errorf("%d titles", len(titles))
		}
		for _, g := range o["grid"].([]any) {
			g := g.(map[string]any)
			at := func(key string) float64 { x, _ := strconv.ParseFloat(g[key].(string), 64); return x }
			if at("left") < 0 || at("top") < 0 || at("width") < 40 || at("height") < 40 ||
				at("left")+at("width") > float64(p.Scene.Width) ||
				at("top")+at("height") > float64(p.Scene.Height) {
				return fmt.Errorf("grid %v on %s", g, figuretest.Size(p.Scene))
			}
		}
		if err := c.lines(o); err != nil {
			return err
		}
	}
	if len(d.Table.Rows) == 0 || d.Alt == "" || strings.Contains(d.Alt, "figure.") ||
		figuretest.Unfilled.MatchString(d.Alt) {
		return fmt.Errorf("table of %d rows, alt %q", len(d.Table.Rows), d.Alt)
	}
	for _, row := range d.Table.Rows {
		if len(row.Cells) != len(d.Table.Columns) {
			return fmt.Errorf("row %v", row)
		}
		for _, cell := range row.Cells {
			if cell.Empty == (cell.Text != "") {
				return fmt.Errorf("cell %v", cell)
			}
		}
	}
	return nil
}

// named sees that colours and formatters have names that the theme's script knows.
func named(node any, colour bool) error {
	switch n := node.(type) {
	case map[string]any:
		for key, value := range n {
			if s, ok := value.(string); ok && key == "formatter" && strings.HasPrefix(s, "@") &&
				!formatters.MatchString(s) {
				return fmt.Errorf("formatter %q", s)
			}
			if err := named(value, strings.HasSuffix(strings.ToLower(key), "color")); err != nil {
				return err
			}
		}
	case []any:
		for _, value := range n {
			if err := named(value, colour); err != nil {
				return err
			}
		}
	case string:
		if colour && n != "transparent" && !tokens.MatchString(n) {
			return fmt.Errorf("colour %q", n)
		}
	}
	return nil
}

// lines sees that every line joins neighbours only, crosses no break and no gap, and that all lines
// together draw each shown point once, with its rounded number.
func (c *content) lines(o map[string]any) error {
	if c.spec.Kind != figure.Line && c.spec.Kind != figure.Multiples {
		return nil
	}
	want, got := 0, 0
	for n := range c.series {
		want += c.series[n].shownCount()
	}
	for _, layer := range o["series"].([]any) {
		layer := layer.(map[string]any)
		if layer["type"] != "line" || layer["name"] == nil {
			continue // an interval or a limit
		}
		before, joined := -2, false
		for _, item := range layer["data"].([]any) {
			at := item.(map[string]any)["value"].([]any)
			m := int(at[0].(float64))
			number, shown := at[1].(float64)
			if before >= 0 && m != before+1 {
				return fmt.Errorf("from period %d to %d", before, m)
			}
			if shown {
				got++
				if !c.drawn(layer["name"].(string), m, number, joined) {
					return fmt.Errorf("%v in period %d of %v, joined to the one before: %t", number, m,
						layer["name"], joined)
				}
			}
			before, joined = m, shown
		}
	}
	if got != want {
		return fmt.Errorf("%d points drawn of %d", got, want)
	}
	return nil
}

// drawn reports whether a series of a name has a number in a period that a line may join to the one
// before.
func (c *content) drawn(name string, m int, number float64, joined bool) bool {
	for n := range c.series {
		s := &c.series[n]
		if s.name == name && m < len(s.points) && s.shown(m) && s.numbers[m] == number &&
			number == language.Round(s.points[m].Number,
				s.decimals) && (!joined || !s.broken[m] && s.points[m-1].State == report.Shown) {
			return true
		}
	}
	return false
}
