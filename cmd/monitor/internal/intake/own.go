package intake

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// IsOwn reports whether a grid is the table of a workbook that Form made.
func IsOwn(g *sheet.Grid) bool {
	_, own := ownHead(g)
	return own
}

// WasOwn reports whether a workbook is one that Form made, by the names of its sheets; its table may be so no longer.
func WasOwn(b *sheet.Book) bool {
	has := func(lang string, key wording.Key) bool {
		return slices.ContainsFunc(b.Grids, func(g *sheet.Grid) bool { return g.Name == wording.Say(lang, key) })
	}
	return slices.ContainsFunc(wording.Languages, func(lang string) bool {
		return has(lang, "workbook.read-me") && has(lang, "workbook.sheet") && has(lang, "workbook.definitions")
	})
}

// ownHead returns the columns of a table that Form made, by the names in its first row.
func ownHead(g *sheet.Grid) (columns map[string]int, own bool) {
	columns = make(map[string]int)
	_, most := g.Size()
	for n := range most {
		if name, ok := strings.CutPrefix(g.At(0, n).Text, ownMark); ok {
			columns[name] = n
		}
	}
	for _, name := range []int{ownIndicator, ownPart, ownPeriod, ownValue, ownFlags, ownOf, ownNote, ownWas} {
		if _, ok := columns[ownNames[name]]; !ok {
			return nil, false
		}
	}
	return columns, true
}

// ownCells are the columns that owners fill in.
var ownCells = [...]int{ownValue, ownFlags, ownOf, ownNote}

// rememberCells returns what the cells are that owners fill in, as a list in JSON.
func rememberCells(cells [ownColumns]any) string {
	var was [len(ownCells)]string
	for n, column := range ownCells {
		if cells[column] != nil {
			was[n] = fmt.Sprint(cells[column])
		}
	}
	text, _ := json.Marshal(was) // texts can always be written
	return string(text)
}

// ownRow is a row of the table that Form made, as somebody filled it in.
type ownRow struct {
	row     int
	of      Value
	unknown string // why of is not known, as wording.Refer gives it; or ""
	was     [len(ownCells)]string
	changed [ownColumns]bool // the cells in which something else is
}

// readOwn reads a table that Form made: what somebody changed in it. Its hidden rows and columns are ours.
func (r *reader) readOwn(columns map[string]int) {
	at := func(column int) int { return columns[ownNames[column]] }
	rows, most := r.Grid.Size()
	year, told := strings.CutPrefix(r.Grid.At(1, at(ownIndicator)).Text, ownEdition)
	if told && year != r.edition.Year {
		r.report(1, at(ownIndicator), diagnostic.SheetOfOther, "", year, r.edition.Year)
	}
	ours := make(map[int]bool)
	for _, column := range columns {
		ours[column] = true
	}
	var changed []ownRow
	var texts []place
	for row := 2; row < rows; row++ {
		for column := range most {
			if !ours[column] && r.Grid.At(row, column).Kind != sheet.Empty {
				r.aside(row, column, "intake.aside-outside")
			}
		}
		o := r.ownRow(row, at)
		if o.changed == [ownColumns]bool{} {
			r.Unchanged++
			continue
		}
		if changed = append(changed, o); o.of.Indicator != nil {
			texts = append(texts, place{row, at(ownValue), o.of.Indicator.Kind == model.Count})
		}
	}
	r.findComma(texts)
	for _, o := range changed {
		if v, ok := r.ownValue(o, at); ok {
			r.Values = append(r.Values, v)
		}
	}
	r.reportTwice()
}

// ownRow finds out what a row is, and which of its cells were changed.
func (r *reader) ownRow(row int, at func(int) int) ownRow {
	text := func(column int) string { return r.Grid.At(row, at(column)).Text }
	o := ownRow{row: row}
	if o.of, o.unknown = r.ownPlace(text(ownIndicator), text(ownPart), text(ownPeriod)); o.unknown != "" &&
		text(ownIndicator)+text(ownPeriod) == "" {
		o.unknown = wording.Refer("intake.aside-row")
	}
	o.of.Row, o.of.Column = row, at(ownValue)
	_ = json.Unmarshal([]byte(text(ownWas)), &o.was) // of a row that is not ours, all that is there is new
	for n, column := range ownCells {
		o.changed[column] = !isStill(r.Grid.At(row, at(column)), o.was[n])
	}
	return o
}

