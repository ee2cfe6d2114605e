package edition

import (
	"cmp"
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// day is a day of the calendar as the number yyyymmdd, so that days compare as numbers; 0 is none.
type day int

func dayOf(t time.Time) day { return day(t.Year()*10000 + int(t.Month())*100 + t.Day()) }

func (d day) String() string {
	return strconv.Itoa(int(d)/10000) + "-" + twoDigits(int(d)/100%100) + "-" + twoDigits(int(d)%100)
}

func twoDigits(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }

// parseDay reads 2025-02-28 or 28-2-2025, with or without a time behind it, which says nothing here.
func parseDay(text string) (day, bool) {
	if at := strings.IndexAny(text, " T"); at >= 0 {
		if strings.Trim(text[at+1:], "0123456789:.Z+-") != "" {
			return 0, false
		}
		text = text[:at]
	}
	first, rest, _ := strings.Cut(text, "-")
	month, last, ok := strings.Cut(rest, "-")
	year, date := first, last
	if len(last) == 4 {
		year, date = last, first
	}
	y, okYear := parseDigits(year)
	m, okMonth := parseDigits(month)
	d, okDay := parseDigits(date)
	if !ok || !okYear || !okMonth || !okDay || len(year) != 4 || len(month) > 2 || len(date) > 2 ||
		m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return 0, false
	}
	return day(y*10000 + m*100 + d), true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// parseDigits reads digits and nothing else, at most four.
func parseDigits(text string) (n int, ok bool) {
	if text == "" || len(text) > 4 {
		return 0, false
	}
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// incident is what is read of a row. Of a column it has either a code (0 for an empty field) or a number with the code 1.
type incident struct {
	day     day
	codes   []int
	numbers []float64
}

// The columns that every register has, as Rows numbers them; the others come behind them.
const (
	idColumn = iota
	dayColumn
	otherColumns
)

// sight is where an incident came first, and a sum over what was read of it.
type sight struct {
	line int
	sum  uint64
}

// counter holds what is known while a register is counted.
type counter struct {
	*register
	rows    *source.Rows
	edition day
	seen    map[string]sight
	row     incident
	tallies []*tally // of each rule
	matched []bool   // by each rule, of one row
}

// tally is what a rule has counted.
type tally struct {
	rule    *rule
	above   int // the place of the rule above it, or -1
	beside  int // the place of the first rule of those beside it, itself included
	one     int // of those beside it, at their first: the rule that counted the row, or -1
	periods []model.Period
	whole   []int   // by period
	parts   [][]int // by column of by: by member and period
	rows    int     // that it counted, of any period
	misses  []bool  // by each rule, of one that may overlap: that the rule counted a row which this one did not
}

// countRegisters goes through each register once and gives the indicators their values.
func (r *reader) countRegisters() {
	r.edition.Index()
	for _, g := range r.registerOrder {
		r.nestRules(g)
		if len(g.rules) == 0 && !r.edition.Partial {
			g.table.ReportTable(diagnostic.RegisterUnused, "", g.of.ID)
		}
		if g.readable() {
			r.countRegister(g)
		}
	}
}

func (r *reader) countRegister(g *register) {
	rows, ok := r.root.OpenCSV(g.file, r.list)
	if !ok {
		return
	}
	defer rows.Close()
	rows.Allowed = wording.Refer("phrase.columns", strings.Join(g.names(), ", "))
	if !rows.Select(g.names(), nil) {
		return
	}
	for n, c := range g.columns {
		if c.holds == textColumn {
			rows.Hide(otherColumns + n)
		}
	}
	c := newCounter(g, rows)
	if !r.edition.Date.IsZero() {
		c.edition = dayOf(r.edition.Date)
	}
	for rows.Next() {
		c.readRow()
	}
	if len(c.seen) == 0 {
		if rows.Clean() {
			r.list.Add(diagnostic.EmptyRegister, diagnostic.Position{File: g.file}, "")
		}
		return
	}
	c.findEnclosing()
	for _, t := range c.tallies {
		t.setValues()
		for _, b := range t.rule.breakdowns {
			r.checkBreakdownSum(b, t.rule.indicator, func(model.Period) reporter { return atValue(t.rule.table, "by") })
		}
		t.rule.counted()
	}
}

func newCounter(g *register, rows *source.Rows) *counter {
	c := &counter{register: g, rows: rows, seen: make(map[string]sight), matched: make([]bool, len(g.rules)),
		row: incident{codes: make([]int, len(g.columns)), numbers: make([]float64, len(g.columns))}}
	places := make(map[*rule]int)
	for n, rule := range g.rules {
		places[rule] = n
		t := &tally{rule: rule, above: -1, beside: n, periods: g.periods(rule.indicator.Frequency)}
		if rule.of != nil {
			t.above = places[rule.of]
		}
		for m, other := range g.rules[:n] {
			if other.of == rule.of {
				t.beside = m
				break
			}
		}
		t.misses = make([]bool, len(g.rules))
		t.whole = make([]int, len(t.periods))
		for _, column := range rule.by {
			t.parts = append(t.parts, make([]int, len(g.columns[column].values)*len(t.periods)))
		}
		c.tallies = append(c.tallies, t)
	}
	return c
}

// periods are those of a frequency that lie within what the register covers.
func (g *register) periods(f model.Frequency) []model.Period {
	var out []model.Period
	p := model.PeriodOf(f, g.of.First.Year(), int(g.of.First.Month()))
	if first, _ := p.Days(); first.Before(g.of.First) {
		p = p.Next()
	}
	for {
		if _, last := p.Days(); last.After(g.of.Last) {
			return out
		}
		out = append(out, p)
		p = p.Next()
	}
}

// readRow reads a row and counts it. The whole row is looked at before it gives up on it.
func (c *counter) readRow() {
	id := c.rows.Field(idColumn)
	ok := id != ""
	if !ok {
		c.rows.Report(idColumn, diagnostic.CellMissing, "", c.idName, wording.Refer("phrase.incident-number"), fillIn)
	} else if c.seenBefore(id) {
		return
	}
	ok = c.readDate() && ok
	for n := range c.columns {
		ok = c.readField(n) && ok
	}
	if !ok || allHold(c.ignored, &c.row) && len(c.ignored) > 0 {
		return
	}
	c.countRow(id)
}

// seenBefore reports whether an incident was seen before, and reports it.
func (c *counter) seenBefore(id string) bool {
	hash := fnv.New64a()
	hashField := func(column int) {
		hash.Write([]byte(c.rows.Field(column)))
		hash.Write([]byte{0xff}) // ends the field: no UTF-8 text has this byte
	}
	hashField(dayColumn)
	for n, column := range c.columns {
		if column.holds != textColumn {
			hashField(otherColumns + n)
		}
	}
	sum := hash.Sum64()
	first, seen := c.seen[id]
	switch {
	case !seen:
		// A field is a part of its row; a copy lets the rest of the row go, free text included.
		c.seen[strings.Clone(id)] = sight{c.rows.Line(), sum}
	case first.sum == sum:
		c.rows.Report(idColumn, diagnostic.IncidentTwice, "", id, itoa(first.line))
	default:
		c.rows.Report(idColumn, diagnostic.IncidentsDiffer, "", id, itoa(first.line))
	}
	return seen
}

// fillIn is what to do with an empty field that may not be so.
var fillIn = wording.Refer("phrase.fill-in")

// cellNames are what columns hold, as messages call it.
var cellNames = map[columnType]string{choiceColumn: wording.Refer("phrase.value"),
	memberColumn: wording.Refer("phrase.member-value"),
	countColumn:  wording.Refer("phrase.count-value"), dateColumn: wording.Refer("phrase.date-value")}

// readDate reads when it happened.
func (c *counter) readDate() bool {
	text := c.rows.Field(dayColumn)
	d, ok := parseDay(text)
	switch {
	case text == "":
		c.rows.Report(dayColumn, diagnostic.CellMissing, "", c.dateName, wording.Refer("phrase.incident-date"), fillIn)
	case !ok:
		c.rows.Report(dayColumn, diagnostic.BadDate, "", text)
	case c.edition > 0 && d > c.edition:
		c.rows.Report(dayColumn, diagnostic.DateFuture, "", d.String(), c.edition.String())
	case d < c.first || d > c.last:
		c.rows.Report(dayColumn, diagnostic.DateOutside, "", d.String(), c.first.String(), c.last.String())
	default:
		c.row.day = d
		return true
	}
	return false
}

// readField reads one of the other columns.
func (c *counter) readField(n int) bool {
	column := c.columns[n]
	if column.holds == textColumn {
		return true
	}
	text := c.rows.Field(otherColumns + n)
	c.row.codes[n] = 0
	if text == "" {
		if !column.optional {
			c.rows.Report(otherColumns+n, diagnostic.CellMissing, "", column.name, cellNames[column.holds],
				wording.Refer("phrase.fill-in-column"))
		}
		return column.optional
	}
	ok := false
	switch column.holds {
	case countColumn:
		c.row.codes[n] = 1
		c.row.numbers[n], ok = c.rows.Number(otherColumns + n)
	case dateColumn:
		if _, ok = parseDay(text); !ok {
			c.rows.Report(otherColumns+n, diagnostic.BadDate, "", text)
		}
	default:
		if c.row.codes[n], ok = column.codes[text]; !ok {
			c.rows.Report(otherColumns+n, diagnostic.UnknownID, source.Suggest(text, column.values), column.valueName(), text)
		}
	}
	return ok
}

// countRow counts the incident for the rules, each of which comes behind the one above it.
func (c *counter) countRow(id string) {
	nowhere := len(c.tallies) > 0
	for n, t := range c.tallies {
		t.one = -1
		c.matched[n] = (t.above < 0 || c.matched[t.above]) && allHold(t.rule.conditions, &c.row)
		if !c.matched[n] {
			continue
		}
		nowhere = nowhere && t.above >= 0
		t.countIncident(&c.row)
		if beside := c.tallies[t.beside]; t.rule.overlap {
			continue
		} else if beside.one >= 0 {
			c.rows.Report(idColumn, diagnostic.CountedTwice, "", id, c.rules[beside.one].indicator.ID, t.rule.indicator.ID)
		} else {
			beside.one = n
		}
	}
	if nowhere {
		c.rows.Report(idColumn, diagnostic.NotCounted, "", id)
	}
	for n, t := range c.tallies {
		if c.matched[n] {
			t.rows++
		} else if t.rule.overlap {
			for m, other := range c.matched {
				t.misses[m] = t.misses[m] || other
			}
		}
	}
}

// findEnclosing finds, for rules at the top, the one of least rows that counted all that they did; of two that counted the same, the one
// of longer periods has the other in it. It says nothing of them that the data declare, but a reader who subtracts need not be told.
func (c *counter) findEnclosing() {
	larger := func(n, m int) bool {
		a, b := c.tallies[n], c.tallies[m]
		return cmp.Or(cmp.Compare(a.rows, b.rows), cmp.Compare(a.length(), b.length()), cmp.Compare(n, m)) > 0
	}
	covers := func(n, m int) bool {
		if c.tallies[n].rule.overlap {
			return !c.tallies[n].misses[m]
		}
		return c.tallies[m].rule.overlap && !c.tallies[m].misses[n] && c.tallies[m].rows == c.tallies[n].rows
	}
	for m, t := range c.tallies {
		within := -1
		for n, other := range c.tallies {
			if t.rule.of == nil && t.rows > 0 && other.rule.of == nil && larger(n, m) && covers(n, m) && (within < 0 || larger(within, n)) {
				within = n
			}
		}
		if within >= 0 {
			t.rule.indicator.PartOf, t.rule.indicator.Overlaps = c.tallies[within].rule.indicator, t.rule.overlap
		}
	}
}

// length is how many months the periods of a rule have.
func (t *tally) length() int { return model.Monthly.In(t.rule.indicator.Frequency) }

// countIncident counts an incident in its period, if all of that lies within what the register covers.
func (t *tally) countIncident(row *incident) {
	if len(t.periods) == 0 {
		return
	}
	p := model.PeriodOf(t.periods[0].Frequency, int(row.day)/10000, int(row.day)/100%100)
	at := p.Ordinal() - t.periods[0].Ordinal()
	if at < 0 || at >= len(t.periods) {
		return
	}
	t.whole[at]++
	for n, column := range t.rule.by {
		if code := row.codes[column]; code > 0 {
			t.parts[n][(code-1)*len(t.periods)+at]++
		}
	}
}

// setValues hands the indicator what was counted.
func (t *tally) setValues() {
	i := t.rule.indicator
	i.Values = t.valuesFrom(t.whole, true)
	for n, b := range t.rule.breakdowns {
		for m, member := range b.Dimension.Members {
			from := m * len(t.periods)
			b.Parts = append(b.Parts, model.Part{Member: member, Values: t.valuesFrom(t.parts[n][from:from+len(t.periods)], false)})
		}
	}
}

// valuesFrom makes values of counts, with what is said of their periods; notes are about the whole.
func (t *tally) valuesFrom(counts []int, noted bool) []model.Value {
	out := make([]model.Value, len(counts))
	for n, count := range counts {
		p := t.periods[n]
		out[n] = t.rule.remarks[p]
		out[n].Period = p
		if !noted {
			out[n].Note = nil
		}
		if !out[n].Missing {
			out[n].Number = float64(count)
		}
	}
	return out
}
