package series

import (
	"reflect"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// TestTable holds which side of a breakdown runs down: the longer one, and the periods when both
// are as long.
func TestTable(t *testing.T) {
	l := figuretest.Words(t, "nl")
	three := dimension("gebouw", text("Gebouw", "Building"), text("Horst", "Horst"), text("Spiegel", "Spiegel"),
		text("Zilverling", "Zilverling"))
	for _, c := range []struct {
		name   string
		series []string
		total  string
		want   figure.Table
	}{
		{"three parts, two periods", []string{"2024=7 2025=9p", "2024=8 2025=6e", "2024=5 2025=:"}, "2024=20 2025=15",
			figure.Table{Corner: "Gebouw", Columns: []string{"2024", "2025"}, Rows: []figure.Row{
				{Header: "Horst", Cells: []figure.Cell{{Text: "7"}, {Text: "9", Flags: "p"}}},
				{Header: "Spiegel", Cells: []figure.Cell{{Text: "8"}, {Text: "6", Flags: "e"}}},
				{Header: "Zilverling", Cells: []figure.Cell{{Text: "5"}, {Text: "niet beschikbaar"}}},
				{Header: "Totaal", Cells: []figure.Cell{{Text: "20"}, {Text: "15"}}},
			}}},
		{"two parts, two periods", []string{"2024=7 2025=9", "2024=8 2025=6"}, "2024=15 2025=15",
			figure.Table{Corner: "Periode", Columns: []string{"Horst", "Spiegel", "Totaal"}, Rows: []figure.Row{
				{Header: "2024", Cells: []figure.Cell{{Text: "7"}, {Text: "8"}, {Text: "15"}}},
				{Header: "2025", Cells: []figure.Cell{{Text: "9"}, {Text: "6"}, {Text: "15"}}},
			}}},
	} {
		i := indicator("bezoek", text("Bezoek", "Visits"), text("bezoeken", "visits"), model.Count, 0, c.total,
			split(three, c.series...))
		spec := figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: three, Kind: figure.Grouped}
		if got := Draw(spec, edition(i), l).Table; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
	i := many("i", model.Count, 330, 9, model.Period{Year: 2017})
	table := Draw(
		figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: i.Breakdowns[0].Dimension, Kind: figure.Line},
		edition(i), l).Table
	if len(table.Rows) != 331 || len(table.Columns) != 9 || table.Rows[329].Header != "Gebied 330" {
		t.Errorf("330 parts over 9 years: %d rows, %d columns", len(table.Rows), len(table.Columns))
	}
}

// TestMixedTable: of an example beside real numbers each number is marked, and of examples alone none.
func TestMixedTable(t *testing.T) {
	l := figuretest.Words(t, "nl")
	made := func(id string, as ...func(*model.Indicator)) *model.Indicator {
		return indicator(id, text(id, id), text("bezoeken", "visits"), model.Count, 0, "2024=7 2025=9", as...)
	}
	measured, invented, other := made("echt"), made("verzonnen", example), made("ook", example)
	for _, c := range []struct {
		shown []*model.Indicator
		want  []bool
	}{
		{[]*model.Indicator{measured, invented}, []bool{false, true}},
		{[]*model.Indicator{invented, other}, []bool{false, false}},
		{[]*model.Indicator{measured}, []bool{false}},
	} {
		d := Draw(figure.Spec{Indicators: c.shown, Kind: figure.Line}, edition(c.shown...), l)
		for n, cell := range d.Table.Rows[0].Cells {
			if cell.Example != c.want[n] {
				t.Errorf("%s, column %d is marked: %t", d.Title, n, cell.Example)
			}
		}
	}
}

// TestTip holds what a reader is told who points at a period: a value with its flags, interval and
// note, and at a gap the word in its place with why.
func TestTip(t *testing.T) {
	l := figuretest.Words(t, "nl")
	i := indicator("ongevallen", text("Ongevallen", "Accidents"), text("ongevallen", "accidents"), model.Count, 0,
		"2023=7 2024=: 2025=9p")
	for n, note := range []string{"", "Het systeem is vervangen.", "Nog zonder december."} {
		i.Values[n].Note = text(note, note)
	}
	c := resolve(figure.Spec{Indicators: []*model.Indicator{i}, Kind: figure.Line}, edition(i), l)
	s := &c.series[0]
	s.bounds = []*reach{nil, nil, {low: 4, high: 17}}
	for n, want := range []string{"7", "niet beschikbaar\nHet systeem is vervangen.",
		"9 (voorlopig)\n95%-interval: 4 tot 17\nNog zonder december."} {
		if got := c.tip(s, n); got != want {
			t.Errorf("at %s: %q, want %q", s.periods[n], got, want)
		}
	}
	s.points[0].State, s.points[0].Note = report.Withheld, text("Zeven mensen.", "Seven people.")
	if got := c.tip(s, 0); got != "niet getoond" {
		t.Errorf("of a hidden number is told %q", got)
	}
}
