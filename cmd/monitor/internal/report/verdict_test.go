package report

import (
	"fmt"
	"math"
	"strconv"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

var aspect = &model.Aspect{Head: model.Head{ID: "arbo"}, Category: "mensen"}

// protection is the usual one.
var protection = model.Privacy{Threshold: 5, Base: 5}

var rules = model.Judging{Level: 0.05, Window: 7, Lag: 2, Rules: []model.StatusRule{
	{ID: "erg", Gives: model.Concern, Courses: []model.Course{model.Worse}, Aims: []model.Aim{model.TargetMissed},
		AtLeast: 1},
	{ID: "let-op", Gives: model.Attention, Courses: []model.Course{model.Worse}, AtLeast: 1},
	{ID: "op-orde", Gives: model.InOrder, Aims: []model.Aim{model.TargetReached, model.OnTrack}, AtLeast: 1,
		Part: 0.5},
}}

// yearly makes values of the years up to 2025; NaN is a year that is not there.
func yearly(numbers ...float64) []model.Value {
	var out []model.Value
	for n, x := range numbers {
		if !math.IsNaN(x) {
			out = append(out, model.Value{Period: model.Period{Year: 2026 - len(numbers) + n}, Number: x})
		}
	}
	return out
}

func flag(values []model.Value, n int, flags model.Flags) []model.Value {
	values[n].Flags = flags
	return values
}

// judged returns the judged report of some indicators of one aspect.
func judged(t *testing.T, indicators ...*model.Indicator) *Report {
	t.Helper()
	e := &model.Edition{Year: "2026", Indicators: indicators}
	for n, i := range indicators {
		if i.ID == "" {
			i.ID = fmt.Sprint("i", n)
		}
		if i.Direction == "" {
			i.Direction = model.Lower
		}
	}
	e.Index()
	r := New(e, protection)
	r.Judge(rules, nil)
	return r
}

// TestCourse has the cases of the issue that asked for these rules. The p values beside them are
// R's; see package stats.
func TestCourse(t *testing.T) {
	none := math.NaN()
	upAndDown := []float64{96, 142, 88, 150, 101, 139, 90, 145}
	for _, test := range []struct {
		name      string
		indicator model.Indicator
		course    model.Course
		by        Basis
	}{
		{"no value", model.Indicator{Kind: model.Count}, model.TooFew, ByNothing},
		{"one value", model.Indicator{Kind: model.Count, Values: yearly(26)}, model.TooFew, ByNothing},
		{"no spread is known", model.Indicator{Kind: model.Count, Values: yearly(12, 13, 40)}, model.TooFew, ByNothing},
		{"40 after 12", model.Indicator{Kind: model.Count, Values: yearly(11, 12, 13, 12, 40)}, model.Worse, ByPrevious},
		{"12 after 40", model.Indicator{Kind: model.Count, Values: yearly(41, 38, 43, 40, 12)}, model.Better, ByPrevious},
		{"higher is better", model.Indicator{Kind: model.Count, Direction: model.Higher,
			Values: yearly(11, 12, 13, 12, 40)}, model.Better, ByPrevious},
		{"neither is", model.Indicator{Kind: model.Count, Direction: model.Neither, Values: yearly(11, 12, 13, 12, 40)},
			model.Shifted, ByPrevious},
		{"quasi alone says p = 0.002", model.Indicator{Kind: model.Count,
			Values: yearly(20, 22, 19, 21, 20, 20, 21, 26)}, model.Same, ByNothing},
		{"the exact test alone says p < 0.001", model.Indicator{Kind: model.Count, Values: yearly(upAndDown...)},
			model.Same, ByNothing},
		{"since the baseline, but five years up", model.Indicator{Kind: model.Count, Baseline: model.Period{Year: 2018},
			Values: yearly(100, 32, 30, 31, 33, 36, 40, 50)}, model.Worse, ByTrend},
		{"down from 301, but two tests of three years' spread", model.Indicator{Kind: model.Count,
			Values: yearly(301, 162, 89, 86)}, model.Same, ByNothing},
		{"across a break", model.Indicator{Kind: model.Count, Values: flag(yearly(11, 12, 13, 12, 40), 4, "b")},
			model.NotComparable, ByNothing},
		{"with another definition", model.Indicator{Kind: model.Count, Values: flag(yearly(11, 12, 13, 12, 40), 4, "d")},
			model.NotComparable, ByNothing},
		{"after a gap", model.Indicator{Kind: model.Count, Values: yearly(11, 12, 13, 12, none, 40)}, model.Worse,
			ByPrevious},
		{"no events", model.Indicator{Kind: model.Count, NoEvents: true, Values: yearly(12, 11, 40)}, model.TooFew,
			ByNothing},
		{"estimated", model.Indicator{Kind: model.Count, Values: flag(yearly(11, 12, 40), 2, "e")}, model.TooFew,
			ByNothing},
		{"all zeros", model.Indicator{Kind: model.Count, Values: yearly(0, 0, 0, 0, 0, 0)}, model.TooFew, ByNothing},
		{"all zeros but the last", model.Indicator{Kind: model.Count,
			Values: yearly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)}, model.TooFew, ByNothing},
		{"an amount that never varied", model.Indicator{Kind: model.Amount, Values: yearly(3, 3, 3, 3, 3)}, model.TooFew,
			ByNothing},
		{"an amount", model.Indicator{Kind: model.Amount, Values: yearly(3, 50)}, model.TooFew, ByNothing},
		{"five shares that rise", model.Indicator{Kind: model.Share, Values: yearly(12, 20, 28, 44, 52)}, model.Worse,
			ByTrend},
		{"five amounts that rise", model.Indicator{Kind: model.Amount, Values: yearly(34, 61, 95, 128, 143)},
			model.Worse, ByTrend},
		{"an amount that jumps", model.Indicator{Kind: model.Amount,
			Values: yearly(5, 4, 5, 5, 4, 4, 5, 4, 5, 4, 4, 5, 20)}, model.Worse, ByLimits},
		{"an amount that stays", model.Indicator{Kind: model.Amount, Values: yearly(5, 4, 5, 4, 5, 4, 5, 4)},
			model.Same, ByNothing},
		{"a confidential one", model.Indicator{Kind: model.Count, Values: flag(yearly(11, 12, 13, 12, 40), 4, "c")},
			model.TooFew, ByNothing},
		{"a small one", model.Indicator{Kind: model.Count, Sensitive: true, Values: yearly(40, 41, 39, 40, 3)},
			model.TooFew, ByNothing},
	} {
		t.Run(test.name, func(t *testing.T) {
			i := test.indicator
			i.Aspect = aspect
			v := judged(t, &i).Verdict(&i)
			if v.Course != test.course || v.By != test.by || v.Contrary {
				t.Errorf("%s by %d, want %s by %d: %+v %+v", v.Course, v.By, test.course, test.by, v.Previous, v.Trend)
			}
		})
	}
	i := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(upAndDown...)}
	if p := judged(t, i).Verdict(i).Previous.Test.P; math.Abs(p-0.2067813241) > 1e-7 {
		t.Errorf("up and down: p = %v", p)
	}
}

