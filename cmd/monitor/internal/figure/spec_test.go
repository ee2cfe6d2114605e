package figure

import (
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestComplete(t *testing.T) {
	staff := indicator("staf", text("Medewerkers", "Employees"), text("personen", "persons"), model.Count, 0, "2020=100 2021=110")
	count := indicator("aantal", text("Aantal", "Count"), text("meldingen", "reports"), model.Count, 0, "2020=10 2021=12", per(staff, 1000),
		split(alarms, "2020=4 2021=5", "2020=6 2021=7"))
	other := indicator("ander", text("Ander", "Other"), text("meldingen", "reports"), model.Count, 0, "2019=8 2020=9")
	share := indicator("aandeel", text("Aandeel", "Share"), percentOf("alles", "all"), model.Share, 1, "2020=10 2021=12",
		split(alarms, "2020=4 2021=5", ""))
	quarter := indicator("kwartaal", text("Kwartaal", "Quarter"), text("meldingen", "reports"), model.Count, 0, "2020-Q1=10 2020-Q4=12")
	empty := indicator("leeg", text("Leeg", "Empty"), text("meldingen", "reports"), model.Count, 0, "2020=: 2021=:")
	tiny := indicator("klein", text("Klein", "Small"), text("meldingen", "reports"), model.Count, 0, "2020=2 2021=3", sensitive, per(staff, 10))
	r := edition(staff, count, other, share, quarter, empty, tiny)
	stranger := indicator("vreemd", text("Vreemd", "Stranger"), text("x", "x"), model.Count, 0, "2020=1")
	many := slices.Repeat([]*model.Indicator{count}, MaxSubjects+1)

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
		spec Spec
		kind Kind            // what it becomes
		code diagnostic.Code // or why not
		key  string
		args string
	}{
		{"count", Spec{Indicators: list(count)}, Bar, "", "", ""},
		{"share", Spec{Indicators: list(share)}, Line, "", "", ""},
		{"rate of a count", Spec{Indicators: list(count), Rate: true}, Line, "", "", ""},
		{"breakdown of a count", Spec{Indicators: list(count), Breakdown: alarms}, Stacked, "", "", ""},
		{"breakdown of a share", Spec{Indicators: list(share), Breakdown: alarms}, Grouped, "", "", ""},
		{"same unit", Spec{Indicators: list(count, other)}, Line, "", "", ""},
		{"other unit", Spec{Indicators: list(count, share)}, Multiples, "", "", ""},
		{"other length of periods", Spec{Indicators: list(count, quarter)}, Multiples, "", "", ""},
		{"bars of several", Spec{Indicators: list(count, other), Kind: Bar}, Grouped, "", "", ""},
		{"bars of parts", Spec{Indicators: list(count), Kind: Bar, Breakdown: alarms}, Grouped, "", "", ""},
		{"sparkline of several", Spec{Indicators: list(count, share), Kind: Spark}, Multiples, "", "", ""},
		{"lines of parts", Spec{Indicators: list(count), Kind: Line, Breakdown: alarms}, Line, "", "", ""},
		{"multiples of one", Spec{Indicators: list(count), Kind: Multiples}, Multiples, "", "", ""},
		{"only small counts", Spec{Indicators: list(tiny)}, Bar, "", "", ""},
		{"quarters within a year", Spec{Indicators: list(quarter), From: period("2020"), To: period("2020")}, Bar, "", "", ""},

		{"too many", Spec{Indicators: many}, "", diagnostic.TooManySubjects, "indicators", "12, 13"},
		{"parts of several", Spec{Indicators: list(count, share), Breakdown: alarms}, "", diagnostic.SeveralBrokenDown, "breakdown", "2"},
		{"not of this edition", Spec{Indicators: list(stranger)}, "", diagnostic.NoFigureData, "indicator", "vreemd"},
		{"no denominator", Spec{Indicators: list(count, other), Rate: true}, "", diagnostic.NoRate, "measure", "ander"},
		{"rate of parts", Spec{Indicators: list(count), Rate: true, Breakdown: alarms}, "", diagnostic.NoPartialRate, "measure", "aantal"},
		{"from after to", Spec{Indicators: list(count), From: period("2021"), To: period("2020")}, "", diagnostic.FromAfterTo, "from", "2021, 2020"},
		{"from after to, of other lengths", Spec{Indicators: list(count), From: period("2021-Q1"), To: period("2020")}, "", diagnostic.FromAfterTo, "from", "2021-Q1, 2020"},
		{"stack of one", Spec{Indicators: list(count), Kind: Stacked}, "", diagnostic.KindNeedsParts, "kind", "stacked"},
		{"share of one", Spec{Indicators: list(share), Kind: Share}, "", diagnostic.KindNeedsParts, "kind", "share"},
		{"group of one", Spec{Indicators: list(share), Kind: Grouped}, "", diagnostic.KindNeedsParts, "kind", "grouped"},
		{"stack of rates", Spec{Indicators: list(count, tiny), Rate: true, Kind: Stacked}, "", diagnostic.DifferentUnits, "indicators", "aantal, klein, meldingen / 1000 staf / meldingen / 10 staf"},
		{"stack of shares", Spec{Indicators: list(share), Breakdown: alarms, Kind: Stacked}, "", diagnostic.NotAdditive, "kind", "aandeel, share"},
		{"one axis for two units", Spec{Indicators: list(count, share), Kind: Line}, "", diagnostic.DifferentUnits, "indicators", "aantal, aandeel, meldingen / % van alles"},
		{"one axis for two lengths", Spec{Indicators: list(count, quarter), Kind: Stacked}, "", diagnostic.DifferentUnits, "indicators", "aantal, kwartaal, year / quarter"},
		{"rates per something else", Spec{Indicators: list(count, tiny), Rate: true, Kind: Line}, "", diagnostic.DifferentUnits, "indicators", "aantal, klein, meldingen / 1000 staf / meldingen / 10 staf"},
		{"nothing known", Spec{Indicators: list(empty)}, "", diagnostic.NoFigureData, "indicator", "leeg"},
		{"nothing known of one", Spec{Indicators: list(count, empty)}, "", diagnostic.NoFigureData, "indicators", "leeg"},
		{"nothing from then", Spec{Indicators: list(count), From: period("2024")}, "", diagnostic.NoFigureData, "from", "aantal (2024–)"},
		{"nothing until then", Spec{Indicators: list(count), To: period("2014")}, "", diagnostic.NoFigureData, "to", "aantal (–2014)"},
		{"nothing of the parts then", Spec{Indicators: list(count), Breakdown: alarms, From: period("2022"), To: period("2023")}, "", diagnostic.NoFigureData, "from", "aantal / soort (2022–2023)"},
		{"no such parts", Spec{Indicators: list(other), Breakdown: alarms}, "", diagnostic.NoFigureData, "breakdown", "ander / soort"},
		{"rates of small counts", Spec{Indicators: list(tiny), Rate: true}, "", diagnostic.NoFigureData, "indicator", "klein"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := c.spec
			p := spec.Complete(r, "nl")
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
		{"2023", "2024", "2025/2026", false}, {"2023-Q2", "2023-Q3", "2023-04", true}, {"2023-Q2", "2023-Q3", "2023-10", false},
		{"2023-Q2", "2024-Q4", "2023", false}, {"2023-Q2", "2024-Q4", "2024", true}, {"2023/2024", "2024/2025", "2024/2025", true},
	} {
		var spec Spec
		spec.From, _ = model.ParsePeriod(c.from)
		spec.To, _ = model.ParsePeriod(c.to)
		p, _ := model.ParsePeriod(c.period)
		if got := spec.covers(p); got != c.want {
			t.Errorf("%s from %s to %s: %t", c.period, c.from, c.to, got)
		}
	}
}
