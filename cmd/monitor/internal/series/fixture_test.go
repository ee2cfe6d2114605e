package series

import (
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

var text = figuretest.Text

// values reads "2019=3.52 2023=3.75b 2024=:": a period, a number, flags. A letter n adds a note
// that names the period.
func values(text string) []model.Value {
	var out []model.Value
	for _, field := range strings.Fields(text) {
		period, rest, _ := strings.Cut(field, "=")
		p, ok := model.ParsePeriod(period)
		if !ok {
			panic(field)
		}
		v := model.Value{Period: p}
		end := strings.IndexFunc(rest, func(r rune) bool { return strings.ContainsRune(model.AllFlags+"n", r) })
		if end < 0 {
			end = len(rest)
		}
		for _, letter := range rest[end:] {
			if letter == 'n' {
				v.Note = model.Text{"nl": "Noot bij " + period + ".", "en": "Note on " + period + "."}
			} else {
				v.Flags += model.Flags(letter)
			}
		}
		if v.Missing = v.Flags.Has(model.NotAvailable); !v.Missing {
			n, err := strconv.ParseFloat(rest[:end], 64)
			if err != nil {
				panic(field)
			}
			v.Number = n
		}
		out = append(out, v)
	}
	return out
}

// indicator makes an indicator; change may fill in what is particular to it.
func indicator(
	id string,
	title, unit model.Text,
	kind model.NumberKind,
	decimals int,
	series string,
	change ...func(*model.Indicator),
) *model.Indicator {
	i := &model.Indicator{
		Head: model.Head{ID: id,
			Title: title}, Unit: unit, Kind: kind, Decimals: decimals, Direction: model.Neither, Values: values(series),
		Source:     model.Source{Title: text("Jaarrapport", "Yearly report"), URL: "https://example.org/" + id},
		Definition: text("Wat is geteld.", "What was counted."),
	}
	if len(i.Values) > 0 {
		i.Frequency = i.Values[0].Period.Frequency
	}
	for _, f := range change {
		f(i)
	}
	return i
}

func target(direction model.Direction, x float64) func(*model.Indicator) {
	return func(i *model.Indicator) { i.Direction, i.Target = direction, &x }
}

func sensitive(i *model.Indicator) { i.Sensitive = true }
func example(i *model.Indicator)   { i.Example = true }

// split adds a breakdown: a series for each member.
func split(d *model.Dimension, series ...string) func(*model.Indicator) {
	return func(i *model.Indicator) {
		b := &model.Breakdown{Dimension: d}
		for n, s := range series {
			b.Parts = append(b.Parts, model.Part{Member: d.Members[n], Values: values(s)})
		}
		i.Breakdowns = append(i.Breakdowns, b)
	}
}

func per(of *model.Indicator, factor float64) func(*model.Indicator) {
	return func(i *model.Indicator) { i.Per = &model.Per{Indicator: of, Factor: factor} }
}

func dimension(id string, title model.Text, members ...model.Text) *model.Dimension {
	d := &model.Dimension{ID: id, Title: title}
	for n, m := range members {
		d.Members = append(d.Members, &model.Member{Key: "m" + strconv.Itoa(n+1), Title: m})
	}
	return d
}

// edition makes a report of indicators, with a privacy threshold of 5.
func edition(list ...*model.Indicator) *report.Report {
	e := &model.Edition{Year: "2026", Indicators: list}
	e.Index()
	r := report.New(e, model.Privacy{Threshold: 5, Base: 5})
	r.Judge(model.Judging{Level: 0.05, Window: 7, Lag: 2}, nil)
	return r
}

var (
	faculties = dimension(
		"faculteit",
		text("Faculteit", "Faculty"),
		text("Behavioural, Management and Social Sciences", "Behavioural, Management and Social Sciences"),
		text("Electrical Engineering, Mathematics and Computer Science",
			"Electrical Engineering, Mathematics and Computer Science"),
		text("Engineering Technology", "Engineering Technology"),
		text("Geo-Information Science and Earth Observation", "Geo-Information Science and Earth Observation"),
		text("Technische Natuurwetenschappen", "Science and Technology"),
	)
	causes = dimension("oorzaak", text("Oorzaak", "Cause"),
		text("Verkeerd verzonden of gedeeld", "Sent or shared wrongly"),
		text("Verlies of diefstal van een apparaat", "Loss or theft of a device"),
		text("Hack, phishing of malware", "Hacking, phishing or malware"),
		text("Overig", "Other"))
	alarms = dimension("soort", text("Soort alarm", "Kind of alarm"), text("Brand of rook", "Fire or smoke"),
		text("Loos alarm", "False alarm"))

	percentOf = func(nl, en string) model.Text { return text("% van "+nl, "% of "+en) }
)

// case_ is a figure of the golden files.
type case_ struct {
	name string
	spec figure.Spec
	of   []*model.Indicator // other indicators of the edition
}

// cases are figures that between them use every kind and every rule.
func cases() []case_ {
	absence := indicator("verzuim", text("Ziekteverzuim", "Sickness absence"),
		percentOf("de werktijd", "working time"), model.Share, 2,
		"2019=3.52 2020=2.9n 2021=3.1n 2022=4.03 2023=3.75b 2024=: 2025=3.4p", target(model.Lower, 3.5))
	unit := dimension("eenheid", text("Dienst", "Department"),
		text("Campus & Facility Management", "Campus & Facility Management"),
		text("General Affairs", "General Affairs"))
	split(unit, "2022=7.55", "2022=2.22")(absence)
	staff := indicator("medewerkers", text("Medewerkers (noemer)", "Employees (denominator)"),
		text("personen", "persons"), model.Count, 0,
		"2019=3100 2020=3200 2021=3300 2022=3400 2023=3500 2024=3600 2025=3700")
	accidents := indicator("ongevallen", text("Ongevallen", "Accidents"), text("ongevallen", "accidents"),
		model.Count, 0, "2019=31 2020=12 2021=3 2022=24 2023=26b 2024=29 2025=27p", sensitive, per(staff, 1000),
		target(model.Lower, 20))
	breaches := indicator(
		"datalekken",
		text("Datalekken", "Data breaches"),
		text("datalekken", "breaches"),
		model.Count,
		0,
		"2019=34 2020=29 2021=41 2022=46 2023=38 2024=52 2025=49p",
		example,
		split(causes, "2019=21 2020=18 2021=24 2022=26 2023=21 2024=29 2025=25p",
			"2019=6 2020=3 2021=4 2022=5 2023=4 2024=5 2025=4p",
			"2019=3 2020=5 2021=8 2022=9 2023=8 2024=12 2025=14p",
			"2019=4 2020=3 2021=5 2022=6 2023=5 2024=6 2025=6p"),
	)
	guarded := indicator(
		"meldingen",
		text("Meldingen bij vertrouwenspersonen", "Reports to counsellors"),
		text("meldingen", "reports"),
		model.Count,
		0,
		"2021=40 2022=45 2023=38 2024=52 2025=47",
		sensitive,
		split(causes, "2021=20 2022=21 2023=18 2024=25 2025=22", "2021=8 2022=3 2023=7 2024=9 2025=8",
			"2021=6 2022=15 2023=7 2024=10 2025=9", "2021=6 2022=6 2023=6 2024=8 2025=8"),
	)
	clicked := indicator("geklikt", text("Phishingtest: geklikt", "Phishing test: clicked"),
		percentOf("de ontvangers", "recipients"), model.Share, 1,
		"2020=: 2021=14.2 2022=11.8 2023=9.6b 2024=10.9 2025=8.3", target(model.Lower, 5), example)
	reported := indicator("gemeld", text("Phishingtest: gemeld", "Phishing test: reported"),
		percentOf("de ontvangers", "recipients"), model.Share, 1,
		"2020=: 2021=6.1 2022=9.4 2023=13.7b 2024=12.2 2025=18.5", target(model.Higher, 25))
	instruction := indicator(
		"instructie",
		text("Labinstructie", "Lab instruction"),
		percentOf("de labgebruikers", "lab users"),
		model.Share,
		0,
		"2023=81 2024=86 2025=89",
		target(model.Higher, 100),
		split(faculties, "", "2023=78 2024=84 2025=88", "2023=85 2024=88 2025=93", "2023=90 2024=91 2025=90e",
			"2023=80 2024=86 2025=:"),
	)
	instruction.Breakdowns[0].Parts[0].Values = nil
	checks := indicator(
		"toetsen",
		text("Toetsen kennisveiligheid", "Knowledge security checks"),
		text("toetsen", "checks"),
		model.Count,
		0,
		"2021=61 2022=98 2023=142 2024=150 2025=155",
		split(faculties, "2021=9 2022=14 2023=20 2024=22 2025=24", "2021=20 2022=34 2023=52 2024=55 2025=54",
			"2021=12 2022=20 2023=30 2024=31 2025=33", "2021=8 2022=12 2023=16 2024=17 2025=18",
			"2021=12 2022=18 2023=24 2024=25 2025=26"),
	)
	quarterly := indicator(
		"brand",
		text("Brandmeldingen", "Fire alarms"),
		text("meldingen", "alarms"),
		model.Count,
		0,
		"2024-Q1=14 2024-Q2=11 2024-Q3=9 2024-Q4=16 2025-Q1=12 2025-Q2=10 2025-Q3=8 2025-Q4=13p",
		split(alarms, "2024-Q1=2 2024-Q2=1 2024-Q3=2 2024-Q4=3 2025-Q1=2 2025-Q2=1 2025-Q3=0 2025-Q4=2p",
			"2024-Q1=12 2024-Q2=10 2024-Q3=7 2024-Q4=13 2025-Q1=10 2025-Q2=9 2025-Q3=8 2025-Q4=11p"),
	)
	monthly := indicator("inzetten", text("Inzetten per maand", "Call-outs by month"),
		text("inzetten", "call-outs"), model.Amount, 1, months(36))
	academic := indicator("incidenten", text("Incidenten in het buitenland", "Incidents abroad"),
		text("incidenten", "incidents"), model.Count, 0,
		"2019/2020=7 2020/2021=2 2021/2022=11 2022/2023=16 2023/2024=14d 2024/2025=19", sensitive)
	sparse := indicator("volwassenheid", text("Volwassenheid", "Maturity"),
		text("punten op de schaal 0–5", "points on the scale 0–5"), model.Score, 1,
		"2019=2.1 2020=: 2021=2.4 2022=: 2023=2.6 2024=: 2025=2.9", target(model.Higher, 3))
	big := indicator("landelijk", text("Datalekken in Nederland", "Data breaches in the Netherlands"),
		text("meldingen", "reports"), model.Count, 0,
		"2018=20881 2019=26956 2020=24000e 2021=25000e 2022=21151 2023=25694 2024=37839")
	secret := indicator("geheim", text("Geheim", "Secret"), text("dagen", "days"), model.Amount, 1,
		"2021=12.4 2022=13.1 2023=14.2c 2024=15.9 2025=12.2")
	level := indicator("beschikbaar", text("Beschikbaarheid", "Availability"), percentOf("de tijd", "the time"),
		model.Share, 1, "2019=97.1 2020=97.9 2021=98.2 2022=97.4 2023=98.8 2024=99.1 2025=98.6")
	water := indicator("water", text("Monsters boven de norm", "Samples above the limit"),
		percentOf("de monsters", "samples"), model.Share, 1,
		"2019=1.8 2020=3.4 2021=2.9 2022=1.5 2023=1.1b 2024=1.6 2025=0.9", target(model.Lower, 1))
	aimed := indicator(
		"meldkamer",
		text("Brandmeldingen", "Fire alarms"),
		text("meldingen", "alarms"),
		model.Count,
		0,
		"2024-Q1=31 2024-Q2=26 2024-Q3=22 2024-Q4=35 2025-Q1=29 2025-Q2=24 2025-Q3=19 2025-Q4=27 "+
			"2026-Q1=25 2026-Q2=21 2026-Q3=18p",
		target(model.Lower, 20),
		split(alarms,
			"2024-Q1=3 2024-Q2=2 2024-Q3=2 2024-Q4=4 2025-Q1=2 2025-Q2=2 2025-Q3=1 2025-Q4=2 "+
				"2026-Q1=2 2026-Q2=1 2026-Q3=1p",
			"2024-Q1=28 2024-Q2=24 2024-Q3=20 2024-Q4=31 2025-Q1=27 2025-Q2=22 2025-Q3=18 2025-Q4=25 "+
				"2026-Q1=23 2026-Q2=20 2026-Q3=17p"),
	)
	falls := indicator("valpartijen", text("Valpartijen", "Falls"), text("valpartijen", "falls"), model.Count, 0,
		"2016=14 2017=19 2018=11 2019=17 2020=4 2021=9 2022=16 2023=18 2024=31 2025=15p", target(model.Lower, 12))
	falls.Aspect = &model.Aspect{Head: model.Head{ID: "arbo"}}
	falls.Limits = model.Stretch{From: model.Period{Year: 2016}, To: model.Period{Year: 2023}}
	trained := indicator("getraind", text("Getraind", "Trained"), percentOf("de medewerkers", "employees"),
		model.Share, 1, "2020=41.2 2021=48.7 2022=47.9 2023=55.1b 2024=: 2025=61.4", target(model.Higher, 60))
	trained.Aspect, trained.Base = falls.Aspect, staff
	one := func(i *model.Indicator) []*model.Indicator { return []*model.Indicator{i} }
	year := func(y int) model.Period { return model.Period{Year: y} }
	return append(manyCases(), []case_{
		{"line", figure.Spec{Indicators: one(absence)}, nil},
		{"line-gaps", figure.Spec{Indicators: one(sparse)}, nil},
		{"line-level", figure.Spec{Indicators: one(level)}, nil},
		{"line-confidential", figure.Spec{Indicators: one(secret)}, nil},
		{"line-interval", figure.Spec{Indicators: one(trained), Interval: true}, one(staff)},
		{"line-limits", figure.Spec{Indicators: one(falls), Interval: true, Limits: true}, nil},
		{"line-target", figure.Spec{Indicators: one(water)}, nil},
		{"bar-target", figure.Spec{Indicators: one(aimed), From: year(2024), To: year(2025)}, nil},
		{"stacked-target", figure.Spec{Indicators: one(aimed), Breakdown: alarms}, nil},
		{"line-months", figure.Spec{Indicators: one(monthly)}, nil},
		{"line-two", figure.Spec{Indicators: []*model.Indicator{reported, clicked}}, nil},
		{"line-count", figure.Spec{Indicators: one(academic), Kind: figure.Line}, nil},
		{"line-parts", figure.Spec{Indicators: one(checks), Kind: figure.Line, Breakdown: faculties}, nil},
		{"rate", figure.Spec{Indicators: one(accidents), Rate: true}, one(staff)},
		{"bar", figure.Spec{Indicators: one(accidents)}, one(staff)},
		{"bar-large", figure.Spec{Indicators: one(big)}, nil},
		{
			"bar-months",
			figure.Spec{Indicators: one(monthly), Kind: figure.Bar, From: year(2024), To: year(2025)},
			nil,
		},
		{"grouped", figure.Spec{Indicators: one(instruction), Breakdown: faculties}, nil},
		{"grouped-one", figure.Spec{Indicators: one(absence), Kind: figure.Grouped, Breakdown: unit}, nil},
		{
			"grouped-indicators",
			figure.Spec{Indicators: []*model.Indicator{reported, clicked}, Kind: figure.Grouped},
			nil,
		},
		{"stacked", figure.Spec{Indicators: one(breaches), Breakdown: causes}, nil},
		{"stacked-quarters", figure.Spec{Indicators: one(quarterly), Breakdown: alarms}, nil},
		{"stacked-hidden", figure.Spec{Indicators: one(guarded), Breakdown: causes, Kind: figure.Stacked}, nil},
		{"multiples-hidden", figure.Spec{Indicators: one(guarded), Breakdown: causes}, nil},
		{"share", figure.Spec{Indicators: one(breaches), Kind: figure.Share, Breakdown: causes}, nil},
		{
			"multiples",
			figure.Spec{Indicators: []*model.Indicator{absence, accidents, sparse, quarterly, big, secret, level}},
			one(staff),
		},
		{
			"multiples-parts",
			figure.Spec{Indicators: one(checks), Kind: figure.Multiples, Breakdown: faculties},
			nil,
		},
		{"sparkline", figure.Spec{Indicators: one(absence), Kind: figure.Sparkline}, nil},
	}...)
}

// months is a series of so many months with a wave in it.
func months(n int) string {
	var b strings.Builder
	p := model.Period{Frequency: model.Monthly, Year: 2023, Part: 1}
	for m := range n {
		b.WriteString(p.String() + "=" + strconv.FormatFloat(40+float64((m*7)%13)*1.5, 'f', 1, 64) + " ")
		p = p.Next()
	}
	return b.String()
}

// report makes the report of a case.
func (c case_) report() *report.Report { return edition(append(c.of, c.spec.Indicators...)...) }