// TestSmall: of counts in the millions a difference of one per cent is demonstrable, and small.
func TestSmall(t *testing.T) {
	i := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(4e6, 4.001e6, 3.999e6, 4e6, 4.001e6, 4.04e6)}
	v := judged(t, i).Verdict(i)
	if v.Course != model.Worse || !v.Small(0.05) || v.Small(0.005) {
		t.Errorf("%s, %+v", v.Course, v.Previous.Test)
	}
}

// TestPrecedence: what happened lately outweighs the years before, and they may differ.
func TestPrecedence(t *testing.T) {
	down := &Comparison{Side: -1, Test: &Test{Adjusted: 0.01}}
	up := &Trend{Slope: stats.Interval{Value: 3}, Test: &Test{Adjusted: 0.01}}
	i := &model.Indicator{Direction: model.Lower}
	for _, test := range []struct {
		name     string
		verdict  Verdict
		course   model.Course
		by       Basis
		contrary bool
	}{
		{"down at last", Verdict{Previous: down}, model.Better, ByPrevious, false},
		{"up over the years", Verdict{Trend: up}, model.Worse, ByTrend, false},
		{"both", Verdict{Previous: down, Trend: up}, model.Better, ByPrevious, true},
		{"below the baseline only", Verdict{Baseline: down}, model.TooFew, ByNothing, false},
	} {
		test.verdict.Latest = &Point{}
		if course, by, contrary := test.verdict.course(i, 0.05); course != test.course || by != test.by ||
			contrary != test.contrary {
			t.Errorf("%s: %s by %d, contrary %v", test.name, course, by, contrary)
		}
	}
}

// TestSeason: in no quarter is 88, 70, 60, 40 every year, give or take one, a change.
func TestSeason(t *testing.T) {
	numbers := []float64{88, 70, 60, 40, 89, 69, 61, 41, 87, 71, 59, 39, 88, 70, 60, 40}
	for last := 9; last <= len(numbers); last++ {
		i := &model.Indicator{Kind: model.Count, Aspect: aspect, Frequency: model.Quarterly}
		for n, x := range numbers[:last] {
			i.Values = append(i.Values, model.Value{Number: x,
				Period: model.Period{Frequency: model.Quarterly, Year: 2022 + n/4, Part: n%4 + 1}})
		}
		v := judged(t, i).Verdict(i)
		if v.Course != model.Same || v.Previous.From.Period.Part != v.Latest.Period.Part {
			t.Errorf("%v: %s against %v", v.Latest.Period, v.Course, v.Previous.From.Period)
		}
		if whole := v.Trend; last == len(numbers) && (whole == nil || whole.N != 4 || whole.From.Year != 2022) {
			t.Errorf("the trend is %+v", whole)
		}
	}
}

