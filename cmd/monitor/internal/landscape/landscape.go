// Package landscape owns the figures whose kind says what they show: risks as people see them, the
// maturity of aspects, the benefits of measures, and numbers from elsewhere. (Figures of indicators are in package
// series.) Each kind has a form: why there may be nothing to draw, its title, and how it is drawn. All its numbers go
// through a ledger (figure.Ledger).
//
// It may import diagnostic, wording, model, survey, appraisal, report, language, plot, scene and
// figure. It never shows what report or survey withholds.
package landscape

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// form says how a kind of figure is made.
type form struct {
	takes []string // keys beside kind that its author may write: "risk", "category"
	// lacking returns why there is nothing to draw, or nil.
	lacking func(s *landscape) *figure.Problem
	title   func(s *landscape) string // what the figure is about
	// found returns a title that says what was found, or "". It is nil for a kind that shows too much
	// for one finding, or of which the report draws no conclusion.
	found func(s *landscape) string
	// narrows says that a figure with a category shows nothing else, so that what it found is of that category.
	narrows bool
	// draw fills in the plots, what is measured (Unit), the text alternative and the ledger.
	draw func(s *landscape, d *figure.Drawing)
}

// forms has the form of each kind.
var forms = map[figure.Kind]form{
	figure.Outlook:    outlookForm,
	figure.Current:    currentForm,
	figure.Severity:   severityForm,
	figure.Matrix:     matrixForm,
	figure.Network:    networkForm,
	figure.Heatmap:    heatmapForm,
	figure.Ranks:      ranksForm,
	figure.Approaches: approachesForm,
	figure.Radar:      radarForm,
	figure.Maturity:   maturityForm,
	figure.Steps:      stepsForm,
	figure.Benefits:   benefitsForm,
	figure.Peers:      peersForm,
}

// landscape is what a form is made from: the spec, the report, and the language.
type landscape struct {
	figure.Spec
	report   *report.Report
	language *language.Language
}

// picture is a plot of a landscape that is being drawn.
type picture struct {
	*landscape
	plot.Paper
}

func newPicture(s *landscape, on plot.Canvas) *picture { return &picture{s, plot.Paper{Canvas: on}} }

// plot returns the finished plot. Its marks say what they stand for, so that it needs no option.
func (p *picture) plot(height float64) figure.Plot { return figure.Plot{Scene: p.Scene(height)} }

// Takes returns the keys beside kind that a figure of a kind may have.
func Takes(kind figure.Kind) []string { return forms[kind].takes }

// Complete checks a spec of one of the kinds of this package. There is nothing to fill in.
func Complete(s *figure.Spec, r *report.Report, l *language.Language) *figure.Problem {
	f := forms[s.Kind]
	given := map[string]bool{
		"indicator": len(s.Indicators) == 1, "indicators": len(s.Indicators) > 1,
		"breakdown": s.Breakdown != nil, "measure": s.Rate,
		"from": s.From != (model.Period{}), "to": s.To != (model.Period{}),
		"interval": s.Interval, "limits": s.Limits, "risk": s.Risk != nil, "category": s.Category != nil,
	}
	for _, key := range figure.Keys {
		if given[key] && !slices.Contains(f.takes, key) {
			return figure.NewProblem(diagnostic.NotOfThisKind, key, key, string(s.Kind))
		}
	}
	return f.lacking(&landscape{*s, r, l})
}

// Title returns the title of a figure whose author gives none.
func Title(s figure.Spec, r *report.Report, l *language.Language) string {
	return forms[s.Kind].titled(&landscape{s, r, l})
}

// titled returns the title of a figure: what was found, when nothing stands out by the choice of an
// author.
func (f form) titled(s *landscape) string {
	if f.found != nil && s.Risk == nil && (s.Category == nil || f.narrows) {
		if found := f.found(s); found != "" {
			return found
		}
	}
	return f.title(s)
}

