package landscape

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The landscape is a made-up edition as large as a real one: 6 categories, 26 risks, a survey of
// 412 respondents in 5 groups, 20 measures, and two editions before it. Its numbers only have to be
// possible.

var text = figuretest.Text

var landscapeCategories = []struct {
	nl, en  string
	aspects []model.Text
	risks   []model.Text
}{
	{"Gebouwen en labs", "Buildings and labs",
		[]model.Text{text("Brand", "Fire"), text("Gevaarlijke stoffen", "Hazardous substances"),
			text("Biologische veiligheid", "Biosafety"), text("Technische installaties", "Technical installations"),
			text("Toegang", "Access")},
		[]model.Text{text("Grote brand in een laboratorium", "Large fire in a laboratory"),
			text("Explosie of lek van gevaarlijke stoffen", "Explosion or leak of hazardous substances"),
			text("Uitval van elektriciteit of koeling", "Failure of power or cooling"),
			text("Onbevoegden in gebouwen", "Intruders in buildings"),
			text("Legionella in het leidingwater", "Legionella in the water supply")}},
	{"Campus en terrein", "Campus and grounds",
		[]model.Text{text("Evenementen", "Events"), text("Verkeer", "Traffic"), text("Diefstal", "Theft"),
			text("Extreem weer", "Extreme weather")},
		[]model.Text{text("Ongeval bij een groot evenement", "Accident at a large event"),
			text("Wateroverlast of storm", "Flooding or storm"),
			text("Verkeersongeval op de campus", "Traffic accident on campus"),
			text("Vandalisme en diefstal", "Vandalism and theft")}},
	{"Cyberrisico’s", "Cyber risks",
		[]model.Text{text("Data", "Data"), text("Privacy", "Privacy"),
			text("Continuïteit van systemen", "Continuity of systems"), text("Leveranciers", "Suppliers"),
			text("Bewustzijn", "Awareness"), text("Identiteit en toegang", "Identity and access")},
		[]model.Text{text("Ransomware", "Ransomware"),
			text("Groot datalek van persoonsgegevens", "Large breach of personal data"),
			text("Langdurige uitval van een cloudleverancier", "Long outage of a cloud supplier"),
			text("Overgenomen accounts door phishing", "Accounts taken over by phishing"),
			text("Misbruik van generatieve AI", "Abuse of generative AI")}},
	{"Werknemers en studenten", "Employees and students",
		[]model.Text{text("Sociale veiligheid", "Social safety"), text("Werkdruk", "Workload"),
			text("Studentenwelzijn", "Student well-being"), text("Arbo", "Occupational health")},
		[]model.Text{
			text("Grensoverschrijdend gedrag", "Transgressive behaviour"),
			text("Uitval door werkdruk", "Absence through workload"),
			text("Suïcide of ernstige psychische nood onder studenten",
				"Suicide or severe distress among students"),
			text("Agressie en bedreiging van medewerkers", "Aggression and threats against staff"),
			text("Arbeidsongeval", "Occupational accident"),
		}},
	{"Internationalisering", "Internationalisation",
		[]model.Text{text("Kennisveiligheid", "Knowledge security"), text("Reizen", "Travel"),
			text("Partnerschappen", "Partnerships")},
		[]model.Text{text("Ongewenste kennisoverdracht", "Unwanted transfer of knowledge"),
			text("Buitenlandse beïnvloeding", "Foreign interference"),
			text("Incident op dienstreis of stage in het buitenland", "Incident on a trip or internship abroad"),
			text("Geopolitieke verstoring van samenwerking", "Geopolitical disruption of cooperation")}},
	{"Crisis- en rampenplan", "Crisis and disaster plan",
		[]model.Text{text("Crisisorganisatie", "Crisis organisation"), text("Communicatie", "Communication"),
			text("Oefenen", "Exercises")},
		[]model.Text{text("Crisisorganisatie onvoldoende geoefend", "Crisis organisation insufficiently exercised"),
			text("Falende crisiscommunicatie", "Failing crisis communication"), text("Pandemie", "Pandemic")}},
}

