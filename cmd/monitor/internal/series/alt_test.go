package series

import (
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// TestAlt holds what is said of a course: the sentences after the form of the figure.
func TestAlt(t *testing.T) {
	nl, en := figuretest.Words(t, "nl"), figuretest.Words(t, "en")
	for _, c := range []struct{ name, series, nl, en string }{
		{"rise", "2020=2 2021=3", "het aantal ging van 2 in 2020 naar 3 in 2021.",
			"the count went from 2 in 2020 to 3 in 2021."},
		{"fall", "2020=3 2021=2p", "het aantal ging van 3 in 2020 naar 2 (voorlopig) in 2021.",
			"the count went from 3 in 2020 to 2 (provisional) in 2021."},
		{"level", "2020=3 2021=5 2022=3", "het aantal was in 2020 en in 2022 gelijk, 3, met als hoogste 5 in 2021.",
			"the count was the same in 2020 and in 2022, 3, with 5 in 2021 as the highest."},
		{"valley", "2020=3 2021=1 2022=4",
			"het aantal ging van 3 in 2020 naar 4 in 2022, met als laagste 1 in 2021.",
			"the count went from 3 in 2020 to 4 in 2022, with 1 in 2021 as the lowest."},
		{"wave", "2020=3 2021=1 2022=9 2023=4",
			"het aantal ging van 3 in 2020 naar 4 in 2023, met als hoogste 9 in 2022 en als laagste 1 in 2021.",
			"the count went from 3 in 2020 to 4 in 2023, with 9 in 2022 as the highest and 1 in 2021 as the lowest."},
		{"one value", "2020=3", "3 in 2020.", "3 in 2020."},
		{"nothing", "2020=3c", "Vertrouwelijk: 2020.", "Confidential: 2020."},
		{"break", "2020=3 2021=4 2022=9b 2023=8",
			"het aantal ging van 3 in 2020 naar 4 in 2021. " +
				"De reeks breekt in 2022 en is vanaf dan niet te vergelijken met eerder: " +
				"het aantal ging van 9 in 2022 naar 8 in 2023.",
			"the count went from 3 in 2020 to 4 in 2021. " +
				"The series breaks in 2022, and from then on cannot be compared with earlier periods: " +
				"the count went from 9 in 2022 to 8 in 2023."},
		{"break at the start", "2020=3b 2021=4", "het aantal ging van 3 in 2020 naar 4 in 2021.",
			"the count went from 3 in 2020 to 4 in 2021."},
		{"break in a gap", "2020=3 2021=:b 2022=4",
			"3 in 2020. De reeks breekt in 2021 en is vanaf dan niet te vergelijken met eerder: " +
				"4 in 2022. Geen waarde beschikbaar: 2021.",
			"3 in 2020. The series breaks in 2021, and from then on cannot be compared with earlier periods: " +
				"4 in 2022. No value available: 2021."},
		{"other definition last", "2020=3 2021=4 2022=9d",
			"het aantal ging van 3 in 2020 naar 4 in 2021. Met een andere definitie: 9 in 2022.",
			"the count went from 3 in 2020 to 4 in 2021. With a different definition: 9 in 2022."},
		{"other definition only", "2020=3d 2021=4d", "Met een andere definitie: 3 in 2020 en 4 in 2021.",
			"With a different definition: 3 in 2020 and 4 in 2021."},
		{"gaps", "2018=3 2020=4 2021=: 2022=: 2023=: 2024=5",
			"het aantal ging van 3 in 2018 naar 5 in 2024. Geen waarde beschikbaar: 2019 en 2021 tot en met 2023.",
			"the count went from 3 in 2018 to 5 in 2024. No value available: 2019 and 2021 to 2023."},
		{"quarters", "2023-Q1=3 2023-Q2=4",
			"het aantal ging van 3 in het 1e kwartaal 2023 naar 4 in het 2e kwartaal 2023.",
			"the count went from 3 in Q1 2023 to 4 in Q2 2023."},
	} {
		i := indicator("x", text("Meldingen", "Reports"), text("meldingen", "reports"), model.Count, 0, c.series)
		r := edition(i)
		spec := figure.Spec{Indicators: []*model.Indicator{i}, Kind: figure.Line}
		for want, l := range map[string]string{c.nl: Draw(spec, r, nl).Alt, c.en: Draw(spec, r, en).Alt} {
			_, story, _ := strings.Cut(l, ". ")
			if story = strings.TrimPrefix(strings.TrimPrefix(story, "Meldingen: "), "Reports: "); story != want {
				t.Errorf("%s:\n got %s\nwant %s", c.name, story, want)
			}
		}
	}
}

// TestComparable holds that the text compares two values only where report does.
func TestComparable(t *testing.T) {
	l := figuretest.Words(t, "nl")
	flags := []string{"", "b", "d", "bd"}
	for _, first := range flags {
		for _, between := range append(flags, ":", ":b", "c", "cb") {
			for _, last := range flags {
				i := indicator("x", text("X", "X"), text("dagen", "days"), model.Amount, 0,
					"2020=3"+first+" 2021=4"+between+" 2022=5"+last)
				r := edition(i)
				f := r.Facts(i)
				alt := Draw(figure.Spec{Indicators: []*model.Indicator{i}, Kind: figure.Line}, r, l).Alt
				compared := strings.Contains(alt, "van 3 in 2020 naar 5 in 2022")
				if want := report.Comparable(f.Values.Points); compared != want {
					t.Errorf("%q %q %q: comparable %t, text %q", first, between, last, want, alt)
				}
			}
		}
	}
}

func TestRanking(t *testing.T) {
	l := figuretest.Words(t, "nl")
	for _, c := range []struct{ a, b, want string }{
		{"2020=4", "2020=6", "In 2020 het grootst: Loos alarm: 6; het kleinst: Brand of rook: 4."},
		{"2020=5", "2020=5", "In 2020 zijn alle delen gelijk: Brand of rook en Loos alarm: 5."},
		{"2020=5 2021=7", "2020=6", "In 2020 het grootst: Loos alarm: 6; het kleinst: Brand of rook: 5."},
		{"2020=5", "2020=:", "In 2020 alleen Brand of rook: 5. Geen waarde beschikbaar: Loos alarm (2020)."},
		{"2020=5 2021=7c", "2020=6 2021=9",
			"In 2020 het grootst: Loos alarm: 6; het kleinst: Brand of rook: 5. Vertrouwelijk: Brand of rook (2021)."},
	} {
		i := indicator("x", text("X", "X"), text("meldingen", "reports"), model.Count, 0, "",
			split(alarms, c.a, c.b))
		r := edition(i)
		alt := Draw(figure.Spec{Indicators: []*model.Indicator{i}, Kind: figure.Grouped, Breakdown: alarms}, r,
			l).Alt
		if _, got, _ := strings.Cut(alt, ". "); got != c.want {
			t.Errorf("%s and %s:\n got %s\nwant %s", c.a, c.b, got, c.want)
		}
	}
}

func TestTitle(t *testing.T) {
	nl, en := figuretest.Words(t, "nl"), figuretest.Words(t, "en")
	staff := indicator("staf", text("Medewerkers (noemer)", "Employees (denominator)"), text("personen", "persons"),
		model.Count, 0, "2020=1")
	name := func(s string) *model.Indicator {
		return indicator(s, text(s, s+" (en)"), text("x", "x"), model.Count, 0, "2020=1", per(staff, 1000))
	}
	list := func(names ...string) (out []*model.Indicator) {
		for _, n := range names {
			out = append(out, name(n))
		}
		return out
	}
	for _, c := range []struct {
		spec   figure.Spec
		nl, en string
	}{
		{figure.Spec{Indicators: list("Ongevallen")}, "Ongevallen", "Ongevallen (en)"},
		{figure.Spec{Indicators: list("Ongevallen"), Rate: true}, "Ongevallen per 1.000 medewerkers",
			"Ongevallen (en) per 1,000 employees"},
		{figure.Spec{Indicators: list("Ongevallen"), Breakdown: alarms}, "Ongevallen naar soort alarm",
			"Ongevallen (en) by kind of alarm"},
		{figure.Spec{Indicators: list("A", "B", "C")}, "A, B en C", "A (en), B (en) and C (en)"},
		{figure.Spec{Indicators: list("A", "B", "C", "D")}, "A, B, C en D", "A (en), B (en), C (en) and D (en)"},
		{figure.Spec{Indicators: list("A", "B", "C", "D", "E")}, "A, B, C en 2 andere",
			"A (en), B (en), C (en) and 2 others"},
	} {
		if got := Title(c.spec, nl); got != c.nl {
			t.Errorf("%q, want %q", got, c.nl)
		}
		if got := Title(c.spec, en); got != c.en {
			t.Errorf("%q, want %q", got, c.en)
		}
	}
}

// TestRateDecimals gives the largest rate two significant digits or more.
func TestRateDecimals(t *testing.T) {
	for largest, want := range map[float64]int{0: 1, 0.0004: 5, 0.04: 3, 0.4: 2, 1: 1, 9.9: 1, 10: 1, 99: 1, 100: 0,
		5000: 0, 1e-12: 6} {
		f := &report.Facts{Rates: report.Series{Points: []report.Point{{Number: largest / 2}, {Number: largest}}}}
		if got := RateDecimals(f); got != want {
			t.Errorf("%v: %d", largest, got)
		}
	}
}
