package report

import (
	"fmt"
	"math"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

var aspect = &model.Aspect{Head: model.Head{ID: "arbo"}, Category: "mensen"}

// protection is the usual one.
var protection = model.Privacy{Threshold: 5, Base: 5}

var rules = model.Judging{Level: 0.05, Trend: 8, Rules: []model.StatusRule{
	{ID: "erg", Gives: model.Concern, Courses: []model.Course{model.Worse}, Aims: []model.Aim{model.OffTrack},
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
	r.Judge(rules)
	return r
}

func TestCourse(t *testing.T) {
	none := math.NaN()
	for _, test := range []struct {
		name      string
		indicator model.Indicator
		course    model.Course
		by        Basis
	}{
		{"no value", model.Indicator{Kind: model.Count}, model.TooFew, ByNothing},
		{"one value", model.Indicator{Kind: model.Count, Values: yearly(26)}, model.TooFew, ByNothing},
		{"3 against 5", model.Indicator{Kind: model.Count, Values: yearly(3, 5)}, model.Same, ByNothing},
		{"12 against 40", model.Indicator{Kind: model.Count, Values: yearly(12, 40)}, model.Worse, ByPrevious},
		{"40 against 12", model.Indicator{Kind: model.Count, Values: yearly(40, 12)}, model.Better, ByPrevious},
		{"higher is better", model.Indicator{Kind: model.Count, Direction: model.Higher, Values: yearly(12, 40)},
			model.Better, ByPrevious},
		{"neither is", model.Indicator{Kind: model.Count, Direction: model.Neither, Values: yearly(12, 40)},
			model.Shifted, ByPrevious},
		{"across a break", model.Indicator{Kind: model.Count, Values: flag(yearly(12, 40), 1, "b")},
			model.NotComparable, ByNothing},
		{"with another definition", model.Indicator{Kind: model.Count, Values: flag(yearly(12, 40), 1, "d")},
			model.NotComparable, ByNothing},
		{"after a gap", model.Indicator{Kind: model.Count, Values: yearly(12, none, 40)}, model.Worse, ByPrevious},
		{"no events", model.Indicator{Kind: model.Count, NoEvents: true, Values: yearly(12, 40)}, model.TooFew,
			ByNothing},
		{"slowly", model.Indicator{Kind: model.Count, Values: yearly(30, 34, 37, 42, 46, 50, 56, 60)}, model.Worse,
			ByTrend},
		{"slowly since a break", model.Indicator{Kind: model.Count,
			Values: flag(yearly(30, 34, 37, 42, 46, 50, 56, 60), 6, "b")}, model.Same, ByNothing},
		{"since the baseline", model.Indicator{Kind: model.Count, Baseline: model.Period{Year: 2023},
			Values: yearly(14, 26, 36)}, model.Worse, ByBaseline},
		{"estimated", model.Indicator{Kind: model.Count, Values: flag(yearly(12, 40), 1, "e")}, model.TooFew,
			ByNothing},
		{"an amount", model.Indicator{Kind: model.Amount, Values: yearly(3, 50)}, model.TooFew, ByNothing},
		{"an amount that rises", model.Indicator{Kind: model.Amount, Values: yearly(1, 2, 3, 4, 5, 6)}, model.Worse,
			ByTrend},
		{"an amount that jumps", model.Indicator{Kind: model.Amount,
			Values: yearly(5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 20)}, model.Worse, ByLimits},
		{"an amount that stays", model.Indicator{Kind: model.Amount, Values: yearly(5, 4, 5, 4, 5, 4, 5, 4)},
			model.Same, ByNothing},
		{"a share of nobody knows how many", model.Indicator{Kind: model.Share, Values: yearly(20, 60)}, model.TooFew,
			ByNothing},
		{"a confidential one", model.Indicator{Kind: model.Count, Values: flag(yearly(12, 40), 1, "c")}, model.TooFew,
			ByNothing},
		{"a small one", model.Indicator{Kind: model.Count, Sensitive: true, Values: yearly(40, 3)}, model.TooFew,
			ByNothing},
	} {
		t.Run(test.name, func(t *testing.T) {
			i := test.indicator
			i.Aspect = aspect
			v := judged(t, &i).Verdict(&i)
			if v.Course != test.course || v.By != test.by {
				t.Errorf("%s by %d, want %s by %d: %+v", v.Course, v.By, test.course, test.by, v)
			}
		})
	}
}

func TestShareWithBase(t *testing.T) {
	values := yearly(20, 60)
	values[0].Of, values[1].Of = 50, 50
	own := &model.Indicator{Kind: model.Share, Aspect: aspect, Values: values}
	people := &model.Indicator{Head: model.Head{ID: "mensen"}, Kind: model.Count, Values: yearly(8, 8)}
	few := &model.Indicator{Kind: model.Share, Aspect: aspect, Values: yearly(25, 50), Base: people}
	r := judged(t, own, people, few)
	if v := r.Verdict(own); v.Course != model.Worse || v.Expected == nil || v.Expected.Low < 45 ||
		v.Expected.High > 73 {
		t.Errorf("30 of 50 after 10 of 50: %+v", v)
	}
	if v := r.Verdict(few); v.Course != model.Same || !v.Previous.Tested {
		t.Errorf("4 of 8 after 2 of 8: %+v", v)
	}
	if v := r.Verdict(people); v.Course != model.TooFew || v.Expected != nil {
		t.Errorf("a denominator: %+v", v)
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
		{[]float64{0, 10}, model.Same, model.Worse}, // it may have been 4 and 6
		{[]float64{10, 0}, model.Same, model.Better},
		{[]float64{20, 20}, model.Same, model.Same},
		{[]float64{0, 30}, model.Worse, model.Worse},
		{[]float64{20, 25, 30, 35, 40, 45, 50}, model.Worse, model.Worse},
		{[]float64{5, 10, 15, 20}, model.Same, model.Worse}, // too few for the test of Mann and Kendall
	} {
		i := rounded(test.numbers...)
		if got := judged(t, i).Verdict(i).Course; got != test.rounded {
			t.Errorf("%v, rounded: %s", test.numbers, got)
		}
		i.Protect, i.Sensitive = "", false
		if got := judged(t, i).Verdict(i).Course; got != test.exact {
			t.Errorf("%v: %s", test.numbers, got)
		}
	}
	i := rounded(20)
	v := judged(t, i).Verdict(i)
	if x := v.Expected; x == nil || math.Abs(x.Low-9.145) > 0.001 || math.Abs(x.High-35.711) > 0.001 || x.Value != 20 {
		t.Errorf("20 is 16 to 24, by chance 9.1 to 35.7: %+v", v.Expected)
	}
}

// TestExpected is the example in the package: for 26 accidents, 17 to 38 may be expected by chance.
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

func TestAim(t *testing.T) {
	for _, test := range []struct {
		name   string
		target float64
		values []model.Value
		kind   model.NumberKind
		aim    model.Aim
		by     AimBasis
	}{
		{"reached", 30, yearly(26), model.Count, model.TargetReached, AimPlain},
		{"within chance", 20, yearly(26), model.Count, model.OnTrack, AimByChance},
		{"beyond chance", 10, yearly(26), model.Count, model.OffTrack, AimBeyond},
		{"on its way", 10, yearly(80, 26), model.Count, model.OnTrack, AimMoving},
		{"nothing to go by", 3, yearly(3.5), model.Amount, model.OffTrack, AimPlain},
		{"no value", 3, flag(yearly(3.5), 0, "c"), model.Amount, model.TargetUnknown, AimPlain},
	} {
		i := &model.Indicator{Kind: test.kind, Aspect: aspect, Target: &test.target, Values: test.values}
		if v := judged(t, i).Verdict(i); v.Aim != test.aim || v.AimBy != test.by {
			t.Errorf("%s: %s by %d", test.name, v.Aim, v.AimBy)
		}
	}
}

// TestManyTests: a change that is demonstrable alone is no longer so among ten tests.
func TestManyTests(t *testing.T) {
	edge := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(20, 36)}
	if v := judged(t, edge).Verdict(edge); v.Course != model.Worse {
		t.Errorf("alone: %+v", v.Previous)
	}
	all := []*model.Indicator{edge}
	for range 9 {
		all = append(all, &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(20, 21)})
	}
	r := judged(t, all...)
	if v := r.Verdict(edge); v.Course != model.Same || v.Previous.Adjusted <= v.Previous.P {
		t.Errorf("among ten: %+v", v.Previous)
	}
	if f := r.Families[0]; f != (Family{Indicators: 10, Tests: 10, Significant: 1, Left: 0}) {
		t.Errorf("%+v", f)
	}
	for _, i := range all[1:] {
		i.Example = true
	}
	if v := judged(t, all...).Verdict(edge); v.Course != model.Worse {
		t.Errorf("among examples: %+v", v.Previous)
	}
}

// TestVerdictIgnoresHidden: a hidden number does not change the verdict.
func TestVerdictIgnoresHidden(t *testing.T) {
	said := func(second float64) string {
		i := &model.Indicator{Kind: model.Count, Sensitive: true, Aspect: aspect,
			Values: yearly(40, second, 30, 31, 33, 29, 41, 44, 60)}
		v := judged(t, i).Verdict(i)
		return fmt.Sprintf("%v %v %+v %+v %+v", v.Course, v.Aim, *v.Previous, *v.Trend, *v.Chart)
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

func TestStatus(t *testing.T) {
	target := 10.0
	worse := &model.Indicator{Kind: model.Count, Aspect: aspect, Values: yearly(12, 40)}
	off := &model.Indicator{Kind: model.Count, Aspect: aspect, Target: &target, Values: yearly(12, 40)}
	good := &model.Indicator{Kind: model.Count, Aspect: aspect, Target: &target, Values: yearly(9)}
	plain := &model.Indicator{Kind: model.Amount, Aspect: aspect, Values: yearly(9)}
	invented := &model.Indicator{Kind: model.Count, Aspect: aspect, Example: true, Values: yearly(12, 40)}
	for _, test := range []struct {
		name       string
		indicators []*model.Indicator
		want       model.Judgement
		rule       string
		example    bool
	}{
		{"worse and off track", []*model.Indicator{off, good}, model.Concern, "erg", false},
		{"worse", []*model.Indicator{worse, good}, model.Attention, "let-op", false},
		{"good", []*model.Indicator{good, invented}, model.InOrder, "op-orde", false},
		{"good, but too few of them", []*model.Indicator{good, plain, plain}, model.NotKnown, "", false},
		{"nothing known", []*model.Indicator{plain}, model.NotKnown, "", false},
		{"invented", []*model.Indicator{invented}, model.Attention, "let-op", true},
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
		if !ok || s.Judgement != test.want || rule != test.rule || s.Example != test.example {
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
		New(e, protection).Judge(rules)
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
	r.Judge(rules)
	if f := r.Facts(e.Indicators[1]); f.Rates.Points[0].Interval == nil {
		t.Error("a rate has no interval")
	}
}
