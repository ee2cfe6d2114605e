// Package simulation owns how often the verdicts of package report err, on series drawn at random
// from a known level. The page on method states these rates. Each is beside that of the rule that
// the verdicts replaced.
//
// It imports packages model, report and stats. The draws have a fixed seed.
package simulation

import (
	"math"
	"math/rand/v2"
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

// level is that of the tests.
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

// verdict judges an indicator as the only one of its edition.
func verdict(i *model.Indicator) *report.Verdict {
	e := &model.Edition{Year: "2026", Indicators: []*model.Indicator{i}}
	e.Index()
	r := report.New(e, model.Privacy{Threshold: 5, Base: 5})
	r.Judge(model.Judging{Level: level, Window: 7, Lag: 2}, nil)
	return r.Verdict(i)
}

func (d draws) counts(n int, mean, dispersion float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(d.count(mean, dispersion))
	}
	return out
}

// Targets returns how often a count is called to have met its target, or to be on track, in seven
// years that are really at a factor of it. Before, one year was enough, or a target within the
// interval around it.
func Targets(runs int) []Rate {
	d := newDraws(1)
	var out []Rate
	for _, factor := range []float64{1.5, 0.7} {
		for _, dispersion := range []float64{1, 3} {
			for _, target := range []float64{5, 8, 20, 80} {
				now, before := 0, 0
				for range runs {
					values := d.counts(7, factor*target, dispersion)
					i := indicator(model.Count, values)
					i.Target, i.TargetBy = &target, 2028
					aim := verdict(i).Aim
					if aim == model.TargetReached || factor > 1 && aim == model.OnTrack {
						now++
					}
					if last := values[len(values)-1]; last <= target || stats.Rate(last, 1).Low <= target {
						before++
					}
				}
				out = append(out, rate("met at "+number(factor)+" × "+number(target)+", dispersion "+number(dispersion),
					now, before, runs))
			}
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
		for _, mean := range []float64{8, 20, 60} {
			var last, trend, lastBefore, trendBefore int
			for range runs {
				values := d.counts(8, mean, dispersion)
				v := verdict(indicator(model.Count, values))
				if v.Previous.Test != nil && v.Previous.Test.P <= level {
					last++
				}
				if v.Trend != nil && v.Trend.P <= level {
					trend++
				}
				if stats.CompareRates(int(values[6]), 1, int(values[7]), 1) <= level {
					lastBefore++
				}
				if chanceTrend(values) <= level {
					trendBefore++
				}
			}
			of := " of counts of " + number(mean) + ", dispersion " + number(dispersion)
			out = append(out, rate("change"+of, last, lastBefore, runs), rate("trend"+of, trend, trendBefore, runs))
		}
	}
	return out
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

// Lines returns how often an amount that does not change is called to have a trend, over years that
// are independent and over years that resemble each other.
func Lines(runs int) []Rate {
	d := newDraws(3)
	var out []Rate
	for _, years := range []int{4, 5, 7} {
		out = append(out, d.line(runs, years, 0))
	}
	return append(out, d.line(runs, 7, 0.3), d.line(runs, 7, 0.6))
}

func (d draws) line(runs, years int, correlation float64) Rate {
	now := 0
	for range runs {
		if v := verdict(indicator(model.Amount, d.correlated(years, correlation))); v.Trend.P <= level {
			now++
		}
	}
	r := rate("trend of "+strconv.Itoa(years)+" amounts, correlation "+number(correlation), now, 0, runs)
	r.Before = math.NaN()
	return r
}

// Limits returns how often a series of amounts that does not change has limits, and how often its
// latest value lies beyond them. Before, eight values were enough, whatever their course.
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
	return out
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
