package series

import (
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestComplete(t *testing.T) {
	l := figuretest.Words(t, "nl")
	staff := indicator("staf", text("Medewerkers", "Employees"), text("personen", "persons"), model.Count, 0,
		"2020=100 2021=110")
	count := indicator("aantal", text("Aantal", "Count"), text("meldingen", "reports"), model.Count, 0,
		"2020=10 2021=12", per(staff, 1000), split(alarms, "2020=4 2021=5", "2020=6 2021=7"))
	other := indicator("ander", text("Ander", "Other"), text("meldingen", "reports"), model.Count, 0,
		"2019=8 2020=9")
	share := indicator("aandeel", text("Aandeel", "Share"), percentOf("alles", "all"), model.Share, 1,
		"2020=10 2021=12", split(alarms, "2020=4 2021=5", ""))
	quarter := indicator("kwartaal", text("Kwartaal", "Quarter"), text("meldingen", "reports"), model.Count, 0,
		"2020-Q1=10 2020-Q4=12")
	empty := indicator("leeg", text("Leeg", "Empty"), text("meldingen", "reports"), model.Count, 0, "2020=: 2021=:")
	tiny := indicator("klein", text("Klein", "Small"), text("meldingen", "reports"), model.Count, 0,
		"2020=2 2021=3", sensitive, per(staff, 10))
	r := edition(staff, count, other, share, quarter, empty, tiny)
	stranger := indicator("vreemd", text("Vreemd", "Stranger"), text("x", "x"), model.Count, 0, "2020=1")
	many := slices.Repeat([]*model.Indicator{count}, figure.MaxSubjects+1)

	period := func(s string) model.Period {
		p, ok := model.ParsePeriod(s)
		if !ok && s != "" {
			t.Fatal(s)
		}
		return p
	}
	list := func(i ...*model.Indicator) []*model.Indicator { return i }
	for _, c := range []struct {
		name string
		spec figure.Spec
		kind figure.Kind     // what it becomes
		code diagnostic.Code // or why not
		key  string
		args string
	}{
		{"count", figure.Spec{Indicators: list(count)}, figure.Bar, "", "", ""},
		{"share", figure.Spec{Indicators: list(share)}, figure.Line, "", "", ""},
		{"rate of a count", figure.Spec{Indicators: list(count), Rate: true}, figure.Line, "", "", ""},
		{"breakdown of a count", figure.Spec{Indicators: list(count), Breakdown: alarms}, figure.Stacked, "", "", ""},
		{"breakdown of a share", figure.Spec{Indicators: list(share), Breakdown: alarms}, figure.Grouped, "", "", ""},
		{"same unit", figure.Spec{Indicators: list(count, other)}, figure.Line, "", "", ""},
		{"other unit", figure.Spec{Indicators: list(count, share)}, figure.Multiples, "", "", ""},
		{"other length of periods", figure.Spec{Indicators: list(count, quarter)}, figure.Multiples, "", "", ""},
		{"bars of several", figure.Spec{Indicators: list(count, other), Kind: figure.Bar}, figure.Grouped, "", "", ""},
		{"bars of parts", figure.Spec{Indicators: list(count), Kind: figure.Bar, Breakdown: alarms}, figure.Grouped,
			"", "", ""},
		{"sparkline of several", figure.Spec{Indicators: list(count, share), Kind: figure.Sparkline}, figure.Multiples,
			"", "", ""},
		{"lines of parts", figure.Spec{Indicators: list(count), Kind: figure.Line, Breakdown: alarms}, figure.Line,
			"", "", ""},
		{"multiples of one", figure.Spec{Indicators: list(count), Kind: figure.Multiples}, figure.Multiples, "", "",
			""},
		{"only small counts", figure.Spec{Indicators: list(tiny)}, figure.Bar, "", "", ""},
		{"quarters within a year", figure.Spec{Indicators: list(quarter), From: period("2020"), To: period("2020")},
			figure.Bar, "", "", ""},

		{"nothing", figure.Spec{Kind: figure.Line}, "", diagnostic.NoFigureSubject, "kind", ""},
		{"too many", figure.Spec{Indicators: many}, "", diagnostic.TooManySubjects, "indicators", "12, 13"},
		{"parts of several", figure.Spec{Indicators: list(count, share), Breakdown: alarms}, "",
			diagnostic.SeveralBrokenDown, "breakdown", "2"},
		{"not of this edition", figure.Spec{Indicators: list(stranger)}, "", diagnostic.NoFigureData, "indicator",
			"vreemd"},
		{"no denominator", figure.Spec{Indicators: list(count, other), Rate: true}, "", diagnostic.NoRate,
			"measure", "ander"},
		{"rate of parts", figure.Spec{Indicators: list(count), Rate: true, Breakdown: alarms}, "",
			diagnostic.NoPartialRate, "measure", "aantal"},
		{"from after to", figure.Spec{Indicators: list(count), From: period("2021"), To: period("2020")}, "",
			diagnostic.FromAfterTo, "from", "2021, 2020"},
		{"from after to, of other lengths", figure.Spec{Indicators: list(count), From: period("2021-Q1"),
			To: period("2020")}, "", diagnostic.FromAfterTo, "from", "2021-Q1, 2020"},
		{"a risk, without a kind", figure.Spec{Indicators: list(count), Risk: &model.Risk{}}, "",
			diagnostic.NotOfThisKind, "risk", "risk, bar"},
		{"a category", figure.Spec{Indicators: list(share), Kind: figure.Line, Category: &model.Category{}}, "",
			diagnostic.NotOfThisKind, "category", "category, line"},
		{"intervals of parts", figure.Spec{Indicators: list(count), Breakdown: alarms, Interval: true}, "",
			diagnostic.BoundsNeedOneLine, "interval", "interval"},
		{"limits of bars", figure.Spec{Indicators: list(count), Kind: figure.Bar, Limits: true}, "",
			diagnostic.BoundsNeedOneLine, "limits", "limits"},
		{"stack of one", figure.Spec{Indicators: list(count), Kind: figure.Stacked}, "", diagnostic.KindNeedsParts,
			"kind", "stacked"},
		{"share of one", figure.Spec{Indicators: list(share), Kind: figure.Share}, "", diagnostic.KindNeedsParts,
			"kind", "share"},
		{"group of one", figure.Spec{Indicators: list(share), Kind: figure.Grouped}, "", diagnostic.KindNeedsParts,
			"kind", "grouped"},
		{"stack of rates", figure.Spec{Indicators: list(count, tiny), Rate: true, Kind: figure.Stacked}, "",
			diagnostic.DifferentUnits, "indicators", "aantal, klein, meldingen / 1000 staf / meldingen / 10 staf"},
		{"stack of shares", figure.Spec{Indicators: list(share), Breakdown: alarms, Kind: figure.Stacked}, "",
			diagnostic.NotAdditive, "kind", "aandeel, share"},
		{"one axis for two units", figure.Spec{Indicators: list(count, share), Kind: figure.Line}, "",
			diagnostic.DifferentUnits, "indicators", "aantal, aandeel, meldingen / % van alles"},
		{"one axis for two lengths", figure.Spec{Indicators: list(count, quarter), Kind: figure.Stacked}, "",
			diagnostic.DifferentUnits, "indicators", "aantal, kwartaal, year / quarter"},
		{"rates per something else", figure.Spec{Indicators: list(count, tiny), Rate: true, Kind: figure.Line}, "",
			diagnostic.DifferentUnits, "indicators", "aantal, klein, meldingen / 1000 staf / meldingen / 10 staf"},
		{"nothing known", figure.Spec{Indicators: list(empty)}, "", diagnostic.NoFigureData, "indicator", "leeg"},
		{"nothing known of one", figure.Spec{Indicators: list(count, empty)}, "", diagnostic.NoFigureData,
			"indicators", "leeg"},
		{"nothing from then", figure.Spec{Indicators: list(count), From: period("2024")}, "",
			diagnostic.NoFigureData, "from", "aantal (2024–)"},
		{"nothing until then", figure.Spec{Indicators: list(count), To: period("2014")}, "",
			diagnostic.NoFigureData, "to", "aantal (–2014)"},
		{"nothing of the parts then", figure.Spec{Indicators: list(count), Breakdown: alarms, From: period("2022"),
			To: period("2023")}, "", diagnostic.NoFigureData, "from", "aantal / soort (2022–2023)"},
		{"no such parts", figure.Spec{Indicators: list(other), Breakdown: alarms}, "", diagnostic.NoFigureData,
			"breakdown", "ander / soort"},
		{"rates of small counts", figure.Spec{Indicators: list(tiny), Rate: true}, "", diagnostic.NoFigureData,
			"indicator", "klein"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := c.spec
			p := Complete(&spec, r, l)
			switch {
			case c.code == "" && p != nil:
				t.Errorf("refused: %+v", p)
			case c.code == "" && spec.Kind != c.kind:
				t.Errorf("became %q, want %q", spec.Kind, c.kind)
			case c.code != "" && p == nil:
				t.Error("accepted")
			case c.code != "" && (p.Code != c.code || p.Key != c.key || strings.Join(p.Args, ", ") != c.args):
				t.Errorf("got %+v", p)
			}
		})
	}
}

// TestCovers holds how bounds of one length take periods of another.
func TestCovers(t *testing.T) {
	for _, c := range []struct {
		from, to, period string
		want             bool
	}{
		{"2023", "2024", "2023-Q1", true}, {"2023", "2024", "2024-Q4", true}, {"2023", "2024", "2025-Q1", false},
		{"2023", "2024", "2022-12", false}, {"2023", "2024", "2023-01", true}, {"2023", "2024", "2024/2025", true},
		{"2023", "2024", "2025/2026", false}, {"2023-Q2", "2023-Q3", "2023-04", true},
		{"2023-Q2", "2023-Q3", "2023-10", false},
		{"2023-Q2", "2024-Q4", "2023", false}, {"2023-Q2", "2024-Q4", "2024", true},
		{"2023/2024", "2024/2025", "2024/2025", true},
	} {
		var spec figure.Spec
		spec.From, _ = model.ParsePeriod(c.from)
		spec.To, _ = model.ParsePeriod(c.to)
		p, _ := model.ParsePeriod(c.period)
		if got := covers(spec, p); got != c.want {
			t.Errorf("%s from %s to %s: %t", c.period, c.from, c.to, got)
		}
	}
}