// surveyed makes the edition of a year and returns its report. earlier are the reports of the
// editions before it. The numbers are random, so that editions differ.
func surveyed(random *rand.Rand, year string, earlier []*report.Report) *report.Report {
	e := &model.Edition{Year: year}
	for n, c := range landscapeCategories {
		category := &model.Category{Head: model.Head{ID: fmt.Sprintf("c%d", n+1), Title: text(c.nl, c.en)},
			Number: n + 1}
		for m, a := range c.aspects {
			aspect := &model.Aspect{Head: model.Head{ID: fmt.Sprintf("a%d-%d", n+1, m+1), Title: a},
				Category: category.ID}
			category.Aspects, e.Aspects = append(category.Aspects, aspect), append(e.Aspects, aspect)
			for q := range 3 {
				question := &model.Question{Head: model.Head{ID: fmt.Sprintf("%s-%d", aspect.ID, q)},
					Aspect: aspect}
				// Of each category, one step is about the aspect that nobody answered, and one is a gap.
				if steps := model.Steps[n%2:]; m < 4 {
					question.Step = model.Step(steps[m%4])
				}
				if open := n == 2 && m == 3 || n == 1 && m == 1; !open && random.IntN(8) > 0 {
					question.Answer = &model.Answer{Level: min(5, max(0, 1+random.IntN(4)+len(earlier)/2-m%2))}
				}
				e.Questions = append(e.Questions, question)
			}
		}
		for m, r := range c.risks {
			e.Risks = append(e.Risks, &model.Risk{Head: model.Head{ID: fmt.Sprintf("r%d-%d", n+1, m+1), Title: r},
				Aspects: []*model.Aspect{category.Aspects[m%len(category.Aspects)]}})
		}
		e.Categories = append(e.Categories, category)
	}
	// Of numbers of its own, so that those of other figures stay what they are.
	e.Indicators = []*model.Indicator{landscapePeers(rand.New(rand.NewPCG(uint64(len(e.Questions)), uint64(answeredIn(e)))), e)}
	e.Index()
	r := report.New(e, model.Privacy{Threshold: 5, Base: 5})
	r.Earlier = earlier
	r.Survey = landscapeSurvey(random, e, year)
	r.Appraisal = landscapeMeasures(random, e)
	return r
}

func estimate(n int, value, half float64) survey.Estimate {
	return survey.Estimate{N: n, Value: value, Low: value - half, High: value + half}
}

func ranking(random *rand.Rand, risks []*model.Risk, of func(n int) survey.Estimate) []survey.Ranked {
	var out []survey.Ranked
	for n, r := range risks {
		out = append(out, survey.Ranked{Risk: r, Estimate: of(n)})
	}
	slices.SortStableFunc(out, func(a, b survey.Ranked) int { return cmp.Compare(b.Value, a.Value) })
	for n := range out {
		out[n].Rank = n + 1
		out[n].RankLow, out[n].RankHigh = max(1, n+1-random.IntN(4)), min(len(out), n+1+random.IntN(4))
	}
	return out
}