// TestKeep: values added to other series do not change what an earlier edition said.
func TestKeep(t *testing.T) {
	year := func(name string, more int, before *Report) *Report {
		e := &model.Edition{Year: name, Indicators: []*model.Indicator{{Head: model.Head{ID: "oud"}, Kind: model.Count,
			Direction: model.Lower, Aspect: aspect, Values: yearly(29, 31, 30, 30, 55)[:5]}}}
		for n := range more {
			e.Indicators = append(e.Indicators, &model.Indicator{Head: model.Head{ID: fmt.Sprint("n", n)},
				Kind: model.Count, Direction: model.Lower, Aspect: aspect, Values: yearly(100, 101, 99, 100, 101)})
		}
		e.Index()
		r := New(e, protection)
		r.Judge(rules, before)
		return r
	}
	first := year("2025", 0, nil)
	second := year("2026", 3, first)
	was, is := first.verdicts[first.Edition.Indicator("oud")], second.verdicts[second.Edition.Indicator("oud")]
	alone := year("2026", 3, nil)
	if is.Previous.Test.Adjusted != was.Previous.Test.Adjusted || is.Previous.Test.Edition != "2025" {
		t.Errorf("was %+v, is %+v", was.Previous.Test, is.Previous.Test)
	}
	if now := alone.verdicts[alone.Edition.Indicator("oud")]; now.Previous.Test.Adjusted == is.Previous.Test.Adjusted {
		t.Errorf("the other series make no difference: %+v", now.Previous.Test)
	}
	if was.Previous.Up != is.Previous.Up || math.IsInf(is.Previous.Up, 0) || was.Trend.Up != is.Trend.Up {
		t.Errorf("what could be shown was %v and is %v", was.Previous.Up, is.Previous.Up)
	}
	if third := year("2027", 3, second); third.verdicts[third.Edition.Indicator("oud")].Previous.Test.Edition != "2025" {
		t.Error("the year of a test is lost in the third edition")
	}
	if f := second.Families[0]; f.Kept != 2 || f.Tests != 6 || f.Indicators != 3 {
		t.Errorf("%+v", f)
	}
}

// TestRounded: multiples of the base are published as they are, but readers and tests do not know
// that, so less is demonstrable than of counts that are not rounded.
func TestRounded(t *testing.T) {
	rounded := func(numbers ...float64) *model.Indicator {
		return &model.Indicator{Kind: model.Count, Aspect: aspect, Sensitive: true, Protect: model.Round,
			Values: yearly(numbers...)}
	}
	for _, test := range []struct {
		numbers []float64
		rounded model.Course
		exact   model.Course
	}{
		{[]float64{10, 15, 10, 15, 10, 30}, model.Same, model.Worse}, // it may have been 14 and 26
		{[]float64{30, 25, 30, 25, 30, 10}, model.Same, model.Better},
		{[]float64{20, 20, 20, 20, 20, 20}, model.Same, model.Same},
		{[]float64{10, 15, 10, 15, 10, 50}, model.Worse, model.Worse},
		{[]float64{20, 25, 30, 35, 40, 45, 50}, model.Worse, model.Worse},
		{[]float64{5, 10, 15, 20}, model.Same, model.Worse}, // it may have been 9, 14, 11, 16
	} {
		i := rounded(test.numbers...)
		if v := judged(t, i).Verdict(i); v.Course != test.rounded {
			t.Errorf("%v, rounded: %s, %+v", test.numbers, v.Course, v.Previous.Test)
		}
		i.Protect, i.Sensitive = "", false
		if v := judged(t, i).Verdict(i); v.Course != test.exact {
			t.Errorf("%v: %s, %+v", test.numbers, v.Course, v.Previous.Test)
		}
	}
	i := rounded(20)
	v := judged(t, i).Verdict(i)
	if x := v.Expected; x == nil || math.Abs(x.Low-9.145) > 0.001 || math.Abs(x.High-35.711) > 0.001 || x.Value != 20 {
		t.Errorf("20 is 16 to 24, by chance 9.1 to 35.7: %+v", v.Expected)
	}
	i = rounded(5, 10, 5, 10, 5)
	i.Direction, i.Target = model.Lower, new(8.0)
	if v := judged(t, i).Verdict(i); v.Aim != model.TargetUnknown {
		t.Errorf("5 may be 9, and 8 is the target: %s", v.Aim)
	}
	*i.Target = 14
	if v := judged(t, i).Verdict(i); v.Aim != model.TargetReached {
		t.Errorf("all may be 14 at most: %s", v.Aim)
	}
}

