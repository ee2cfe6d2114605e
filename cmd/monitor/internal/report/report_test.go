package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func year(y int) model.Period { return model.Period{Frequency: model.Yearly, Year: y} }

func value(y int, x float64, flags string) model.Value {
	return model.Value{Period: year(y), Number: x, Flags: model.Flags(flags),
		Missing: model.Flags(flags).Has(model.NotAvailable)}
}

func facts(i *model.Indicator, others ...*model.Indicator) *Facts {
	e := &model.Edition{Indicators: append([]*model.Indicator{i}, others...)}
	e.Index()
	return New(e, protection).Facts(i)
}

func TestSeries(t *testing.T) {
	i := &model.Indicator{Kind: model.Count, Sensitive: true, Values: []model.Value{
		value(2018, 0, ""), value(2019, 1, ""), value(2020, 4, ""), value(2021, 5, ""), value(2022, 99, "c"),
		value(2023, 0, ":"), value(2025, 7, ""),
	}}
	want := []struct {
		state  State
		number float64
	}{{Shown, 0}, {Small, 0}, {Small, 0}, {Shown, 5}, {Confidential, 0}, {Missing, 0}, {Absent, 0}, {Shown, 7}}
	points := facts(i).Values.Points
	if len(points) != len(want) {
		t.Fatalf("%d points", len(points))
	}
	for n, w := range want {
		if points[n].State != w.state || points[n].Number != w.number || points[n].Period != year(2018+n) {
			t.Errorf("%v: %+v", points[n].Period, points[n])
		}
	}
	// Of a share without a base nobody can say how few people it is about.
	i.Kind = model.Share
	if p := facts(i).Values.Points[2]; p.State != Withheld || p.Number != 0 {
		t.Errorf("%+v", p)
	}
}

func TestChange(t *testing.T) {
	tests := []struct {
		name       string
		values     []model.Value
		absolute   float64
		comparable bool
		percent    float64
		none       bool
	}{
		{"one value", []model.Value{value(2025, 3, "")}, 0, false, 0, true},
		{"up", []model.Value{value(2024, 4, ""), value(2025, 5, "")}, 1, true, 25, false},
		{"over a gap", []model.Value{value(2022, 4, ""), value(2023, 0, ":"), value(2025, 2, "")}, -2, true, -50,
			false},
		{"break", []model.Value{value(2024, 4, ""), value(2025, 5, "b")}, 1, false, 25, false},
		{"break in the gap", []model.Value{value(2022, 4, ""), value(2023, 0, ":b"), value(2024, 5, "")}, 1, false,
			25, false},
		{"break before", []model.Value{value(2024, 4, "b"), value(2025, 5, "")}, 1, true, 25, false},
		{"definition differs", []model.Value{value(2024, 4, "d"), value(2025, 5, "")}, 1, false, 25, false},
		{"from zero", []model.Value{value(2024, 0, ""), value(2025, 5, "")}, 5, true, math.NaN(), false},
		{"latest hidden", []model.Value{value(2023, 6, ""), value(2024, 7, ""), value(2025, 2, "")}, 0, false, 0,
			true},
	}
	for _, test := range tests {
		c := facts(&model.Indicator{Kind: model.Count, Sensitive: test.name == "latest hidden",
			Values: test.values}).Change
		if (c == nil) != test.none {
			t.Errorf("%s: %+v", test.name, c)
			continue
		}
		if c == nil {
			continue
		}
		if c.Absolute != test.absolute || c.Comparable != test.comparable ||
			c.HasPercent == math.IsNaN(test.percent) || c.HasPercent && c.Percent != test.percent {
			t.Errorf("%s: %+v", test.name, c)
		}
	}
}

func TestRate(t *testing.T) {
	staff := &model.Indicator{Head: model.Head{ID: "staff"}, Kind: model.Count,
		Values: []model.Value{value(2023, 4136, ""), value(2024, 0, ":"), value(2025, 0, "")}}
	i := &model.Indicator{Kind: model.Count, Per: &model.Per{Indicator: staff, Factor: 1000},
		Values: []model.Value{value(2022, 20, ""), value(2023, 26, ""), value(2024, 27, ""), value(2025, 28, "")}}
	points := facts(i, staff).Rates.Points
	if got := points[1].Number; math.Abs(got-6.286266924564797) > 1e-12 {
		t.Errorf("26 per 4,136 is %v per thousand", got)
	}
	for _, n := range []int{0, 2, 3} {
		if points[n].State != Absent || points[n].Number != 0 {
			t.Errorf("%v has a rate without a denominator: %+v", points[n].Period, points[n])
		}
	}
}