func landscapeSurvey(random *rand.Rand, e *model.Edition, year string) *survey.Results {
	option := func(id, nl, en string) *model.Option { return &model.Option{ID: id, Title: text(nl, en)} }
	group := func(id, nl, en string, population int) *model.Group {
		return &model.Group{ID: id, Title: text(nl, en), Population: population}
	}
	question := func(kind model.SurveyKind) *model.SurveyQuestion {
		return &model.SurveyQuestion{ID: string(kind), Kind: kind, Max: 7,
			Low: text("verwaarloosbaar", "negligible"), High: text("catastrofaal", "catastrophic")}
	}
	s := &model.Survey{
		Title: text("Risicoperceptie",
			"Risk perception"), Source: text("risicoperceptie-enquête "+year, "risk perception survey "+year),
		Example: true, Weighted: true,
		Groups: []*model.Group{group("wp", "Wetenschappelijk personeel", "Academic staff", 2100),
			group("obp", "Ondersteunend personeel", "Support staff", 1500),
			group("phd", "Promovendi", "PhD candidates", 900), group("student", "Studenten", "Students", 12000),
			group("gast", "Gasten", "Guests", 300)},
		Horizons: []*model.Horizon{
			{ID: "twee", Title: text("Over twee jaar", "In two years"), Years: 2},
			{ID: "tien", Title: text("Over tien jaar", "In ten years"), Years: 10},
		},
		Outlooks: []*model.Option{option("stabiel", "Stabiel", "Stable"),
			option("licht", "Licht onrustig", "Slightly unsettled"), option("onrustig", "Onrustig", "Unsettled"),
			option("roerig", "Roerig", "Turbulent"), option("storm", "Stormachtig", "Stormy")},
		Approaches: []*model.Option{option("techniek", "Techniek", "Technology"),
			option("regels", "Regels en toezicht", "Rules and oversight"),
			option("gedrag", "Gedrag en cultuur", "Behaviour and culture"),
			option("samen", "Samenwerking", "Cooperation")},
	}
	for _, kind := range model.SurveyKinds {
		s.Questions = append(s.Questions, question(model.SurveyKind(kind)))
	}
	out := &survey.Results{Survey: s, N: 412, Population: 16800, Weighted: true,
		Severity: map[string][]survey.Ranked{}, Likelihood: map[string]survey.Estimate{},
		Impact: map[string]survey.Estimate{}}
	base := make([]float64, len(e.Risks))
	for n := range base {
		base[n] = 3.2 + 2.6*math.Abs(math.Sin(float64(n)*1.7+0.4)) + 0.3*random.Float64()
	}
	out.Current = ranking(random, e.Risks, func(n int) survey.Estimate {
		v := math.Exp(base[n]) / 18 * (0.7 + 0.6*random.Float64())
		return estimate(404, v, 0.6+math.Sqrt(v)*0.9)
	})
	for k, h := range s.Horizons {
		out.Severity[h.ID] = ranking(random, e.Risks, func(n int) survey.Estimate {
			return estimate(398-k*7, base[n]+float64(k)*(0.9*math.Sin(float64(n)*3.1))+0.5*random.Float64()-0.2,
				0.09+0.06*random.Float64())
		})
	}
	for n, r := range e.Risks {
		out.Likelihood[r.ID] = estimate(401, 2.1+3.4*math.Abs(math.Sin(float64(n)*2.3+1))+0.4*random.Float64(),
			0.11)
		out.Impact[r.ID] = estimate(400, base[n]+0.7*random.Float64()-0.2, 0.1)
	}
	for _, h := range s.Horizons {
		o := survey.OutlookShares{Horizon: h}
		for _, v := range map[string][]float64{"twee": {6, 21, 42, 24, 7}, "tien": {3, 12, 29, 36, 20}}[h.ID] {
			o.Shares = append(o.Shares, estimate(407, v, 2.4))
		}
		out.Outlook = append(out.Outlook, o)
	}
	for n, c := range e.Categories {
		a := survey.ApproachShares{Category: c}
		for _, v := range [][]float64{{41, 32, 18, 9}, {22, 38, 25, 15}, {48, 17, 29, 6}, {4, 19, 61, 16},
			{8, 44, 17, 31}, {12, 27, 33, 28}}[n] {
			a.Shares = append(a.Shares, estimate(395, v, 4.1))
		}
		out.Approaches = append(out.Approaches, a)
	}
	for a := range e.Risks {
		for b := a + 1; b < len(e.Risks); b++ {
			v := 26 * math.Pow(random.Float64(), 4)
			if e.Risks[a].Category() == e.Risks[b].Category() {
				v += 9 * random.Float64()
			}
			if v > 1 {
				out.Pairs = append(out.Pairs,
					survey.Pair{A: e.Risks[a], B: e.Risks[b], Estimate: estimate(372, v, 0.4+math.Sqrt(v)*0.6)})
			}
		}
	}
	slices.SortStableFunc(out.Pairs, func(a, b survey.Pair) int { return cmp.Compare(b.Value, a.Value) })
	for n, g := range s.Groups {
		c := survey.Cell{Groups: []*model.Group{g}, N: []int{118, 97, 61, 132, 0}[n],
			Population: g.Population, Withheld: g.ID == "gast"}
		cells := map[string]survey.Estimate{}
		for _, r := range out.Severity["twee"] {
			if !c.Withheld {
				cells[r.Risk.ID] = estimate(c.N-random.IntN(5),
					min(6.9, max(1.1, r.Value+1.4*random.Float64()-0.7)), 0.3)
			}
		}
		if n == 2 {
			delete(cells, "r1-5") // nobody of this group answered about it
		}
		out.Cells, out.ByCell = append(out.Cells, c), append(out.ByCell, cells)
	}
	return out
}