// TestBounds: what is "at least 101" is not tested, and is not held against a target as if it were
// 101.
func TestBounds(t *testing.T) {
	i := &model.Indicator{Kind: model.Count, Aspect: aspect, Direction: model.Lower,
		Values: flag(yearly(40, 60, 80, 90, 101), 4, ">")}
	for target, want := range map[float64]model.Aim{30: model.TargetMissed, 120: model.TargetUnknown} {
		i.Target = &target
		v := judged(t, i).Verdict(i)
		if v.Aim != want || v.Course != model.TooFew || v.Expected != nil || v.Trend != nil {
			t.Errorf("target %v: %+v", target, v)
		}
	}
}

// TestBetweenSeasons: the third quarter is no fall from the first.
func TestBetweenSeasons(t *testing.T) {
	i := &model.Indicator{Kind: model.Count, Aspect: aspect, Frequency: model.Quarterly}
	for n := range 12 {
		i.Values = append(i.Values, model.Value{Number: []float64{100, 60, 20, 60}[n%4],
			Period: model.Period{Frequency: model.Quarterly, Year: 2023 + n/4, Part: n%4 + 1}})
	}
	r := judged(t, i)
	if c := r.Between(i, i.Values[8].Period, i.Values[10].Period); c.Comparable || c.Test != nil {
		t.Errorf("from the first quarter to the third: %+v", c)
	}
	if c := r.Between(i, i.Values[4].Period, i.Values[8].Period); !c.Comparable {
		t.Errorf("from a first quarter to the next: %+v", c)
	}
}

// TestRunning: a part of a year beside whole years is no fall, and meets no target.
func TestRunning(t *testing.T) {
	i := &model.Indicator{Kind: model.Count, Aspect: aspect, Direction: model.Lower,
		Values: flag(yearly(50, 55, 52, 51, 54, 53, 50, 51, 3), 8, "p")}
	i.Target = new(20.0)
	last := i.Values[8].Period.Year
	for date, want := range map[time.Time]model.Course{
		time.Date(last, 11, 24, 0, 0, 0, 0, time.UTC):  model.Same,
		time.Date(last+1, 3, 24, 0, 0, 0, 0, time.UTC): model.Better, // it is over
	} {
		e := &model.Edition{Year: strconv.Itoa(last), Date: date, Indicators: []*model.Indicator{i}}
		e.Index()
		r := New(e, protection)
		r.Judge(rules, nil)
		if v := r.Verdict(i); v.Course != want || v.Aim == model.TargetReached {
			t.Errorf("on %s: %s, %s", date.Format(time.DateOnly), v.Course, v.Aim)
		}
		b := r.Between(i, i.Values[7].Period, i.Values[8].Period)
		if b.Comparable == (want == model.Same) {
			t.Errorf("on %s: comparable is %t", date.Format(time.DateOnly), b.Comparable)
		}
	}
}

func TestShareWithBase(t *testing.T) {
	values := yearly(22, 18, 20, 20, 60)
	for n := range values {
		values[n].Of = 50
	}
	own := &model.Indicator{Kind: model.Share, Aspect: aspect, Values: values}
	people := &model.Indicator{Head: model.Head{ID: "mensen"}, Kind: model.Count, Values: yearly(8, 8, 8, 8)}
	few := &model.Indicator{Kind: model.Share, Aspect: aspect, Values: yearly(25, 37.5, 25, 50), Base: people}
	r := judged(t, own, people, few)
	if v := r.Verdict(own); v.Course != model.Worse || v.Expected == nil || v.Expected.Low < 40 ||
		v.Expected.High > 77 {
		t.Errorf("30 of 50 after 10 of 50: %+v", v)
	}
	if v := r.Verdict(few); v.Course != model.Same || v.Previous.Test == nil {
		t.Errorf("4 of 8 after 2 of 8: %+v", v)
	}
	if v := r.Verdict(people); v.Course != model.TooFew || v.Expected != nil {
		t.Errorf("a denominator: %+v", v)
	}
}

