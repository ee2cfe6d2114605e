package dataset

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// words returns a language in which every word that a table needs is its key.
func words(tables ...*table) *language.Language {
	all := map[string]string{"dataset.readme": "readme"}
	for _, t := range tables {
		all["dataset.table."+t.name] = t.name
		for _, f := range t.fields {
			all["dataset.field."+f.name] = f.name
		}
	}
	return language.New("en", all)
}

func TestCells(t *testing.T) {
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	cells := []struct {
		value any
		kind  string
		raw   string
		type_ excelize.CellType
	}{
		{json.Number("3.75"), number, "3.75", excelize.CellTypeUnset},
		{json.Number("-4"), integer, "-4", excelize.CellTypeUnset},
		{json.Number("21.0629959791"), number, "21.0629959791", excelize.CellTypeUnset},
		{json.Number(""), number, "", excelize.CellTypeUnset},
		{nil, number, "", excelize.CellTypeUnset},
		{"", text, "", excelize.CellTypeUnset},
		{"<5", text, "<5", excelize.CellTypeSharedString},
		{"=1+1", text, "=1+1", excelize.CellTypeSharedString},
		{"+31 53 489", text, "+31 53 489", excelize.CellTypeSharedString},
		{"-", text, "-", excelize.CellTypeSharedString},
		{"@SUM(A1)", text, "@SUM(A1)", excelize.CellTypeSharedString},
		{"2019/2020", text, "2019/2020", excelize.CellTypeSharedString},
		{true, boolean, "1", excelize.CellTypeBool},
		{day, date, "46350", excelize.CellTypeUnset},
	}
	row := make([]any, len(cells))
	one := &table{name: "things"}
	for n, c := range cells {
		one.fields = append(one.fields, field{name: string(rune('a' + n)), kind: c.kind})
		row[n] = c.value
	}
	one.rows = [][]any{row}
	r := &report.Report{Edition: &model.Edition{Date: day}}
	about := About{Title: "Edition", Organisation: "Organisation"}
	made, err := spreadsheet([]*table{one}, r, words(one), about)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := spreadsheet([]*table{one}, r, words(one), about); !bytes.Equal(made, again) {
		t.Error("the same table gave other bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(made))
	if err != nil {
		t.Fatal(err)
	}
	for n, c := range cells {
		raw, _ := f.GetCellValue("things", at(n+1, 2), excelize.Options{RawCellValue: true})
		kind, _ := f.GetCellType("things", at(n+1, 2))
		formula, _ := f.GetCellFormula("things", at(n+1, 2))
		if raw != c.raw || kind != c.type_ || formula != "" {
			t.Errorf("%v: %q of type %d with formula %q; want %q of type %d", c.value, raw, kind, formula, c.raw, c.type_)
		}
	}
	if shown, _ := f.GetCellValue("things", at(len(cells), 2)); shown != "2026-11-24" {
		t.Errorf("the date is shown as %s", shown)
	}
	props, err := f.GetDocProps()
	if err != nil || props.Creator != "Organisation" || props.LastModifiedBy != "Organisation" ||
		props.Created != "2026-11-24T00:00:00Z" || props.Modified != props.Created {
		t.Errorf("properties: %+v, %v", props, err)
	}
}