func landscapeMeasures(random *rand.Rand, e *model.Edition) *appraisal.Appraisal {
	names := []model.Text{text("Meervoudig inloggen op alle systemen", "Multi-factor login everywhere"),
		text("Netwerk in zones", "Network zones"), text("Back-up buiten bereik", "Offline back-up"),
		text("Oefening met het crisisteam", "Crisis team exercise"),
		text("Tweede koelmachine", "Second cooling unit"),
		text("Sprinklers in het laboratorium", "Sprinklers in the laboratory"),
		text("Vertrouwenspersoon erbij", "Extra counsellor"),
		text("Training leidinggevenden", "Training for managers"), text("Toegangspoorten", "Access gates"),
		text("Camera’s op het terrein", "Cameras on the grounds"),
		text("Loket kennisveiligheid", "Knowledge security desk"),
		text("Reisverzekering en noodlijn", "Travel cover and helpline"),
		text("Waterkering bij het datacenter", "Flood barrier at the data centre"),
		text("Leveranciersaudit", "Supplier audit"), text("Phishingtest elk kwartaal", "Quarterly phishing test"),
		text("Gasdetectie", "Gas detection"), text("Studentenpsychologen", "Student psychologists"),
		text("Veilig evenementenplan", "Safe events plan"),
		text("Communicatie in twee talen", "Communication in two languages"),
		text("Legionellabeheer", "Legionella control")}
	a := &appraisal.Appraisal{Rate: 0.0225}
	for n, name := range names {
		cost := 8000 * math.Exp(2.4*random.Float64())
		benefit := cost * (0.6 + 3.8*random.Float64()*random.Float64())
		m := &model.Measure{Head: model.Head{ID: fmt.Sprintf("m%d", n+1), Title: name},
			Risks: e.Risks[n : n+1], Yearly: cost, Example: true,
			Benefit: model.Benefit{Low: benefit * 0.5, Expected: benefit, High: benefit * 1.6}}
		a.Measures = append(a.Measures, appraisal.Appraised{
			Measure: m,
			Annual:  cost,
			Net: appraisal.Range{Low: benefit*0.5 - cost, Expected: benefit - cost,
				High: benefit*1.6 - cost},
		})
		a.Ranking = append(a.Ranking, n)
	}
	slices.SortStableFunc(a.Ranking, func(x, y int) int {
		ratio := func(n int) float64 { return a.Measures[n].Measure.Benefit.Expected / a.Measures[n].Annual }
		return cmp.Compare(ratio(y), ratio(x))
	})
	set := appraisal.Set{Members: make([]bool, len(names))}
	for _, n := range a.Ranking {
		m := a.Measures[n]
		if m.Measure.Benefit.Expected < m.Annual {
			break
		}
		set.Members = slices.Clone(set.Members)
		set.Members[n] = true
		set.Cost, set.Benefit = set.Cost+m.Annual, set.Benefit+m.Measure.Benefit.Expected
		a.Curve = append(a.Curve, appraisal.Step{Set: set, Added: []int{n}})
	}
	a.Efficient = a.Curve[len(a.Curve)/2].Set
	a.Chosen = appraisal.Set{Members: make([]bool, len(names)), Cost: a.Efficient.Cost * 1.01,
		Benefit: a.Efficient.Benefit * 0.82}
	a.Chosen.Members[0], a.Chosen.Members[3] = true, true
	return a
}

