package prose

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// numbers is an edition with a series of each sort that can be quoted.
func numbers() (*Converter, *model.Edition) {
	c, e := setting()
	year := func(y int, x float64, flags string) model.Value {
		return model.Value{
			Period:  model.Period{Year: y},
			Number:  x,
			Flags:   model.Flags(flags),
			Missing: strings.Contains(flags, ":"),
		}
	}
	school := func(y int, x float64) model.Value {
		return model.Value{Period: model.Period{Frequency: model.AcademicYear, Year: y}, Number: x}
	}
	part := func(key string, values ...model.Value) model.Part {
		return model.Part{Member: &model.Member{Key: key}, Values: values}
	}
	staff := &model.Indicator{
		Head:   model.Head{ID: "mensen"},
		Kind:   model.Count,
		Values: []model.Value{year(2022, 4000, ""), year(2023, 4136, "")},
	}
	broken := year(2023, 3.75, "b")
	broken.Note = model.Text{"": "Nieuwe dienst"}
	e.Indicators = []*model.Indicator{staff,
		{Head: model.Head{ID: "ongevallen"}, Unit: model.Text{"": "ongevallen"}, Kind: model.Count, Per: &model.Per{Indicator: staff, Factor: 1000},
			Values: []model.Value{
				year(2021, 0, ""),
				year(2022, 20, ""),
				year(2023, 26, ""),
				year(2024, 0, ":"),
				year(2025, 0, ":"),
			},
			Breakdowns: []*model.Breakdown{
				{
					Dimension: &model.Dimension{ID: "faculteit"},
					Parts: []model.Part{
						part("BMS", year(2022, 8, ""), year(2023, 10, "")),
						part("ET", year(2022, 12, ""), year(2023, 16, "")),
						part("overig", year(2023, 0, "")),
					},
				},
				{
					Dimension: &model.Dimension{ID: "bestuur"},
					Audience:  model.Board,
					Parts:     []model.Part{part("top", year(2023, 7713, "")), part("BMS", year(2023, 7713, ""))},
				},
				{
					Dimension: &model.Dimension{ID: "oorzaak"},
					Parts:     []model.Part{part("val", year(2023, 20, "")), part("overig", year(2023, 6, ""))},
				},
			}},
		{Head: model.Head{ID: "aandeel"}, Direction: model.Neither, Kind: model.Share, Unit: model.Text{"": "% van de tijd"}, Decimals: 1,
			Values: []model.Value{
				year(2021, 40, ""),
				year(2022, 44, ""),
				year(2023, 42.4, ""),
				year(2024, 2941, ""),
			}},
		{
			Head:     model.Head{ID: "breuk"},
			Kind:     model.Share,
			Decimals: 2,
			Values: []model.Value{
				year(2021, 3.1, ""),
				year(2022, 4.03, ""),
				broken,
				year(2024, 3.5, "d"),
				year(2025, 3.4, ""),
			},
		},
		{
			Head: model.Head{ID: "grens"}, Kind: model.Share, Decimals: 2,
			Values: []model.Value{
				{Period: model.Period{Year: 2022}, Number: 2.9, FewerDecimals: 1},
				{Period: model.Period{Year: 2023}, Number: 4.03, Flags: ">"},
			},
		},
		{
			Head: model.Head{ID: "laagste"},
			Kind: model.Amount,
			Values: []model.Value{
				year(2019, 20, ""), year(2020, 18, ""), year(2021, 10, ""), year(2022, 12, ""), year(2023, 14, ""),
			},
		},
		{
			Head:      model.Head{ID: "klein"},
			Kind:      model.Count,
			Sensitive: true,
			Values:    []model.Value{year(2022, 9, ""), year(2023, 3, "")},
		},
		{
			Head:   model.Head{ID: "geheim"},
			Kind:   model.Count,
			Values: []model.Value{year(2022, 7713, "c"), year(2023, 8, "")},
		},
		{
			Head:   model.Head{ID: "bestuur", Audience: model.Board},
			Kind:   model.Count,
			Values: []model.Value{year(2023, 7713, "")},
		},
		{
			Head:      model.Head{ID: "zaken"},
			Kind:      model.Count,
			Frequency: model.AcademicYear,
			Values:    []model.Value{school(2016, 41), school(2017, 38), school(2018, 40), school(2019, 39), school(2020, 52), school(2021, 90)},
			Breakdowns: []*model.Breakdown{
				{
					Dimension: &model.Dimension{ID: "faculteit"},
					Parts:     []model.Part{part("BMS", school(2019, 30), school(2020, 32))},
				},
			},
		},
	}
	e.Index()
	r := report.New(e.Visible(model.Intranet), model.Privacy{Threshold: 5, Base: 5})
	r.Judge(model.Judging{Level: 0.05, Window: 7}, nil)
	accidents := r.Facts(r.Edition.Indicator("ongevallen")).Values
	accidents.Points[2].Interval = &stats.Interval{Value: 26, Low: 16.98, High: 38.1}
	return New(c.site, e, r, model.Intranet, c.Words, addresses{}), e
}

