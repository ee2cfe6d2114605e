package figure

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "gewoon": "gewoon", "3": "3", "=1+1": "'=1+1", "+31": "'+31", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": "'\t=1", " =1": "' =1", "\r=1": "'\r=1", "＝1": "'＝1", "|cmd": "'|cmd", "%0A": "'%0A", "a=1": "a=1",
		"\ufeff=1": "'\ufeff=1",
	} {
		if got := inert(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestScale(t *testing.T) {
	dutch := language.New("nl", nil)
	percent := Column{Decimals: 2, Scale: Scale{High: 100}}
	plain := Column{Decimals: 2}
	for _, test := range []struct {
		column Column
		x      float64
		text   string
		file   json.Number
	}{
		{percent, 100, "100,00", "100.00"}, {percent, 99.999, ">\u00a099,99", "99.99"},
		{percent, 0.004, "<\u00a00,01", "0.01"}, {plain, 99.999, "100,00", "100.00"},
	} {
		if text := test.column.cell(Number(test.x), dutch).Text; text != test.text {
			t.Errorf("%v is %q, want %q", test.x, text, test.text)
		}
		if file := test.column.values(Number(test.x))[0]; file != test.file {
			t.Errorf("%v is %v in the files, want %v", test.x, file, test.file)
		}
	}
}

func TestJSONWithin(t *testing.T) {
	tests := []struct {
		x        float64
		decimals int
		want     json.Number
	}{
		{100, 2, "100.00"}, {99.999, 2, "99.99"}, {99.994, 2, "99.99"}, {99.6, 0, "99"}, {0, 1, "0.0"}, {0.004, 2, "0.01"},
		{0.2, 0, "1"}, {50.55, 1, "50.6"},
	}
	for _, test := range tests {
		if got := JSONWithin(test.x, test.decimals, 0, 100); got != test.want {
			t.Errorf("JSONWithin(%v, %d) = %s, want %s", test.x, test.decimals, got, test.want)
		}
	}
}

// TestExamples holds where examples are marked: in each cell when only some numbers are examples,
// and otherwise in none. The files say it in each row.
func TestExamples(t *testing.T) {
	dutch := language.New("nl", nil)
	for _, test := range []struct {
		first, second bool // whether the rows are examples
		mixed         bool
	}{
		{true, true, false}, {true, false, true}, {false, true, true}, {false, false, false},
	} {
		g := &Ledger{Key: "risk", Columns: []Column{{Key: "rank"}, {Key: "asked"}}}
		for _, example := range []bool{test.first, test.second} {
			g.Records = append(g.Records, Record{ID: "r", Data: []Datum{Number(1).Of(example), Number(2)}})
		}
		table := g.Table(dutch)
		if table.Mixed() != test.mixed {
			t.Errorf("%+v: the table is mixed: %t", test, table.Mixed())
		}
		d := Drawing{Ledger: g, Example: g.Invented()}
		csv, _ := d.Files("2026", dutch)
		rows := strings.Split(string(csv), "\r\n")[1:]
		for n, example := range []bool{test.first, test.second} {
			if marked := table.Rows[n].Cells[0].Example; marked != (example && test.mixed) {
				t.Errorf("%+v: row %d is marked: %t", test, n, marked)
			}
			if table.Rows[n].Cells[1].Example {
				t.Errorf("%+v: what is neither is marked", test)
			}
			if !strings.HasSuffix(rows[n], ","+strconv.FormatBool(example)) {
				t.Errorf("%+v: row %d of the file is %q", test, n, rows[n])
			}
		}
	}
}
