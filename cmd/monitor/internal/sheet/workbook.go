package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"utwente.nl/monitor/cmd/monitor/internal/office"
)

// parseWorkbook reads a workbook.
func parseWorkbook(name string, data []byte, parts map[string]*zip.File) (book *Book, err error) {
	if !hasWorkbook(parts) {
		return nil, ErrNoSheet
	}
	formulas, err := hasFormulas(parts)
	if err != nil {
		return nil, err
	}
	// excelize panics on some files that no spreadsheet program writes.
	defer func() {
		if said := recover(); said != nil {
			book, err = nil, fmt.Errorf("%w: %v", office.ErrDamaged, said)
		}
	}()
	// What is larger than UnzipXMLSizeLimit goes into a temporary file; with one limit, nothing does.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: office.UnpackLimit, UnzipXMLSizeLimit: office.UnpackLimit})
	if err != nil {
		return nil, fmt.Errorf("%w: %v", office.ErrDamaged, err)
	}
	defer f.Close()
	book = &Book{File: name}
	_, book.Macros = f.Pkg.Load("xl/vbaProject.bin")
	props, err := f.GetWorkbookProps()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", office.ErrDamaged, err)
	}
	p := &parser{file: f, formulas: formulas, from1904: props.Date1904 != nil && *props.Date1904, formats: make(map[int]format)}
	for _, sheet := range f.GetSheetList() {
		g, err := p.grid(sheet)
		if err != nil {
			return nil, err
		}
		g.file = name
		book.Grids = append(book.Grids, g)
	}
	return book, nil
}

func hasWorkbook(parts map[string]*zip.File) bool {
	for name := range parts {
		if strings.EqualFold(name, "xl/workbook.xml") {
			return true
		}
	}
	return false
}

// hasFormulas reports whether any sheet has a formula.
func hasFormulas(parts map[string]*zip.File) (bool, error) {
	for name, part := range parts {
		if !strings.HasPrefix(strings.ToLower(name), "xl/worksheets/") {
			continue
		}
		if has, err := hasFormula(part); err != nil {
			return false, fmt.Errorf("%w: %v", office.ErrDamaged, err)
		} else if has {
			return true, nil
		}
	}
	return false, nil
}

// formulaTag begins a formula in the XML of a sheet.
var formulaTag = regexp.MustCompile(`<(?:\w+:)?f[ />]`)

func hasFormula(part *zip.File) (bool, error) {
	r, err := part.Open()
	if err != nil {
		return false, err
	}
	defer r.Close()
	return formulaTag.MatchReader(bufio.NewReader(r)), nil
}

// parser reads the sheets of one workbook.
type parser struct {
	file     *excelize.File
	formulas bool // a sheet has any
	from1904 bool
	formats  map[int]format // by style
}

// format is what the number format of a cell says of a number.
type format struct{ date, percent bool }

func (p *parser) grid(sheet string) (*Grid, error) {
	bad := func(err error) error { return fmt.Errorf("%w: %s: %v", office.ErrDamaged, sheet, err) }
	g := &Grid{Name: sheet, HiddenRows: make(map[int]bool), HiddenColumns: make(map[int]bool)}
	visible, err := p.file.GetSheetVisible(sheet)
	if err != nil {
		return nil, bad(err)
	}
	g.Hidden = !visible
	rows, err := p.file.Rows(sheet)
	if err != nil { // a sheet that is a chart has no cells
		return g, nil
	}
	defer rows.Close()
	cells, columns := 0, 0
	for n := 0; rows.Next(); n++ {
		values, err := rows.Columns()
		if err != nil {
			return nil, bad(err)
		}
		if cells += len(values) + 1; cells > cellLimit {
			return nil, office.ErrTooLarge
		}
		columns = max(columns, len(values))
		row := make([]Cell, len(values))
		for at, value := range values {
			if row[at], err = p.cell(sheet, n, at, value); err != nil {
				return nil, bad(err)
			}
		}
		g.rows = append(g.rows, row)
		if rows.GetRowOpts().Hidden {
			g.HiddenRows[n] = true
		}
	}
	if err := rows.Error(); err != nil {
		return nil, bad(err)
	}
	for n := range columns {
		name, err := excelize.ColumnNumberToName(n + 1)
		if err != nil {
			return nil, bad(err)
		}
		if visible, err := p.file.GetColVisible(sheet, name); err != nil {
			return nil, bad(err)
		} else if !visible {
			g.HiddenColumns[n] = true
		}
	}
	if err := p.merge(g); err != nil {
		return nil, bad(err)
	}
	g.trim()
	return g, nil
}

