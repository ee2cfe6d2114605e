package intake

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// table is the table in a grid: rows of headers, and the body below them.
type table struct {
	head, body, end int // rows: of the first header, the first of the body, and behind the last
	columns         []column
}

// column is a column of the table.
type column struct {
	at      int
	header  string // as import.toml has it
	row     int    // of the header
	meaning meaning
	of      int // of notes and flags, the column of the numbers that they are about
}

// label reports whether the cells of the column say what the numbers beside them are about.
func (c column) label() bool {
	return slices.Contains([]string{"period", "indicator", "part"}, c.meaning.role)
}

// number reports whether the column has numbers to take over.
func (c column) number() bool {
	return c.meaning.role == "value" || c.meaning.role == "whole" || c.meaning.role == "" && c.meaning.coordinate()
}

// findTable finds the headers. The first of their rows has two or more texts or periods and no numbers; above it are
// titles. Another such row belongs to them when there are merged headers in the row before.
func (r *reader) findTable() bool {
	rows, columns := r.Grid.Size()
	t := &table{head: -1, end: rows}
	for row := range rows {
		if r.headLike(row, columns) {
			t.head = row
			break
		}
	}
	if t.head < 0 || t.head+1 >= rows {
		r.list.Add(diagnostic.NoTable, r.Grid.Position(0, 0), "", r.Grid.Ref(0, 0))
		return false
	}
	for t.body = t.head + 1; t.body+1 < rows && r.merged(t.body-1, columns) && r.headLike(t.body, columns); t.body++ {
	}
	r.table = t
	return true
}

// merged reports whether a row has a merged cell.
func (r *reader) merged(row, columns int) bool {
	for column := range columns {
		if r.Grid.At(row, column).Merged {
			return true
		}
	}
	return false
}

// firstColumn returns the first column that anything below a row has.
func (r *reader) firstColumn(row int) int {
	rows, columns := r.Grid.Size()
	for column := range columns {
		for y := row; y < rows; y++ {
			if r.Grid.At(y, column).Kind != sheet.Empty {
				return column
			}
		}
	}
	return 0
}

// headLike reports whether a row may be one of headers.
func (r *reader) headLike(row, columns int) bool {
	n := 0
	for column := range columns {
		c := r.Grid.At(row, column)
		_, period := readMoment(c)
		switch {
		case c.Kind == sheet.Empty:
		case period, c.Kind == sheet.Text && !numeral(c.Text):
			if !c.Merged || column == 0 || r.Grid.At(row, column-1).Text != c.Text {
				n++
			}
		default:
			return false
		}
	}
	return n >= 2
}

