package edition

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/privacy"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// day is a calendar day as the number yyyymmdd, so that days compare as numbers; 0 is no day.
type day int

func dayOf(t time.Time) day { return day(t.Year()*10000 + int(t.Month())*100 + t.Day()) }

func (d day) String() string {
	return strconv.Itoa(int(d)/10000) + "-" + twoDigits(int(d)/100%100) + "-" + twoDigits(int(d)%100)
}

func twoDigits(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }

// parseDay reads 2025-02-28 or 28-2-2025. A time may follow the date, and is ignored.
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

// parseDigits reads a number of one to four digits.
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

// incident is one row as the rules see it. Each column has a code, 0 for an empty field. A column
// of numbers has code 1, and its number in numbers.
type incident struct {
	day     day
	codes   []int
	numbers []float64
}

// The columns that every register has, as Rows numbers them. The other columns follow them.
const (
	idColumn = iota
	dayColumn
	otherColumns
)

// sighting is the first row of an incident: its line, and a hash of the fields that are read.
type sighting struct {
	line int
	hash uint64
}

// counter holds the state of counting one register.
type counter struct {
	*register
	rows     *source.Rows
	edition  day
	unread   bool // a row could not be read
	seen     map[string]sighting
	secret   model.Privacy
	row      incident
	tallies  []*tally         // of each rule
	matched  []bool           // by each rule, of one row
	together map[string]bool  // which rules have matched together, as many times 0 or 1
	cuts     map[string]int32 // indexes in of.Cuts, by what they are
}

// tally holds what one rule has counted. Indexes of rules are those in register.rules.
type tally struct {
	rule     *rule
	above    int // index of the rule above it, or -1
	first    int // index of the first rule that is beside it, which may be itself
	counted  int // in the tally of that first rule: which rule beside it counted the row, or -1
	periods  []model.Period
	whole    []int      // by period
	parts    [][]int    // by column of rule.by, then by member and period
	keys     []uint64   // by period: the sum of the keys of the incidents
	partKeys [][]uint64 // like parts
}

// countRegisters reads each register once and sets the values of the indicators counted from it.
func (r *reader) countRegisters() {
	r.edition.Index()
	for _, g := range r.registerOrder {
		r.nestRules(g)
		r.checkRegisterCuts(g)
		if len(g.rules) == 0 && !r.edition.Partial && !r.ruleAstray {
			g.table.ReportTable(diagnostic.RegisterUnused, "", g.of.ID)
		}
		if !g.readable() || !r.countRegister(g) {
			for _, rule := range g.rules {
				rule.indicator.Partial = true
			}
		}
	}
}

// countRegister counts the incidents of a register, and reports whether it could read them all.
func (r *reader) countRegister(g *register) (whole bool) {
	rows, ok := r.root.OpenCSV(g.file, r.list)
	if !ok {
		return false
	}
	defer rows.Close()
	rows.Allowed = wording.Refer("phrase.columns", strings.Join(g.names(), ", "))
	if !rows.Select(g.names(), nil) {
		return false
	}
	for n, c := range g.columns {
		if c.holds == textColumn {
			rows.Hide(otherColumns + n)
		}
	}
	c := r.newCounter(g, rows)
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
		return false
	}
	r.checkRest(c)
	unread := c.unread || rows.Unread()
	for _, t := range c.tallies {
		t.rule.indicator.Partial = unread
		t.setValues()
		t.rule.counted()
	}
	return !unread
}

func (r *reader) newCounter(g *register, rows *source.Rows) *counter {
	c := &counter{register: g, rows: rows, seen: make(map[string]sighting), matched: make([]bool, len(g.rules)),
		together: make(map[string]bool), cuts: make(map[string]int32), secret: r.edition.Privacy,
		row: incident{codes: make([]int, len(g.columns)), numbers: make([]float64, len(g.columns))}}
	indexes := make(map[*rule]int)
	for n, rule := range g.rules {
		indexes[rule] = n
		t := &tally{rule: rule, above: -1, first: n, periods: g.periods(rule.indicator.Frequency)}
		if rule.of != nil {
			t.above = indexes[rule.of]
		}
		for m, other := range g.rules[:n] {
			if other.of == rule.of {
				t.first = m
				break
			}
		}
		t.whole, t.keys = make([]int, len(t.periods)), make([]uint64, len(t.periods))
		for _, column := range rule.by {
			size := len(g.columns[column].values) * len(t.periods)
			t.parts, t.partKeys = append(t.parts, make([]int, size)), append(t.partKeys, make([]uint64, size))
		}
		c.tallies = append(c.tallies, t)
	}
	return c
}

