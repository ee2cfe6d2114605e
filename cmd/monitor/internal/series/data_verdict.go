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
	Period    string        `json:"period"` // that is judged
	Course    string        `json:"course"` // better, worse, shifted, same, too-few, not-comparable
	By        string        `json:"by,omitempty"`
	Contrary  bool          `json:"contrary,omitempty"`  // the recent series goes the other way
	Aim       string        `json:"aim"`                 // reached, on-track, missed, no-target, unknown
	Assurance string        `json:"assurance,omitempty"` // good, bad, chance, too-few
	Level     json.Number   `json:"level"`               // below which adjusted_p is called demonstrable
	Tests     []datasetTest `json:"tests,omitempty"`
	Limits    *datasetChart `json:"limits,omitempty"`
}

// datasetTest is a comparison or a trend. A slope is per year: in the unit, or in per cents for
// counts.
type datasetTest struct {
	Against string `json:"against"` // previous, baseline, trend
	From    string `json:"from"`
	To      string `json:"to"`
	// Method is exact-poisson, fisher, poisson-regression or cochran-armitage, each with the
	// quasi-likelihood test as its second hurdle; or linear-regression, none or not-comparable.
	Method   string      `json:"method"`
	Rate     bool        `json:"rate,omitempty"`
	Slope    json.Number `json:"slope,omitempty"`
	Low      json.Number `json:"low,omitempty"`
	High     json.Number `json:"high,omitempty"`
	P        json.Number `json:"p,omitempty"`
	Adjusted json.Number `json:"adjusted_p,omitempty"`
	Edition  string      `json:"edition,omitempty"` // that made the test, when an earlier one did
}

// datasetChart is the control limits at the latest point.
type datasetChart struct {
	Chart  string      `json:"chart"` // u′, p′, XmR
	Rate   bool        `json:"rate,omitempty"`
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
	}
	methods = map[report.TrendMethod]string{
		report.RateTrend:   "poisson-regression",
		report.ShareTrend:  "cochran-armitage",
		report.LinearTrend: "linear-regression",
	}
)

// describeVerdict returns nil when no current value is shown.
func describeVerdict(f *report.Facts, r *report.Report) *datasetVerdict {
	v := r.Verdict(f.Indicator)
	if v == nil || v.Latest == nil {
		return nil
	}
	d := &datasetVerdict{Period: v.Latest.Period.String(), Course: string(v.Course), By: bases[v.By],
		Contrary: v.Contrary, Aim: string(v.Aim), Assurance: string(v.Assurance), Level: significant(r.Judging.Level)}
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
			Edition:  t.Edition,
		})
	}
	if c := v.Chart; c != nil {
		p := c.Points[len(c.Points)-1]
		d.Limits = &datasetChart{string(c.Kind), c.ByRate, c.Base, significant(p.Low), significant(p.Centre),
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
	case c.Test != nil:
		t.Method = "exact-poisson"
		if f.Indicator.Kind == "share" {
			t.Method = "fisher"
		}
		t.P, t.Adjusted, t.Edition = significant(c.Test.P), significant(c.Test.Adjusted), c.Test.Edition
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
