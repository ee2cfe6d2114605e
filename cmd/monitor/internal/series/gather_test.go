package series

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// many returns an indicator in parts, over a number of periods from one on. Each part develops in its
// own way.
func many(
	id string,
	kind model.NumberKind,
	parts, periods int,
	from model.Period,
	change ...func(*model.Indicator),
) *model.Indicator {
	d := &model.Dimension{ID: id + "-deel", Title: text("Gebied", "Area")}
	var series []string
	for n := range parts {
		number := strconv.Itoa(n + 1)
		title := text("Gebied "+number, "Area "+number)
		if n%5 == 3 {
			title = text("Gebied "+number+" met een langere naam", "Area "+number+" with a longer name")
		}
		d.Members = append(d.Members, &model.Member{Key: "m" + number, Title: title})
		var b strings.Builder
		p := from
		for m := range periods {
			level := 20 + float64((n*37)%91) + 8*math.Sin(float64(m*(n%4+1))/9) + float64(m%12)
			if kind == model.Share {
				level /= 1.3
			}
			fmt.Fprintf(&b, "%s=%.0f ", p, level)
			p = p.Next()
		}
		series = append(series, b.String())
	}
	unit := text("gevallen", "cases")
	if kind == model.Share {
		unit = percentOf("de gevallen", "cases")
	}
	i := indicator(id, text("Veel delen", "Many parts"), unit, kind, 0, "", append(change, split(d, series...))...)
	i.Frequency = from.Frequency
	return i
}

// manyCases are breakdowns of more parts or periods than one plot can show.
func manyCases() []case_ {
	of := func(name string, kind figure.Kind, i *model.Indicator) case_ {
		return case_{name,
			figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: i.Breakdowns[0].Dimension, Kind: kind}, nil}
	}
	year := func(y int) model.Period { return model.Period{Year: y} }
	month := model.Period{Frequency: model.Monthly, Year: 1995, Part: 9}
	negative := indicator("saldo", text("Saldo", "Balance"), text("€ 1.000", "€ 1,000"), model.Amount, 0,
		"2021=-14 2022=-31 2023=8 2024=-22 2025=-27")
	zero := indicator("nul", text("Naar nul", "To zero"), percentOf("de gevallen", "cases"), model.Share, 2,
		"2021=0.31 2022=0.22 2023=0.08 2024=0.05 2025=0")
	return []case_{
		of("many-one-year", "", many("een-jaar", model.Count, 74, 1, year(2025))),
		of("many-months", "", many("maanden", model.Count, 10, 362, month)),
		of("many-ages", "", many("leeftijden", model.Count, 17, 37, year(1989))),
		of("many-shares", "", many("aandelen", model.Share, 80, 9, year(2017))),
		of("many-stacked", figure.Stacked, many("stapels", model.Count, 17, 12, year(2014))),
		of("many-lines", figure.Line, many("lijnen", model.Count, 17, 12, year(2014))),
		of("few-long", "",
			many("lang", model.Count, 4, 60, model.Period{Frequency: model.Monthly, Year: 2021, Part: 1})),
		{"bar-negative", figure.Spec{Indicators: []*model.Indicator{negative}, Kind: figure.Bar}, nil},
		{"line-zero", figure.Spec{Indicators: []*model.Indicator{zero}}, nil},
	}
}

// TestForm holds which form a breakdown takes whose author leaves it to us.
func TestForm(t *testing.T) {
	l := figuretest.Words(t, "nl")
	for _, c := range []struct {
		kind           model.NumberKind
		parts, periods int
		want           figure.Kind
	}{
		{model.Count, 5, 1, figure.Grouped}, {model.Share, 80, 1, figure.Grouped},
		{model.Count, 8, 16, figure.Stacked}, {model.Count, 4, 17, figure.Line},
		{model.Count, 9, 16, figure.Multiples}, {model.Count, 6, 17, figure.Multiples},
		{model.Share, 4, 6, figure.Grouped}, {model.Share, 5, 6, figure.Line}, {model.Share, 6, 5, figure.Multiples},
	} {
		i := many("i", c.kind, c.parts, c.periods, model.Period{Year: 2000})
		spec := figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: i.Breakdowns[0].Dimension}
		if p := Complete(&spec, edition(i), l); p != nil || spec.Kind != c.want {
			t.Errorf("%d parts of a %s over %d periods: %s, want %s (%v)", c.parts, c.kind, c.periods, spec.Kind,
				c.want, p)
		}
	}
}

