// Package dataset owns the data of an edition as one thing to take along: a zip file with tables in CSV and a
// descriptor by which programs know what is in them (Frictionless Data Package, version 1), and a workbook for
// spreadsheets (Office Open XML) with the same tables and a sheet that explains them.
//
// It holds what the pages show and nothing else: numbers are those of report, and a number that is not shown is an
// empty cell beside a word that says why. Names of tables, columns and codes are English and stable; titles are in
// the language of the book. The same report gives the same bytes: times in the files are the date of the edition.
package dataset

import (
	"encoding/json"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// About is what the files say of the edition as a whole, in the language of the texts.
type About struct {
	Title, Organisation, Homepage, Licence string
}

// Figure is a figure that shows no series of indicators; Slug names its files.
type Figure struct {
	Slug    string
	Drawing *figure.Drawing
	Title   string
}

// Files returns the data of an edition as a zip file and as a workbook. What a figure of indicators shows is in the
// table of values; what another shows has a table of its own in the zip file.
func Files(r *report.Report, l *language.Language, about About, figures []Figure) (archive, workbook []byte,
	err error) {
	tables := tablesOf(r, l)
	if archive, err = zipped(tables, figureTables(figures, l), r, l, about); err != nil {
		return nil, nil, err
	}
	workbook, err = spreadsheet(tables, r, l, about)
	return archive, workbook, err
}

// table is a table of the data: a CSV file and a sheet.
type table struct {
	name   string // of the file; dataset.table.<name> is its title, but for a figure
	title  string // of a figure
	fields []field
	key    []string // the columns that together name a row
	refers map[string]string
	rows   [][]any // a cell is a string, a json.Number, a bool, a time.Time or nil
}

// field is a column. Its title is dataset.field.<name>.
type field struct {
	name     string
	title    string // of a column of a figure
	kind     string // as Table Schema calls it: string, number, integer, boolean, date
	required bool
	enum     []string // the codes that it may have, or nil
}

// The kinds of fields.
const (
	text    = "string"
	number  = "number"
	integer = "integer"
	boolean = "boolean"
	date    = "date"
)

// csv returns the table as CSV, with the names of its columns in the first line.
func (t *table) csv() []byte {
	head := make([]any, len(t.fields))
	for n, f := range t.fields {
		head[n] = f.name
	}
	lines := [][]any{head}
	for _, row := range t.rows {
		line := make([]any, len(row))
		for n, cell := range row {
			if day, ok := cell.(time.Time); ok {
				cell = day.Format(time.DateOnly)
			}
			line[n] = cell
		}
		lines = append(lines, line)
	}
	return figure.CSV(lines)
}

// whole is a whole number in a cell.
func whole(n int) json.Number { return figure.JSONNumber(float64(n), 0) }

// day is a date in a cell; nil for none.
func day(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// titleOf returns the title of a role, or "" when there is none.
func titleOf(r *model.Role, l *language.Language) string {
	if r == nil {
		return ""
	}
	return l.Text(r.Title)
}

// idOf returns the id of a thing that may be nil.
func idOf[T any, P interface {
	*T
	model.Thing
}](thing *T) string {
	if thing == nil {
		return ""
	}
	return P(thing).Header().ID
}
