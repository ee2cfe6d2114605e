// Package figure owns what a figure is: the specification that an author writes, and the drawing
// that is made of it, with its pictures, its accessible table, its text alternative and its data
// files. A ledger holds the numbers of a figure that shows no series; its table and its data files
// are both written from it, so that they say the same.
//
// It may import diagnostic, model, language and scene. It never draws: packages series and
// landscape do, each for its own kinds, and package draw finds the one for a kind. It knows no HTML
// and reads nothing.
package figure

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Kind is the form of a figure, by the name that authors write.
type Kind string

// The kinds that show indicators over periods.
const (
	Line      Kind = "line"
	Bar       Kind = "bar"
	Grouped   Kind = "grouped"   // bars of parts side by side
	Stacked   Kind = "stacked"   // bars of parts on top of each other
	Share     Kind = "share"     // stacked to 100 %
	Sparkline Kind = "sparkline" // a line without axes
	Multiples Kind = "multiples" // small charts side by side, each with its own axis
)

// The kinds whose name says what they show.
const (
	Outlook    Kind = "outlook"    // what respondents expect, by horizon
	Current    Kind = "current"    // the risks that respondents think most likely to cause a crisis now
	Severity   Kind = "severity"   // the most severe risks at the first horizon and at the last
	Matrix     Kind = "matrix"     // likelihood against impact
	Network    Kind = "network"    // which risks drive each other
	Heatmap    Kind = "heatmap"    // severity by group of respondents
	Ranks      Kind = "ranks"      // the order of severity over the editions
	Approaches Kind = "approaches" // what helps most, by category
	Radar      Kind = "radar"      // maturity by aspect of a category
	Maturity   Kind = "maturity"   // maturity by aspect and edition
	Steps      Kind = "steps"      // maturity by category and process step
	Benefits   Kind = "benefits"   // what measures yield together, against what they cost
	Peers      Kind = "peers"      // an indicator here and at comparable peers
)

// subject is what a kind of figure shows.
type subject int

const (
	indicators subject = iota // over periods
	survey                    // what people answered
	questions                 // how mature aspects are
	measures
	peers
)

// kinds is the table of kinds, in the order in which messages list them.
var kinds = []struct {
	kind  Kind
	shows subject
}{
	{Line, indicators}, {Bar, indicators}, {Grouped, indicators}, {Stacked, indicators}, {Share, indicators},
	{Sparkline, indicators}, {Multiples, indicators},
	{Outlook, survey}, {Current, survey}, {Severity, survey}, {Matrix, survey}, {Network, survey},
	{Heatmap, survey}, {Ranks, survey}, {Approaches, survey},
	{Radar, questions}, {Maturity, questions}, {Steps, questions},
	{Benefits, measures},
	{Peers, peers},
}

// Kinds returns the names of all kinds.
func Kinds() []string {
	var names []string
	for _, row := range kinds {
		names = append(names, string(row.kind))
	}
	return names
}

// subject returns what a kind shows. A figure without a kind shows indicators; how many there are
// decides the kind.
func (k Kind) subject() subject {
	for _, row := range kinds {
		if row.kind == k {
			return row.shows
		}
	}
	return indicators
}

// Series reports whether the kind shows indicators over periods. The name of any other kind says
// what it shows.
func (k Kind) Series() bool { return k.subject() == indicators }

// Survey reports whether the kind shows the survey.
func (k Kind) Survey() bool { return k.subject() == survey }

// MaxSubjects is how many indicators one figure may show.
const MaxSubjects = 12

// Spec says what a figure shows. Once draw.Complete has checked it and filled it in, drawing it
// cannot fail.
type Spec struct {
	Kind Kind

	// Of the kinds that show indicators over periods.
	Indicators []*model.Indicator // one, or several
	Breakdown  *model.Dimension   // nil: the indicator as a whole
	From, To   model.Period       // of any frequency; the zero Period: from the first, to the last
	Rate       bool               // the rate of Indicator.Per in place of the value
	Interval   bool               // with the interval of each value
	Limits     bool               // with the limits of the control chart

	// Of the others.
	Risk *model.Risk // the one that stands out; nil: none
	// Category limits a list to the part about that category. In a ranking of all risks, the risks
	// of that category stand out. nil: all categories.
	Category *model.Category
}

// Keys are the keys by which an author says what a figure shows, in the order in which they are usually
// written: those of a Spec.
var Keys = []string{"indicator", "indicators", "kind", "breakdown", "from", "to", "measure", "interval",
	"limits", "risk", "category"}

// Key identifies the drawing of a spec: two specs with the same key have the same picture, table
// and text.
func (s Spec) Key() string {
	var b strings.Builder
	b.WriteString(string(s.Kind))
	for _, i := range s.Indicators {
		b.WriteByte(' ')
		b.WriteString(i.ID)
	}
	if s.Breakdown != nil {
		b.WriteString(" by " + s.Breakdown.ID)
	}
	if s.From != (model.Period{}) {
		b.WriteString(" from " + s.From.String())
	}
	if s.To != (model.Period{}) {
		b.WriteString(" to " + s.To.String())
	}
	if s.Rate {
		b.WriteString(" rate")
	}
	if s.Interval {
		b.WriteString(" interval")
	}
	if s.Limits {
		b.WriteString(" limits")
	}
	if s.Risk != nil {
		b.WriteString(" risk " + s.Risk.ID)
	}
	if s.Category != nil {
		b.WriteString(" category " + s.Category.ID)
	}
	return b.String()
}

// Slug names the data files of a figure that shows no series; figures with the same numbers have
// the same slug. It is "" for a figure of indicators, whose data have their own files
// (series.Data).
func (s Spec) Slug() string {
	limited := []Kind{Heatmap, Approaches, Radar, Maturity} // elsewhere a category only makes its risks stand out
	switch {
	case s.Kind.Series():
		return ""
	case s.Kind == Peers:
		return string(s.Kind) + "-" + s.Indicators[0].ID
	case s.Kind == Network && s.Risk != nil:
		return string(s.Kind) + "-" + s.Risk.ID // only the connections of that risk
	case s.Category != nil && slices.Contains(limited, s.Kind):
		return string(s.Kind) + "-" + s.Category.ID
	}
	return string(s.Kind)
}

// Problem is why a spec cannot be drawn. The caller makes a diagnostic of it.
type Problem struct {
	Code diagnostic.Code
	Args []string
	Key  string // the key of the figure to point at: "kind", "from", "indicators", …
}

// NewProblem returns the problem of a code at a key.
func NewProblem(code diagnostic.Code, key string, args ...string) *Problem {
	return &Problem{code, args, key}
}