// TestExpected is the example in the package: 26 accidents are of a level between 17 and 38.
func TestExpected(t *testing.T) {
	people := &model.Indicator{Head: model.Head{ID: "medewerkers"}, Kind: model.Count, Values: yearly(4136)}
	accidents := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(26),
		Per: &model.Per{Indicator: people, Factor: 1000}}
	v := judged(t, people, accidents).Verdict(accidents)
	if v.Expected == nil || math.Round(v.Expected.Low) != 17 || math.Round(v.Expected.High) != 38 {
		t.Errorf("%+v", v.Expected)
	}
	if v.Rate == nil || math.Abs(v.Rate.Value-6.286) > 0.001 || math.Abs(v.Rate.Low-16.984/4.136) > 0.001 {
		t.Errorf("%+v", v.Rate)
	}
}

// TestSpread: what follows a trend does not vary much.
func TestSpread(t *testing.T) {
	i := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(100, 150, 225, 338, 506, 759, 1139, 1150)}
	if v := judged(t, i).Verdict(i); v.Expected.Low < 1080 || v.Expected.High > 1220 || v.Previous.Up > 1400 {
		t.Errorf("around a line: %+v, %+v", v.Expected, v.Previous)
	}
	i.Values = yearly(225, 100, 1139, 338, 150, 506, 759, 1150)
	if v := judged(t, i).Verdict(i); v.Expected.Low > 300 || v.Expected.High < 3000 {
		t.Errorf("in no order: %+v", v.Expected)
	}
}

func TestAim(t *testing.T) {
	none := math.NaN()
	quarters := func(numbers ...float64) []model.Value {
		var out []model.Value
		for n, x := range numbers {
			out = append(out, model.Value{Number: x,
				Period: model.Period{Frequency: model.Quarterly, Year: 2023 + (n+3)/4, Part: (n+3)%4 + 1}})
		}
		return out
	}
	for _, test := range []struct {
		name   string
		target float64
		by     int
		values []model.Value
		kind   model.NumberKind
		aim    model.Aim
	}{
		{"one value", 30, 0, yearly(26), model.Count, model.TargetUnknown},
		{"52 in seven years, 6 in the last", 5, 0, yearly(8, 7, 9, 8, 8, 6, 6), model.Count, model.TargetMissed},
		{"75 with 11 in the last", 8, 0, yearly(10, 12, 9, 11, 12, 10, 11), model.Count, model.TargetMissed},
		{"35 in three", 8, 0, yearly(13, 12, 10), model.Count, model.TargetMissed},
		{"18 in the third quarter", 20, 0, quarters(27, 25, 21, 18), model.Count, model.TargetUnknown},
		{"three years of quarters", 20, 0, quarters(15, 16, 14, 15, 15, 16, 14, 15, 15, 16, 14, 15), model.Count,
			model.TargetReached},
		{"met", 30, 0, yearly(26, 28, 25, 29, 27), model.Count, model.TargetReached},
		{"the last year only", 26, 0, yearly(40, 38, 35, 33, 25), model.Count, model.TargetUnknown},
		{"the years before only", 26, 0, yearly(20, 21, 20, 22, 28), model.Count, model.TargetUnknown},
		{"three values in twelve years", 26, 0, yearly(20, none, none, none, none, none, none, 21, none, none, 20),
			model.Count, model.TargetUnknown},
		{"every other year", 26, 0, yearly(20, none, 21, none, 20), model.Count, model.TargetReached},
		{"moves, without a date", 20, 0, yearly(200, 160, 128, 102, 82), model.Count, model.TargetMissed},
		{"moves, in time", 60, 2028, yearly(200, 160, 128, 102, 82), model.Count, model.OnTrack},
		{"moves, too late", 20, 2028, yearly(200, 160, 128, 102, 82), model.Count, model.TargetMissed},
		{"five years up", 20, 2028, yearly(100, 32, 30, 31, 33, 36, 40, 50), model.Count, model.TargetMissed},
		{"no value", 3, 0, flag(yearly(3.5), 0, "c"), model.Amount, model.TargetUnknown},
	} {
		i := &model.Indicator{Kind: test.kind, Aspect: aspect, Target: &test.target, TargetBy: test.by,
			Values: test.values, Frequency: test.values[0].Period.Frequency}
		if v := judged(t, i).Verdict(i); v.Aim != test.aim {
			t.Errorf("%s: %s, average %+v, trend %+v", test.name, v.Aim, v.Average, v.Trend)
		}
	}
}

