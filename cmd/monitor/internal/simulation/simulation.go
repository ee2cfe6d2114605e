// Package simulation owns how often the verdicts of package report err, on series drawn at random
// from a known level. The page on method states these rates. Each is beside that of the rule that
// the verdicts replaced.
//
// It imports packages model, report and stats. The draws have a fixed seed.
package simulation

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// Rate is how often something is said, from 0 to 1, and how often the replaced rule said it: NaN
// where there was none.
type Rate struct {
	What        string
	Now, Before float64
}

// level is the p value at or below which a test shows something.
const level = 0.05

// draws are drawn at random.
type draws struct{ *rand.Rand }

func newDraws(seed uint64) draws { return draws{rand.New(rand.NewPCG(seed, 14))} }

// count draws a count that varies dispersion times as much as chance makes it: Poisson, of a level
// that is gamma distributed (the negative binomial distribution).
func (d draws) count(mean, dispersion float64) int {
	if dispersion > 1 {
		mean = distuv.Gamma{Alpha: mean / (dispersion - 1), Beta: 1 / (dispersion - 1), Src: d}.Rand()
	}
	if mean <= 0 {
		return 0
	}
	return int(distuv.Poisson{Lambda: mean, Src: d}.Rand())
}

// correlated draws normal numbers of which successive ones have a correlation.
func (d draws) correlated(n int, correlation float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = d.NormFloat64()
		if i > 0 {
			out[i] = correlation*out[i-1] + math.Sqrt(1-correlation*correlation)*out[i]
		}
	}
	return out
}

// indicator makes yearly values up to 2025.
func indicator(kind model.NumberKind, values []float64) *model.Indicator {
	i := &model.Indicator{Head: model.Head{ID: "i"}, Aspect: &model.Aspect{}, Kind: kind, Direction: model.Lower}
	for n, x := range values {
		i.Values = append(i.Values, model.Value{Period: model.Period{Year: 2026 - len(values) + n}, Number: x})
	}
	return i
}

// verdict judges an indicator as the only one of its edition, with trends over seven years.
func verdict(i *model.Indicator) *report.Verdict { return judged(i, 7).Verdict(i) }

// judged judges an indicator with trends over so many years.
func judged(i *model.Indicator, window int) *report.Report {
	e := &model.Edition{Year: "2026", Indicators: []*model.Indicator{i}}
	e.Index()
	r := report.New(e, model.Privacy{Threshold: 5, Base: 5, Secret: []byte("of a simulation, for nobody to guess")})
	r.Judge(model.Judging{Level: level, Window: window, Lag: 2}, nil)
	return r
}

func (d draws) counts(n int, mean, dispersion float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(d.count(mean, dispersion))
	}
	return out
}

// series draws a series, and returns the verdict on it and the values that the replaced rule would
// have seen.
type series func(mean, dispersion float64) (v *report.Verdict, values []float64)

// Targets returns how often a count is said to have met its target, or to be on track, when the true
// level of seven years is a factor times the target. Before, one year was enough, or a target within
// the interval around it.
func Targets(runs int) []Rate {
	d := newDraws(1)
	var out []Rate
	for _, factor := range []float64{1.5, 0.7} {
		for _, dispersion := range []float64{1, 3} {
			for _, target := range []float64{5, 8, 20, 80} {
				out = append(out, targets(runs, factor, dispersion, target, "",
					func(mean, dispersion float64) (*report.Verdict, []float64) {
						values := d.counts(7, mean, dispersion)
						i := indicator(model.Count, values)
						i.Target, i.TargetBy = &target, 2028
						return verdict(i), values
					}))
			}
		}
	}
	return out
}

func targets(runs int, factor, dispersion, target float64, of string, draw series) Rate {
	now, before := 0, 0
	for range runs {
		v, values := draw(factor*target, dispersion)
		if v.Aim == model.TargetReached || factor > 1 && v.Aim == model.OnTrack {
			now++
		}
		if last := values[len(values)-1]; last <= target || stats.Rate(last, 1).Low <= target {
			before++
		}
	}
	return rate("met at "+number(factor)+" × "+number(target)+", dispersion "+number(dispersion)+of, now, before, runs)
}

