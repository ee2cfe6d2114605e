package dataset

import (
	"encoding/json"
	"time"

	"github.com/xuri/excelize/v2"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// spreadsheet returns the tables as a workbook: a sheet that explains them, and a sheet for each. Numbers are
// numbers and dates are dates; every text is stored as text, so that none is read as a formula.
func spreadsheet(tables []*table, r *report.Report, l *language.Language, about About) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	s := &sheets{file: f, language: l}
	s.do(f.SetSheetName("Sheet1", l.Say("dataset.readme")))
	s.style()
	s.explain(explained(tables, func(t *table) string { return t.titleIn(l) }, r, l, about))
	for _, t := range tables {
		s.table(t)
	}
	day := r.Edition.Date.UTC().Format(time.RFC3339)
	s.do(f.SetDocProps(&excelize.DocProperties{Title: about.Title, Creator: about.Organisation,
		LastModifiedBy: about.Organisation, Created: day, Modified: day, Language: l.Code}))
	if s.err != nil {
		return nil, s.err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// sheets fills a workbook. After an error it does nothing more.
type sheets struct {
	file       *excelize.File
	language   *language.Language
	bold, date int // styles
	err        error
}

func (s *sheets) do(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *sheets) style() {
	var err error
	s.bold, err = s.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	s.do(err)
	iso := "yyyy-mm-dd"
	s.date, err = s.file.NewStyle(&excelize.Style{CustomNumFmt: &iso})
	s.do(err)
}

// explain writes the lines of the first sheet. A line of one word is a heading.
func (s *sheets) explain(lines [][]string) {
	sheet := s.language.Say("dataset.readme")
	for n, line := range lines {
		s.row(sheet, n+1, cells(line))
		if len(line) == 1 && (n == 0 || lines[n-1] == nil) {
			s.do(s.file.SetCellStyle(sheet, at(1, n+1), at(1, n+1), s.bold))
		}
	}
	s.do(s.file.SetColWidth(sheet, "A", "A", 28))
	s.do(s.file.SetColWidth(sheet, "B", "B", 100))
}

func cells(line []string) []any {
	out := make([]any, len(line))
	for n, word := range line {
		out[n] = word
	}
	return out
}

// table writes a sheet with a table. The titles of its columns stay in sight, and each column can be filtered.
func (s *sheets) table(t *table) {
	sheet := s.language.Say("dataset.table." + t.name)
	_, err := s.file.NewSheet(sheet)
	s.do(err)
	last := len(t.rows) + 1
	head := make([]any, len(t.fields))
	for n, f := range t.fields {
		head[n] = s.language.Say("dataset.field." + f.name)
		column, err := excelize.ColumnNumberToName(n + 1)
		s.do(err)
		width := 13.0
		if f.kind == text {
			width = 26
		}
		s.do(s.file.SetColWidth(sheet, column, column, width))
		if f.kind == date {
			s.do(s.file.SetCellStyle(sheet, at(n+1, 2), at(n+1, last), s.date))
		}
	}
	s.row(sheet, 1, head)
	s.do(s.file.SetCellStyle(sheet, at(1, 1), at(len(head), 1), s.bold))
	for n, row := range t.rows {
		s.row(sheet, n+2, row)
	}
	s.do(s.file.AutoFilter(sheet, at(1, 1)+":"+at(len(head), last), nil))
	s.do(s.file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// row writes the cells of a row. What is nil or "" leaves its cell empty.
func (s *sheets) row(sheet string, n int, row []any) {
	for column, value := range row {
		if s.err != nil {
			return
		}
		where := at(column+1, n)
		switch v := value.(type) {
		case string:
			if v != "" {
				s.do(s.file.SetCellStr(sheet, where, v))
			}
		case json.Number:
			if v != "" {
				x, err := v.Float64()
				s.do(err)
				s.do(s.file.SetCellFloat(sheet, where, x, -1, 64))
			}
		case bool:
			s.do(s.file.SetCellBool(sheet, where, v))
		case time.Time:
			s.do(s.file.SetCellValue(sheet, where, v))
		}
	}
}

// at returns the name of a cell: at(2, 3) is "B3".
func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // both count from 1
	}
	return name
}
