package landscape

import (
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// TestFoundLevels gives the three aspects of an edition levels, now and in the edition before, and checks what the
// titles of figures of maturity say.
func TestFoundLevels(t *testing.T) {
	const none = -1
	for _, c := range []struct {
		name            string
		now, before     [3]int
		radar, maturity string
	}{
		{"one most, one least", [3]int{4, 2, 3}, [3]int{none, none, none},
			"Volwassenheid (Cyber): het hoogste niveau heeft Een (4,0), het laagste Twee (2,0)",
			"Volwassenheid: het hoogste niveau heeft Een (4,0), het laagste Twee (2,0)"},
		{"a tie", [3]int{4, 2, 4}, [3]int{none, none, none},
			"Volwassenheid (Cyber): het hoogste niveau heeft Een en Drie (4,0), het laagste Twee (2,0)",
			"Volwassenheid: het hoogste niveau heeft Een en Drie (4,0), het laagste Twee (2,0)"},
		{"all alike", [3]int{3, 3, 3}, [3]int{none, none, none},
			"Volwassenheid (Cyber): alle beoordeelde aspecten hebben niveau 3,0",
			"Volwassenheid: alle beoordeelde aspecten hebben niveau 3,0"},
		{"one answer", [3]int{none, 2, none}, [3]int{none, none, none},
			"Volwassenheid per aspect: Cyber", "Volwassenheid per aspect en editie"},
		{"no answer", [3]int{none, none, none}, [3]int{none, none, none},
			"Volwassenheid per aspect: Cyber", "Volwassenheid per aspect en editie"},
		{"two up", [3]int{4, 2, 4}, [3]int{3, 2, 3},
			"Volwassenheid (Cyber): het hoogste niveau heeft Een en Drie (4,0), het laagste Twee (2,0)",
			"Volwassenheid sinds 2025: van 3 aspecten 2 omhoog en geen omlaag"},
		{"nothing moved", [3]int{4, 2, 3}, [3]int{4, 2, none},
			"Volwassenheid (Cyber): het hoogste niveau heeft Een (4,0), het laagste Twee (2,0)",
			"Volwassenheid sinds 2025: geen aspect omhoog of omlaag"},
	} {
		r := leveledReport("2026", c.now, leveledReport("2025", c.before))
		l := figuretest.Words(t, "nl")
		cyber := r.Edition.Categories[0]
		if got := Title(figure.Spec{Kind: figure.Radar, Category: cyber}, r, l); got != c.radar {
			t.Errorf("%s: the radar says %q, want %q", c.name, got, c.radar)
		}
		if got := Title(figure.Spec{Kind: figure.Maturity}, r, l); got != c.maturity {
			t.Errorf("%s: the maturity says %q, want %q", c.name, got, c.maturity)
		}
	}
}

// leveledReport has one question about each of three aspects, with a level or, when negative, no answer.
func leveledReport(year string, levels [3]int, earlier ...*report.Report) *report.Report {
	c := &model.Category{Head: model.Head{ID: "cyber", Title: text("Cyber", "Cyber")}, Number: 1}
	e := &model.Edition{Year: year, Categories: []*model.Category{c}}
	for n, name := range []string{"Een", "Twee", "Drie"} {
		a := &model.Aspect{Head: model.Head{ID: strings.ToLower(name), Title: text(name, name)}, Category: c.ID}
		q := &model.Question{Head: model.Head{ID: "q-" + a.ID}, Aspect: a, Step: model.Step(model.Steps[n])}
		if levels[n] >= 0 {
			q.Answer = &model.Answer{Level: levels[n]}
		}
		c.Aspects, e.Aspects, e.Questions = append(c.Aspects, a), append(e.Aspects, a), append(e.Questions, q)
	}
	e.Index()
	r := report.New(e, model.Privacy{Threshold: 5, Base: 5})
	r.Earlier = earlier
	return r
}

// TestFoundSteps checks that the title of the process steps names one or two steps, or none.
func TestFoundSteps(t *testing.T) {
	l := figuretest.Words(t, "nl")
	about := "Volwassenheid per hoofdcategorie en processtap"
	for _, c := range []struct {
		levels [3]int
		want   string
	}{
		{[3]int{2, 2, 2}, about},
		{[3]int{-1, -1, -1}, about},
		{[3]int{4, -1, -1}, about},
		{[3]int{4, 2, 2}, "het laagst (2,0)"},
	} {
		r := leveledReport("2026", c.levels)
		if got := Title(figure.Spec{Kind: figure.Steps}, r, l); !strings.HasSuffix(got, c.want) {
			t.Errorf("%v: %q, want %q", c.levels, got, c.want)
		}
	}
}

// TestFoundGroups checks that the heat map names the risk on which groups differ most only where that is one, where
// the intervals do not overlap, and where both groups are shown.
func TestFoundGroups(t *testing.T) {
	l := figuretest.Words(t, "nl")
	spec := figure.Spec{Kind: figure.Heatmap}
	about := "Hoe ernstig elke groep elk risico vindt"
	flat := func() *report.Report {
		r := landscapes()
		for n := range r.Survey.Cells {
			r.Survey.Cells[n].Withheld = n == 2
			for _, risk := range r.Edition.Risks {
				r.Survey.ByCell[n][risk.ID] = survey.Estimate{N: 40, Value: 3, Low: 2.9, High: 3.1}
			}
		}
		return r
	}
	set := func(r *report.Report, cell, risk int, value, half float64) {
		r.Survey.ByCell[cell][r.Edition.Risks[risk].ID] = survey.Estimate{N: 40, Value: value, Low: value - half,
			High: value + half}
	}
	check := func(name string, r *report.Report, want string) {
		if got := Title(spec, r, l); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	r := flat()
	check("all alike", r, about)
	set(r, 0, 3, 4, 0.1)
	check("one", r, "Over de ernst van "+l.Text(r.Edition.Risks[3].Title)+" verschillen de groepen het meest van mening")
	set(r, 1, 4, 4.004, 0.1) // 4,00, as the other
	check("a tie in the table", r, about)
	r = flat()
	set(r, 0, 3, 4, 1)
	check("not sure", r, about)
	r = flat()
	set(r, 2, 3, 5, 0.1)
	check("hidden", r, about)
}

// TestFoundPeers checks that the title of peers has the last own number that is shown, and not a hidden one.
func TestFoundPeers(t *testing.T) {
	r, l := landscapes(), figuretest.Words(t, "nl")
	spec := figure.Spec{Kind: figure.Peers, Indicators: r.Edition.Indicators}
	if got := Title(spec, r, l); !strings.HasPrefix(got, "Ziekteverzuim, 2024: hier ") || !strings.Contains(got, "%, elders ") {
		t.Errorf("%q", got)
	}
	i := r.Edition.Indicators[0]
	for n := range i.Values {
		i.Values[n].Flags = "c"
	}
	r = report.New(r.Edition, model.Privacy{Threshold: 5, Base: 5})
	if got := Title(spec, r, l); !strings.HasPrefix(got, "Ziekteverzuim, 2025: elders ") || strings.Contains(got, "7,31") {
		t.Errorf("hidden: %q", got)
	}
}