// landscapes returns the report of the edition, with the two before it. In the first of these a
// risk has another id, and another is not there.
func landscapes() *report.Report {
	random := rand.New(rand.NewPCG(2026, 4))
	first := surveyed(random, "2024", nil)
	second := surveyed(random, "2025", []*report.Report{first})
	third := surveyed(random, "2026", []*report.Report{first, second})
	first.Edition.Risks[10].ID = "gijzelsoftware"
	second.Edition.Risks[10].Formerly = "gijzelsoftware"
	first.Survey.Severity["twee"] = slices.DeleteFunc(first.Survey.Severity["twee"],
		func(r survey.Ranked) bool { return r.Risk.ID == "r3-5" })
	return third
}

// example is a figure of the golden files.
type example struct {
	name string
	spec figure.Spec
}

// landscapeCases returns figures of every kind of this package.
func landscapeCases(r *report.Report) []example {
	e := r.Edition
	ransomware, cyber := e.Risks[9], e.Categories[2]
	return []example{
		{"outlook", figure.Spec{Kind: figure.Outlook}},
		{"current", figure.Spec{Kind: figure.Current}},
		{"current-risk", figure.Spec{Kind: figure.Current, Risk: ransomware}},
		{"severity", figure.Spec{Kind: figure.Severity}},
		{"severity-category", figure.Spec{Kind: figure.Severity, Category: cyber}},
		{"matrix", figure.Spec{Kind: figure.Matrix}},
		{"matrix-risk", figure.Spec{Kind: figure.Matrix, Risk: ransomware}},
		{"network", figure.Spec{Kind: figure.Network}},
		{"network-risk", figure.Spec{Kind: figure.Network, Risk: ransomware}},
		{"heatmap", figure.Spec{Kind: figure.Heatmap}},
		{"heatmap-category", figure.Spec{Kind: figure.Heatmap, Category: cyber}},
		{"ranks", figure.Spec{Kind: figure.Ranks}},
		{"ranks-risk", figure.Spec{Kind: figure.Ranks, Risk: ransomware}},
		{"approaches", figure.Spec{Kind: figure.Approaches}},
		{"approaches-category", figure.Spec{Kind: figure.Approaches, Category: cyber}},
		{"radar", figure.Spec{Kind: figure.Radar, Category: cyber}},
		{"maturity", figure.Spec{Kind: figure.Maturity}},
		{"maturity-category", figure.Spec{Kind: figure.Maturity, Category: cyber}},
		{"steps", figure.Spec{Kind: figure.Steps}},
		{"benefits", figure.Spec{Kind: figure.Benefits}},
		{"peers", figure.Spec{Kind: figure.Peers, Indicators: e.Indicators}},
	}
}

// TestLandscape compares the pictures, tables, texts and data files of figures of every kind of
// this package with golden files.
func TestLandscape(t *testing.T) {
	r := landscapes()
	for _, code := range []string{"nl", "en"} {
		l := figuretest.Words(t, code)
		for _, c := range landscapeCases(r) {
			t.Run(code+"/"+c.name, func(t *testing.T) {
				if p := Complete(&c.spec, r, l); p != nil {
					t.Fatalf("%+v", p)
				}
				d := Draw(c.spec, r, l)
				figuretest.Golden(t, code+"-"+c.name+".txt", []byte(figuretest.Written(d)))
				if code == "nl" {
					figuretest.Golden(t, c.name+".wide.txt", []byte(figuretest.Listed(d.Wide.Scene)))
					figuretest.Golden(t, c.name+".narrow.txt", []byte(figuretest.Listed(d.Narrow.Scene)))
					csv, json := d.Files(r.Edition.Year, l)
					figuretest.Golden(t, c.name+".csv", csv)
					figuretest.Golden(t, c.name+".data.json", json)
				}
			})
		}
		if missing := l.Missing(); len(missing) > 0 {
			t.Errorf("%s: words missing: %v", code, missing)
		}
	}
}

// TestLook writes every figure as a page, to be looked at.
func TestLook(t *testing.T) {
	r, l := landscapes(), figuretest.Words(t, "nl")
	for _, c := range landscapeCases(r) {
		if p := Complete(&c.spec, r, l); p != nil {
			t.Fatalf("%s: %+v", c.name, p)
		}
		figuretest.Look(t, c.name, Draw(c.spec, r, l), l)
	}
}
