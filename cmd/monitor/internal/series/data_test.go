package series

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestData(t *testing.T) {
	for _, name := range []string{"line", "rate", "stacked-hidden"} {
		for _, c := range cases() {
			if c.name != name {
				continue
			}
			r := c.report()
			f := r.Facts(c.spec.Indicators[0])
			f.Indicator.Owner = &model.Role{ID: "hr", Title: text("Directeur HR", "Director of HR")}
			table, described := Data(f, r, figuretest.Words(t, "nl"))
			figuretest.Golden(t, name+".csv", table)
			figuretest.Golden(t, name+".json", described)
		}
	}
}

// FuzzData writes notes of any text: the files can be read back, the note is in them, and no cell
// is a formula.
func FuzzData(f *testing.F) {
	for _, seed := range []string{"gewoon", `a,"b"`, "=cmd|'/c calc'!A1", "regel\nregel", "\r\n=1", "\xff", "+1",
		"<script>", "\u2028"} {
		f.Add(seed)
	}
	l := figuretest.Words(f, "nl")
	f.Fuzz(func(t *testing.T, note string) {
		i := indicator("een", text("Een", "One"), text("dagen", "days"), model.Amount, 1, "2024=-1.25 2025=3")
		i.Values[0].Note = model.Text{"": note}
		r := edition(i)
		table, described := Data(r.Facts(i), r, l)
		rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
		if err != nil || len(rows) != 3 {
			t.Fatal(rows, err)
		}
		for _, row := range rows[1:] {
			for column, cell := range row {
				if column != 3 && column != 4 && strings.IndexAny(cell, "=+-@\t\r") == 0 {
					t.Errorf("%q begins like a formula", cell)
				}
			}
		}
		withoutBreaks := func(s string) string { return strings.NewReplacer("\r", "", "\n", "").Replace(s) }
		want := withoutBreaks(note)
		if got := withoutBreaks(rows[1][6]); got != want && got != "'"+want {
			t.Errorf("%q became %q", note, got)
		}
		if rows[1][3] != "-1.3" {
			t.Errorf("-1.25 became %q", rows[1][3])
		}
		var d dataset
		if err := json.Unmarshal(described, &d); err != nil || d.Observations[1].Value != "3.0" {
			t.Fatal(err, d)
		}
	})
}
