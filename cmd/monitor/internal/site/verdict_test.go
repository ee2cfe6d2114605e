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
