package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Deriving is measured in this process, on more numbers than any report has: what may be shown, with the audit of what may not,
// and the verdicts.
const (
	derivedIndicators = 1000
	derivedPeriods    = 20
	derivedBreakdowns = 10
	derivedParts      = 6  // of each breakdown
	derivedSensitive  = 10 // one indicator in so many has small counts about people
	limitDerive       = time.Second
)

// derived is what was measured.
type derived struct {
	protect, judge time.Duration // what is shown and hidden, and the verdicts
	hidden         int           // numbers
}

func (d derived) total() time.Duration { return d.protect + d.judge }

// deriveAll derives and judges a generated edition as often as it is asked, and returns the quickest.
func deriveAll(times int) derived {
	var best derived
	for n := range times {
		e := generateNumbers(rand.New(rand.NewPCG(2026, 3)))
		start := time.Now()
		r := report.New(e, surveyThreshold)
		hidden := len(r.Suppressions()) + len(r.Echoes())
		d := derived{protect: time.Since(start), hidden: hidden}
		start = time.Now()
		r.Judge(model.Judging{Level: 0.05, Trend: 5})
		if d.judge = time.Since(start); n == 0 || d.total() < best.total() {
			best = d
		}
	}
	return best
}

// generateNumbers makes an edition of counts, rates and shares, each split in some ways that all add up to its total.
func generateNumbers(r *rand.Rand) *model.Edition {
	period := func(n int) model.Period { return model.Period{Year: 2007 + n} }
	people := &model.Indicator{Head: model.Head{ID: "people"}, Kind: model.Count}
	for n := range derivedPeriods {
		people.Values = append(people.Values, model.Value{Period: period(n), Number: float64(4000 + 31*n)})
	}
	e := &model.Edition{Year: "2026", Indicators: []*model.Indicator{people}}
	aspect := &model.Aspect{Head: model.Head{ID: "aspect"}, Category: "category"} // what is about nothing is a denominator, and not judged
	for n := range derivedIndicators - 1 {
		i := &model.Indicator{Head: model.Head{ID: fmt.Sprint("i", n)}, Aspect: aspect, Direction: model.Lower, Kind: model.Count, Sensitive: n%derivedSensitive == 0}
		switch n % 3 {
		case 1:
			i.Per = &model.Per{Indicator: people, Factor: 1000}
		case 2:
			if !i.Sensitive {
				i.Kind, i.Base = model.Share, people
			}
		}
		totals := make([]int, derivedPeriods)
		for n := range totals {
			totals[n] = derivedParts * (5 + r.IntN(15))
			if i.Kind == model.Share {
				totals[n] = r.IntN(100)
			}
			i.Values = append(i.Values, model.Value{Period: period(n), Number: float64(totals[n])})
		}
		for d := range derivedBreakdowns {
			i.Breakdowns = append(i.Breakdowns, generateSplit(r, fmt.Sprint("d", d), totals, period, i.Kind == model.Count))
		}
		e.Indicators = append(e.Indicators, i)
	}
	e.Index()
	return e
}

// generateSplit divides totals over parts, now and then with a small one. Parts of shares are shares themselves.
func generateSplit(r *rand.Rand, dimension string, totals []int, period func(int) model.Period, adds bool) *model.Breakdown {
	split := &model.Breakdown{Dimension: &model.Dimension{ID: dimension}}
	for p := range derivedParts {
		split.Parts = append(split.Parts, model.Part{Member: &model.Member{Key: fmt.Sprint("p", p)}})
	}
	for n, left := range totals {
		for p := range split.Parts {
			x := min(left, 5+r.IntN(10))
			switch {
			case !adds:
				x = r.IntN(100)
			case p == derivedParts-1:
				x = left
			case r.IntN(6) == 0:
				x = min(left, r.IntN(5))
			}
			left -= x
			split.Parts[p].Values = append(split.Parts[p].Values, model.Value{Period: period(n), Number: float64(x)})
		}
	}
	return split
}

func printDerived(w io.Writer, d derived) {
	fmt.Fprintf(w, "deriving %d indicators of %d periods with %d breakdowns of %d parts: %d ms, of which %d for verdicts (limit %d): %s; %d numbers hidden and audited\n",
		derivedIndicators, derivedPeriods, derivedBreakdowns, derivedParts, d.total().Milliseconds(), d.judge.Milliseconds(),
		limitDerive.Milliseconds(), verdict(d.total(), limitDerive), d.hidden)
}
