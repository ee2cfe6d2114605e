package figure

import (
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// form is how a kind of figure that is no series over periods is made. Each kind has a file of its own; they all end in the
// same Drawing.
type form struct {
	takes []string // keys beside kind that its author may write: "risk", "category"
	// lacking tells why there is nothing to draw, or nil.
	lacking func(s *landscape) *Problem
	title   func(s *landscape) string
	// draw fills in the plots, what is measured (Unit), the text alternative and the ledger.
	draw func(s *landscape, d *Drawing)
}

// forms are the forms by kind.
var forms = map[Kind]form{
	Outlook:    outlookForm,
	Current:    currentForm,
	Severity:   severityForm,
	Matrix:     matrixForm,
	Network:    networkForm,
	Heatmap:    heatmapForm,
	Ranks:      ranksForm,
	Approaches: approachesForm,
	Radar:      radarForm,
	Maturity:   maturityForm,
	Benefits:   benefitsForm,
}

// Series reports whether the kind shows indicators over periods. Other kinds name their own subject.
func (k Kind) Series() bool {
	_, ok := forms[k]
	return !ok
}

// landscape is what the makers of a form work with: what is asked for, what may be said of it, and in which language.
type landscape struct {
	Spec
	report   *report.Report
	language *language.Language
}

// sheet is a paper for a landscape.
type sheet struct {
	*landscape
	plot.Paper
}

func newSheet(s *landscape, on plot.Canvas) *sheet { return &sheet{s, plot.Paper{Canvas: on}} }

// put makes a plot of what is on the sheet. Its marks say themselves what they stand for, so it needs no option to live.
func (p *sheet) put(height float64) Plot { return Plot{Scene: p.Scene(height)} }

// completeForm checks a spec of a kind that is no series.
func (s *Spec) completeForm(f form, r *report.Report) *Problem {
	given := map[string]bool{
		"indicator": len(s.Indicators) == 1, "indicators": len(s.Indicators) > 1, "breakdown": s.Breakdown != nil, "measure": s.Rate,
		"from": s.From != (model.Period{}), "to": s.To != (model.Period{}), "risk": s.Risk != nil, "category": s.Category != nil,
	}
	for _, key := range []string{"indicator", "indicators", "breakdown", "measure", "from", "to", "risk", "category"} {
		if given[key] && !slices.Contains(f.takes, key) {
			return &Problem{diagnostic.NotOfThisKind, []string{key, string(s.Kind)}, key}
		}
	}
	return f.lacking(&landscape{Spec: *s, report: r})
}

// drawForm makes a drawing of a kind that is no series.
func drawForm(f form, spec Spec, r *report.Report, l *language.Language) *Drawing {
	s := &landscape{spec, r, l}
	d := &Drawing{Kind: spec.Kind, Title: f.title(s)}
	switch {
	case spec.Category != nil:
		d.Accent = spec.Category.Number
	case spec.Risk != nil:
		d.Accent = categoryNumber(r, spec.Risk.Category())
	}
	f.draw(s, d)
	if d.Example {
		d.Alt += " " + l.Say("figure.alt.example")
	}
	d.Table, d.Hidden = d.ledger.table(l), d.ledger.hidden()
	return d
}

// Files writes exactly what the figure shows as CSV and as JSON, under the texts of its language. They are nil for a figure
// of indicators, whose data have files of their own (Data).
func (d *Drawing) Files(r *report.Report, l *language.Language) (csvFile, jsonFile []byte) {
	if d.ledger == nil {
		return nil, nil
	}
	t := tabulation{Kind: string(d.Kind), Title: d.Title, Edition: r.Edition.Year, Language: l.Code, Example: d.Example, Unit: d.Unit, Text: d.Alt}
	for _, source := range d.Sources {
		t.Sources = append(t.Sources, datasetSource{source.Text, source.URL})
	}
	return d.ledger.files(t)
}

// Slug names the data files of a figure that is no series: all that show the same numbers have the same. It is a name for
// a file, and "" for a figure of indicators.
func (s Spec) Slug() string {
	f, ok := forms[s.Kind]
	switch {
	case !ok:
		return ""
	case s.Kind == Network && s.Risk != nil:
		return string(s.Kind) + "-" + s.Risk.ID // its own connections
	case s.Category != nil && !slices.Contains(f.takes, "risk"), s.Kind == Heatmap && s.Category != nil:
		// Where risks can stand out, a category only lets some stand out: the numbers are the same.
		return string(s.Kind) + "-" + s.Category.ID
	}
	return string(s.Kind)
}

// own reports whether a risk is the one that stands out. Risks are known by id: an edition that was cut down to what an audience
// may see can hold copies of them.
func (s *landscape) own(r *model.Risk) bool { return s.Risk != nil && r.ID == s.Risk.ID }

// choosing reports whether some risks stand out among the others.
func (s *landscape) choosing() bool { return s.Risk != nil || s.Category != nil }

// muted reports whether a risk stands back for others.
func (s *landscape) muted(r *model.Risk) bool {
	switch {
	case s.Risk != nil:
		return !s.own(r)
	case s.Category != nil:
		return r.Category() != s.Category.ID
	}
	return false
}

// tint is the colour of a risk: that of its category, or grey when it stands back.
func (s *landscape) tint(r *model.Risk) scene.Role {
	if s.muted(r) {
		return "axis"
	}
	return hue(categoryNumber(s.report, r.Category()))
}

// hue is the colour of the category of a number.
func hue(number int) scene.Role {
	if number <= 0 {
		return "axis"
	}
	return scene.Role("cat-" + strconv.Itoa((number-1)%colours+1))
}

// strength is the opacity of a risk's marks.
func (s *landscape) strength(r *model.Risk) float64 {
	if s.muted(r) {
		return 0.45
	}
	return 1
}

func (s *landscape) say(t model.Text) string                 { return say(t, s.language.Code) }
func (s *landscape) word(key string, pairs ...string) string { return s.language.Say(key, pairs...) }

// percent writes a per cent.
func (s *landscape) percent(x float64, decimals int) string {
	return s.language.Quantity(x, decimals, "%")
}

// euros writes an amount in whole euros.
func (s *landscape) euros(x float64) string {
	return s.word("figure.euros", "n", s.language.Number(x, 0))
}

// category names the category of a risk, for a cell of the ledger.
func (s *landscape) category(r *model.Risk) datum {
	if c := s.report.Edition.Category(r.Category()); c != nil {
		return worded(c.ID, s.say(c.Title))
	}
	return datum{}
}

// percents and grades are the columns of an estimate: what it is, its interval, and how many answered.
func (s *landscape) percents(key, heading string) []entry {
	around := func(n string) string { return s.word("number.percent", "n", n) }
	return s.estimate(key, heading, 1, around)
}

func (s *landscape) grades(key, heading string) []entry { return s.estimate(key, heading, 2, nil) }

func (s *landscape) estimate(key, heading string, decimals int, around func(string) string) []entry {
	return []entry{
		{key: key, heading: heading, decimals: decimals, form: around},
		{key: key, heading: s.word("figure.column.interval"), decimals: decimals, form: around, interval: true},
		{key: key + "_n", heading: s.word("figure.column.n")},
	}
}
