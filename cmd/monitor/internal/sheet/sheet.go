// Package sheet owns the reading of workbooks (.xlsx, .xlsm) and of CSV files that other programs wrote: as a grid of
// cells, each with its type, and with a name for messages: Sheet1!C7.
//
// A cell is what is stored. Formulas are not calculated, macros do not run, and nothing outside the file is looked at.
// Hidden rows and columns are in the grid, marked: whoever uses one must have asked. What a cell means, such as a
// period or "<5", is for the packages above.
//
// Files come from anywhere and may be made to do harm, so all has a limit: see package office.
package sheet

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/office"
)

// cellLimit is how many cells a grid may have, with the empty ones between others. The shipped edition has some 2,000
// numbers in all; a survey of 5,000 people with 100 questions is half a million cells.
const cellLimit = 2_000_000

// ErrNoSheet says that a file is no sheet. The other reasons why one cannot be read are those of package office.
var ErrNoSheet = errors.New("this is no workbook and no CSV file")

// Kind is what is stored in a cell.
type Kind int

// The kinds of cells. A CSV file has texts only.
const (
	Empty Kind = iota
	Text
	Number
	Date
	Bool
	Fault // an error of the spreadsheet, such as #REF!
	// Unanswered is a formula without a stored value: no spreadsheet program has calculated it, or the value is a text
	// without a letter, as of =IF(A1="","",A1). excelize tells these two not apart.
	Unanswered
)

// Cell is one cell.
type Cell struct {
	Kind Kind
	// Text is what is stored, without blanks around it: of a number its digits with a decimal point, of a fault its
	// name, of a formula without a value the formula. A superscript digit in it is one of Unicode: 5¹.
	Text   string
	Number float64   // of a number, as stored: 0.0375 for 3.75%; of a date its serial number
	Date   time.Time // of a date, in UTC
	// Percent reports whether a number is shown as so many per cent.
	Percent bool
	// Merged reports whether the cell is part of a merged one and not its first; it has what the first has.
	Merged bool
}

// Grid is one sheet. Rows and columns count from 0.
type Grid struct {
	Name   string // "" for a CSV file
	Hidden bool   // the sheet as a whole
	// HiddenRows and HiddenColumns have those that hold anything.
	HiddenRows, HiddenColumns map[int]bool

	file string
	rows [][]Cell
}

// Book is a file with sheets.
type Book struct {
	File   string // its name as given to Read
	Grids  []*Grid
	Macros bool // it has macros, which nothing runs
}

// Read reads a file. An error is of the system (fs.PathError), ErrNoSheet or one of package office.
func Read(name string) (*Book, error) {
	data, err := office.Read(name)
	if errors.Is(err, office.ErrNone) {
		return nil, ErrNoSheet
	} else if err != nil {
		return nil, err
	}
	return Parse(name, data)
}

// Parse is Read for the bytes of a file.
func Parse(name string, data []byte) (*Book, error) {
	parts, err := office.Parts(data)
	switch {
	case errors.Is(err, office.ErrNone):
		return parseCSV(name, data)
	case err != nil:
		return nil, err
	}
	return parseWorkbook(name, data, parts)
}

// Size returns the number of rows, and that of the columns of the longest row.
func (g *Grid) Size() (rows, columns int) {
	for _, row := range g.rows {
		columns = max(columns, len(row))
	}
	return len(g.rows), columns
}

// At returns a cell. Outside the grid, cells are empty.
func (g *Grid) At(row, column int) Cell {
	if row < 0 || row >= len(g.rows) || column < 0 || column >= len(g.rows[row]) {
		return Cell{}
	}
	return g.rows[row][column]
}

// Ref returns the name of a cell: Sheet1!C7, or C7 in a CSV file.
func (g *Grid) Ref(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil { // beyond what Excel has
		name = fmt.Sprintf("R%dC%d", row+1, column+1)
	}
	if g.Name == "" {
		return name
	}
	if strings.ContainsAny(g.Name, " '!-") {
		return "'" + strings.ReplaceAll(g.Name, "'", "''") + "'!" + name
	}
	return g.Name + "!" + name
}

// Column returns the name of a column: C.
func (g *Grid) Column(column int) string {
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return fmt.Sprint(column + 1)
	}
	return name
}

// Position returns where a cell is, for a diagnostic: the row as line. The message itself names the cell, by Ref.
func (g *Grid) Position(row, column int) diagnostic.Position {
	return diagnostic.Position{File: g.file, Line: row + 1, Column: column + 1}
}

// trim drops the empty cells at the end of rows, and the empty rows at the end. Of hidden rows and columns it keeps
// those that hold anything.
func (g *Grid) trim() {
	filled := make(map[int]bool)
	for n, row := range g.rows {
		last := 0
		for at, c := range row {
			if c.Kind != Empty {
				last, filled[at] = at+1, true
			}
		}
		g.rows[n] = row[:last]
		if last == 0 {
			delete(g.HiddenRows, n)
		}
	}
	for len(g.rows) > 0 && len(g.rows[len(g.rows)-1]) == 0 {
		g.rows = g.rows[:len(g.rows)-1]
	}
	for n := range g.HiddenColumns {
		if !filled[n] {
			delete(g.HiddenColumns, n)
		}
	}
}