// Rounded returns the same of counts that were rounded to a base of 5. Before, these were taken as
// exact.
func Rounded(runs int) []Rate {
	d := newDraws(7)
	var out []Rate
	var target *float64
	draw := func(mean, dispersion float64) (*report.Verdict, []float64) {
		i := indicator(model.Count, d.counts(8, mean, dispersion))
		i.Sensitive, i.Protect, i.Target, i.TargetBy = true, model.Round, target, 2028
		r := judged(i, 7)
		var values []float64
		for _, p := range r.Facts(i).Values.Points {
			values = append(values, p.Number)
		}
		return r.Verdict(i), values
	}
	const of = ", rounded"
	for _, factor := range []float64{1.5, 0.7} {
		for _, goal := range []float64{8, 20, 80} {
			target = &goal
			out = append(out, targets(runs, factor, 1, goal, of, draw))
		}
	}
	target = nil
	for _, dispersion := range []float64{1, 3} {
		for _, mean := range []float64{8, 20, 60} {
			out = append(out, changes(runs, mean, dispersion, of, draw)...)
		}
	}
	return out
}

// Changes returns how often eight yearly counts that do not change are called changed since the
// last value, and called a trend. Before, counts were taken to vary by chance alone.
func Changes(runs int) []Rate {
	d := newDraws(2)
	var out []Rate
	for _, dispersion := range []float64{1, 3, 9} {
		for _, mean := range []float64{3, 8, 20, 60} {
			out = append(out, changes(runs, mean, dispersion, "",
				func(mean, dispersion float64) (*report.Verdict, []float64) {
					values := d.counts(8, mean, dispersion)
					return verdict(indicator(model.Count, values)), values
				})...)
		}
	}
	return out
}

func changes(runs int, mean, dispersion float64, of string, draw series) []Rate {
	var last, trend, lastBefore, trendBefore int
	for range runs {
		v, values := draw(mean, dispersion)
		n := len(values)
		if v.Previous != nil && v.Previous.Test != nil && v.Previous.Test.P <= level {
			last++
		}
		if v.Trend != nil && v.Trend.P <= level {
			trend++
		}
		if stats.CompareRates(int(values[n-2]), 1, int(values[n-1]), 1) <= level {
			lastBefore++
		}
		if chanceTrend(values) <= level {
			trendBefore++
		}
	}
	of = " of counts of " + number(mean) + ", dispersion " + number(dispersion) + of
	return []Rate{rate("change"+of, last, lastBefore, runs), rate("trend"+of, trend, trendBefore, runs)}
}

// FewEvents returns how often yearly counts of so few events in all are called a trend, when nothing
// changes. Before, counts were taken to vary by chance alone.
func FewEvents(runs int) []Rate {
	d := newDraws(9)
	var out []Rate
	for _, years := range []int{5, 8} {
		for _, dispersion := range []float64{1, 3} {
			for _, total := range []float64{5, 12, 30} {
				now, before := 0, 0
				for range runs {
					values := d.counts(years, total/float64(years), dispersion)
					if v := verdict(indicator(model.Count, values)); v.Trend != nil && v.Trend.P <= level {
						now++
					}
					if chanceTrend(values) <= level {
						before++
					}
				}
				out = append(out, rate("trend of "+number(total)+" events in "+strconv.Itoa(years)+" years, dispersion "+
					number(dispersion), now, before, runs))
			}
		}
	}
	return out
}

// Seasons returns how often quarterly counts of 88, 70, 60 and 40 over seven years are called
// changed since the last comparable value, when nothing changes; and called a trend, when whole
// years differ by 15 %. Before, a quarter was compared with the one before it, and a trend was of
// the last eight quarters. The last rate is that of the seasonal test of Kendall, which was not
// chosen.
func Seasons(runs int) []Rate {
	d := newDraws(8)
	quarters := func(differ float64) []float64 {
		var out []float64
		for range 7 {
			year := 1.0
			if differ > 0 {
				year = distuv.Gamma{Alpha: 1 / (differ * differ), Beta: 1 / (differ * differ), Src: d}.Rand()
			}
			for _, mean := range []float64{88, 70, 60, 40} {
				out = append(out, float64(d.count(mean*year, 1)))
			}
		}
		return out
	}
	judge := func(values []float64) *report.Verdict {
		i := indicator(model.Count, values)
		i.Frequency = model.Quarterly
		for n := range i.Values {
			i.Values[n].Period = model.Period{Frequency: model.Quarterly, Year: 2019 + n/4, Part: n%4 + 1}
		}
		return verdict(i)
	}
	var change, changeBefore, trend, trendBefore, kendall int
	for range runs {
		values := quarters(0)
		if t := judge(values).Previous.Test; t != nil && t.P <= level {
			change++
		}
		if stats.CompareRates(int(values[26]), 1, int(values[27]), 1) <= level {
			changeBefore++
		}
		values = quarters(0.15)
		if t := judge(values).Trend; t != nil && t.P <= level {
			trend++
		}
		if chanceTrend(values[20:]) <= level {
			trendBefore++
		}
		if seasonalKendall(values, 4) <= level {
			kendall++
		}
	}
	seasonal := rate("the same, by Kendall's seasonal test", kendall, 0, runs)
	seasonal.Before = math.NaN()
	return []Rate{rate("change of a quarter", change, changeBefore, runs),
		rate("trend of quarters, when years differ by 15 %", trend, trendBefore, runs), seasonal}
}

