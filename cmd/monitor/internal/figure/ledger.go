package figure

import (
	"encoding/json"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

// Ledger holds the numbers of a figure that shows no series: a record for each thing that is shown,
// with a datum for each column.
type Ledger struct {
	Corner  string // heading of the column of names: "Risico"
	Key     string // name of that column in the files: "risk"
	Columns []Column
	Records []Record
}

// Column says how the data of a column are named and written.
type Column struct {
	Key      string // its name in the files, English and stable: "share"
	Heading  string
	Decimals int
	Decorate func(number string) string // adds a sign to a number: "€ {n}", "{n} %"; nil: nothing
	Scale    Scale                      // on which its numbers are
	Interval bool                       // each datum is a low and a high number, which are two columns in the files
}

// Scale is the range of numbers such as shares: rounding does not take one to an end that it did not
// reach. The zero Scale is all numbers.
type Scale struct{ Low, High float64 }

// Of writes a number on the scale.
func (s Scale) Of(x float64, decimals int, l *language.Language) string {
	if s == (Scale{}) {
		return l.Number(x, decimals)
	}
	return l.Within(x, decimals, s.Low, s.High)
}

// json writes a number on the scale for computers.
func (s Scale) json(x float64, decimals int) json.Number {
	if s == (Scale{}) {
		return JSONNumber(x, decimals)
	}
	return JSONWithin(x, decimals, s.Low, s.High)
}

// Record is a thing that is shown: its id, its name, and a datum for each column.
type Record struct {
	ID, Name string
	Data     []Datum
}

// Datum is a number, the two ends of an interval, a word, or something withheld. The zero Datum is
// nothing.
type Datum struct {
	state     datumState
	low, high float64 // high only of an interval
	decimals  int     // of a number that is written in its own way
	id, word  string
	origin    origin
}

// origin says whether a datum was measured or made up to show the form. Names, and counts of
// questions, are neither.
type origin int

const (
	neither origin = iota
	measured
	invented
)

type datumState int

const (
	isNothing  datumState = iota
	isNumber              // low
	isWritten             // low, with its own decimals; word for readers
	isInterval            // low and high
	isWord                // word; id in the files
	isWithheld            // there is something, and it may not be shown
)

// Withheld is a datum that may not be shown, to protect people.
var Withheld = Datum{state: isWithheld}

// Number returns the datum of a plain number.
func Number(x float64) Datum { return Datum{state: isNumber, low: x} }

// Written returns the datum of a number with decimals of its own, and with what readers see of it.
func Written(x float64, decimals int, text string) Datum {
	return Datum{state: isWritten, low: x, decimals: decimals, word: text}
}

// Interval returns the datum of an interval.
func Interval(low, high float64) Datum { return Datum{state: isInterval, low: low, high: high} }

// Word returns the datum of a word for readers, which the files replace by an id.
func Word(id, text string) Datum { return Datum{state: isWord, id: id, word: text} }

// Of returns the datum as one that was measured, or that is an example.
func (d Datum) Of(example bool) Datum {
	d.origin = measured
	if example {
		d.origin = invented
	}
	return d
}

// cell returns a datum as readers see it.
func (c *Column) cell(d Datum, l *language.Language) Cell {
	around := c.Decorate
	if around == nil {
		around = func(n string) string { return n }
	}
	switch d.state {
	case isNumber:
		return Cell{Text: around(c.Scale.Of(d.low, c.Decimals, l))}
	case isInterval:
		return Cell{Text: around(l.Number(d.low, c.Decimals) + "–" + l.Number(d.high, c.Decimals))}
	case isWord, isWritten:
		return Cell{Text: d.word}
	case isWithheld:
		return Cell{Text: l.Say("figure.state.withheld")}
	}
	return Cell{Empty: true}
}

// has reports whether a record has a datum of an origin.
func (r *Record) has(o origin) bool {
	return slices.ContainsFunc(r.Data, func(d Datum) bool { return d.origin == o })
}

// has reports whether a record of the ledger has a datum of an origin.
func (g *Ledger) has(o origin) bool {
	return slices.ContainsFunc(g.Records, func(r Record) bool { return r.has(o) })
}

// Invented reports whether at least one datum is an example.
func (g *Ledger) Invented() bool { return g.has(invented) }

// Table returns the ledger as a table for readers.
func (g *Ledger) Table(l *language.Language) Table {
	t, mixed := Table{Corner: g.Corner}, g.has(measured)
	for _, c := range g.Columns {
		t.Columns = append(t.Columns, c.Heading)
	}
	for _, r := range g.Records {
		row := Row{Header: r.Name}
		for n, d := range r.Data {
			cell := g.Columns[n].cell(d, l)
			cell.Example = mixed && d.origin == invented
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Hidden reports whether a datum is withheld.
func (g *Ledger) Hidden() bool {
	for _, r := range g.Records {
		for _, d := range r.Data {
			if d.state == isWithheld {
				return true
			}
		}
	}
	return false
}

// names returns the names of a column in the files: two for an interval.
func (c *Column) names() []string {
	if c.Interval {
		return []string{c.Key + "_low", c.Key + "_high"}
	}
	return []string{c.Key}
}

// values returns what the files say of a datum: one value for each name. A number is a json.Number
// with the digits that the page shows, a word is its id, and nil is no value.
func (c *Column) values(d Datum) []any {
	switch d.state {
	case isNumber:
		return []any{c.Scale.json(d.low, c.Decimals)}
	case isWritten:
		return []any{c.Scale.json(d.low, d.decimals)}
	case isInterval:
		return []any{JSONNumber(d.low, c.Decimals), JSONNumber(d.high, c.Decimals)}
	case isWord:
		return []any{d.id}
	case isWithheld:
		return []any{"withheld", "withheld"}[:len(c.names())]
	}
	return []any{nil, nil}[:len(c.names())]
}

// ledgerFile is the JSON file of a ledger.
type ledgerFile struct {
	Kind     string             `json:"kind"`
	Title    string             `json:"title"`
	Edition  string             `json:"edition"`
	Language string             `json:"language"`
	Example  bool               `json:"example"` // numbers are invented
	Unit     string             `json:"unit,omitempty"`
	Text     string             `json:"text"` // the text alternative
	Sources  []Source           `json:"sources"`
	Columns  []ledgerFileColumn `json:"columns"`
	Rows     []map[string]any   `json:"rows"`
}

type ledgerFileColumn struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// files writes the ledger as CSV and as JSON; file holds what the JSON file says besides columns
// and rows. A datum that is withheld is the word "withheld"; one that is nothing is empty. Each row
// says whether it has examples.
func (g *Ledger) files(file ledgerFile) (csvFile, jsonFile []byte) {
	names, headings, rows := g.Lines(file.Example)
	head := make([]any, len(names))
	for n, name := range names {
		head[n] = name
		if n < len(headings) {
			file.Columns = append(file.Columns, ledgerFileColumn{name, headings[n]})
		}
	}
	file.Rows = []map[string]any{}
	for _, line := range rows {
		row := make(map[string]any)
		for n, name := range names {
			row[name] = line[n]
		}
		file.Rows = append(file.Rows, row)
	}
	return CSV(append([][]any{head}, rows...)), JSON(file)
}

// Lines returns the ledger as the files have it: the names of its columns, their headings, and a line for each record.
// The last name, "example", has no heading. example reports whether the figure has examples.
func (g *Ledger) Lines(example bool) (names, headings []string, lines [][]any) {
	names, headings = []string{g.Key, "title"}, []string{g.Corner, g.Corner}
	for _, c := range g.Columns {
		for _, name := range c.names() {
			names, headings = append(names, name), append(headings, c.Heading)
		}
	}
	mixed := g.has(measured)
	for _, r := range g.Records {
		line := []any{r.ID, r.Name}
		for n, d := range r.Data {
			line = append(line, g.Columns[n].values(d)...)
		}
		lines = append(lines, append(line, example && (!mixed || r.has(invented))))
	}
	return append(names, "example"), headings, lines
}
