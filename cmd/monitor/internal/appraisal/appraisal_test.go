package appraisal

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestAnnual(t *testing.T) {
	for _, c := range []struct {
		name    string
		measure model.Measure
		rate    float64
		want    float64
	}{
		// Brealey, Myers and Allen, Principles of Corporate Finance: machines A and B, in thousands
		// of dollars.
		{"machine A", model.Measure{Once: 15, Yearly: 5, Life: 3}, 0.06, 10.61},
		{"machine B", model.Measure{Once: 10, Yearly: 6, Life: 2}, 0.06, 11.45},
		{"no interest", model.Measure{Once: 1200, Yearly: 7, Life: 12}, 0, 107},
		{"a year", model.Measure{Once: 100, Life: 1}, 0.0225, 102.25},
		{"nothing at once", model.Measure{Yearly: 30_000}, 0.0225, 30_000},
		// An annuity of 1 at 2.25 % over 10 years is worth 8.8662.
		{"10 years", model.Measure{Once: 88_662.16, Life: 10}, 0.0225, 10_000},
		{"hardly any interest", model.Measure{Once: 1000, Life: 10}, 1e-12, 100},
	} {
		if got := Annual(&c.measure, c.rate); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s: %.4f, want %.4f", c.name, got, c.want)
		}
	}
}

// The discounted sum of the yearly amounts must be the cost that is paid once.
func TestAnnualIsWorthWhatItReplaces(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		m := &model.Measure{Once: 1e6 * r.Float64(), Life: 1 + r.IntN(60)}
		rate := 0.2 * r.Float64()
		worth, factor := 0.0, 1.0
		for range m.Life {
			factor /= 1 + rate
			worth += Annual(m, rate) * factor
		}
		if math.Abs(worth-m.Once) > 1e-9*m.Once {
			t.Errorf("%v over %d years at %v is worth %v", m.Once, m.Life, rate, worth)
		}
	}
}

func measure(id string, cost, benefit float64, outcome model.Outcome) *model.Measure {
	m := &model.Measure{Head: model.Head{ID: id}, Yearly: cost,
		Benefit: model.Benefit{Low: benefit / 2, Expected: benefit, High: benefit * 2}}
	if outcome != "" {
		m.Decision = &model.MeasureDecision{Outcome: outcome}
	}
	return m
}

func TestNew(t *testing.T) {
	a := New([]*model.Measure{
		measure("costly", 100, 110, model.Chosen),
		measure("cheap", 40, 80, model.Rejected),
		measure("free", 0, 10, ""),
		measure("good", 50, 100, model.Deferred),
		measure("bad", 60, 30, model.Chosen),
	}, 0.0225)
	if got, net := a.Measures[0], (Range{-45, 10, 120}); got.Annual != 100 || got.Net != net ||
		got.Ratio != (Range{0.55, 1.1, 2.2}) {
		t.Errorf("costly: %+v", got)
	}
	if got := a.Measures[2].Ratio; !math.IsInf(got.Low, 1) {
		t.Errorf("free: ratio %v", got)
	}
	if want := []int{2, 1, 3, 0, 4}; !slices.Equal(a.Ranking, want) {
		t.Errorf("ranking %v, want %v", a.Ranking, want)
	}
	if a.Chosen.Cost != 160 || a.Chosen.Benefit != 140 {
		t.Errorf("chosen: %+v", a.Chosen)
	}
	// The best for 160 are costly, good and free; costly and bad were chosen.
	if want := []bool{true, false, true, true, false}; !slices.Equal(a.Efficient.Members, want) || !a.Efficient.Exact {
		t.Errorf("efficient: %+v", a.Efficient)
	}
	differences := []Difference{{2, EfficientNotChosen}, {3, EfficientNotChosen}, {4, ChosenNotEfficient}}
	if !slices.Equal(a.Differences, differences) {
		t.Errorf("differences %v, want %v", a.Differences, differences)
	}
	var added []int
	for _, s := range a.Curve {
		if len(s.Removed) > 0 {
			t.Errorf("step %+v removes", s)
		}
		added = append(added, s.Added...)
	}
	if want := []int{2, 1, 3, 0, 4}; !slices.Equal(added, want) {
		t.Errorf("the curve takes in %v, want %v", added, want)
	}
}

func TestNoDifferenceWithoutGain(t *testing.T) {
	a := New([]*model.Measure{measure("a", 10, 20, ""), measure("b", 10, 20, model.Chosen)}, 0)
	if len(a.Differences) > 0 {
		t.Errorf("differences %v between sets that yield the same", a.Differences)
	}
}

func TestViolations(t *testing.T) {
	base := measure("base", 10, 1, model.Rejected)
	top := measure("top", 10, 100, model.Chosen)
	top.Requires = []*model.Measure{base, measure("elsewhere", 1, 1, "")}
	one, other := measure("one", 5, 10, model.Chosen), measure("other", 5, 10, model.Chosen)
	other.Excludes = []*model.Measure{one}
	a := New([]*model.Measure{base, top, one, other}, 0)
	want := []Violation{{1, 0, RequiredNotChosen}, {2, 3, ExcludedChosen}}
	if !slices.Equal(a.Violations, want) {
		t.Errorf("violations %v, want %v", a.Violations, want)
	}
	if a.Efficient.Benefit >= a.Chosen.Benefit || len(a.Differences) > 0 {
		t.Errorf("the efficient set yields %v, what was chosen against the rules %v; differences %v",
			a.Efficient.Benefit, a.Chosen.Benefit, a.Differences)
	}
}