// seasonalKendall returns the p value of Mann and Kendall's test within each season, added up
// (Hirsch, Slack and Smith, Techniques of trend analysis for monthly water quality data, Water
// Resources Research 18, 1982). It takes seasons as independent.
func seasonalKendall(values []float64, perYear int) float64 {
	var score, variance float64
	for season := range perYear {
		n := 0.0
		for j := season; j < len(values); j += perYear {
			for i := season; i < j; i += perYear {
				score += sign(values[j] - values[i])
			}
			n++
		}
		variance += n * (n - 1) * (2*n + 5) / 18
	}
	return math.Erfc(max(0, math.Abs(score)-1) / math.Sqrt(2*variance))
}

func sign(x float64) float64 {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}

// chanceTrend returns the p value of a trend of counts that vary by chance alone: the score test of
// Poisson regression.
func chanceTrend(values []float64) float64 {
	n := float64(len(values))
	var sum, moment, squares float64
	for i, v := range values {
		t := float64(i) - (n-1)/2
		sum, moment, squares = sum+v, moment+t*v, squares+t*t
	}
	if sum == 0 {
		return 1
	}
	return math.Erfc(math.Abs(moment) / math.Sqrt(2*sum/n*squares))
}

// Lines returns how often an amount that does not change is said to have a trend, over years that are
// independent and over years that resemble each other; and how often a rise of one standard deviation
// a year is found, among 50 tests. Before, trends were Mann and Kendall's.
func Lines(runs int) []Rate {
	d := newDraws(3)
	var out []Rate
	for _, years := range []int{4, 5, 7, 10, 15} {
		out = append(out, d.line(runs, years, 0))
	}
	out = append(out, d.line(runs, 7, 0.3), d.line(runs, 7, 0.6))
	for _, years := range []int{5, 7} {
		now, before := 0, 0
		for range runs {
			values := d.correlated(years, 0)
			for n := range values {
				values[n] += float64(n)
			}
			if verdict(indicator(model.Amount, values)).Trend.P <= level/50 {
				now++
			}
			if kendall(values) <= level/50 {
				before++
			}
		}
		out = append(out, rate("rise over "+strconv.Itoa(years)+" years found among 50 tests", now, before, runs))
	}
	return out
}

func (d draws) line(runs, years int, correlation float64) Rate {
	now, before := 0, 0
	for range runs {
		values := d.correlated(years, correlation)
		i := indicator(model.Amount, values)
		if judged(i, years).Verdict(i).Trend.P <= level {
			now++
		}
		if kendall(values) <= level {
			before++
		}
	}
	return rate("trend of "+strconv.Itoa(years)+" amounts, correlation "+number(correlation), now, before, runs)
}

// kendall returns the exact p value of Mann and Kendall's test, of values without ties: orders are
// counted by how many pairs fall in them (Kendall, Rank Correlation Methods, 1970, chapter 5).
func kendall(values []float64) float64 {
	fall := 0
	orders := []float64{1}
	for j := range values {
		for i := range j {
			if values[i] > values[j] {
				fall++
			}
		}
		more := make([]float64, len(orders)+j)
		for pairs, part := range orders {
			for k := range j + 1 {
				more[pairs+k] += part / float64(j+1)
			}
		}
		orders = more
	}
	tail := 0.0
	for pairs := range min(fall, len(orders)-1-fall) + 1 {
		tail += orders[pairs]
	}
	return min(1, 2*tail)
}

