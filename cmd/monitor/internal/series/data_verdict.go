package series

import (
	"encoding/json"
	"math"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// datasetVerdict is the verdict on the indicator in the JSON file. Its words are those of the rules
// in site.toml.
type datasetVerdict struct {
	Period string        `json:"period"` // that is judged
	Course string        `json:"course"` // better, worse, shifted, same, too-few, not-comparable
	By     string        `json:"by,omitempty"`
	Aim    string        `json:"aim"` // reached, on-track, off-track, no-target, unknown
	AimBy  string        `json:"aim_by,omitempty"`
	Level  json.Number   `json:"level"` // false discovery rate below which adjusted_p is called demonstrable
	Tests  []datasetTest `json:"tests,omitempty"`
	Limits *datasetChart `json:"limits,omitempty"`
}

// datasetTest is a comparison or a trend. A slope is per period: in the unit, or in per cents for
// Poisson regression.
type datasetTest struct {
	Against string `json:"against"` // previous, baseline, trend
	From    string `json:"from"`
	To      string `json:"to"`
	// Method is exact-poisson, fisher, poisson-regression, linear-regression, mann-kendall, none or
	// not-comparable.
	Method   string      `json:"method"`
	Rate     bool        `json:"rate,omitempty"`
	Slope    json.Number `json:"slope,omitempty"`
	Low      json.Number `json:"low,omitempty"`
	High     json.Number `json:"high,omitempty"`
	P        json.Number `json:"p,omitempty"`
	Adjusted json.Number `json:"adjusted_p,omitempty"`
}

// datasetChart is the control limits at the latest point.
type datasetChart struct {
	Chart  string      `json:"chart"` // c, u, p, XmR; a u chart is of the rate
	Points int         `json:"points"`
	Low    json.Number `json:"low"`
	Centre json.Number `json:"centre"`
	High   json.Number `json:"high"`
}

var (
	bases = map[report.Basis]string{
		report.ByPrevious: "previous",
		report.ByTrend:    "trend",
		report.ByLimits:   "limits",
		report.ByBaseline: "baseline",
	}
	aimBases = map[report.AimBasis]string{
		report.AimMoving:   "moving",
		report.AimByChance: "within-chance",
		report.AimBeyond:   "beyond-chance",
	}
	methods = map[report.TrendMethod]string{
		report.PoissonTrend: "poisson-regression",
		report.LinearTrend:  "linear-regression",
		report.KendallTrend: "mann-kendall",
	}
)

// describeVerdict returns nil when no current value is shown.
func describeVerdict(f *report.Facts, r *report.Report) *datasetVerdict {
	v := r.Verdict(f.Indicator)
	if v == nil || v.Latest == nil {
		return nil
	}
	d := &datasetVerdict{Period: v.Latest.Period.String(), Course: string(v.Course), By: bases[v.By],
		Aim: string(v.Aim), AimBy: aimBases[v.AimBy], Level: significant(r.Judging.Level)}
	d.compare("previous", v.Previous, f)
	d.compare("baseline", v.Baseline, f)
	if t := v.Trend; t != nil {
		d.Tests = append(d.Tests, datasetTest{
			Against:  "trend",
			From:     t.From.String(),
			To:       t.To.String(),
			Method:   methods[t.Method],
			Rate:     t.ByRate,
			Slope:    significant(t.Slope.Value),
			Low:      significant(t.Slope.Low),
			High:     significant(t.Slope.High),
			P:        significant(t.P),
			Adjusted: significant(t.Adjusted),
		})
	}
	if c := v.Chart; c != nil {
		p := c.Points[len(c.Points)-1]
		d.Limits = &datasetChart{string(c.Kind), len(c.Points), significant(p.Low), significant(p.Centre),
			significant(p.High)}
	}
	return d
}

func (d *datasetVerdict) compare(against string, c *report.Comparison, f *report.Facts) {
	if c == nil {
		return
	}
	t := datasetTest{Against: against, From: c.From.Period.String(), To: c.To.Period.String(),
		Method: "none", Rate: c.ByRate}
	switch {
	case !c.Comparable:
		t.Method = "not-comparable"
	case c.Tested:
		t.Method = "exact-poisson"
		if f.Indicator.Kind == "share" {
			t.Method = "fisher"
		}
		t.P, t.Adjusted = significant(c.P), significant(c.Adjusted)
	}
	d.Tests = append(d.Tests, t)
}

// significant writes a number with four significant digits. An infinite number, which bounds
// nothing, is "".
func significant(x float64) json.Number {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return ""
	}
	return json.Number(strconv.FormatFloat(x, 'g', 4, 64))
}