// TestManyTests: a change that is demonstrable alone is no longer so among ten tests, and tests that
// can show nothing take nothing away.
func TestManyTests(t *testing.T) {
	edge := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(29, 31, 30, 30, 55)}
	if v := judged(t, edge).Verdict(edge); v.Course != model.Worse || v.Previous.Up > 80 {
		t.Errorf("alone: %+v", v.Previous)
	}
	all := []*model.Indicator{edge}
	for range 9 {
		all = append(all, &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(20, 21, 19, 20, 21)})
	}
	r := judged(t, all...)
	if v := r.Verdict(edge); v.Course != model.Same || v.Previous.Test.Adjusted <= v.Previous.Test.P ||
		v.Previous.Up < 80 {
		t.Errorf("among ten: %+v", v.Previous)
	}
	if f := r.Families[0]; f.Indicators != 10 || f.Tests != 20 || f.Unable != 0 || f.Left != 0 {
		t.Errorf("%+v", f)
	}
	for _, i := range all[1:] {
		i.Example = true
	}
	if v := judged(t, all...).Verdict(edge); v.Course != model.Worse {
		t.Errorf("among examples: %+v", v.Previous.Test)
	}
	for n, i := range all[1:] {
		i.Example, i.Values = false, yearly(1, 0, 0, 0, float64(n%2))
	}
	r = judged(t, all...)
	if v := r.Verdict(edge); v.Course != model.Worse || r.Families[0].Unable == 0 {
		t.Errorf("among tests that can show nothing: %+v of %+v", v.Previous.Test, r.Families[0])
	}
	if v := r.Verdict(all[1]); v.Course != model.TooFew {
		t.Errorf("what can show nothing is %s", v.Course)
	}
}

func TestLimits(t *testing.T) {
	usual := []float64{5, 4, 5, 5, 4, 4, 5, 4, 5, 4, 4, 5}
	chartOf := func(i *model.Indicator) *Verdict {
		i.Kind, i.Aspect = model.Amount, aspect
		return judged(t, i).Verdict(i)
	}
	if v := chartOf(&model.Indicator{Values: yearly(usual...)}); v.Chart != nil {
		t.Errorf("eleven before the latest have limits: %+v", v.Chart)
	}
	if v := chartOf(&model.Indicator{Values: yearly(append(usual, 5)...)}); v.Chart == nil || v.Chart.Base != 12 {
		t.Errorf("twelve before the latest: %+v", v.Chart)
	}
	if v := chartOf(&model.Indicator{Values: yearly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)}); v.Chart != nil {
		t.Errorf("a trend has limits: %+v", v.Chart)
	}
	if v := chartOf(&model.Indicator{Values: yearly(5, 5, 5, 5, 9, 9, 9, 9, 5, 5, 5, 5, 6)}); v.Chart != nil {
		t.Errorf("values that resemble the ones before have limits: %+v", v.Chart)
	}
	if v := chartOf(&model.Indicator{Values: yearly(5, 4, 5, 5, 4, 4, 12, 4, 5, 4, 4, 5, 5)}); v.Chart != nil {
		t.Errorf("a stretch with a value beyond its own limits has limits: %+v", v.Chart)
	}
	declared := model.Stretch{From: model.Period{Year: 2014}, To: model.Period{Year: 2021}}
	v := chartOf(&model.Indicator{Values: yearly(append(usual, 30)...), Limits: declared})
	if v.Chart == nil || v.Chart.Base != 8 || v.Chart.Periods[0].Year != 2014 || v.Course != model.Worse {
		t.Errorf("a declared stretch: %+v", v.Chart)
	}
	if v.Chart.Judged() == nil || !v.Chart.Judged().Beyond() {
		t.Errorf("30 after values of 4 and 5 is within: %+v", v.Chart)
	}
	broken := flag(yearly(append(usual, 30)...), 6, "b")
	if v := chartOf(&model.Indicator{Values: broken, Limits: declared}); v.Chart != nil || v.Unusable == nil ||
		*v.Unusable != (Unusable{Comparable: 3}) {
		t.Errorf("a stretch with a break in it: %+v", v.Unusable)
	}
	same := &model.Indicator{Values: yearly(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6), Limits: declared}
	if v := chartOf(same); v.Chart != nil || v.Unusable == nil || *v.Unusable != (Unusable{Comparable: 8, Same: true}) {
		t.Errorf("a stretch of one value: %+v", v.Unusable)
	}
	for target, want := range map[float64]Assurance{10: AlwaysGood, 1: NeverGood, 4.5: ByChance} {
		i := &model.Indicator{Values: yearly(append(usual, 5)...), Target: &target}
		if v := chartOf(i); v.Assurance != want {
			t.Errorf("a target of %v: %q", target, v.Assurance)
		}
	}
	target := 10.0
	if v := chartOf(&model.Indicator{Values: yearly(9, 8), Target: &target}); v.Assurance != TooFewUsual {
		t.Errorf("two values: %q", v.Assurance)
	}
}