// Limits returns how often a series of amounts that does not change has limits, and how often its
// latest value lies beyond them. The last two rates are of limits of a stated stretch of eight values:
// how often the one value after it lies beyond them, and how often any of ten does. Before, eight
// values were enough, whatever their course, and all ten were judged.
func Limits(runs int) []Rate {
	d := newDraws(4)
	var out []Rate
	for _, correlation := range []float64{0, 0.6} {
		for _, years := range []int{13, 25} {
			drawn, beyond, before := 0, 0, 0
			for range runs {
				values := d.correlated(years, correlation)
				if v := verdict(indicator(model.Amount, values)); v.Chart != nil {
					drawn++
					if v.Chart.Points[years-1].Beyond() {
						beyond++
					}
				}
				if stats.XmRChart(values, years, math.Inf(-1), math.Inf(1))[years-1].Beyond() {
					before++
				}
			}
			of := " of " + strconv.Itoa(years) + " amounts, correlation " + number(correlation)
			out = append(out, rate("limits"+of, drawn, runs, runs),
				Rate{"beyond, when there are limits," + of, float64(beyond) / float64(max(1, drawn)),
					float64(before) / float64(runs)})
		}
	}
	beyond, before := 0, 0
	some, drawn := 0, 0
	for range runs {
		values := d.correlated(18, 0)
		i := indicator(model.Amount, values[:9])
		i.Limits = model.Stretch{From: i.Values[0].Period, To: i.Values[7].Period}
		if verdict(i).Chart.Judged().Beyond() {
			beyond++
		}
		if stats.XmRChart(values[:9], 9, math.Inf(-1), math.Inf(1))[8].Beyond() {
			before++
		}
		i = indicator(model.Amount, values)
		i.Limits = model.Stretch{From: i.Values[0].Period, To: i.Values[7].Period}
		c := verdict(i).Chart
		if c.Judged().Beyond() {
			some++
		}
		if slices.ContainsFunc(c.Points[8:], stats.ControlPoint.Beyond) {
			drawn++
		}
	}
	return append(out, rate("beyond limits of a stated stretch of 8", beyond, before, runs),
		rate("said to be beyond them, of ten values", some, drawn, runs))
}

// Intervals returns how often the interval of a count holds the level under it, and how often the
// next count lies where it is said to. Before, both were the exact interval of the last count.
func Intervals(runs int) []Rate {
	d := newDraws(5)
	var out []Rate
	for _, dispersion := range []float64{1, 3} {
		holds, held, next, nextBefore := 0, 0, 0, 0
		const mean = 21
		for range runs {
			values := d.counts(8, mean, dispersion)
			v := verdict(indicator(model.Count, values))
			following := float64(d.count(mean, dispersion))
			exact := stats.Rate(values[7], 1)
			for _, c := range []struct {
				count     *int
				low, high float64
				x         float64
			}{
				{&holds, v.Expected.Low, v.Expected.High, mean}, {&held, exact.Low, exact.High, mean},
				{&next, v.Next.Low, v.Next.High, following}, {&nextBefore, exact.Low, exact.High, following},
			} {
				if c.low <= c.x && c.x <= c.high {
					*c.count++
				}
			}
		}
		of := ", counts of 21, dispersion " + number(dispersion)
		out = append(out, rate("interval holds the level"+of, holds, held, runs),
			rate("next count as said"+of, next, nextBefore, runs))
	}
	return out
}

// Powers returns how often a change of the size that is said to be found in four of five cases is
// found.
func Powers(runs int) []Rate {
	d := newDraws(6)
	var out []Rate
	for _, mean := range []float64{3, 8, 20, 60} {
		found := 0
		_, up := stats.Dispersion{Ratio: 1, Freedom: 6}.DetectableRate(int(mean), level)
		for range runs {
			values := append(d.counts(7, mean, 1), float64(d.count(up, 1)))
			if t := verdict(indicator(model.Count, values)).Previous.Test; t != nil && t.P <= level {
				found++
			}
		}
		r := rate("rise from "+number(mean)+" to "+number(math.Round(up))+" found", found, 0, runs)
		r.Before = math.NaN()
		out = append(out, r)
	}
	return out
}

func rate(what string, now, before, runs int) Rate {
	return Rate{what, float64(now) / float64(runs), float64(before) / float64(runs)}
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
