// Package figure owns how numbers become pictures: from a report's facts to the option of a chart, to an accessible table,
// to a text alternative and to a data file. All four say the same, because all four are made of the same points.
//
// It imports packages model, report and language, go-echarts for the option, and of package diagnostic only the codes of
// what can be wrong with a spec. It renders nothing itself (package echarts does), knows no HTML, and reads nothing: what
// it may show is what report gives it.
package figure

import (
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Kind is the form of a figure.
type Kind string

// The kinds of figure, by the names that authors write.
const (
	Line      Kind = "line"
	Bar       Kind = "bar"
	Grouped   Kind = "grouped"   // bars of parts side by side
	Stacked   Kind = "stacked"   // bars of parts upon each other
	Share     Kind = "share"     // stacked to 100 %
	Spark     Kind = "sparkline" // a line without axes
	Multiples Kind = "multiples" // small charts side by side, each with its own axis
)

// Kinds are the names of all kinds.
var Kinds = []string{string(Line), string(Bar), string(Grouped), string(Stacked), string(Share), string(Spark), string(Multiples)}

// MaxSubjects is how many indicators one figure may show.
const MaxSubjects = 12

// Spec says what a figure shows. It is complete and checked: Draw does not fail on it.
type Spec struct {
	Indicators []*model.Indicator // one, or several
	Kind       Kind
	Breakdown  *model.Dimension // nil: the indicator as a whole
	From, To   model.Period     // of any frequency; the zero Period: from the first, to the last
	Rate       bool             // the rate of Indicator.Per in place of the value
}

// Key identifies the drawing of a spec: two specs with the same key give the same picture, table and text.
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
	return b.String()
}

// Plot is an ECharts option (JSON) and the size in CSS pixels at which it is drawn.
type Plot struct {
	Option        []byte
	Width, Height int
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
	Example bool   // at least one series is invented
	Flags   []Flag // the flags that occur, in the order of model.AllFlags, with their meaning
	Notes   []Note // notes on values, in order of period
	Hidden  bool   // at least one value is not shown, to protect people
	Accent  int    // number of the category that the figure is about, or 0
}

// Source is one line of where the numbers come from; URL may be "".
type Source struct{ Text, URL string }

// Flag explains a flag that occurs.
type Flag struct{ Letter, Meaning string }

// Note is a note on the value of a period.
type Note struct{ Series, Period, Text string }

// Table is the accessible form of a figure: a row a period, a column a series.
type Table struct {
	Corner  string   // heading of the column of periods
	Columns []string // headings of the series
	Rows    []Row
}

// Row is one period.
type Row struct {
	Header string
	Cells  []Cell
}

// Cell is one value as it is shown: "3,75", "<5", "niet beschikbaar". Flags are the letters beside it.
type Cell struct {
	Text  string
	Flags string
	Empty bool // nothing is known: shown as a dash
}

// Size is written as the class of a plot, so that a style sheet can know its proportions.
func (p Plot) Size() string { return strconv.Itoa(p.Width) + "x" + strconv.Itoa(p.Height) }