// quoteIn converts one line and returns what the reader sees of it, and the diagnostics.
func quoteIn(c *Converter, e *model.Edition, markdown string) (seen string, said []string) {
	var list diagnostic.List
	chapter := e.Chapters["nl"][0]
	text := c.Complete([]*Draft{c.Convert(chapter, source.NewFile(chapter.Path, []byte(markdown)), &list)}, &list)[0]
	for _, d := range list.Sorted() {
		said = append(said, fmt.Sprintf("%s %d:%d %s", d.Code, d.Position.Line, d.Position.Column, d.Message("nl")))
	}
	for _, p := range text.Segments {
		seen += string(p.HTML)
	}
	return strings.TrimSpace(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(seen, ""))), said
}

func TestQuote(t *testing.T) {
	tests := []struct {
		markdown string
		want     string // what is seen, or "CODE line:column …" when there is something to say
	}{
		// One number.
		{"[](indicator:ongevallen@2023)", "26"},
		{"[26 ongevallen](indicator:ongevallen@2023)", "26 ongevallen"},
		{"[27](indicator:ongevallen@2023)", "MV407 1:2 de tekst zegt 27, de gegevens zeggen 26 (ongevallen, 2023)"},
		{"[](indicator:ongevallen@1999)", "MV409 1:4 kengetal \"ongevallen\" heeft geen waarde voor 1999"},
		{"[](indicator:ongevallen@ooit)", "MV108 1:4 \"ooit\" is geen geldige periode"},
		{"[](indicator:ongevallen@2023-Q1)", "MV409 1:4 kengetal \"ongevallen\" heeft geen waarde voor 2023-Q1"},
		{"[](indicator:ongevallen@2019/2020)",
			"MV409 1:4 kengetal \"ongevallen\" heeft geen waarde voor 2019/2020"},
		// What stands beside it.
		{"[ruim 26](indicator:ongevallen@2023), [bijna 44 procent](indicator:aandeel@2022) van 26 %",
			"ruim 26, bijna 44 procent van 26 %"},
		{"[26%](indicator:ongevallen@2023)",
			"MV820 1:2 in \"26%\" staat naast het getal \"%\", en dat is niet de eenheid van \"ongevallen\": ongevallen"},
		{"[€ 26](indicator:ongevallen@2023)",
			"MV820 1:2 in \"€ 26\" staat naast het getal \"€\", en dat is niet de eenheid van \"ongevallen\": ongevallen"},
		{"[26 miljoen](indicator:ongevallen@2023)",
			"MV407 1:2 de tekst zegt 26 miljoen, de gegevens zeggen 26 (ongevallen, 2023)"},
		{"[4,1 duizend](indicator:mensen@2023), [4 duizend](indicator:mensen@2023)",
			"4,1 duizend, 4 duizend"},
		{"[4,2 duizend](indicator:mensen@2023)",
			"MV407 1:2 de tekst zegt 4,2 duizend, de gegevens zeggen 4.136 (mensen, 2023)"},
		{"[niet 26](indicator:ongevallen@2023)",
			"MV821 1:2 in \"niet 26\" staat naast het getal \"niet\": dat kan iets anders zeggen dan het getal"},
		{"[meer dan 26](indicator:ongevallen@2023)",
			"MV821 1:2 in \"meer dan 26\" staat naast het getal \"meer dan\": dat kan iets anders zeggen dan het getal"},
		{"niet [26](indicator:ongevallen@2023)",
			"MV821 1:11 in \"niet 26\" staat naast het getal \"niet\": dat kan iets anders zeggen dan het getal"},
		{"Er waren meer\ndan [](indicator:ongevallen@2023)",
			"MV821 2:8 in \"meer dan 26\" staat naast het getal \"meer dan\": dat kan iets anders zeggen dan het getal"},
		{"In 2022 [20](indicator:ongevallen@2022), nu meer dan [26](indicator:ongevallen@2023) mensen",
			"In 2022 20, nu meer dan 26 mensen"},
		{"[ruim 3,7%](indicator:breuk@2025), [ruim 3,5](indicator:breuk@2021)",
			"MV407 1:2 de tekst zegt ruim 3,7%, de gegevens zeggen 3,40 (breuk, 2025)\n" +
				"MV407 1:37 de tekst zegt ruim 3,5, de gegevens zeggen 3,10 (breuk, 2021)"},
		{"ruim [4%](indicator:breuk@2023), [bijna 3%](indicator:breuk@2021), [bijna 4%](indicator:breuk@2023)",
			"MV821 1:7 in \"4%\" staat naast het getal \"ruim\": dat kan iets anders zeggen dan het getal\n" +
				"MV821 1:35 in \"bijna 3%\" staat naast het getal \"bijna\": dat kan iets anders zeggen dan het getal"},
		{"[44 dagen](indicator:aandeel@2022)",
			"MV820 1:2 in \"44 dagen\" staat naast het getal \"dagen\", en dat is niet de eenheid van \"aandeel\": % van de tijd"},
		{"[44,0‰](indicator:aandeel@2022)",
			"MV820 1:2 in \"44,0‰\" staat naast het getal \"‰\", en dat is niet de eenheid van \"aandeel\": % van de tijd"},
		{"[](indicator:ongevallen@2023)%",
			"MV820 1:30 in \"26 %\" staat naast het getal \"%\", en dat is niet de eenheid van \"ongevallen\": ongevallen"},
		{"€ [26](indicator:ongevallen@2023)",
			"MV820 1:1 in \"€ 26\" staat naast het getal \"€\", en dat is niet de eenheid van \"ongevallen\": ongevallen"},
		{"[26](indicator:ongevallen@2023) miljoen",
			"MV820 1:33 in \"26 miljoen\" staat naast het getal \"miljoen\", en dat is niet de eenheid van \"ongevallen\": ongevallen"},
		{"[](indicator:aandeel@2022)% [44](indicator:aandeel@2022) procent", "44,0% 44 procent"},
		{"[van 40 dagen naar 44 dagen](indicator:aandeel@2021..2022)",
			"MV820 1:2 in \"van 40 dagen naar 44 dagen\" staat naast het getal \"dagen\", " +
				"en dat is niet de eenheid van \"aandeel\": % van de tijd"},
		{"[26](indicator:ongevallen)",
			"MV822 1:2 \"26\" verwijst naar \"ongevallen\" zonder periode: niemand controleert dit getal"},
		{"[26 ongevallen](indicator:ongevallen)",
			"MV822 1:2 \"26 ongevallen\" verwijst naar \"ongevallen\" zonder periode: niemand controleert dit getal"},
		{"[de 2 fouten](indicator:ongevallen), [ongevallen 2023](indicator:ongevallen)", "de 2 fouten, ongevallen 2023"},
		// As delivered.
		{"[](indicator:grens@2022), [2,9%](indicator:grens@2022), " +
			"[van 2,9% naar minstens 4,03%](indicator:grens@2022..2023)",
			"2,9, 2,9%, van 2,9% naar minstens 4,03%"},
		{"ten minste [](indicator:grens@2022..2023?change)", "ten minste +1,1 procentpunt"},
		{"[](indicator:grens@2022..2023)", "MV826 1:4 van \"grens\" is voor 2023 alleen een grens bekend: ≥ 4,03"},
		{"[4,03](indicator:grens@2023)", "MV826 1:8 van \"grens\" is voor 2023 alleen een grens bekend: ≥ 4,03"},
		{"ten minste [4,03](indicator:grens@2023), [minstens 4%](indicator:grens@2023)",
			"ten minste 4,03, minstens 4%"},
		// The last.
		{"[](indicator:ongevallen@latest) in [](indicator:ongevallen@latest?period)", "26 in 2023"},
		{"[26](indicator:ongevallen@latest) in [2023](indicator:ongevallen@latest?period)", "26 in 2023"},
		{"[20](indicator:ongevallen@latest)",
			"MV407 1:2 de tekst zegt 20, de gegevens zeggen 26 (ongevallen, 2023)"},
		{"x [2022](indicator:ongevallen@latest?period)",
			"MV407 1:4 de tekst zegt 2022, de gegevens zeggen 2023 (ongevallen, 2023)"},
		{"[](indicator:zaken@latest?period)", "2021/2022"},
		{"[](indicator:klein@latest)",
			"MV412 1:4 het getal van \"klein\" voor 2023 wordt niet getoond en kan niet worden aangehaald"},
		// How it went.
		{"[](indicator:aandeel@2021..2022)", "van 40,0% naar 44,0%"},
		{"[](indicator:ongevallen@2022..latest)", "van 20 naar 26"},
		{"[van 20 naar 26](indicator:ongevallen@2022..2023)", "van 20 naar 26"},
		{"[20–26](indicator:ongevallen@2022..2023)", "20–26"},
		{"[van 20 naar 27](indicator:ongevallen@2022..2023)",
			"MV407 1:2 de tekst zegt van 20 naar 27, de gegevens zeggen van 20 naar 26 (ongevallen, 2022..2023)"},
		{"[+6](indicator:ongevallen@2022..2023), [6](indicator:ongevallen@2022..2023), " +
			"[zes of 6 erbij](indicator:ongevallen@2022..2023)",
			"+6, 6, zes of 6 erbij"},
		{"[−6](indicator:ongevallen@2022..2023)",
			"MV407 1:2 de tekst zegt −6, de gegevens zeggen +6 (ongevallen, 2022..2023)"},
		{"[+30%](indicator:ongevallen@2022..2023), [30 %](indicator:ongevallen@2022..2023), " +
			"[30 procent](indicator:ongevallen@2022..2023)",
			"+30%, 30 %, 30 procent"},
		{"[+29%](indicator:ongevallen@2022..2023)",
			"MV407 1:2 de tekst zegt +29%, de gegevens zeggen +30% (ongevallen, 2022..2023)"},
		{"[](indicator:ongevallen@2022..2023?change), [](indicator:ongevallen@2022..2023?percent)", "+6, +30%"},
		{"[6](indicator:ongevallen@2022..2023?percent)",
			"MV407 1:2 de tekst zegt 6, de gegevens zeggen +30% (ongevallen, 2022..2023)"},
		{"[+10%](indicator:aandeel@2021..2022), [+4 procentpunt](indicator:aandeel@2021..2022), " +
			"[4](indicator:aandeel@2021..2022)",
			"+10%, +4 procentpunt, 4"},
		{"[+4%](indicator:aandeel@2021..2022)",
			"MV788 1:2 de tekst zegt +4%, en dat is het verschil in procentpunten; " +
				"in procenten van de eerste waarde is het +10% (aandeel, 2021..2022)"},
		{"[10 procentpunt](indicator:aandeel@2021..2022)",
			"MV407 1:2 de tekst zegt 10 procentpunt, de gegevens zeggen +4,0 procentpunt (aandeel, 2021..2022)"},
		{"[-1,6 procentpunt](indicator:aandeel@2022..2023), [](indicator:aandeel@2022..2023?change), " +
			"[](indicator:aandeel@2022..2023?percent)",
			"-1,6 procentpunt, −1,6 procentpunt, −3,6%"},
		{"[van 42,4% naar 2.941%](indicator:aandeel@2023..2024)", "van 42,4% naar 2.941%"},
		{"[](indicator:ongevallen@2021..2023?percent)",
			"MV791 1:4 de waarde van \"ongevallen\" voor 2021 is nul, en daarvan is geen percentage te geven"},
		{"[veel](indicator:ongevallen@2022..2023)",
			"MV787 1:2 \"veel\" bevat niet één getal (de verandering) of twee (van en naar)"},
		{"[1, 2 en 3](indicator:ongevallen@2022..2023)",
			"MV787 1:2 \"1, 2 en 3\" bevat niet één getal (de verandering) of twee (van en naar)"},
		{"[](indicator:ongevallen@2023..2022)", "MV793 1:4 2023 ligt niet voor 2022"},
		{"[](indicator:ongevallen@2022..ooit)", "MV108 1:4 \"ooit\" is geen geldige periode"},
		{"[](indicator:klein@2022..2023)",
			"MV412 1:4 het getal van \"klein\" voor 2023 wordt niet getoond en kan niet worden aangehaald"},
		{"[+1](indicator:geheim@2022..2023)",
			"MV412 1:6 het getal van \"geheim\" voor 2022 wordt niet getoond en kan niet worden aangehaald"},
		{"[](indicator:bestuur@2023)",
			"MV410 1:4 kengetal \"bestuur\" is voor een kleinere doelgroep (board) dan deze tekst (public)"},
		// Across a break.
		{"[0,28](indicator:breuk@2022..2023)",
			"MV789 1:8 de verandering van \"breuk\" tussen 2022 en 2023 is niet te geven: " +
				"breuk in de reeks in 2023 (Nieuwe dienst)"},
		{"[](indicator:breuk@2021..2025?percent)",
			"MV789 1:4 de verandering van \"breuk\" tussen 2021 en 2025 is niet te geven: " +
				"breuk in de reeks in 2023 (Nieuwe dienst)"},
		{"[4,03 en 3,75](indicator:breuk@2022..2023)",
			"MV790 1:16 de waarden van \"breuk\" voor 2022 en 2023 zijn niet te vergelijken: " +
				"breuk in de reeks in 2023 (Nieuwe dienst)"},
		{"[−0,25](indicator:breuk@2023..2024)",
			"MV789 1:9 de verandering van \"breuk\" tussen 2023 en 2024 is niet te geven: andere definitie in 2024"},
		{"[−0,35](indicator:breuk@2023..2025)", "−0,35"},
		// Parts.
		{"[](indicator:ongevallen@2023/BMS), [](indicator:ongevallen@latest/BMS), " +
			"[10](indicator:ongevallen@2023/faculteit/BMS)",
			"10, 10, 10"},
		{"[+25%](indicator:ongevallen@2022..2023/BMS), [](indicator:ongevallen@2022..2023/BMS)",
			"+25%, van 8 naar 10"},
		{"[11](indicator:ongevallen@2023/BMS)",
			"MV407 1:2 de tekst zegt 11, de gegevens zeggen 10 (ongevallen, 2023/BMS)"},
		{"[](indicator:ongevallen@2023/BMSX)", "MV784 1:4 kengetal \"ongevallen\" is niet gesplitst naar \"BMSX\""},
		{"[](indicator:ongevallen@2023/oorzaak/BMS)",
			"MV784 1:4 kengetal \"ongevallen\" is niet gesplitst naar \"oorzaak/BMS\""},
		{"[](indicator:ongevallen@2023/top)",
			"MV410 1:4 uitsplitsing \"bestuur\" is voor een kleinere doelgroep (board) dan deze tekst (public)"},
		{"[](indicator:ongevallen@2023/overig)",
			"MV785 1:4 deel \"overig\" komt in meer dan een uitsplitsing van \"ongevallen\" voor"},
		{"[](indicator:ongevallen@2023/oorzaak/overig)", "6"},
		{"[](indicator:ongevallen@2022/oorzaak/val)",
			"MV409 1:4 kengetal \"ongevallen\" heeft geen waarde voor 2022/oorzaak/val"},
		{"[](indicator:zaken@2019/2020/BMS), [](indicator:zaken@2019/2020..2020/2021/BMS), " +
			"[](indicator:zaken@latest/BMS)",
			"30, van 30 naar 32, 32"},
		// Rates and intervals.
		{"[](indicator:ongevallen@2023?rate), [6,3](indicator:ongevallen@2023?rate), " +
			"[6](indicator:ongevallen@2023?rate)",
			"6,3, 6,3, 6"},
		{"[](indicator:ongevallen@2022..2023?rate), [](indicator:ongevallen@2022..2023?rate,percent)",
			"van 5,0 naar 6,3, +26%"},
		{"[](indicator:aandeel@2022?rate)", "MV307 1:4 kengetal \"aandeel\" heeft geen verhoudingsgetal"},
		{"[](indicator:ongevallen@2021?rate)", "MV409 1:4 kengetal \"ongevallen\" heeft geen waarde voor 2021"},
		{"[](indicator:ongevallen@2023?interval), [tussen 17 en 38](indicator:ongevallen@2023?interval)",
			"17 tot 38, tussen 17 en 38"},
		{"[tussen 17 en 39](indicator:ongevallen@2023?interval)",
			"MV407 1:2 de tekst zegt tussen 17 en 39, de gegevens zeggen 17 tot 38 (ongevallen, 2023)"},
		{"[17](indicator:ongevallen@2023?interval)", "MV794 1:2 \"17\" bevat niet precies twee getallen"},
		{"[](indicator:ongevallen@2022?interval)",
			"MV792 1:4 van \"ongevallen\" is voor 2022 geen interval bekend"},
		// Words that claim a change.
		{"Het steeg [van 20 naar 26](indicator:ongevallen@2022..2023).",
			"MV823 1:5 \"steeg\" is iets anders dan het oordeel over \"ongevallen\" van 2022 naar 2023: te weinig gegevens om te toetsen"},
		{"Het nam elk jaar toe, van [20](indicator:ongevallen@2022) naar [26](indicator:ongevallen@2023).",
			"MV823 1:5 \"nam elk jaar toe\" is iets anders dan het oordeel over \"ongevallen\" van 2022 naar 2023: " +
				"te weinig gegevens om te toetsen"},
		{"Dat is sterk. In 2022 [20](indicator:ongevallen@2022), daarna [26](indicator:ongevallen@2023). Sterk!",
			"MV823 1:8 \"sterk\" is iets anders dan het oordeel over \"ongevallen\" van 2022 naar 2023: te weinig gegevens om te toetsen"},
		{"Het daalde [van 40,0 naar 44,0](indicator:aandeel@2021..2022)",
			"MV823 1:5 \"daalde\" is iets anders dan het oordeel over \"aandeel\" van 2021 naar 2022: " +
				"het bleef gelijk of ging de andere kant op"},
		{"Het daalde, [4,03](indicator:breuk@2022) en [3,75](indicator:breuk@2023)",
			"MV823 1:5 \"daalde\" is iets anders dan het oordeel over \"breuk\" van 2022 naar 2023: de twee zijn niet te vergelijken"},
		{"Beter: [40,0](indicator:aandeel@2021) en [44,0](indicator:aandeel@2022)",
			"MV823 1:1 \"Beter\" is iets anders dan het oordeel over \"aandeel\" van 2021 naar 2022: " +
				"het kengetal heeft geen gewenste richting"},
		{"Het steeg van [10](indicator:laagste@2021) naar [14](indicator:laagste@2023)",
			"MV823 1:5 \"steeg\" is iets anders dan het oordeel over \"laagste\" van 2021 naar 2023: " +
				"2021 is de laagste van 5 waarden, en eerder was het al hoger dan nu"},
		{"Dat is geen toeval: meer, [van 20 naar 26](indicator:ongevallen@2022..2023)",
			"MV823 1:21 \"meer\" is iets anders dan het oordeel over \"ongevallen\" van 2022 naar 2023: te weinig gegevens om te toetsen"},
		{"Het verdubbelde [van 40,0 naar 44,0](indicator:aandeel@2021..2022)",
			"MV823 1:5 \"verdubbelde\" is iets anders dan het oordeel over \"aandeel\" van 2021 naar 2022: " +
				"zo veel verschilden de twee niet"},
		{"Het steeg [van 39 naar 52](indicator:zaken@2019/2020..2020/2021)",
			"MV823 1:5 \"steeg\" is iets anders dan het oordeel over \"zaken\" van 2019/2020 naar 2020/2021: geen aantoonbare verandering"},
		{"Het nam toe, van [2,9](indicator:grens@2022) naar ten minste [4,03](indicator:grens@2023)",
			"MV823 1:5 \"nam toe\" is iets anders dan het oordeel over \"grens\" van 2022 naar 2023: " +
				"van een van beide is alleen een grens bekend"},
		// Of several courses, a claim is about that in its own clause.
		{"Het steeg [](indicator:zaken@2019/2020..2020/2021), en ging [](indicator:zaken@2019/2020..2021/2022)",
			"MV823 1:5 \"steeg\" is iets anders dan het oordeel over \"zaken\" van 2019/2020 naar 2020/2021: geen aantoonbare verandering"},
		{"Het ging [](indicator:zaken@2019/2020..2020/2021), en steeg [](indicator:zaken@2019/2020..2021/2022)",
			"Het ging van 39 naar 52, en steeg van 39 naar 90"},
		{"Het daalde naar [44,0](indicator:aandeel@2022), en ging [](indicator:zaken@2019/2020..2021/2022)",
			"MV823 1:5 \"daalde\" is iets anders dan het oordeel over \"aandeel\" van 2021 naar 2022: " +
				"het bleef gelijk of ging de andere kant op"},
		{"Het steeg naar [44,0](indicator:aandeel@2022), en ging [](indicator:zaken@2019/2020..2020/2021)",
			"Het steeg naar 44,0, en ging van 39 naar 52"},
		{"Het daalde naar [44,0](indicator:aandeel@2022), en steeg naar [90](indicator:zaken@2021/2022)",
			"MV823 1:5 \"daalde\" is iets anders dan het oordeel over \"aandeel\" van 2021 naar 2022: " +
				"het bleef gelijk of ging de andere kant op"},
		// What holds, is denied, or only counted.
		{"Het steeg [van 39 naar 90](indicator:zaken@2019/2020..2021/2022)", "Het steeg van 39 naar 90"},
		{"Het steeg [van 40,0 naar 44,0](indicator:aandeel@2021..2022)", "Het steeg van 40,0 naar 44,0"},
		{"Dat is geen verdubbeling: [20](indicator:ongevallen@2022), [26](indicator:ongevallen@2023)",
			"Dat is geen verdubbeling: 20, 26"},
		{"Het steeg [van 20 naar 26](indicator:ongevallen@2022..2023), maar dat kan toeval zijn", "Het steeg van 20 naar 26, maar dat kan toeval zijn"},
		{"Het nam niet toe, het steeg niet: [20](indicator:ongevallen@2022), [26](indicator:ongevallen@2023)",
			"Het nam niet toe, het steeg niet: 20, 26"},
		{"Het verdubbelde [van 39 naar 90](indicator:zaken@2019/2020..2021/2022)", "Het verdubbelde van 39 naar 90"},
		{"Het steeg van [20](indicator:ongevallen@2022?count) naar [26](indicator:ongevallen@2023)",
			"Het steeg van 20 naar 26"},
		{"Het steeg [](indicator:ongevallen@2022..2023?rate,count)", "Het steeg van 5,0 naar 6,3"},
		{"Er waren [26](indicator:ongevallen@2023), meer dan [40,0](indicator:aandeel@2021) en minder.",
			"Er waren 26, meer dan 40,0 en minder."},
		{"Het steeg. Ook elders. Er waren [20](indicator:ongevallen@2022) en [26](indicator:ongevallen@2023).",
			"Het steeg. Ook elders. Er waren 20 en 26."},
		// What cannot stand behind @.
		{"[](indicator:ongevallen@2023?raet)",
			"MV786 1:4 \"@2023?raet\" is geen aanhaling: \"raet\" is niet bekend"},
		{"[](indicator:ongevallen@2023?change)",
			"MV786 1:4 \"@2023?change\" is geen aanhaling: een verandering heeft twee perioden, zoals 2022..2025"},
		{"[](indicator:ongevallen@2022/BMS..2023)",
			"MV786 1:4 \"@2022/BMS..2023\" is geen aanhaling: " +
				"een deel staat achter de tweede periode, en geldt voor beide"},
		{"[](indicator:ongevallen@2023/BMS?rate)",
			"MV786 1:4 \"@2023/BMS?rate\" is geen aanhaling: " +
				"van een deel is er geen verhoudingsgetal: de noemer is die van het geheel"},
	}
	c, e := numbers()
	for _, test := range tests {
		seen, said := quoteIn(c, e, test.markdown)
		got := seen
		if said != nil {
			got = strings.Join(said, "\n")
		}
		if got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.markdown, got, test.want)
		}
		if strings.Contains(got, "7713") || strings.Contains(seen, "7713") {
			t.Errorf("%s shows a hidden number", test.markdown)
		}
	}
	if keys := c.language.Missing(); len(keys) > 0 {
		t.Errorf("no words for %v", keys)
	}
}

