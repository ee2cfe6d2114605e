package figure

import (
	"bytes"
	"encoding/csv"
	"encoding/json"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

// ledger holds the numbers of a figure that is no series over periods: a row for each thing that is shown. The table and
// the data files are both written from it, so that they say the same.
type ledger struct {
	corner  string // heading of the column of names: "Risico"
	key     string // its name in the files: "risk"
	columns []entry
	rows    []record
}

// entry is a column.
type entry struct {
	key      string // its name in the files, English and stable: "share"
	heading  string
	decimals int
	form     func(number string) string // what is written around a number: "€ {n}", "{n} %"; nil for nothing
	interval bool                       // each datum is a low and a high number, which are two columns in the files
}

// record is a row: the id and the name of a thing, and a datum for each column.
type record struct {
	id, name string
	data     []datum
}

// datum is a number, two of an interval, a word, nothing, or what may not be shown.
type datum struct {
	state     datumState
	low, high float64 // high of an interval only
	id, word  string
}

type datumState int

const (
	isNothing  datumState = iota
	isNumber              // low
	isInterval            // low and high
	isWord                // word; id in the files
	isWithheld            // there is something, and it may not be shown
)

func count(x float64) datum          { return datum{state: isNumber, low: x} }
func bounds(low, high float64) datum { return datum{state: isInterval, low: low, high: high} }
func worded(id, text string) datum   { return datum{state: isWord, id: id, word: text} }

// written is a datum as readers see it.
func (e entry) written(d datum, l *language.Language) Cell {
	around := e.form
	if around == nil {
		around = func(n string) string { return n }
	}
	switch d.state {
	case isNumber:
		return Cell{Text: around(l.Number(d.low, e.decimals))}
	case isInterval:
		return Cell{Text: around(l.Number(d.low, e.decimals) + "–" + l.Number(d.high, e.decimals))}
	case isWord:
		return Cell{Text: d.word}
	case isWithheld:
		return Cell{Text: l.Say("figure.state.withheld")}
	}
	return Cell{Empty: true}
}

// table is the ledger for readers.
func (g *ledger) table(l *language.Language) Table {
	t := Table{Corner: g.corner}
	for _, e := range g.columns {
		t.Columns = append(t.Columns, e.heading)
	}
	for _, r := range g.rows {
		row := Row{Header: r.name}
		for n, d := range r.data {
			row.Cells = append(row.Cells, g.columns[n].written(d, l))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// hidden reports whether something is withheld.
func (g *ledger) hidden() bool {
	for _, r := range g.rows {
		for _, d := range r.data {
			if d.state == isWithheld {
				return true
			}
		}
	}
	return false
}

// names are the names of a column in the files.
func (e entry) names() []string {
	if e.interval {
		return []string{e.key + "_low", e.key + "_high"}
	}
	return []string{e.key}
}

// values are what the files say of a datum: one value for each name. A number is a json.Number with the digits that the
// page shows, a word its id, and nil is no value.
func (e entry) values(d datum) []any {
	switch d.state {
	case isNumber:
		return []any{digits(d.low, e.decimals)}
	case isInterval:
		return []any{digits(d.low, e.decimals), digits(d.high, e.decimals)}
	case isWord:
		return []any{d.id}
	case isWithheld:
		return []any{"withheld", "withheld"}[:len(e.names())]
	}
	return []any{nil, nil}[:len(e.names())]
}

// tabulation is the JSON file.
type tabulation struct {
	Kind     string           `json:"kind"`
	Title    string           `json:"title"`
	Edition  string           `json:"edition"`
	Language string           `json:"language"`
	Example  bool             `json:"example"` // numbers are invented
	Unit     string           `json:"unit,omitempty"`
	Text     string           `json:"text"` // the text alternative
	Sources  []datasetSource  `json:"sources"`
	Columns  []tabulated      `json:"columns"`
	Rows     []map[string]any `json:"rows"`
}

type tabulated struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// files writes the ledger as CSV (RFC 4180, UTF-8) and as JSON. A cell that is withheld says so in place of its number; an
// empty one has none.
func (g *ledger) files(t tabulation) (csvFile, jsonFile []byte) {
	t.Columns = []tabulated{{g.key, g.corner}, {"title", g.corner}}
	heads := []string{g.key, "title"}
	for _, e := range g.columns {
		for _, name := range e.names() {
			heads = append(heads, name)
			t.Columns = append(t.Columns, tabulated{name, e.heading})
		}
	}
	lines := [][]string{heads}
	t.Rows = []map[string]any{}
	for _, r := range g.rows {
		line, row := []string{inert(r.id), inert(r.name)}, map[string]any{g.key: r.id, "title": r.name}
		for n, d := range r.data {
			for m, value := range g.columns[n].values(d) {
				row[g.columns[n].names()[m]] = value
				switch v := value.(type) {
				case json.Number:
					line = append(line, string(v))
				case string:
					line = append(line, inert(v))
				default:
					line = append(line, "")
				}
			}
		}
		lines, t.Rows = append(lines, line), append(t.Rows, row)
	}
	var c, j bytes.Buffer
	w := csv.NewWriter(&c)
	w.UseCRLF = true
	e := json.NewEncoder(&j)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := w.WriteAll(lines); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	if err := e.Encode(t); err != nil {
		panic(err) // it holds texts and finite numbers only
	}
	return c.Bytes(), j.Bytes()
}
