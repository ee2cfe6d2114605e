package privacy

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// TestRound: on average nothing changes, and every number but a multiple of the base goes up for
// some keys and down for others.
func TestRound(t *testing.T) {
	const draws = 20000
	for n := range int64(13) {
		sum, up := 0.0, 0
		for k := range uint64(draws) {
			r, says := round(usual, n, k)
			if r%5 != 0 || r < n-4 || r > n+4 || n%5 == 0 && r != n ||
				!says.Has(n) || says.High-r != 4 || says.Low != max(0, r-4) {
				t.Fatalf("%d becomes %d, which says %v", n, r, says)
			}
			sum += float64(r)
			if r > n {
				up++
			}
		}
		// The standard deviation of one draw is at most 2.5, so that of the mean is 0.018.
		if mean := sum / draws; math.Abs(mean-float64(n)) > 0.08 {
			t.Errorf("%d becomes %.2f on average", n, mean)
		}
		t.Logf("%d goes up in %.1f %%", n, float64(up)/draws*100)
	}
}

// TestRoundedAlike: a number has one draw, in every edition and under every name that it had.
func TestRoundedAlike(t *testing.T) {
	numbers := "1 2 3 4 6 7 8 9 11 12 13 14"
	make := func(id, formerly, dimension, was string) *model.Indicator {
		i := rounded(id, numbers, split(dimension, numbers))
		i.Formerly, i.Breakdowns[0].Dimension.Formerly = formerly, was
		return i
	}
	first := New(edition("2024", make("a", "", "d", "")), usual)
	second := New(edition("2025", make("b", "a", "e", "d")), usual, first)
	third := New(edition("2026", make("c", "b", "e", "")), usual, first, second)
	want := published(first)[2:]
	for _, p := range []*Publication{second, third} {
		if got := published(p)[2:]; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if other := published(New(edition("2024", make("z", "", "d", "")), usual))[2:]; other == want {
		t.Error("another indicator has the same draws")
	}
	secret := usual
	secret.Secret = []byte("another secret that nobody guesses")
	if other := published(New(edition("2024", make("a", "", "d", "")), secret))[2:]; other == want {
		t.Error("another secret has the same draws")
	}
}

// TestRoundedFound: a rounded small count leaves another number possible, or is reported as
// exposed.
func TestRoundedFound(t *testing.T) {
	sum := func(year, quarters string) []*model.Indicator {
		y, q := rounded("y", year), quarterly(rounded("q", ""), quarters)
		y.SumOf = []*model.Indicator{q}
		return []*model.Indicator{y, q}
	}
	// With four quarters of 0 and a year of 16, published as 0, 0, 0, 0 and 20, each is exactly 4.
	found, all := 0, 0
	for k := range 400 {
		rules := usual
		rules.Secret = fmt.Append(nil, "0123456789abcdef0123456789abcdef", k)
		p := New(edition("2026", sum("16", "4 4 4 4")...), rules)
		exact := published(p) == "y: 20\nq: 0 0 0 0"
		if got := exposed(p); (len(got) == 4) != exact || len(got) > 0 != exact {
			t.Errorf("%v can be found of %s", got, published(p))
		}
		all++
		if exact {
			found++
		}
	}
	t.Logf("%d of %d are found", found, all)
	// No more people can be counted than there are.
	x, lab := rounded("x", "1"), open("lab", "1")
	x.Per = &model.Per{Indicator: lab, Factor: 1}
	p := New(edition("2026", x, lab), usual)
	if got := exposed(p); (fmt.Sprint(got) == "[x 2021]") != (published(p) == "x: 5\nlab: 1") {
		t.Errorf("%v of %s", got, published(p))
	}
}

// TestShares: a sensitive share is made of a rounded count, and of enough people.
func TestShares(t *testing.T) {
	people := open("people", "400 400 22 23 400")
	share := func(numbers string) *model.Indicator {
		i := open("s", numbers)
		i.Kind, i.Decimals, i.Sensitive, i.Protect, i.Base = model.Share, 2, true, model.Round, people
		return i
	}
	p := New(edition("2026", share("0.75 99.25 50 47.83 1.25"), people), usual)
	of := func(n int) Value { return p.Of(p.Edition.Indicators[0], &p.Edition.Indicators[0].Values[n]) }
	if v := of(0); v.Number != 0 && v.Number != 1.25 || !v.Rounded {
		t.Errorf("0.75 %% of 400 is published as %+v", v)
	}
	if v := of(1); v.Number != 98.75 && v.Number != 100 {
		t.Errorf("99.25 %% of 400 is published as %+v", v)
	}
	if v := of(2); v.State != Withheld {
		t.Errorf("a share of 22 people is published as %+v", v)
	}
	if v := of(3); v.State != Shown || math.Abs(v.Number-10./23*100) > 1e-9 && math.Abs(v.Number-15./23*100) > 1e-9 {
		t.Errorf("11 of 23 are published as %+v", v)
	}
	for _, part := range []float64{26, 27} {
		few := share("0")
		few.Base = nil
		few.Values[0].Number, few.Values[0].Of = part/27*100, 27
		p := New(edition("2026", few), usual)
		if v := p.Of(few, &few.Values[0]); math.Abs(v.Number-25./27*100) > 1e-9 || v.Says.Low > 22 || v.Says.High < 27 {
			t.Errorf("%g of 27 are published as %+v", part, v)
		}
	}
	if v := of(4); v.Number != 1.25 {
		t.Errorf("5 of 400 are published as %+v", v)
	}
	// A mean of seven people or fewer is withheld.
	mean := open("m", "7.1 7.2")
	mean.Kind, mean.Sensitive = model.Score, true
	mean.Values[0].Of, mean.Values[1].Of = 7, 8
	if got := published(New(edition("2026", mean), usual)); got != "m: – 7.2" {
		t.Error(got)
	}
}

// TestNumerator: a share or rate is made of what is published of its count. A rate has no known
// base, so it is hidden when its count is rounded.
func TestNumerator(t *testing.T) {
	people := open("people", "400 400 20")
	ratio := func(kind model.NumberKind, count *model.Indicator) *model.Indicator {
		i := open("r", "3 0.8 60")
		i.Kind, i.Numerator = kind, count
		if kind == model.Share {
			i.Base = people
		}
		return i
	}
	x := hidden("x", "12 3 12")
	for kind, want := range map[model.NumberKind]string{model.Share: "r: 3 – –", model.Rate: "r: 3 – 60"} {
		want += "\nx: 12 <5 12\npeople: 400 400 20"
		if got := published(New(edition("2026", ratio(kind, x), x, people), usual)); got != want {
			t.Error(got)
		}
	}
	x = rounded("x", "12 3 12")
	p := New(edition("2026", ratio(model.Share, x), x, people), usual)
	r := p.Edition.Indicators[0]
	for n := range 2 {
		count := p.Of(x, &x.Values[n]).Number
		if got := p.Of(r, &r.Values[n]).Number; got != count/400*100 {
			t.Errorf("%g of 400 is published as %g", count, got)
		}
	}
	p = New(edition("2026", ratio(model.Rate, x), x, people), usual)
	if got := published(p); !strings.HasPrefix(got, "r: – – –\n") {
		t.Error(got)
	}
}