// TestWidened compares the interval of a count with Garwood's, divided and multiplied by the widening of
// Dispersion.Widening, in R:
//
//	interval <- function(k, before) { m <- mean(before); df <- length(before) - 1
//	  w <- max(1, sum((before - m)^2/m)/df * (qt(0.975, df)/qnorm(0.975))^2)
//	  w*qgamma(c(0.025, 0.975), k/w + c(0, 1)) }
//	interval(86, c(301, 162, 89, 120)); interval(20, c(20, 30, 12, 25)); qgamma(c(0.025, 0.975), 86 + 0:1)
func TestWidened(t *testing.T) {
	count := func(values []model.Value) *Verdict {
		i := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: values}
		return judged(t, i).Verdict(i)
	}
	for _, test := range []struct {
		name      string
		v         *Verdict
		low, high float64
		alone     bool
	}{
		{"four before", count(yearly(301, 162, 89, 120, 86)), 0.3184, 674.2460, false},
		{"three before do not show it", count(yearly(301, 162, 89, 86)), 68.7888, 106.2088, true},
		{"an estimate is left out", count(flag(yearly(20, 30, 70, 12, 25, 20), 2, "e")), 3.8175, 60.4605, false},
		{"and with it three are left", count(flag(yearly(20, 70, 12, 25, 20), 1, "e")), 12.2165, 30.8884, true},
	} {
		if test.v.Alone != test.alone || math.Abs(test.v.Expected.Low-test.low) > 1e-3 ||
			math.Abs(test.v.Expected.High-test.high) > 1e-3 {
			t.Errorf("%s: %+v, alone %v", test.name, test.v.Expected, test.v.Alone)
		}
	}
}

// TestAloneWhenHidden: intervals of earlier values suppose chance alone too when the latest is hidden, and
// have their spread when that is known.
func TestAloneWhenHidden(t *testing.T) {
	for _, test := range []struct {
		values []float64
		alone  bool
	}{{[]float64{40, 30, 2}, true}, {[]float64{40, 30, 31, 33, 29, 41, 2}, false}} {
		i := &model.Indicator{Kind: model.Count, Sensitive: true, Aspect: aspect, Values: yearly(test.values...)}
		r := judged(t, i)
		v := r.Verdict(i)
		if v.Latest != nil || r.Facts(i).Values.Points[0].Interval == nil || v.Alone != test.alone {
			t.Errorf("%v: %+v", test.values, v)
		}
	}
}

// TestVerdictIgnoresHidden: a hidden number does not change the verdict.
func TestVerdictIgnoresHidden(t *testing.T) {
	said := func(second float64) string {
		i := &model.Indicator{Kind: model.Count, Sensitive: true, Aspect: aspect,
			Values: yearly(40, second, 30, 31, 33, 29, 41, 44, 60)}
		v := judged(t, i).Verdict(i)
		return fmt.Sprintf("%v %v %+v %v %v %+v %+v %+v", v.Course, v.Aim, *v.Previous.Test, v.Previous.Down,
			v.Previous.Up, v.Trend.Slope, *v.Trend.Test, v.Expected)
	}
	if one, other := said(1), said(4); one != other {
		t.Errorf("a hidden 1 gives %s\na hidden 4 gives  %s", one, other)
	}
	people := func(n float64) string {
		base := &model.Indicator{Head: model.Head{ID: "mensen"}, Kind: model.Count,
			Values: flag(yearly(n, n), 1, "c")}
		i := &model.Indicator{Kind: model.Share, Aspect: aspect, Values: yearly(20, 60), Base: base}
		r := judged(t, base, i)
		return fmt.Sprintf("%+v %+v", r.Facts(i).Values.Points[1], *r.Verdict(i))
	}
	if few, many := people(10), people(10000); few != many {
		t.Errorf("of a hidden 10: %s\nof a hidden 10,000: %s", few, many)
	}
}

// TestOverlap: values of more years than one, counted every year, are not tested.
func TestOverlap(t *testing.T) {
	i := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Count, Aspect: aspect, Values: yearly(11, 12, 13, 12, 40)}
	if v := judged(t, i).Verdict(i); v.Previous.Test == nil || v.Course == model.TooFew {
		t.Fatalf("separate years are not tested: %+v", v)
	}
	i.OverYears = 3
	r := judged(t, i)
	if v := r.Verdict(i); v.Previous.Test != nil || v.Trend != nil || v.Chart != nil || v.Course != model.TooFew {
		t.Errorf("%+v", v)
	}
	if r.Families[0].Tests != 0 {
		t.Errorf("%+v", r.Families[0])
	}
}

