package site

import (
	"math"
	"slices"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// dutch is a book of an edition with the few words that the tests read.
func dutch(r *report.Report) *book {
	l := language.New("nl", map[string]string{
		"figure.and": "{some} en {last}", "number.percent": "{n} %", "figure.with": "{name} ({value})",
		"date":    "{day}-{month}-{year}",
		"month.3": "maart", "month.5": "mei", "cycle.from": "vanaf {start}", "cycle.until": "tot {end}",
		"cycle.dates":       "{start} tot {end}",
		"risk.said.network": "met {risks}", "risk.said.ranks": "stond {places}", "risk.said.in": "{rank} in {year}",
		"risk.formerly": "Heette in {year} {title}.", "risk.said.place": "plaats {rank} van {total}",
		"risk.said.place-range": "plaats {rank} van {total} ({interval})",
		"risk.said.severity":    "{horizon}: {place}, {mean}.",
	})
	return &book{editionPlan: &editionPlan{edition: r.Edition, report: r},
		site: &model.Site{Languages: []string{"nl"}}, language: l}
}

func TestJoined(t *testing.T) {
	b := dutch(&report.Report{})
	for want, all := range map[string][]string{"": nil, "a": {"a"}, "a en b": {"a", "b"},
		"a, b en c": {"a", "b", "c"}} {
		if got := b.language.List(all); got != want {
			t.Errorf("%v: %q, want %q", all, got, want)
		}
	}
}

func TestRate(t *testing.T) {
	b := dutch(&report.Report{})
	for want, rate := range map[string]float64{"2,25 %": 0.0225, "2,5 %": 0.025, "3 %": 0.03, "0 %": 0,
		"2,26 %": 0.02256} {
		if got := b.rate(rate); got != want {
			t.Errorf("%v: %q, want %q", rate, got, want)
		}
	}
}

// TestRanks gives measures with the same ratio the same rank, and those without cost the first.
func TestRanks(t *testing.T) {
	a := appraisal.New([]*model.Measure{
		{Head: model.Head{ID: "half"}, Yearly: 100, Benefit: model.Benefit{Expected: 50}},
		{Head: model.Head{ID: "double"}, Yearly: 100, Benefit: model.Benefit{Expected: 200}},
		{Head: model.Head{ID: "free"}, Benefit: model.Benefit{Expected: 1}},
		{Head: model.Head{ID: "double too"}, Yearly: 10, Benefit: model.Benefit{Expected: 20}},
	}, 0.0225)
	if got := ranks(a); !slices.Equal(got, []int{4, 2, 1, 2}) {
		t.Errorf("ranks %v", got)
	}
	if !math.IsInf(a.Measures[2].Ratio.Expected, 1) {
		t.Error("a measure without cost has a ratio")
	}
}

func TestInitial(t *testing.T) {
	for word, want := range map[string]string{"datalek": "D", "AVG": "A", "Éénmalig": "E", "113": "#", "": "#",
		"’s nachts": "#"} {
		if got := initial(word); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	b := dutch(&report.Report{})
	march, may, never := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC),
		time.Time{}
	for _, test := range []struct {
		start, end time.Time
		want       string
	}{{never, never, ""}, {march, never, "vanaf 1-maart-2026"}, {never, may, "tot 2-mei-2026"},
		{march, may, "1-maart-2026 tot 2-mei-2026"}} {
		if got := b.dateRange(test.start, test.end); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// TestRiskSaid follows a risk through two changes of its id, over an edition in which it was not
// asked about.
func TestRiskSaid(t *testing.T) {
	edition := func(year string, risks ...*model.Risk) *model.Edition {
		e := &model.Edition{Year: year, Risks: risks}
		e.Index()
		return e
	}
	title := func(s string) model.Text { return model.Text{"": s} }
	horizon := &model.Horizon{ID: "kort", Title: title("Kort")}
	asked := &model.Survey{Horizons: []*model.Horizon{horizon}}
	oldest := &model.Risk{Head: model.Head{ID: "hack", Title: title("Hack")}}
	middle := &model.Risk{Head: model.Head{ID: "cyber", Formerly: "hack", Title: title("Hack")}}
	now := &model.Risk{Head: model.Head{ID: "ransomware", Formerly: "cyber", Title: title("Ransomware")}}
	other := &model.Risk{Head: model.Head{ID: "brand", Title: title("Brand")}}
	rank := func(r *model.Risk, n int) map[string][]survey.Ranked {
		return map[string][]survey.Ranked{"kort": {{Risk: r, Rank: n, RankLow: n, RankHigh: n + 1,
			Estimate: survey.Estimate{N: 9, Value: 4.25}}}}
	}
	r := report.New(edition("2026", now, other), model.Privacy{Threshold: 5, Base: 5})
	r.Survey = &survey.Results{Survey: asked, Severity: rank(now, 2),
		Pairs: []survey.Pair{{A: now, B: other, Estimate: survey.Estimate{N: 9, Value: 12.4}}}}
	first := report.New(edition("2024", oldest), model.Privacy{Threshold: 5, Base: 5})
	first.Survey = &survey.Results{Survey: asked, Severity: rank(oldest, 7)}
	r.Earlier = []*report.Report{first, report.New(edition("2025", middle), model.Privacy{Threshold: 5, Base: 5})}
	b := dutch(r)
	for _, said := range []struct{ got, want string }{
		{b.ranksText(now), "stond 7 in 2024 en 2 in 2026"},
		{b.ranksText(other), ""},
		{b.severityText(now), "Kort: plaats 2 van 1 (2–3), 4,3."},
		{b.networkText(other), "met Ransomware (12 %)"},
		{b.currentText(now), ""},
		{b.matrixText(now), ""},
	} {
		if said.got != said.want {
			t.Errorf("%q, want %q", said.got, said.want)
		}
	}
	if got := b.history(now); !slices.Equal(got, []string{"Heette in 2025 Hack."}) {
		t.Errorf("history %q", got)
	}
}

// TestFlaggedPeriod says beside the period that a value is provisional or an estimate, and says nothing
// of what is hidden.
func TestFlaggedPeriod(t *testing.T) {
	b := dutch(&report.Report{})
	b.language = language.New("nl", map[string]string{"flag.p": "voorlopig", "flag.e": "geschat",
		"flag.u": "weinig betrouwbaar", "number.percent": "{n}%"})
	i := &model.Indicator{Kind: model.Share, Unit: model.Text{"nl": "% van de werktijd"}}
	for want, p := range map[string]report.Point{
		"4% van de werktijd (2025)":                     {Number: 4},
		"4% van de werktijd (2025, voorlopig)":          {Number: 4, Flags: "p"},
		"4% van de werktijd (2025, voorlopig, geschat)": {Number: 4, Flags: "ep"},
		"0% van de werktijd (2025)":                     {State: report.Small, Flags: "p"},
	} {
		p.Period = model.Period{Year: 2025}
		if got := b.valueWithPeriod(p, i); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