// periods returns the periods of a frequency that the register covers wholly.
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

// readRow reads one row and counts its incident. It reports every mistake in the row, not only the
// first.
func (c *counter) readRow() {
	id := c.rows.Field(idColumn)
	if totalForm.MatchString(id) || id == "" && totalForm.MatchString(c.rows.Field(dayColumn)) {
		c.rows.Report(idColumn, diagnostic.TotalRow, "")
		return
	}
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
	c.unread = c.unread || !ok
	if !ok || allHold(c.ignored, &c.row) && len(c.ignored) > 0 {
		return
	}
	c.countRow(id)
}

// seenBefore reports whether the register had the incident before. It adds that to the diagnostics.
func (c *counter) seenBefore(id string) bool {
	hasher := fnv.New64a()
	hashField := func(column int) {
		hasher.Write([]byte(c.rows.Field(column)))
		hasher.Write([]byte{0xff}) // ends the field: no UTF-8 text has this byte
	}
	hashField(dayColumn)
	for n, column := range c.columns {
		if column.holds != textColumn {
			hashField(otherColumns + n)
		}
	}
	hash := hasher.Sum64()
	first, seen := c.seen[id]
	switch {
	case !seen:
		// A field shares the memory of its row. A copy frees the row, and the free text in it.
		c.seen[strings.Clone(id)] = sighting{c.rows.Line(), hash}
	case first.hash == hash:
		c.rows.Report(idColumn, diagnostic.IncidentTwice, "", id, itoa(first.line))
	default:
		c.rows.Report(idColumn, diagnostic.IncidentsDiffer, "", id, itoa(first.line))
	}
	return seen
}

// fillIn is the advice for a field that may not be empty.
var fillIn = wording.Refer("phrase.fill-in")

// cellNames are the names in messages of what columns hold.
var cellNames = map[columnType]string{choiceColumn: wording.Refer("phrase.value"),
	memberColumn: wording.Refer("phrase.member-value"),
	countColumn:  wording.Refer("phrase.count-value"), dateColumn: wording.Refer("phrase.date-value")}

// readDate reads the day of the incident.
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
			c.rows.Report(otherColumns+n, diagnostic.UnknownID, source.Suggest(text, column.values),
				column.valueName(), text,
				source.Known(text, column.values, ""))
		}
	}
	return ok
}

// countRow counts the incident by every rule that it fits. Rules are ordered: each follows the one
// above it.
func (c *counter) countRow(id string) {
	nowhere := len(c.tallies) > 0
	key := uint64(0)
	if c.of.Protect == model.Round {
		key = privacy.Key(c.secret, id)
	}
	for n, t := range c.tallies {
		t.counted = -1
		c.matched[n] = (t.above < 0 || c.matched[t.above]) && allHold(t.rule.conditions, &c.row)
		if !c.matched[n] {
			continue
		}
		nowhere = nowhere && t.above >= 0
		t.countIncident(&c.row, key)
		if first := c.tallies[t.first]; t.rule.overlap {
			continue
		} else if first.counted >= 0 {
			c.rows.Report(idColumn, diagnostic.CountedTwice, "", id, c.rules[first.counted].indicator.ID,
				t.rule.indicator.ID)
		} else {
			first.counted = n
		}
	}
	if nowhere {
		c.rows.Report(idColumn, diagnostic.NotCounted, "", id)
	}
	pattern := make([]byte, len(c.matched))
	for n, matched := range c.matched {
		if matched {
			pattern[n] = 1
		}
	}
	if !c.together[string(pattern)] { // a map that is written to for each row is slower
		c.together[string(pattern)] = true
	}
	if c.of.Protect == model.Round {
		month := int32(int(c.row.day)/10000*12 + int(c.row.day)/100%100 - 1)
		c.of.Incidents = append(c.of.Incidents, model.Incident{Key: key, Month: month, Cut: c.cut(pattern)})
	}
}

// cut returns the index of the way in which the row counts.
func (c *counter) cut(pattern []byte) int32 {
	id := bytes.Clone(pattern)
	for n, t := range c.tallies {
		for _, column := range t.rule.by {
			if c.matched[n] {
				id = binary.AppendVarint(id, int64(c.row.codes[column]))
			}
		}
	}
	index, ok := c.cuts[string(id)]
	if ok {
		return index
	}
	var cut model.Cut
	for n, t := range c.tallies {
		if !c.matched[n] {
			continue
		}
		in := model.Counted{Indicator: t.rule.indicator.ID}
		for _, column := range t.rule.by {
			part := model.CountedPart{Dimension: c.columns[column].dimension.ID}
			if code := c.row.codes[column]; code > 0 {
				part.Member = c.columns[column].values[code-1]
			}
			in.Parts = append(in.Parts, part)
		}
		cut = append(cut, in)
	}
	index = int32(len(c.of.Cuts))
	c.cuts[string(id)] = index
	c.of.Cuts = append(c.of.Cuts, cut)
	return index
}

