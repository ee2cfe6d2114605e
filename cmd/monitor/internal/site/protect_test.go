package site

import (
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// TestWiderAudience: what the intranet takes the public site to show is what that shows, also where
// the two first differ in a later edition, or differed in an earlier one.
func TestWiderAudience(t *testing.T) {
	d := &model.Dimension{ID: "d"}
	made := func(year, audience string, total float64, parts ...float64) *edition.Loaded {
		values := func(x float64) []model.Value {
			return []model.Value{{Period: model.Period{Year: 2024}, Number: x}}
		}
		b := &model.Breakdown{Dimension: d}
		for n, x := range parts {
			b.Parts = append(b.Parts, model.Part{Member: &model.Member{Key: string(rune('a' + n))}, Values: values(x)})
		}
		i := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Count, Sensitive: true, Protect: model.Hide,
			Values: values(total), Breakdowns: []*model.Breakdown{b}}
		other := &model.Indicator{Head: model.Head{ID: "y"}, Kind: model.Count, Values: values(7)}
		if audience == "intranet" {
			other.Audience = model.Intranet
		}
		e := &model.Edition{Year: year, Settings: model.Settings{Privacy: model.Privacy{Threshold: 5, Base: 5}},
			Indicators: []*model.Indicator{i, other}}
		e.Index()
		return &edition.Loaded{Edition: e}
	}
	for _, test := range []struct {
		name string
		all  []*edition.Loaded
	}{
		{"a later edition differs", []*edition.Loaded{made("2025", "", 35, 14, 12, 9),
			made("2026", "intranet", 24, 3, 11, 10)}},
		{"an earlier edition differs", []*edition.Loaded{made("2025", "intranet", 35, 14, 12, 9),
			made("2026", "", 24, 3, 11, 10)}},
	} {
		reports := func(audience model.Audience) []derived {
			p := &Plan{audience: audience, site: &model.Site{Languages: []string{"nl"}}}
			return p.reports(test.all, p.visibleEditions(test.all))
		}
		public, intranet := reports(model.Public), reports(model.Intranet)
		for n := range public {
			theirs, ours := public[n].Facts(public[n].Report.Edition.Indicator("x")),
				intranet[n].Facts(intranet[n].Report.Edition.Indicator("x"))
			if total, same := theirs.Values.Points[0].State, ours.Values.Points[0].State; total != same {
				t.Errorf("%s: the public sees the total as %v, the intranet as %v", test.name, total, same)
			}
			for m, part := range theirs.Breakdowns[0].Parts {
				if one, other := part.Points[0].State, ours.Breakdowns[0].Parts[m].Points[0].State; one != other {
					t.Errorf("%s: the public sees part %d as %v, the intranet as %v", test.name, m, one, other)
				}
			}
			for _, f := range intranet[n].Published.Findings() {
				if f.Exposed {
					t.Errorf("%s: only %v stays possible of %v", test.name, f.Possible, f.Coordinates)
				}
			}
		}
		parts := public[1].Facts(public[1].Report.Edition.Indicator("x")).Breakdowns[0].Parts
		if parts[0].Points[0].State != report.Small || parts[2].Points[0].State != report.Withheld {
			t.Errorf("%s: the parts are %v: nothing is tested", test.name, parts)
		}
	}
}