// chooseDimension says of which dimension the parts are: the one that has the most of the headers and labels.
func (r *reader) chooseDimension() {
	if r.names.dimension != nil {
		return
	}
	texts := make(map[string]bool)
	_, columns := r.Grid.Size()
	for row := r.table.head; row < r.table.end; row++ {
		for column := range columns {
			if c := r.Grid.At(row, column); c.Kind == sheet.Text && !numeral(c.Text) {
				texts[fold(c.Text)] = true
			}
		}
	}
	var best *model.Dimension
	most := 0
	for _, d := range r.edition.Dimensions {
		n := 0
		for key := range membersOf(d) {
			if texts[key] && r.names.indicators[key] == nil {
				n++
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	if best != nil {
		r.names.choose(best)
	}
}

// readColumns finds out what the columns are for.
func (r *reader) readColumns() {
	t := r.table
	_, columns := r.Grid.Size()
	for at := range columns {
		c := column{at: at, row: t.body - 1, of: -1}
		var headers []string
		sure := false
		for row := t.head; row < t.body; row++ {
			cell := r.Grid.At(row, at)
			if cell.Kind == sheet.Empty || cell.Merged && slices.Contains(headers, plainHeader(cell.Text)) {
				continue
			}
			m, known := r.names.of(cell)
			c.meaning, sure = c.meaning.with(m), sure || known
			headers = append(headers, plainHeader(cell.Text))
		}
		c.header = strings.Join(headers, " / ")
		if m, ok := r.names.known[c.header]; ok {
			c.meaning, sure = r.names.read(m), true
		}
		if r.skipped(-1, at) || r.emptyBelow(at) {
			continue
		}
		r.settle(&c, sure)
		t.columns = append(t.columns, c)
	}
	r.attach()
}

// emptyBelow reports whether a column has nothing in the body.
func (r *reader) emptyBelow(column int) bool {
	for row := r.table.body; row < r.table.end; row++ {
		if r.Grid.At(row, column).Kind != sheet.Empty {
			return false
		}
	}
	return true
}

// settle decides what a column is for, by its header, what is in it, or an answer.
func (r *reader) settle(c *column, sure bool) {
	if c.meaning.role == "period" && r.periodsAbove(c.at) && r.labelsIn(c.at) != "period" {
		c.meaning = meaning{} // in the corner, it is about the headers
	}
	m := c.meaning
	if m.role == "" && !m.coordinate() {
		if label := r.labelsIn(c.at); label != "" {
			c.meaning.role = label
			if c.header != "" && !r.periodsAbove(c.at) {
				r.learn(c.row, c.at, c.header, c.meaning, sure)
			}
			return
		}
		if r.textsOnly(c.at) && !r.anyLabel() {
			c.meaning.role = "part" // its labels are asked one by one
			return
		}
		header := c.header
		if header == "" {
			header = r.Grid.Column(c.at)
		}
		answer, ok := r.question(Question{Text: wording.Refer("intake.ask-column", header), Key: []string{"means", header},
			Choices: r.columnChoices(), Row: c.row, Column: c.at}, r.known.Means[header])
		if !ok {
			c.meaning.role = "skip"
			return
		}
		c.meaning = r.names.read(answer)
		return
	}
	if m.role != "" && m.role != "period" && m.coordinate() {
		c.meaning.role = "" // "Ongevallen: aantal"
		if slices.Contains([]string{"flags", "note", "of", "revised", "skip", "total"}, m.role) {
			c.meaning.role = m.role
		}
	}
	r.learn(c.row, c.at, c.header, c.meaning, sure)
}

// periodsAbove reports whether a header of another column is a period.
func (r *reader) periodsAbove(column int) bool {
	_, columns := r.Grid.Size()
	for row := r.table.head; row < r.table.body; row++ {
		for at := range columns {
			if _, ok := readMoment(r.Grid.At(row, at)); ok && at != column {
				return true
			}
		}
	}
	return false
}

// learn shows what a text was taken for, and keeps it unless it is a period, or was kept already.
func (r *reader) learn(row, column int, text string, m meaning, sure bool) {
	if m.said() != "period:"+text {
		r.understood(row, column, text, m.said())
	}
	if !sure && m.at.zero() && !strings.Contains(m.said(), " ") {
		r.keep([]string{"means", text}, m.said())
	}
}

// roleWords say what a column can hold.
var roleWords = map[string]wording.Key{"period": "intake.role-period", "indicator": "intake.role-indicator",
	"part": "intake.role-part", "value": "intake.role-value", "flags": "intake.role-flags", "note": "intake.role-note",
	"of": "intake.role-of", "revised": "intake.role-revised", "total": "intake.role-total",
	"whole": "intake.role-whole", "skip": "intake.role-skip"}

// columnChoices returns what a column can be.
func (r *reader) columnChoices() (all []Choice) {
	for _, role := range edition.Roles {
		if role != "whole" {
			all = append(all, Choice{role, wording.Refer(roleWords[role])})
		}
	}
	for _, i := range r.edition.Indicators {
		all = append(all, Choice{"indicator:" + i.ID, i.Title.In(r.langs[0], r.langs...)})
	}
	return all
}

// labelsIn returns what the cells of a column without a known header are labels of, or "".
func (r *reader) labelsIn(column int) string {
	found := make(map[string]int)
	all := 0
	for row := r.table.body; row < r.table.end; row++ {
		c := r.Grid.At(row, column)
		if c.Kind == sheet.Empty {
			continue
		}
		all++
		switch m, _ := r.names.of(c); {
		case !m.at.zero():
			found["period"]++
		case m.indicator != nil:
			found["indicator"]++
		case m.member != nil:
			found["part"]++
		}
	}
	for _, role := range []string{"period", "indicator", "part"} {
		if found[role]*2 >= all && found[role] > 0 && !(role == "period" && r.hasLabel("period")) {
			return role
		}
	}
	return ""
}

func (r *reader) hasLabel(role string) bool {
	return slices.ContainsFunc(r.table.columns, func(c column) bool { return c.meaning.role == role })
}

func (r *reader) anyLabel() bool {
	return slices.ContainsFunc(r.table.columns, column.label)
}

// textsOnly reports whether a column has texts and no numbers.
func (r *reader) textsOnly(column int) bool {
	for row := r.table.body; row < r.table.end; row++ {
		if c := r.Grid.At(row, column); c.Kind != sheet.Empty && (c.Kind != sheet.Text || numeral(c.Text)) {
			return false
		}
	}
	return true
}

// attach says which numbers a column of notes, flags or bases is about: those in the column before it, when that is the
// only one since the last such column. Of others nobody can tell.
func (r *reader) attach() {
	columns := r.table.columns
	numbers, last := 0, -1
	for n := range columns {
		c := &columns[n]
		switch {
		case c.number():
			if n > 0 && columns[n-1].of >= 0 {
				numbers = 0
			}
			numbers, last = numbers+1, n
		case slices.Contains([]string{"note", "flags", "of", "revised"}, c.meaning.role):
			if numbers == 1 {
				c.of = last
			}
		}
	}
	if numbers == 0 || last < 0 {
		return
	}
	// With one column of numbers, all others are about that.
	if all := slices.IndexFunc(columns, column.number); all == last {
		for n := range columns {
			if slices.Contains([]string{"note", "flags", "of", "revised"}, columns[n].meaning.role) {
				columns[n].of = last
			}
		}
	}
}

// askHidden asks what to do with hidden rows and columns of the table.
func (r *reader) askHidden() {
	row, column := -1, -1
	_, columns := r.Grid.Size()
	for y := r.table.head; y < r.table.end; y++ {
		if r.Grid.HiddenRows[y] {
			row, column = y, r.firstColumn(r.table.head)
			break
		}
	}
	for x := range columns {
		if r.Grid.HiddenColumns[x] && row < 0 {
			row, column = r.table.head, x
		}
	}
	if row < 0 {
		return
	}
	said, _ := r.question(Question{Text: wording.Refer("intake.ask-hidden"), Key: []string{"hidden"},
		Choices: []Choice{{"skip", wording.Refer("intake.hidden-skip")}, {"use", wording.Refer("intake.hidden-use")}},
		Row:     row, Column: column}, r.known.Hidden)
	if said == "use" {
		r.Grid.HiddenRows, r.Grid.HiddenColumns = nil, nil
	}
}

// skipped reports whether a row or a column is hidden, and not to be used; -1 for none.
func (r *reader) skipped(row, column int) bool {
	return r.Grid.HiddenRows[row] || r.Grid.HiddenColumns[column]
}