// checkRegisterCuts reports a register whose small counts are hidden, while incidents are published in a
// second cut.
func (r *reader) checkRegisterCuts(g *register) {
	sensitive := slices.ContainsFunc(g.rules, func(x *rule) bool { return x.indicator.Sensitive })
	if !sensitive || g.of.Protect == model.Round {
		return
	}
	for _, rule := range g.rules {
		key := ""
		switch {
		case rule.of != nil:
			key = "of"
		case rule.overlap:
			key = "overlap"
		case len(rule.by) > 1:
			key = "by"
		default:
			continue
		}
		rule.table.Report(
			key,
			diagnostic.SecondCut,
			"",
			rule.indicator.ID,
			wording.Refer("phrase.cut-register", g.of.ID),
			placeOf(rule.indicator),
		)
		return
	}
}

// checkRest reports an indicator that readers of others can work out, and that is for fewer people
// than those: what one of them counts and another does not.
func (r *reader) checkRest(c *counter) {
	counts := func(n int, without ...int) string { // the ways in which rule n, and none of the others, has matched
		var all []string
		for pattern := range c.together {
			if pattern[n] == 1 && !slices.ContainsFunc(without, func(m int) bool { return pattern[m] == 1 }) {
				all = append(all, pattern)
			}
		}
		slices.Sort(all)
		return strings.Join(all, "\n")
	}
	for h, hidden := range c.rules {
		its := counts(h)
		level := hidden.indicator.Audience
		if its == "" || level == model.Public {
			continue
		}
		for n, whole := range c.rules {
			// A year can be worked out from quarters, and not the other way round.
			fits := func(x *rule) bool { return x.indicator.Frequency.In(hidden.indicator.Frequency) > 0 }
			if n == h || whole.indicator.Audience >= level || !fits(whole) {
				continue
			}
			var children []int
			for m, child := range c.rules {
				if m != n && child.indicator.Audience < level && c.encloses(n, m) && fits(child) {
					children = append(children, m)
				}
			}
			told := counts(n) == its || len(children) > 0 && counts(n, children...) == its
			for _, m := range children {
				told = told || counts(n, m) == its
			}
			if told {
				whole.table.ReportTable(diagnostic.SumAudience, "", hidden.indicator.ID, level.String())
			}
		}
	}
}

// encloses reports whether rule n has matched all that rule m has.
func (c *counter) encloses(n, m int) bool {
	for pattern := range c.together {
		if pattern[m] == 1 && pattern[n] == 0 {
			return false
		}
	}
	return true
}

// countIncident counts an incident in its period, unless the register covers only part of that
// period.
func (t *tally) countIncident(row *incident, key uint64) {
	if len(t.periods) == 0 {
		return
	}
	p := model.PeriodOf(t.periods[0].Frequency, int(row.day)/10000, int(row.day)/100%100)
	at := p.Ordinal() - t.periods[0].Ordinal()
	if at < 0 || at >= len(t.periods) {
		return
	}
	t.whole[at]++
	t.keys[at] += key
	for n, column := range t.rule.by {
		if code := row.codes[column]; code > 0 {
			t.parts[n][(code-1)*len(t.periods)+at]++
			t.partKeys[n][(code-1)*len(t.periods)+at] += key
		}
	}
}

// setValues gives the indicator the values that were counted.
func (t *tally) setValues() {
	i := t.rule.indicator
	i.Values = t.valuesFrom(t.whole, t.keys, true)
	for n, b := range t.rule.breakdowns {
		for m, member := range b.Dimension.Members {
			from, to := m*len(t.periods), (m+1)*len(t.periods)
			b.Parts = append(b.Parts, model.Part{Member: member,
				Values: t.valuesFrom(t.parts[n][from:to], t.partKeys[n][from:to], false)})
		}
	}
}

// valuesFrom turns counts by period into values with the remarks about their periods. noted keeps
// the notes, which are about the whole.
func (t *tally) valuesFrom(counts []int, keys []uint64, noted bool) []model.Value {
	out := make([]model.Value, len(counts))
	for n, count := range counts {
		p := t.periods[n]
		out[n] = t.rule.remarks[p]
		out[n].Period = p
		if !noted {
			out[n].Note = nil
		}
		if !out[n].Missing {
			out[n].Number, out[n].Key = float64(count), keys[n]
		}
	}
	return out
}
