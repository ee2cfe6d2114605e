package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// fillWorkbook is the script command "workbook FILE LINES". LINES is a file that says what is in the workbook: a new
// one, or FILE when that exists. A line is one of these; a cell is A1, or Sheet!A1:
//
//	A1 a text           0.0375 is a number, and "0.0375" a text
//	A1 0.0375 %         shown as per cent
//	A1 45292 mmm yyyy   shown as a date
//	A1 #REF!            as an error
//	A1 =1+1             a formula without a stored value
//	merge A1:C1
//	hide row 5          and: hide column C, hide sheet Sheet1
//	sheet Other         a new one
func fillWorkbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: workbook FILE LINES")
	}
	name := ts.MkAbs(args[0])
	f := excelize.NewFile()
	if _, err := os.Stat(name); err == nil {
		f, err = excelize.OpenFile(name)
		ts.Check(err)
	}
	defer f.Close()
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		at, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		ts.Check(fillCell(f, at, text))
	}
	ts.Check(f.SaveAs(name))
}

// showWorkbook is the script command "show FILE": it prints the cells of a workbook, one a line, with what is hidden
// and what can be changed.
func showWorkbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: show FILE")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		ts.Check(err)
		fmt.Fprintln(ts.Stdout(), "=", sheet)
		validations, err := f.GetDataValidations(sheet)
		ts.Check(err)
		for y, row := range rows {
			for x := range row {
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				ts.Check(err)
				id, err := f.GetCellStyle(sheet, cell)
				ts.Check(err)
				style, err := f.GetStyle(id)
				ts.Check(err)
				var limits string
				for _, v := range validations {
					if v.Sqref == cell {
						limits = " " + v.Type + " " + v.Formula1 + " " + v.Formula2
					}
				}
				open := style.Protection != nil && !style.Protection.Locked
				if row[x] != "" || open {
					fmt.Fprintf(ts.Stdout(), "%s %s%s%s\n", cell, row[x], map[bool]string{true: " [open]"}[open], limits)
				}
			}
		}
	}
}

func fillCell(f *excelize.File, at, text string) error {
	const first = "Sheet1"
	what, name, _ := strings.Cut(text, " ")
	switch at {
	case "":
		return nil
	case "merge":
		from, to, _ := strings.Cut(text, ":")
		return f.MergeCell(first, from, to)
	case "sheet":
		_, err := f.NewSheet(text)
		return err
	case "hide":
		switch what {
		case "row":
			row, err := strconv.Atoi(name)
			if err != nil {
				return err
			}
			return f.SetRowVisible(first, row, false)
		case "column":
			return f.SetColVisible(first, name, false)
		}
		return f.SetSheetVisible(name, false)
	}
	sheet := first
	if before, cell, ok := strings.Cut(at, "!"); ok {
		sheet, at = strings.ReplaceAll(before, "_", " "), cell
	}
	if formula, ok := strings.CutPrefix(text, "="); ok {
		return f.SetCellFormula(sheet, at, formula)
	}
	number, format, _ := strings.Cut(text, " ")
	x, err := strconv.ParseFloat(number, 64)
	if err != nil || format != "" && format != "%" && !strings.Contains(format, "yy") {
		return f.SetCellStr(sheet, at, strings.Trim(text, `"`))
	}
	if format != "" {
		style := excelize.Style{CustomNumFmt: &format}
		if format == "%" {
			style = excelize.Style{NumFmt: 10}
		}
		id, err := f.NewStyle(&style)
		if err != nil {
			return err
		}
		if err := f.SetCellStyle(sheet, at, at, id); err != nil {
			return err
		}
	}
	return f.SetCellFloat(sheet, at, x, -1, 64)
}
