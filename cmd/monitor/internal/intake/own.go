package intake

import (
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

// ownHead returns the columns of a table that Form made, by the names in its first row.
func ownHead(g *sheet.Grid) (columns map[string]int, own bool) {
	columns = make(map[string]int)
	_, most := g.Size()
	for n := range most {
		if name, ok := strings.CutPrefix(g.At(0, n).Text, ownMark); ok {
			columns[name] = n
		}
	}
	for _, name := range []int{ownIndicator, ownPart, ownPeriod, ownValue, ownFlags, ownOf, ownNote} {
		if _, ok := columns[ownNames[name]]; !ok {
			return nil, false
		}
	}
	return columns, true
}

// readOwn reads a table that Form made, and somebody filled in. Its hidden rows and columns are ours.
func (r *reader) readOwn(columns map[string]int) {
	at := func(column int) int { return columns[ownNames[column]] }
	rows, _ := r.Grid.Size()
	year, told := strings.CutPrefix(r.Grid.At(1, at(ownIndicator)).Text, ownEdition)
	if told && year != r.edition.Year {
		r.report(1, at(ownIndicator), diagnostic.SheetOfOther, "", year, r.edition.Year)
	}
	type line struct {
		row  int
		of   Value
		said string
	}
	var lines []line
	var cells []place
	for row := 2; row < rows; row++ {
		v, why := r.ownPlace(r.Grid.At(row, at(ownIndicator)).Text, r.Grid.At(row, at(ownPart)).Text,
			r.Grid.At(row, at(ownPeriod)).Text)
		v.Row, v.Column = row, at(ownValue)
		lines = append(lines, line{row, v, why})
		if v.Indicator != nil {
			cells = append(cells, place{row, at(ownValue), v.Indicator.Kind == model.Count})
		}
	}
	r.findComma(cells)
	for _, l := range lines {
		v, value := l.of, r.Grid.At(l.row, at(ownValue))
		flags, note := r.Grid.At(l.row, at(ownFlags)).Text, r.Grid.At(l.row, at(ownNote)).Text
		missing := false
		if v.Indicator != nil {
			was, known := v.Was()
			missing = known && was.Missing // and stays so: only its note can be another
		}
		if value.Kind == sheet.Empty && !missing && !strings.Contains(flags, ":") {
			if flags+note != "" {
				r.aside(l.row, v.Column, "intake.aside-empty")
			}
			continue
		}
		if l.said != "" {
			r.report(l.row, v.Column, diagnostic.SheetNowhere, "", l.said)
			continue
		}
		fine := true
		v.Missing = value.Kind == sheet.Empty
		if value.Kind != sheet.Empty {
			n, ok := r.readNumber(l.row, v.Column, v.Indicator)
			v.Number, v.Missing, v.Flags, fine = n.number, n.missing, n.flags, ok
		}
		for column, role := range map[int]string{ownFlags: "flags", ownOf: "of", ownNote: "note"} {
			if fine && r.Grid.At(l.row, at(column)).Text != "" {
				fine = r.addBeside(&v, l.row, at(column), role)
				v.Missing = v.Missing && value.Kind == sheet.Empty // a number says more than a flag that was left
			}
		}
		if fine {
			r.Values = append(r.Values, v)
		}
	}
	r.reportTwice()
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