// Draw draws a figure. The spec must be complete.
func Draw(spec figure.Spec, r *report.Report, l *language.Language) *figure.Drawing {
	f, s := forms[spec.Kind], &landscape{spec, r, l}
	d := &figure.Drawing{Kind: spec.Kind, Title: f.titled(s)}
	switch {
	case spec.Category != nil:
		d.Accent = spec.Category.Number
	case spec.Risk != nil:
		d.Accent = categoryNumber(r, spec.Risk.Category())
	}
	f.draw(s, d)
	d.Table, d.Hidden = d.Ledger.Table(l), d.Ledger.Hidden()
	d.Example = d.Example || d.Ledger.Invented()
	switch {
	case d.Table.Mixed():
		d.Alt += " " + l.Say("figure.alt.example-some")
	case d.Example:
		d.Alt += " " + l.Say("figure.alt.example")
	}
	return d
}

// categoryNumber returns the number of a category of the edition, or 0.
func categoryNumber(r *report.Report, id string) int {
	if c := r.Edition.Category(id); c != nil {
		return c.Number
	}
	return 0
}

// chosen reports whether a risk is the one that the figure is about. It compares ids, since an
// edition that was cut down for an audience holds copies of risks.
func (s *landscape) chosen(r *model.Risk) bool { return s.Risk != nil && r.ID == s.Risk.ID }

// anyChosen reports whether some risks stand out among the others.
func (s *landscape) anyChosen() bool { return s.Risk != nil || s.Category != nil }

// muted reports whether a risk is drawn in grey so that others stand out.
func (s *landscape) muted(r *model.Risk) bool {
	switch {
	case s.Risk != nil:
		return !s.chosen(r)
	case s.Category != nil:
		return r.Category() != s.Category.ID
	}
	return false
}

// tint returns the colour of a risk: that of its category, or grey when it is muted.
func (s *landscape) tint(r *model.Risk) scene.Role {
	if s.muted(r) {
		return "axis"
	}
	return plot.CategoryTint(categoryNumber(s.report, r.Category()))
}

// strength returns the opacity of a risk's marks.
func (s *landscape) strength(r *model.Risk) float64 {
	if s.muted(r) {
		return 0.45
	}
	return 1
}

func (s *landscape) text(t model.Text) string                { return s.language.Text(t) }
func (s *landscape) word(key string, pairs ...string) string { return s.language.Say(key, pairs...) }

// percent writes a per cent.
func (s *landscape) percent(x float64, decimals int) string {
	return s.language.WithUnit(shareScale.Of(x, decimals, s.language), "%")
}

// category returns the category of a risk as a datum of the ledger.
func (s *landscape) category(r *model.Risk) figure.Datum {
	if c := s.report.Edition.Category(r.Category()); c != nil {
		return figure.Word(c.ID, s.text(c.Title))
	}
	return figure.Datum{}
}

// shareScale is the scale of percentages, and levelScale that of maturity.
var shareScale, levelScale = figure.Scale{High: 100}, figure.Scale{High: model.TopLevel}

// scaleOf returns the scale of the answers to a question of the survey.
func (s *landscape) scaleOf(kind model.SurveyKind) figure.Scale {
	return figure.Scale{Low: 1, High: float64(s.report.Survey.Survey.Asked(kind).Max)}
}

// percents and grades return the columns for an estimate, as a percentage and as a mean on a scale:
// the estimate, its interval, and how many answered.
func (s *landscape) percents(key, heading string) []figure.Column {
	around := func(n string) string { return s.word("number.percent", "n", n) }
	return s.estimate(key, heading, 1, shareScale, around)
}

func (s *landscape) grades(key, heading string, kind model.SurveyKind) []figure.Column {
	return s.estimate(key, heading, 2, s.scaleOf(kind), nil)
}

func (s *landscape) estimate(
	key, heading string, decimals int, scale figure.Scale, around func(string) string,
) []figure.Column {
	return []figure.Column{
		{Key: key, Heading: heading, Decimals: decimals, Decorate: around, Scale: scale},
		{Key: key, Heading: s.word("figure.column.interval"), Decimals: decimals, Decorate: around, Interval: true},
		{Key: key + "_n", Heading: s.word("figure.column.n")},
	}
}

// estimateData returns the data of an estimate for the columns of percents or grades.
func estimateData(e survey.Estimate) []figure.Datum {
	return []figure.Datum{figure.Number(e.Value), figure.Interval(e.Low, e.High), figure.Number(float64(e.N))}
}
