// Package figure owns how numbers become pictures: from a report's facts to a scene, to an
// accessible table, to a text alternative and to a data file. All four say the same, because all
// four are made of the same points.
//
// Series of indicators over periods go by way of content and picture. Every other kind is a form
// with a file of its own (form.go). What they show is set by package plot, where words, lines and
// marks have places in pixels.
//
// It imports packages model, survey, appraisal, report, language, plot and scene, and of package
// diagnostic only the codes of what can be wrong with a spec. It knows no HTML, and reads nothing:
// what it may show is what report gives it.
package figure

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// Kind is the form of a figure.
type Kind string

// The kinds of figure that show indicators over periods, by the names that authors write.
const (
	Line      Kind = "line"
	Bar       Kind = "bar"
	Grouped   Kind = "grouped"   // bars of parts side by side
	Stacked   Kind = "stacked"   // bars of parts upon each other
	Share     Kind = "share"     // stacked to 100 %
	Spark     Kind = "sparkline" // a line without axes
	Multiples Kind = "multiples" // small charts side by side, each with its own axis
)

// The kinds that name their own subject.
const (
	Outlook    Kind = "outlook"    // what respondents expect, by horizon
	Current    Kind = "current"    // the risks they hold most likely to cause a crisis now
	Severity   Kind = "severity"   // the most severe risks at the first horizon and at the last
	Matrix     Kind = "matrix"     // likelihood against impact
	Network    Kind = "network"    // which risks drive each other
	Heatmap    Kind = "heatmap"    // severity by group of respondents
	Ranks      Kind = "ranks"      // the order of severity over the editions
	Approaches Kind = "approaches" // what helps most, by category
	Radar      Kind = "radar"      // maturity by aspect of a category
	Maturity   Kind = "maturity"   // maturity by aspect and edition
	Benefits   Kind = "benefits"   // what measures yield together, against what they cost
)

// Kinds are the names of all kinds.
var Kinds = []string{string(Line), string(Bar), string(Grouped), string(Stacked), string(Share), string(Spark), string(Multiples),
	string(Outlook), string(Current), string(Severity), string(Matrix), string(Network), string(Heatmap), string(Ranks), string(Approaches),
	string(Radar), string(Maturity), string(Benefits)}

// MaxSubjects is how many indicators one figure may show.
const MaxSubjects = 12

// Spec says what a figure shows. It is complete and checked (Spec.Complete): Draw does not fail on
// it.
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
	Risk *model.Risk // stands out; nil: none
	// Category limits the figure to its own part where that is a list, and makes its risks stand
	// out where their place among all counts. nil: all categories.
	Category *model.Category
}

// Key identifies the drawing of a spec: two specs with the same key give the same picture, table
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

// Plot is a picture, and what makes it live.
type Plot struct {
	Scene *scene.Scene
	// Option is the ECharts option (JSON) of a chart over axes, which draws the same in a browser
	// and answers to who points at it. It is nil for others: their marks say themselves what they
	// stand for.
	Option []byte
}

// Drawing is all of a figure but its number and its place.
type Drawing struct {
	Kind    Kind
	Title   string // used when the author gives none
	Unit    string // what the value axis measures: "% van de werktijd"
	Wide    Plot   // for a column of text on a laptop or paper
	Narrow  Plot   // for a phone
	Alt     string // one or a few sentences that say what the chart shows
	Table   Table
	Sources []Source
	Example bool     // at least one series is invented
	Flags   []Flag   // the flags that occur, in the order of model.AllFlags, with their meaning
	Reading string   // how intervals and limits are read; "" without them
	Notes   []Note   // notes on values, in order of period
	Hidden  bool     // at least one value is not shown, to protect people
	Marks   []string // what stands in the table for a number that is not shown, explained; none of a figure that is no series
	Accent  int      // number of the category that the figure is about, or 0
	ledger  *ledger  // of a figure that is no series: its numbers
}

// Source is one line of where the numbers come from; URL may be "".
type Source struct{ Text, URL string }

// Flag explains a flag that occurs.
type Flag struct{ Letter, Meaning string }

// Note is a note on the value of a period.
type Note struct{ Series, Period, Text string }

// Table is the accessible form of a figure: a row a period, a column a series; or a row for each
// thing that is shown.
type Table struct {
	Corner  string   // heading of the first column
	Columns []string // headings of the series
	Rows    []Row
}

// Row is one period, or one thing.
type Row struct {
	Header string
	Cells  []Cell
}

// Cell is one value as it is shown: "3,75", "<5", "niet beschikbaar". Flags are the letters beside
// it.
type Cell struct {
	Text  string
	Flags string
	Empty bool // nothing is known: shown as a dash
}
