package series

import (
	"fmt"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// TestHidden plants a number that occurs nowhere else under everything that hides a value, and
// looks for it in all that leaves the package: alone, in groups, in a rate, and in the note that
// tells it.
func TestHidden(t *testing.T) {
	const planted = 73939
	staff := indicator("staf", text("Staf", "Staff"), text("personen", "persons"), model.Count, 0,
		"2020=400000 2021=400000 2022=400000 2023=400000 2024=400000")
	// With the threshold below, all other numbers are large enough to be shown.
	const threshold = 100000
	series := "2020=210000 2021=220000 2022=73939%sn 2023=230000 2024=240000p"
	parts := func(flags string) func(*model.Indicator) {
		return split(causes, "2020=110000 2021=120000 2022=73939"+flags+"n 2023=130000 2024=140000",
			"2020=100000 2021=100000 2022=181818n 2023=100000 2024=100000p", "2022=292929n 2024=300000",
			"2021=150000 2022=454545")
	}
	// What could give the number away by subtraction hides too: of a part one of its siblings or
	// all, of a total all parts.
	siblings := map[string][]string{
		"small part":         {"181818"},
		"confidential part":  {"181818", "292929", "454545"},
		"confidential total": {"181818", "292929"},
	}
	cases := map[string]*model.Indicator{
		"small": indicator("klein", text("Klein", "Small"), text("meldingen", "reports"), model.Count, 0,
			fmt.Sprintf(series, ""), sensitive, per(staff, 1000)),
		"confidential": indicator("geheim", text("Geheim", "Secret"), text("meldingen", "reports"), model.Count, 0,
			fmt.Sprintf(series, "c"), per(staff, 1000), target(model.Lower, 200000)),
		"missing": indicator("weg", text("Weg", "Gone"), text("meldingen", "reports"), model.Count, 0,
			fmt.Sprintf(series, ":"), per(staff, 1000)),
		"last": indicator("laatst", text("Laatst", "Last"), text("meldingen", "reports"), model.Count, 0,
			"2020=210000 2021=220000 2022=73939c", per(staff, 1000)),
		"all": indicator("alles", text("Alles", "All"), text("meldingen", "reports"), model.Count, 0, "2022=73939n",
			sensitive, per(staff, 1000)),
		"amount": indicator("bedrag", text("Bedrag", "Amount"), text("euro", "euros"), model.Amount, 2,
			"2021=220000.25 2022=73939.75cn 2023=210000.5"),
		"small part": indicator("deel", text("Deel", "Part"), text("meldingen", "reports"), model.Count, 0,
			"2020=210000 2021=370000 2022=1003231 2023=230000 2024=540000", sensitive, parts("")),
		"confidential part": indicator("geheim-deel", text("Geheim deel", "Secret part"),
			text("meldingen", "reports"), model.Count, 0, "2020=210000 2022=1003231 2024=540000", parts("c")),
		"confidential total": indicator("totaal", text("Totaal", "Total"), text("meldingen", "reports"),
			model.Count, 0, "2020=210000 2022=73939cn 2024=540000",
			split(causes, "2020=1 2022=181818 2024=1", "2020=2 2022=292929 2024=2")),
	}
	for name, i := range cases {
		for n := range i.Values {
			if i.Values[n].Missing {
				i.Values[n].Number = planted // what a careless reader of the data may leave there
			}
			if i.Values[n].Note != nil {
				i.Values[n].Note = text("Er waren er 73939.", "There were 73939.")
			}
		}
		for _, b := range i.Breakdowns {
			for _, p := range b.Parts {
				for n := range p.Values {
					if p.Values[n].Note != nil {
						p.Values[n].Note = text("Een deel was 73939, de rest 181818.",
							"A part was 73939, the rest 181818.")
					}
				}
			}
		}
		e := &model.Edition{Year: "2026", Indicators: []*model.Indicator{staff, i}}
		e.Index()
		r := report.New(e, model.Privacy{Threshold: threshold, Base: 5})
		// 73939 per 400000, times 1000, is 184.8.
		secrets := []string{"73939", "73.939", "73,939", "184.8", "184,8"}
		for _, s := range siblings[name] {
			secrets = append(secrets, s, s[:3]+"."+s[3:], s[:3]+","+s[3:])
		}
		if name == "missing" {
			// A value that is missing is no secret, and its note may say what it likes; its number
			// is nothing.
			for n := range i.Values {
				i.Values[n].Note = nil
			}
			e.Index()
			r = report.New(e, model.Privacy{Threshold: threshold, Base: 5})
		}
		drawn := 0
		for _, code := range []string{"nl", "en"} {
			l := figuretest.Words(t, code)
			out := map[string][]byte{}
			if spark := Sparkline(r.Facts(i), l); spark != nil {
				out["sparkline"] = spark.SVG("")
			}
			out["csv"], out["json"] = Data(r.Facts(i), r, l)
			for _, spec := range everySpec(i, staff) {
				if Complete(&spec, r, l) != nil {
					continue
				}
				d := Draw(spec, r, l)
				drawn++
				out["text "+spec.Key()] = []byte(figuretest.Written(d))
				for name, p := range map[string]figure.Plot{"wide ": d.Wide, "narrow ": d.Narrow} {
					out[name+spec.Key()], out[name+"option "+spec.Key()] = p.Scene.SVG(""), p.Option
				}
				if name != "missing" && spec.Breakdown != nil == strings.Contains(name, "part") && !d.Hidden {
					t.Errorf("%s: %s does not say that something is hidden", name, spec.Key())
				}
			}
			for place, data := range out {
				for _, secret := range secrets {
					if strings.Contains(string(data), secret) {
						t.Errorf("%s: %s tells %s:\n%s", name, place, secret, data)
					}
				}
			}
		}
		if drawn == 0 {
			t.Errorf("%s: nothing was drawn", name)
		}
	}
}

// everySpec is all that can be asked of an indicator, by itself and with another.
func everySpec(i, other *model.Indicator) []figure.Spec {
	var out []figure.Spec
	for _, kind := range append(kinds(), "") {
		for _, rate := range []bool{false, true} {
			one := figure.Spec{Indicators: []*model.Indicator{i}, Kind: kind, Rate: rate}
			two := figure.Spec{Indicators: []*model.Indicator{i, other}, Kind: kind, Rate: rate}
			out = append(out, one, two)
			for _, b := range i.Breakdowns {
				one.Breakdown = b.Dimension
				out = append(out, one)
			}
		}
	}
	return out
}

// kinds are those that show indicators over periods.
func kinds() []figure.Kind {
	var out []figure.Kind
	for _, name := range figure.Kinds() {
		if kind := figure.Kind(name); kind.Series() {
			out = append(out, kind)
		}
	}
	return out
}