func TestStatus(t *testing.T) {
	target := 10.0
	rising := yearly(11, 12, 13, 12, 40)
	worse := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: rising}
	off := &model.Indicator{Kind: model.Count, Aspect: aspect, Target: &target, Values: rising}
	good := &model.Indicator{Kind: model.Count, Aspect: aspect, Target: &target, Values: yearly(9, 8, 9)}
	alone := &model.Indicator{Kind: model.Count, Aspect: aspect, Target: &target, Values: yearly(9)}
	plain := &model.Indicator{Kind: model.Amount, Aspect: aspect, Values: yearly(9)}
	invented := &model.Indicator{Kind: model.Count, Aspect: aspect, Example: true, Values: rising}
	for _, test := range []struct {
		name       string
		indicators []*model.Indicator
		want       model.Judgement
		rule       string
		examples   int
	}{
		{"worse and off track", []*model.Indicator{off, good}, model.Concern, "erg", 0},
		{"worse", []*model.Indicator{worse, good}, model.Attention, "let-op", 0},
		{"good", []*model.Indicator{good, invented}, model.InOrder, "op-orde", 0},
		{"good, but too few of them", []*model.Indicator{good, plain, plain}, model.NotKnown, "", 0},
		{"one value", []*model.Indicator{alone}, model.NotKnown, "", 0},
		{"nothing known", []*model.Indicator{plain}, model.NotKnown, "", 0},
		{"invented", []*model.Indicator{invented, invented}, model.NotKnown, "", 2},
		{"invented, beside one without a value", []*model.Indicator{invented, {Aspect: aspect}}, model.NotKnown, "", 0},
	} {
		var list []*model.Indicator
		for n, i := range test.indicators {
			c := *i
			c.ID = fmt.Sprint(n)
			list = append(list, &c)
		}
		r := judged(t, list...)
		s, ok := r.AspectStatus(aspect)
		rule := ""
		if s.Rule != nil {
			rule = s.Rule.ID
		}
		if !ok || s.Judgement != test.want || rule != test.rule || s.Examples != test.examples {
			t.Errorf("%s: %+v by %q", test.name, s, rule)
		}
		if c, _ := r.CategoryStatus("mensen"); c.Judgement != s.Judgement {
			t.Errorf("%s: the category is %s", test.name, c.Judgement)
		}
	}
	if _, ok := judged(t).AspectStatus(aspect); ok {
		t.Error("no indicators have a status")
	}
}

// BenchmarkDerive derives and judges 1,000 indicators of 20 periods with 10 breakdowns.
func BenchmarkDerive(b *testing.B) {
	e := &model.Edition{Year: "2026"}
	people := &model.Indicator{Head: model.Head{ID: "mensen"}, Kind: model.Count}
	for n := range 20 {
		people.Values = append(people.Values, model.Value{Period: model.Period{Year: 2006 + n},
			Number: float64(4000 + 31*n)})
	}
	e.Indicators = append(e.Indicators, people)
	for n := range 1000 {
		i := &model.Indicator{Head: model.Head{ID: fmt.Sprint("i", n)}, Aspect: aspect, Direction: model.Lower,
			Kind: []model.NumberKind{model.Count, model.Share, model.Amount}[n%3]}
		switch {
		case n%6 == 0:
			i.Per = &model.Per{Indicator: people, Factor: 1000}
		case i.Kind == model.Share && n%2 == 0:
			i.Base = people
		}
		for m := range 20 {
			i.Values = append(i.Values, model.Value{Period: model.Period{Year: 2006 + m},
				Number: float64((n*37 + m*m*11) % 97)})
		}
		for d := range 10 {
			split := &model.Breakdown{Dimension: &model.Dimension{ID: fmt.Sprint("d", d)}}
			for p := range 5 {
				part := model.Part{Member: &model.Member{Key: fmt.Sprint(p)}}
				for m := range 20 {
					part.Values = append(part.Values, model.Value{Period: model.Period{Year: 2006 + m},
						Number: float64((n + m*p) % 19)})
				}
				split.Parts = append(split.Parts, part)
			}
			i.Breakdowns = append(i.Breakdowns, split)
		}
		e.Indicators = append(e.Indicators, i)
	}
	e.Index()
	for b.Loop() {
		New(e, protection).Judge(rules, nil)
	}
}

// TestJudgeSideBySide judges counts that are divided by one another, for the race detector.
func TestJudgeSideBySide(t *testing.T) {
	e := &model.Edition{Year: "2026"}
	for n := range 60 {
		i := &model.Indicator{Head: model.Head{ID: fmt.Sprint("i", n)}, Kind: model.Count, Aspect: aspect}
		for y := range 8 {
			i.Values = append(i.Values, value(2018+y, float64(20+(n*7+y*3)%30), ""))
		}
		if n > 0 {
			i.Per = &model.Per{Indicator: e.Indicators[n-1], Factor: 1}
		}
		e.Indicators = append(e.Indicators, i)
	}
	e.Index()
	r := New(e, protection)
	r.Judge(rules, nil)
	if f := r.Facts(e.Indicators[1]); f.Rates.Points[0].Interval == nil {
		t.Error("a rate has no interval")
	}
}
