package site

import (
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// TestWordsBesideDigits holds the words about two values to the digits that stand beside them: what
// is written alike is not called higher, and what is written otherwise not equal.
func TestWordsBesideDigits(t *testing.T) {
	words := map[string]string{
		"fact.same": "gelijk", "fact.nearly": "afgerond gelijk", "fact.side.higher": "hoger", "fact.side.lower": "lager",
		"fact.higher": "{amount} hoger", "fact.lower": "{amount} lager", "fact.points": "{n} punt",
		"number.percent": "{n}%", "verdict.than": "anders", "verdict.with-was": "{value}, was {was}",
		"verdict.expected": "{value}", "verdict.baseline.nearly": "afgerond gelijk ({was})",
		"verdict.baseline.lower": "lager ({was})", "verdict.baseline.equal": "gelijk ({was})",
		"fact.passed.hidden": "{text}; niet getoond: {periods}", "fact.passed.missing": "{text}; zonder cijfer: {periods}",
	}
	for _, test := range []struct {
		name     string
		kind     model.NumberKind
		decimals int
		from, to float64
		is       string // the latest value as it is written
		change   string
		baseline string // of which the same two values are the first and the last
		reason   string // when the change is demonstrable
	}{
		{"equal", model.Share, 1, 10, 10, "10,0%", "gelijk", "gelijk (10,0%)", ""},
		{"lower", model.Share, 1, 12, 10, "10,0%", "2,0 punt lager", "lager (12,0%)", ""},
		{"lower, and written alike", model.Share, 1, 10.04, 9.98, "10,0%", "afgerond gelijk", "afgerond gelijk (10,0%)",
			"9,98%, was 10,04%"},
		{"both above 99", model.Share, 0, 99.6, 99.9, "> 99%", "afgerond gelijk", "", ""},
		{"from 99 to above 99", model.Share, 0, 99.2, 99.7, "> 99%", "hoger", "", ""},
		{"from above 99 to all", model.Share, 0, 99.7, 100, "100%", "hoger", "", ""},
	} {
		i := &model.Indicator{Aspect: &model.Aspect{}, Kind: test.kind, Decimals: test.decimals, Unit: model.Text{"nl": "%"},
			Direction: model.Higher}
		period := func(year int) model.Period { return model.Period{Year: year} }
		from, to := report.Point{Period: period(2024), Number: test.from}, report.Point{Period: period(2025), Number: test.to}
		facts := &report.Facts{Indicator: i, Latest: &to, Change: &report.Change{From: from, To: to, Comparable: true}}
		b := dutch(&report.Report{Edition: &model.Edition{Year: "2026"}})
		b.language = language.New("nl", words)
		if got, _ := b.pointAndUnit(to, i); strings.ReplaceAll(got, "\u00a0", " ") != test.is {
			t.Errorf("%s: written %q, want %q", test.name, got, test.is)
		}
		if got := b.changeText(facts); got != test.change {
			t.Errorf("%s: %q, want %q", test.name, got, test.change)
		}
		side := 0
		if test.to < test.from {
			side = -1
		}
		c := &report.Comparison{From: from, To: to, Comparable: true, Side: side, Test: &report.Test{}}
		w := verdictWriter{b, i, &report.Verdict{Latest: &to, By: report.ByPrevious, Previous: c, Baseline: c,
			Expected: &stats.Interval{}}, facts}
		if got := w.baselineText(); test.baseline != "" && got != test.baseline {
			t.Errorf("%s: %q, want %q", test.name, got, test.baseline)
		}
		if got := w.reason(); test.reason != "" && got != test.reason {
			t.Errorf("%s: %q, want %q", test.name, got, test.reason)
		}
	}
}

// TestPassedOver: a change says which periods of its season it passes over.
func TestPassedOver(t *testing.T) {
	b := dutch(&report.Report{Edition: &model.Edition{Year: "2026"}})
	b.language = language.New("nl", map[string]string{"figure.and": "{some} en {last}",
		"fact.passed.hidden": "{text}; niet getoond: {periods}", "fact.passed.missing": "{text}; zonder cijfer: {periods}"})
	f := &report.Facts{}
	for n, state := range []report.State{report.Shown, report.Small, report.Missing, report.Absent, report.Shown,
		report.Shown} {
		f.Values.Points = append(f.Values.Points, report.Point{Period: model.Period{Year: 2020 + n}, State: state})
	}
	for _, test := range []struct {
		from, to int
		want     string
	}{
		{2020, 2024, "1 lager; niet getoond: 2021; zonder cijfer: 2022 en 2023"},
		{2024, 2025, "1 lager"},
	} {
		if got := b.passedOver("1 lager", f, model.Period{Year: test.from}, model.Period{Year: test.to}); got != test.want {
			t.Errorf("%d to %d: %q", test.from, test.to, got)
		}
	}
	for n := range f.Values.Points {
		f.Values.Points[n].Period = model.Period{Frequency: model.Quarterly, Year: 2024 + n/4, Part: n%4 + 1}
	}
	first, last := f.Values.Points[0].Period, f.Values.Points[4].Period
	if got := b.passedOver("1 lager", f, first, last); got != "1 lager" {
		t.Errorf("quarters of other seasons lie between: %q", got)
	}
}

// TestSlopeBesideZero: a slope, or a bound of its interval, is not written as zero when it is not, so
// that a reader sees on which side of zero an interval lies.
func TestSlopeBesideZero(t *testing.T) {
	w := verdictWriter{book: dutch(&report.Report{Edition: &model.Edition{}}), indicator: &model.Indicator{}}
	for x, want := range map[float64]string{0: "0,0", 0.34: "+0,3", 0.034: "+0,03", -0.0004: "−0,0004",
		1e-9: "0,00000"} {
		if got := w.slopeText(&report.Trend{Method: report.LinearTrend}, x); got != want {
			t.Errorf("%g is written %q, want %q", x, got, want)
		}
	}
}

// TestTargetInInterval: where the interval holds the target, an answer about it says why that plays no
// part. Without an answer there is nothing to say.
func TestTargetInInterval(t *testing.T) {
	b := dutch(&report.Report{Edition: &model.Edition{Year: "2026"}})
	target := 5.0
	i := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Count, Aspect: &model.Aspect{}, Target: &target}
	for _, x := range []float64{4, 4, 4} {
		i.Values = append(i.Values, model.Value{Period: model.Period{Year: 2023 + len(i.Values)}, Number: x})
	}
	b.edition.Indicators = []*model.Indicator{i}
	b.edition.Index()
	b.report = report.New(b.edition, model.Privacy{Threshold: 5, Base: 5})
	b.report.Judge(model.Judging{Level: 0.05, Window: 7}, nil)
	v := b.report.Verdict(i)
	w := verdictWriter{b, i, v, b.report.Facts(i)}
	for _, test := range []struct {
		low, high float64
		aim       model.Aim
		said      bool
	}{
		{1, 10, model.TargetReached, true},
		{5, 10, model.TargetMissed, true},
		{1, 4.9, model.TargetReached, false},
		{1, 10, model.TargetUnknown, false},
	} {
		v.Expected, v.Aim = &stats.Interval{Low: test.low, High: test.high}, test.aim
		if said, _ := w.targetText(i); strings.Contains(said, "verdict.aim-inside") != test.said {
			t.Errorf("%+v: %s", test, said)
		}
	}
}

// TestThenAndNow: a first measurement and the latest value are not set side by side across a break
// without a word.
func TestThenAndNow(t *testing.T) {
	for _, flags := range []model.Flags{"", "b"} {
		b := dutch(&report.Report{Edition: &model.Edition{Year: "2026"}})
		i := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Count, Baseline: model.Period{Year: 2019},
			Values: []model.Value{{Period: model.Period{Year: 2019}, Number: 4},
				{Period: model.Period{Year: 2020}, Flags: flags}}}
		b.edition.Indicators = []*model.Indicator{i}
		b.edition.Index()
		b.report = report.New(b.edition, model.Privacy{Threshold: 5, Base: 5})
		then, now := b.thenAndNow(model.Evidence{Kind: model.IndicatorKind, ID: "x"})
		if broken := now == "scan.incomparable"; then == "" || now == "" || broken != (flags == "b") {
			t.Errorf("flags %q: %q, %q", flags, then, now)
		}
	}
}