// An exclusion makes the curve exchange one measure for another.
func TestCurveExchanges(t *testing.T) {
	small, large := measure("small", 10, 50, ""), measure("large", 40, 90, "")
	small.Excludes = []*model.Measure{large}
	a := New([]*model.Measure{small, large}, 0)
	if len(a.Curve) != 3 {
		t.Fatalf("%d steps", len(a.Curve))
	}
	last := a.Curve[2]
	if !slices.Equal(last.Added, []int{1}) || !slices.Equal(last.Removed, []int{0}) || last.Cost != 40 ||
		last.Benefit != 90 {
		t.Errorf("last step %+v", last)
	}
}

// No set of any case lies above the curve, and the curve is concave.
func TestCurveIsUpperHull(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 5))
	for n := range 300 {
		measures := random(r, shapes[n%len(shapes)], 8, r.IntN(10), r.IntN(5))
		a, rules := New(measures, 0), rulesOf(measures)
		if c := a.Curve[0]; c.Cost != 0 || c.Benefit != 0 || slices.Contains(c.Members, true) {
			t.Fatalf("the curve begins with %+v", c)
		}
		for k := 1; k < len(a.Curve); k++ {
			p, q := a.Curve[k-1], a.Curve[k]
			if q.Cost < p.Cost || q.Benefit <= p.Benefit {
				t.Fatalf("case %d: step %d goes from %v, %v to %v, %v", n, k, p.Cost, p.Benefit, q.Cost, q.Benefit)
			}
			for set := range uint32(1) << len(measures) {
				in := func(i int) bool { return set&(1<<i) != 0 }
				if !rules.allow(in) {
					continue
				}
				cost, benefit := 0.0, 0.0
				for i, m := range measures {
					if in(i) {
						cost += m.Yearly
						benefit += m.Benefit.Expected
					}
				}
				if (benefit-p.Benefit)*(q.Cost-p.Cost) > (cost-p.Cost)*(q.Benefit-p.Benefit) {
					t.Fatalf("case %d: %b at %v, %v lies above step %d\n%s", n, set, cost, benefit, k,
						describe(measures))
				}
			}
		}
	}
}

func TestOddInput(t *testing.T) {
	if a := New(nil, 0.0225); len(a.Curve) != 1 || !a.Efficient.Exact || len(a.At(100).Members) != 0 {
		t.Errorf("no measures: %+v", a)
	}
	a, b := measure("a", math.Inf(1), 1e300, model.Chosen), measure("b", math.NaN(), math.NaN(), model.Chosen)
	a.Requires, b.Requires = []*model.Measure{b}, []*model.Measure{a}
	c := measure("c", -5, 10, "")
	c.Excludes = []*model.Measure{c}
	d := measure("d", 3, 10, "")
	d.Requires = []*model.Measure{a}
	d.Excludes = []*model.Measure{b}
	got := New([]*model.Measure{a, b, c, d}, 0.0225)
	if got.Efficient.Members[3] {
		t.Error("d requires what it excludes, and is chosen")
	}
	for _, budget := range []float64{math.Inf(1), math.NaN(), -1, 0, 1e18} {
		if s := got.At(budget); s.Members[3] || s.Members[0] != s.Members[1] {
			t.Errorf("budget %v: %+v", budget, s)
		}
	}
}

// TestNearEfficient blames no measure for a budget that is a little short. For 997 the best set is
// rest and other; for 1,000, three tenths of a per cent more, it is first and rest; and for 1,001 third
// and rest.
func TestNearEfficient(t *testing.T) {
	chosen := &model.MeasureDecision{Outcome: model.Chosen}
	measure := func(id string, cost, benefit float64, d *model.MeasureDecision) *model.Measure {
		return &model.Measure{Head: model.Head{ID: id}, Yearly: cost, Life: 1,
			Benefit: model.Benefit{Expected: benefit}, Decision: d}
	}
	first, other := measure("first", 400, 1_200, chosen), measure("other", 397, 1_100, nil)
	third := measure("third", 401, 1_300, nil)
	other.Excludes, third.Excludes = []*model.Measure{first, third}, []*model.Measure{first}
	ended := measure("ended", 5_000, 1, chosen)
	ended.State = model.Ended
	a := New([]*model.Measure{first, measure("poor", 597, 100, chosen), measure("rest", 600, 1_000, nil),
		other, third, ended}, 0)
	if a.Chosen.Cost != 997 || a.Chosen.Benefit != 1_300 || a.Efficient.Members[0] {
		t.Errorf("chosen %+v, efficient %+v", a.Chosen, a.Efficient)
	}
	want := []Difference{{1, ChosenNotEfficient}, {2, EfficientNotChosen}, {3, EfficientNotChosen}}
	if !slices.Equal(a.Differences, want) {
		t.Errorf("differences %v, want %v", a.Differences, want)
	}
}
