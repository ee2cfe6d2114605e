package figure

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// Drawing is a whole figure but for its number and its place in a text.
type Drawing struct {
	Kind   Kind
	Title  string // used when the author gives none
	Unit   string // what the value axis measures: "% van de werktijd"
	Wide   Plot   // for a column of text on a laptop or on paper
	Narrow Plot   // for a phone
	// Full draws the picture for the width of a page, for where the page is about it. It is nil for a
	// picture to which that width adds nothing.
	Full    func() Plot
	Alt     string // one or a few sentences that say what the chart shows
	Table   Table
	Sources []Source
	Example bool   // at least one series is invented
	Flags   []Flag // the flags that occur, in the order of model.AllFlags, with their meaning
	Reading string // how intervals and limits are read; "" without them
	Notes   []Note // notes on values, in order of period
	Hidden  bool   // at least one value is not shown, to protect people
	// Placeholders explain what the table has in place of numbers that are not shown. Only figures
	// of series have them.
	Placeholders []string
	Accent       int     // number of the category that the figure is about, or 0
	Ledger       *Ledger // the numbers of a figure that shows no series; nil otherwise
}

// Plot is a picture, and what brings it to life.
type Plot struct {
	Scene *scene.Scene
	// Option is the ECharts option (JSON) of a chart over axes. It draws the same picture in a
	// browser, and answers a reader who points at it. It is nil for other pictures, whose marks say
	// what they stand for.
	Option []byte
}

// Source is one line of where the numbers come from. URL may be "".
type Source struct {
	Text string `json:"title"`
	URL  string `json:"url,omitempty"`
}

// Flag explains a flag that occurs.
type Flag struct{ Letter, Meaning string }

// Note is a note on the value of a period.
type Note struct{ Series, Period, Text string }

// Table is the accessible form of a figure.
type Table struct {
	Corner  string // heading of the first column
	Columns []string
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
	Text    string
	Flags   string
	Empty   bool // nothing is known: shown as a dash
	Example bool // invented, in a table that also has numbers that are not
}

// Mixed reports whether some numbers are examples and some are not. Each example is marked then;
// otherwise one mark is enough for all.
func (t Table) Mixed() bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool {
		return slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Example })
	})
}

// Files returns what the figure shows as CSV and as JSON, with the texts of its language; edition
// is a year. Both are nil for a figure of indicators, whose data have their own files
// (series.Data).
func (d *Drawing) Files(edition string, l *language.Language) (csvFile, jsonFile []byte) {
	if d.Ledger == nil {
		return nil, nil
	}
	return d.Ledger.files(ledgerFile{Kind: string(d.Kind), Title: d.Title, Edition: edition, Language: l.Code,
		Example: d.Example, Unit: d.Unit, Text: d.Alt, Sources: d.Sources})
}