// cell returns a cell with a stored value. It asks excelize for more only where that matters: each question about a
// cell takes as long as reading a whole row.
func (p *parser) cell(sheet string, row, column int, value string) (Cell, error) {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return Cell{}, err
	}
	if strings.TrimSpace(value) == "" {
		if !p.formulas {
			return Cell{}, nil
		}
		formula, err := p.file.GetCellFormula(sheet, name)
		if err != nil || formula == "" {
			return Cell{}, err
		}
		return Cell{Kind: Unanswered, Text: "=" + formula}, nil
	}
	number, notNumber := strconv.ParseFloat(value, 64)
	if notNumber != nil {
		return textCell(p.raised(sheet, name, value)), nil
	}
	kind, err := p.file.GetCellType(sheet, name)
	if err != nil {
		return Cell{}, err
	}
	switch kind {
	case excelize.CellTypeBool:
		return Cell{Kind: Bool, Text: value}, nil
	case excelize.CellTypeSharedString, excelize.CellTypeInlineString, excelize.CellTypeFormula:
		return textCell(p.raised(sheet, name, value)), nil
	}
	c := Cell{Kind: Number, Text: value, Number: number}
	style, err := p.file.GetCellStyle(sheet, name)
	if err != nil {
		return Cell{}, err
	}
	shown, err := p.format(style)
	if err != nil {
		return Cell{}, err
	}
	c.Percent = shown.percent
	if shown.date || kind == excelize.CellTypeDate {
		if date, err := excelize.ExcelDateToTime(number, p.from1904); err == nil {
			c.Kind, c.Date = Date, date
		}
	}
	return c, nil
}

// superscripts are the digits from 0 as Unicode has them raised.
var superscripts = []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")

// raised returns a text in which raised digits, the marks of notes, cannot be taken for digits of a number.
func (p *parser) raised(sheet, cell, value string) string {
	if strings.Trim(value, "0123456789.,%-– ") != "" {
		return value // no number, or one with other marks behind it
	}
	runs, err := p.file.GetCellRichText(sheet, cell)
	if err != nil || len(runs) < 2 {
		return value
	}
	var b strings.Builder
	for _, run := range runs {
		up := run.Font != nil && run.Font.VertAlign == "superscript"
		for _, c := range run.Text {
			if up && c >= '0' && c <= '9' {
				c = superscripts[c-'0']
			}
			b.WriteRune(c)
		}
	}
	return b.String()
}

// format returns what the number format of a style says.
func (p *parser) format(style int) (format, error) {
	if known, ok := p.formats[style]; ok {
		return known, nil
	}
	s, err := p.file.GetStyle(style)
	if err != nil {
		return format{}, err
	}
	var f format
	if s.CustomNumFmt != nil {
		f = readFormat(*s.CustomNumFmt)
	} else { // the numbers of formats that every workbook has: ECMA-376, part 1, 18.8.30
		n := s.NumFmt
		f.percent = n == 9 || n == 10
		f.date = n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58
	}
	p.formats[style] = f
	return f, nil
}

// aside is what a number format shows as it is: text in quotation marks, a character behind a backslash, and what is in
// brackets, such as a colour.
var aside = regexp.MustCompile(`"[^"]*"|\\.|_.|\[[^\]]*\]`)

// readFormat reads a number format, such as 0.0% or mmm yyyy; jjjj is what Dutch programs write for yyyy.
func readFormat(text string) format {
	text = strings.ToLower(aside.ReplaceAllString(text, ""))
	return format{percent: strings.Contains(text, "%"), date: strings.ContainsAny(text, "yj") || strings.Contains(text, "mmm") ||
		strings.Contains(text, "d") && strings.Contains(text, "m")}
}

// merge gives all cells of a merged one what its first has.
func (p *parser) merge(g *Grid) error {
	merged, err := p.file.GetMergeCells(g.Name)
	if err != nil {
		return err
	}
	cells := 0
	for _, m := range merged {
		column, row, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			return err
		}
		lastColumn, lastRow, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return err
		}
		first := g.At(row-1, column-1)
		if first.Kind == Empty {
			continue
		}
		first.Merged = true
		if cells += (lastRow - row + 1) * (lastColumn - column + 1); cells > cellLimit {
			return office.ErrTooLarge
		}
		for y := row - 1; y < lastRow && y < len(g.rows); y++ {
			for x := column - 1; x < lastColumn; x++ {
				if y == row-1 && x == column-1 {
					continue
				}
				for len(g.rows[y]) <= x {
					g.rows[y] = append(g.rows[y], Cell{})
				}
				g.rows[y][x] = first
			}
		}
	}
	return nil
}
