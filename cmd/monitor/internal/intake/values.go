package intake

import (
	"math"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// place is a cell with a number; count says that it is of a count.
type place struct {
	row, column int
	count       bool
}

// readTable reads the values of the table.
func (r *reader) readTable(titles []string) {
	r.chooseDimension()
	r.findFootnotes()
	r.askHidden()
	r.readColumns()
	if !slices.ContainsFunc(r.table.columns, column.number) {
		if !r.unsure {
			r.list.Add(diagnostic.NoTable, r.Grid.Position(r.table.head, 0), "", r.Grid.Ref(r.table.head, 0))
		}
		return
	}
	labels := r.readLabels()
	r.findIndicator(titles, labels)
	if r.unsure {
		return // with an answer, the numbers may mean something else
	}
	r.findComma(r.numberCells())
	sums := make(map[int]*total) // by column
	for row := r.table.body; row < r.table.end; row++ {
		if l, ok := labels[row]; ok {
			r.readRow(row, l, sums)
		}
	}
	r.reportTwice()
	if d := r.names.dimension; d != nil && r.known.Dimension == "" &&
		slices.ContainsFunc(r.Values, func(v Value) bool { return v.Member != nil }) {
		r.keep([]string{"dimension"}, d.ID)
	}
}

// readLabels returns what the labels of each row with a number mean together.
func (r *reader) readLabels() map[int]meaning {
	all := make(map[int]meaning)
	for row := r.table.body; row < r.table.end; row++ {
		if r.skipped(row, -1) || !r.hasNumbers(row) {
			continue
		}
		m, fine := meaning{}, true
		for _, c := range r.table.columns {
			if c.label() {
				one, ok := r.labelOf(row, c)
				fine = fine && ok
				m = m.with(one)
			}
		}
		if fine {
			all[row] = m
		}
	}
	return all
}

// hasNumbers reports whether a row has anything in a column of numbers.
func (r *reader) hasNumbers(row int) bool {
	return slices.ContainsFunc(r.table.columns, func(c column) bool {
		return c.number() && r.Grid.At(row, c.at).Kind != sheet.Empty
	})
}

// labelOf returns what a label means. It reports or asks what it does not know.
func (r *reader) labelOf(row int, c column) (m meaning, ok bool) {
	cell := r.Grid.At(row, c.at)
	if cell.Kind == sheet.Empty {
		return meaning{}, true // what lacks is reported with the number
	}
	if cell.Kind == sheet.Fault {
		r.report(row, c.at, diagnostic.SheetFault, "", cell.Text)
		return meaning{}, false
	}
	text := plainHeader(cell.Text)
	m, sure := r.names.of(cell)
	if m.role == "skip" {
		return m, true
	}
	fits := m.coordinate() || m.role == "total"
	if c.meaning.role == "period" && m.at.zero() && m.role != "total" {
		r.report(row, c.at, diagnostic.SheetPeriod, source.SuggestPeriod(text), text)
		return meaning{}, false
	}
	if fits {
		if m.at.zero() || m.role != "" {
			r.learn(row, c.at, text, m, sure)
		}
		return m, true
	}
	choices := []Choice{{"total", wording.Refer("intake.role-total")}, {"whole", wording.Refer("intake.role-whole")},
		{"skip", wording.Refer("intake.role-skip")}}
	if d := r.names.dimension; d != nil {
		for _, m := range d.Members {
			choices = append(choices, Choice{"member:" + m.Key, m.Title.In(r.langs[0], r.langs...)})
		}
	} else {
		for _, i := range r.edition.Indicators {
			choices = append(choices, Choice{"indicator:" + i.ID, i.Title.In(r.langs[0], r.langs...)})
		}
	}
	answer, ok := r.question(Question{Text: wording.Refer("intake.ask-label", text), Key: []string{"means", text},
		Choices: choices, Row: row, Column: c.at}, "")
	if !ok {
		return meaning{}, false
	}
	return r.names.read(answer), true
}

// findIndicator finds of which indicator the numbers are, when neither headers nor labels say so.
func (r *reader) findIndicator(titles []string, labels map[int]meaning) {
	named := func(m meaning) bool { return m.indicator != nil }
	for _, m := range labels {
		if named(m) {
			return
		}
	}
	if slices.ContainsFunc(r.table.columns, func(c column) bool { return named(c.meaning) }) {
		return
	}
	if r.indicator = r.edition.Indicator(r.known.Indicator); r.indicator != nil {
		return
	}
	row, column := r.table.head, r.firstColumn(r.table.head)
	_, columns := r.Grid.Size()
	var above []string
	for y := range r.table.head {
		for x := range columns {
			above = append(above, r.Grid.At(y, x).Text)
		}
	}
	corner := r.Grid.At(row, column).Text
	for _, title := range slices.Concat(above, []string{corner, r.Grid.Name}, titles) {
		m, _ := r.names.of(sheet.Cell{Kind: sheet.Text, Text: title})
		if m.indicator == nil {
			m = meaning{indicator: r.names.within(title)}
		}
		if m.indicator != nil {
			r.indicator = m.indicator
			r.keep([]string{"indicator"}, m.indicator.ID)
			r.understood(row, column, title, m.said())
			return
		}
	}
	var choices []Choice
	for _, i := range r.edition.Indicators {
		choices = append(choices, Choice{i.ID, i.Title.In(r.langs[0], r.langs...)})
	}
	if said, ok := r.question(Question{Text: wording.Refer("intake.ask-indicator"), Key: []string{"indicator"},
		Choices: choices, Row: row, Column: column}, ""); ok {
		r.indicator = r.edition.Indicator(said)
	}
}

// numberCells returns the cells with numbers.
func (r *reader) numberCells() (all []place) {
	for row := r.table.body; row < r.table.end; row++ {
		for _, c := range r.table.columns {
			if c.number() && !r.skipped(row, -1) && r.Grid.At(row, c.at).Kind != sheet.Empty {
				i := c.meaning.indicator
				if i == nil {
					i = r.indicator
				}
				all = append(all, place{row, c.at, i != nil && i.Kind == model.Count})
			}
		}
	}
	return all
}

// total is the sum of what was read since the last total.
type total struct {
	sum   float64
	parts int
	exact bool // all parts are known
}

// readRow reads the values of a row.
func (r *reader) readRow(row int, label meaning, sums map[int]*total) {
	across := &total{exact: true}
	for _, c := range r.table.columns {
		if !c.number() && c.meaning.role != "total" || r.Grid.At(row, c.at).Kind == sheet.Empty {
			continue
		}
		m := c.meaning.with(label)
		if label.role == "skip" {
			r.aside(row, c.at, "intake.aside-skip")
			continue
		}
		if m.indicator == nil {
			m.indicator = r.indicator
		}
		if m.indicator == nil {
			r.report(row, c.at, diagnostic.SheetNowhere, "", wording.Refer("intake.no-indicator"))
			continue
		}
		if sums[c.at] == nil {
			sums[c.at] = &total{exact: true}
		}
		if label.role == "total" || c.meaning.role == "total" {
			against := sums[c.at]
			if label.role != "total" {
				against = across
			}
			r.compare(row, c.at, m.indicator, against)
			if label.role == "total" {
				sums[c.at] = &total{exact: true}
			}
			continue
		}
		if v, ok := r.valueAt(row, c, m); ok {
			r.Values = append(r.Values, v)
			for _, t := range []*total{sums[c.at], across} {
				t.sum, t.parts = t.sum+v.Number, t.parts+1
				t.exact = t.exact && !v.Missing && !v.Flags.Bound()
			}
		}
	}
}

// compare holds a total against what it is the sum of. It is not taken over.
func (r *reader) compare(row, column int, i *model.Indicator, of *total) {
	v, ok := r.readNumber(row, column, i)
	if !ok || !v.has {
		return
	}
	switch {
	case i.Kind != model.Count || !of.exact || of.parts < 2:
		r.aside(row, column, "intake.aside-total")
	case math.Abs(v.number-of.sum) > 1e-6:
		r.report(row, column, diagnostic.SheetTotal, "", plainNumber(v.number), plainNumber(of.sum))
	default:
		r.aside(row, column, "intake.aside-total-fits")
	}
}

// valueAt reads one value.
func (r *reader) valueAt(row int, c column, m meaning) (v Value, ok bool) {
	i := m.indicator
	v = Value{Indicator: i, Member: m.member, Row: row, Column: c.at}
	if m.member != nil {
		v.Dimension = r.names.dimension
	}
	if m.at.zero() {
		r.report(row, c.at, diagnostic.SheetNowhere, "", wording.Refer("intake.no-period"))
		return v, false
	}
	if v.Period, ok = m.at.in(i.Frequency); !ok {
		r.report(row, c.at, diagnostic.SheetPeriod, "", m.at.String())
		return v, false
	}
	n, ok := r.readNumber(row, c.at, i)
	if !ok {
		return v, false
	}
	v.Number, v.Missing, v.Flags = n.number, n.missing, n.flags
	if r.hundredth(&v) {
		return v, false
	}
	if was, _ := v.Was(); was.Note.Empty() { // what somebody wrote of the number says more than a footnote
		v.Note = n.note
	}
	for _, beside := range r.table.columns {
		text := r.Grid.At(row, beside.at).Text
		if text == "" {
			continue
		}
		about := beside.of >= 0 && r.table.columns[beside.of].at == c.at
		switch role := beside.meaning.role; {
		case !slices.Contains([]string{"note", "flags", "of", "revised"}, role):
		case beside.of < 0:
			r.aside(row, beside.at, "intake.aside-which")
		case about && !r.addBeside(&v, row, beside.at, role):
			return v, false
		}
	}
	return v, true
}

// hundredth reports a share that is written as a fraction, as spreadsheet programs store it: when a hundred times what
// the sheet says is about a number of the same series.
func (r *reader) hundredth(v *Value) bool {
	if v.Indicator.Kind != model.Share || v.Missing || v.Number <= 0 || v.Number > 1 {
		return false
	}
	known := slices.DeleteFunc(slices.Clone(v.series()), func(x model.Value) bool {
		return x.Missing || x.Period == v.Period
	})
	if len(known) == 0 {
		return false
	}
	last := known[len(known)-1]
	if ratio := 100 * v.Number / last.Number; !(ratio > 0.5 && ratio < 2) { // not so for a last number of 0
		return false
	}
	r.report(v.Row, v.Column, diagnostic.SheetHundredth, "", plainNumber(v.Number), last.Period.String(),
		plainNumber(last.Number), plainNumber(clean(100*v.Number)))
	return true
}

// addBeside adds to a value what a cell beside it says.
func (r *reader) addBeside(v *Value, row, column int, role string) bool {
	cell := r.Grid.At(row, column)
	text := strings.Join(strings.Fields(cell.Text), " ")
	switch role {
	case "note":
		v.Note = text
	case "revised":
		v.Revised = text
	case "of":
		n, ok := base(cell)
		if !ok {
			r.report(row, column, diagnostic.SheetNoNumber, "", text, v.Indicator.ID)
			return false
		}
		v.Of = n
	case "flags":
		flags, _, _ := strings.Cut(text, " ")
		if slices.Contains(dashes, flags) {
			v.Bare = true
			return true
		}
		if strings.Trim(flags, model.AllFlags) != "" {
			if flags = flagIn(text); flags == "" {
				r.report(row, column, diagnostic.SheetNoFlag, "", text, strings.Join(strings.Split(model.AllFlags, ""), ", "))
				return false
			}
		}
		if strings.Contains(flags, ":") && !v.Missing {
			r.report(row, column, diagnostic.SheetFlagDenies, "", plainNumber(v.Number))
			return false
		}
		v.Missing = v.Missing || strings.Contains(flags, ":")
		v.Flags += model.Flags(strings.ReplaceAll(flags, ":", ""))
	}
	return true
}

// reportTwice reports two values for the same. The same number twice is one.
func (r *reader) reportTwice() {
	type key struct {
		indicator *model.Indicator
		member    *model.Member
		period    model.Period
	}
	first := make(map[key]Value)
	r.Values = slices.DeleteFunc(r.Values, func(v Value) bool {
		k := key{v.Indicator, v.Member, v.Period}
		was, twice := first[k]
		if !twice {
			first[k] = v
			return false
		}
		if was.Number != v.Number || was.Missing != v.Missing {
			r.report(v.Row, v.Column, diagnostic.SheetTwice, "", v.Name(), r.Grid.Ref(was.Row, was.Column))
		}
		return true
	})
}

// Name names what the value is of: ongevallen faculteit/A 2024.
func (v *Value) Name() string {
	name := v.Indicator.ID
	if v.Member != nil {
		name += " " + v.Dimension.ID + "/" + v.Member.Key
	}
	return name + " " + v.Period.String()
}