// TestBreakdown checks which parts are hidden with a small one.
func TestBreakdown(t *testing.T) {
	part := func(key string, values ...model.Value) model.Part {
		return model.Part{Member: &model.Member{Key: key}, Values: values}
	}
	i := &model.Indicator{Kind: model.Count, Sensitive: true,
		Values: []model.Value{value(2022, 4, ""), value(2023, 22, ""), value(2024, 24, ""), value(2025, 37, ""),
			value(2026, 20, "c")},
		Breakdowns: []*model.Breakdown{{Dimension: &model.Dimension{ID: "d"}, Parts: []model.Part{
			part("a", value(2022, 4, ""), value(2023, 10, ""), value(2024, 12, ""), value(2025, 20, ""),
				value(2026, 10, "")),
			part("b", value(2022, 0, ""), value(2023, 3, ""), value(2024, 0, ""), value(2025, 8, "c"),
				value(2026, 10, "")),
			part("c", value(2023, 9, ""), value(2024, 12, ""), value(2025, 9, "")),
		}}}}
	// In periods in which the total is a secret, all parts are withheld, zeros as well.
	want := []string{
		"withheld 10 12 withheld withheld",
		"withheld small 0 confidential withheld",
		"absent withheld 12 withheld absent",
	}
	f := facts(i)
	for n, s := range f.Breakdowns[0].Parts {
		if got := written(s); got != want[n] {
			t.Errorf("%s: %s, want %s", s.Member.Key, got, want[n])
		}
	}
	if got, want := written(f.Values), "small 22 24 37 confidential"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// written writes what is shown of a series. "!" is a hidden point with a number or a note.
func written(s Series) string {
	var out []string
	for _, p := range s.Points {
		if word := [...]string{"", "missing", "absent", "small", "confidential", "withheld"}[p.State]; word != "" {
			if p.Number != 0 || p.Note != nil {
				word += "!"
			}
			out = append(out, word)
		} else {
			out = append(out, fmt.Sprint(p.Number))
		}
	}
	return strings.Join(out, " ")
}

// TestCurrentHidden: when the current number is hidden, nothing is said of an older one.
func TestCurrentHidden(t *testing.T) {
	f := facts(&model.Indicator{Kind: model.Count, Sensitive: true, Direction: model.Lower,
		Values: []model.Value{value(2024, 9, ""), value(2025, 2, "")}})
	if f.Change != nil || f.Current.State != Small || f.Latest.Number != 9 {
		t.Errorf("%+v", f)
	}
}

// TestStanding checks that invented numbers are counted apart.
func TestStanding(t *testing.T) {
	aspect, target := &model.Aspect{Head: model.Head{ID: "a"}, Category: "c"}, 3.0
	of := func(example bool, x float64, with bool) *model.Indicator {
		i := &model.Indicator{Aspect: aspect, Example: example, Kind: model.Rate, Direction: model.Lower,
			Values: []model.Value{value(2023, x, ""), value(2024, x, ""), value(2025, x, "")}}
		if with {
			i.Target = &target
		}
		return i
	}
	e := &model.Edition{Indicators: []*model.Indicator{of(false, 2, true), of(false, 4, true), of(false, 4, false),
		of(true, 1, true), {Aspect: aspect}, {},
		{Aspect: aspect, Kind: model.Rate, Direction: model.Lower, Target: &target, Values: []model.Value{value(2025, 2, "")}}}}
	e.Index()
	want := Standing{Indicators: 6, Examples: 1, WithTarget: 3, Reached: 1, Untold: 1, WithValue: 4}
	r := New(e, protection)
	r.Judge(rules, nil)
	if got := r.Standing("c"); got != want {
		t.Errorf("got %+v", got)
	}
}
