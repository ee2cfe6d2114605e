package main

import (
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// fillWorkbook is the script command "workbook FILE LINES". LINES is a file that says what is in the workbook: a new one,
// or FILE when that exists. A line is one of these; a cell is A1, or Sheet!A1:
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