func TestParseNumbers(t *testing.T) {
	nl, en := language.New("nl", nil), language.New("en", nil)
	for _, test := range []struct {
		l    *language.Language
		text string
		want string
	}{
		{nl, "van 2,9% naar 3,4%", "[2.9 3.4]"},
		{nl, "2,9–3,4", "[2.9 3.4]"},
		{nl, "+1.250", "[+1250]"},
		{nl, "−0,5 of -2 (+3)", "[+-0.5 +-2 +3]"},
		{nl, "COVID-19", "[19]"},
		{nl, "van 1 tot 3.75", "none"},
		{nl, "veel", "[]"},
		{en, "from 1,203.75 to -2", "[1203.75 +-2]"},
	} {
		all, ok := parseNumbers(test.text, test.l)
		got := "none"
		if ok {
			var words []string
			for _, n := range all {
				sign := ""
				if n.signed {
					sign = "+"
				}
				words = append(words, fmt.Sprintf("%s%g", sign, n.value))
			}
			got = "[" + strings.Join(words, " ") + "]"
		}
		if got != test.want {
			t.Errorf("%s %q: %s, want %s", test.l.Code, test.text, got, test.want)
		}
	}
}

// FuzzQuotation reads any quotation and quotes it with any text. Nothing panics, no hidden number
// is printed, and what is accepted follows the rules at the head of quotation.go.
func FuzzQuotation(f *testing.F) {
	for _, s := range []string{
		"2023", "latest", "2022..2023", "2022..latest/BMS", "2023/faculteit/BMS", "2019/2020",
		"2019/2020..2020/2021/BMS", "2023?rate", "2022..2023?rate,percent", "latest?period", "2023?interval",
		"..", "?", "/", "latest/", "2023?,", "2022..2023..2024", "2019/", "latest/2019/BMS",
	} {
		f.Add(s, "26", uint8(0))
		f.Add(s, "van 2,9% naar −3,4%", uint8(3))
	}
	c, e := numbers()
	f.Fuzz(func(t *testing.T, s, text string, frequency uint8) {
		of := model.Frequency(frequency % 4)
		q, fault := parseQuotation(s, of)
		if fault.code != "" {
			if q != (quotation{}) {
				t.Errorf("%q is wrong, and yet %+v", s, q)
			}
			return
		}
		if one := q.reading &^ (rate | counts); one&(one-1) != 0 || q.to == (quotedPeriod{}) ||
			strings.Contains(q.part, "/") ||
			q.dimension != "" && q.part == "" {
			t.Errorf("%q became %+v", s, q)
		}
		if parsed, ok := model.ParsePeriod(s); ok && (q.twoPeriods() || q.to.period != parsed || q.part != "") {
			t.Errorf("the period %q became %+v", s, q)
		}
		if strings.ContainsAny(s+text, "<>()[]\\`\n\r\x00 &*_!") ||
			!strings.Contains(text, "7713") && strings.Contains(s, "7713") {
			return
		}
		for _, id := range []string{"ongevallen", "aandeel", "geheim", "bestuur", "zaken", "klein"} {
			seen, said := quoteIn(c, e, "["+text+"](indicator:"+id+"@"+s+")")
			if !strings.Contains(text+s, "7713") && strings.Contains(seen+strings.Join(said, ""), "7713") {
				t.Errorf("%s@%s shows a hidden number: %s %s", id, s, seen, said)
			}
		}
	})
}

// BenchmarkQuote is the ordinary case: one number, written as the program would.
func BenchmarkQuote(b *testing.B) {
	c, e := numbers()
	chapter := e.Chapters["nl"][0]
	markdown := []byte(strings.Repeat("Er waren [26](indicator:ongevallen@2023) ongevallen.\n\n", 100))
	b.ReportAllocs()
	for b.Loop() {
		var list diagnostic.List
		c.Convert(chapter, source.NewFile(chapter.Path, markdown), &list)
	}
}