// isStill reports whether a cell is what Form wrote there.
func isStill(c sheet.Cell, was string) bool {
	if c.Kind == sheet.Number {
		x, err := strconv.ParseFloat(was, 64)
		return err == nil && math.Abs(x-c.Number) <= 1e-9*math.Max(1, math.Abs(x))
	}
	return strings.Join(strings.Fields(c.Text), " ") == strings.Join(strings.Fields(was), " ")
}

// ownValue reads what was changed in a row. What is not changed stays as the data have it, also when these say
// something else by now. ok is false when nothing is taken over, which is said.
func (r *reader) ownValue(o ownRow, at func(int) int) (v Value, ok bool) {
	cell := func(column int) sheet.Cell { return r.Grid.At(o.row, at(column)) }
	switch {
	case o.unknown == wording.Refer("intake.aside-row"):
		r.aside(o.row, at(ownValue), "intake.aside-row")
		return v, false
	case o.unknown != "":
		r.report(o.row, at(ownValue), diagnostic.SheetNowhere, "", o.unknown)
		return v, false
	}
	v = o.of
	was, known := v.Was()
	v.Number, v.Missing = was.Number, !known || was.Missing
	if o.changed[ownValue] {
		if cell(ownValue).Kind == sheet.Empty {
			r.aside(o.row, at(ownValue), "intake.aside-emptied", o.was[0])
			return v, false
		}
		n, ok := r.readNumber(o.row, at(ownValue), v.Indicator)
		if !ok {
			return v, false
		}
		v.Number, v.Missing, v.Flags = n.number, n.missing, n.flags
		if r.hundredth(&v) {
			return v, false
		}
		now := sheet.Cell{Kind: sheet.Number, Number: was.Number}
		if known && !was.Missing && !isStill(now, o.was[0]) {
			v.Since = o.was[0]
			if v.Since == "" {
				v.Since = wording.Refer("intake.none-of-it")
			}
		}
	}
	none := false // the flag says that there is no number
	if flags := cell(ownFlags).Text; o.changed[ownFlags] && flags != "" {
		none = strings.Contains(strings.Fields(flags)[0], string(model.NotAvailable))
		if v.Missing && !none && !o.changed[ownValue] {
			r.aside(o.row, at(ownFlags), "intake.aside-flag", flags)
			o.changed[ownFlags] = false
		}
	}
	if v.Missing && o.changed[ownOf] {
		r.aside(o.row, at(ownOf), "intake.aside-of", cell(ownOf).Text)
		o.changed[ownOf] = false
	}
	for _, column := range ownCells[1:] {
		if o.changed[column] && cell(column).Kind != sheet.Empty && !r.addBeside(&v, o.row, at(column), ownNames[column]) {
			return v, false
		}
	}
	v.NoteEmptied = o.changed[ownNote] && v.Note == ""
	switch {
	case o.changed[ownValue] || none:
		return v, true
	case !known && v.Note != "":
		r.aside(o.row, at(ownNote), "intake.aside-note", v.Note)
		return v, false
	}
	return v, known && (o.changed[ownFlags] || o.changed[ownOf] || o.changed[ownNote])
}

// ownPlace returns of what a row is; why says what of it does not exist (any more).
func (r *reader) ownPlace(indicator, part, period string) (v Value, why string) {
	v.Indicator = r.edition.Indicator(indicator)
	if v.Indicator == nil {
		return v, wording.Refer("intake.no-such", "indicator:"+indicator)
	}
	if part != "" {
		dimension, member, _ := strings.Cut(part, "/")
		if v.Dimension = r.edition.Dimension(dimension); v.Dimension != nil {
			v.Member = v.Dimension.Member(member)
		}
		if v.Member == nil {
			return v, wording.Refer("intake.no-such", part)
		}
	}
	var ok bool
	if v.Period, ok = model.ParsePeriod(period); !ok || v.Period.Frequency != v.Indicator.Frequency {
		return v, wording.Refer("intake.no-such", period)
	}
	return v, ""
}