// TestUnlike holds that no two parts of a picture look alike, whatever their number.
func TestUnlike(t *testing.T) {
	l := figuretest.Words(t, "nl")
	for _, kind := range []figure.Kind{figure.Stacked, figure.Share, figure.Grouped, figure.Line} {
		i := many("i", model.Count, 40, 6, model.Period{Year: 2020})
		spec := figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: i.Breakdowns[0].Dimension, Kind: kind}
		r := edition(i)
		if p := Complete(&spec, r, l); p != nil {
			t.Fatalf("%s: %+v", kind, p)
		}
		p, of := resolve(spec, r, l).pictured()
		if len(p.series) != plot.Colours || of != 40 {
			t.Errorf("%s: %d of %d parts", kind, len(p.series), of)
		}
		d := Draw(spec, r, l)
		want := "33 overige samen"
		if kind == figure.Grouped || kind == figure.Line {
			want = "32 overige zijn samen" // which would press the parts flat
		}
		if !strings.Contains(d.Reading, want) || !strings.Contains(d.Alt, want) {
			t.Errorf("%s does not say what it shows: %q", kind, d.Reading)
		}
		if len(d.Table.Rows) < 40 {
			t.Errorf("%s: the table has %d rows", kind, len(d.Table.Rows))
		}
	}
}

// TestTogether holds that the rest adds up, and is hidden where one of it is.
func TestTogether(t *testing.T) {
	l := figuretest.Words(t, "nl")
	i := many("i", model.Count, 12, 3, model.Period{Year: 2023})
	smallest := &i.Breakdowns[0].Parts[0].Values[1]
	smallest.Flags = model.Flags(model.Confidential)
	spec := figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: i.Breakdowns[0].Dimension,
		Kind: figure.Stacked}
	r := edition(i)
	if p := Complete(&spec, r, l); p != nil {
		t.Fatalf("%+v", p)
	}
	all := resolve(spec, r, l)
	p, _ := all.pictured()
	rest := p.series[len(p.series)-1]
	if rest.name != "Overige (5)" {
		t.Errorf("the rest is %q", rest.name)
	}
	want := 0.0
	for n := range all.series {
		if !slices.ContainsFunc(p.series, func(s series) bool { return s.name == all.series[n].name }) {
			want += all.series[n].numbers[0]
		}
	}
	if rest.numbers[0] != want || want == 0 {
		t.Errorf("the rest is %v, want %v", rest.numbers[0], want)
	}
	if rest.points[1].State != report.Withheld || rest.points[1].Number != 0 {
		t.Errorf("the rest of a period with a hidden part is %+v", rest.points[1])
	}
}

// TestEnds holds what is mended at the ends of series: a value at zero is free of the axis, and a
// negative bar has its label.
func TestEnds(t *testing.T) {
	l := figuretest.Words(t, "nl")
	for _, c := range manyCases() {
		if c.name != "bar-negative" && c.name != "line-zero" {
			continue
		}
		r := c.report()
		if p := Complete(&c.spec, r, l); p != nil {
			t.Fatalf("%+v", p)
		}
		for _, p := range []figure.Plot{Draw(c.spec, r, l).Wide, Draw(c.spec, r, l).Narrow} {
			foot, last := 0.0, scene.Text{}
			for _, m := range p.Scene.Marks {
				if path, ok := m.Shape.(scene.Path); ok && m.Look.Stroke == "axis" {
					foot = path[0][0][1]
				}
				if x, ok := m.Shape.(scene.Text); ok && m.Look.Fill == "accent" {
					last = x
				}
			}
			if last.Text == "" {
				t.Errorf("%s: the last value has no label", c.name)
			} else if math.Abs(last.Y-foot) < float64(last.Size)/2 {
				t.Errorf("%s: the axis runs through %q", c.name, last.Text)
			}
		}
	}
}

// TestTargetAtTheEdge keeps the words at a target of 100 % within the picture when no bar needs the
// room beside it.
func TestTargetAtTheEdge(t *testing.T) {
	unit := &model.Dimension{ID: "deel", Title: text("Deel", "Part"), Members: []*model.Member{
		{Key: "a", Title: text("Eerste", "First")}, {Key: "b", Title: text("Tweede", "Second")}}}
	i := indicator("instructie", text("Instructie", "Instruction"), text("% van de mensen", "% of people"),
		model.Share, 0, "2023=85", target(model.Higher, 100), split(unit, "2023=81", "2023=83"))
	r, l := edition(i), figuretest.Words(t, "nl")
	spec := figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: unit}
	if problem := Complete(&spec, r, l); problem != nil {
		t.Fatal(problem)
	}
	d := Draw(spec, r, l)
	for _, p := range []figure.Plot{d.Wide, d.Narrow} {
		for _, m := range p.Scene.Marks {
			x, ok := m.Shape.(scene.Text)
			if !ok || x.Anchor != scene.Middle {
				continue
			}
			if end := x.X + plot.TextWidth(x.Text, x.Size)/2; end > float64(p.Scene.Width)+1 {
				t.Errorf("%q ends at %.0f of %d", x.Text, end, p.Scene.Width)
			}
		}
	}
}
