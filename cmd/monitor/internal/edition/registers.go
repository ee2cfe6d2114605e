package edition

import (
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A register is a CSV file with one row for each incident. registers.toml describes its columns.
// Rules of indicators (rules.go) say which incidents they count. The file is then read once for all
// rules together (count.go).
//
// Free text in a register never leaves it: a column of text is not read, so no model holds it and
// no message shows it.

// columnType is what a column of a register holds.
type columnType string

const (
	choiceColumn columnType = "choice" // one of the values named
	memberColumn columnType = "member" // a member of a dimension
	countColumn  columnType = "number" // a number
	dateColumn   columnType = "date"   // a day; rules cannot use it
	textColumn   columnType = "text"   // free text: never read
)

var columnTypes = []string{string(choiceColumn), string(memberColumn), string(countColumn), string(dateColumn),
	string(textColumn)}

// column is a column of a register.
type column struct {
	name      string
	holds     columnType
	optional  bool             // it may be empty
	values    []string         // of a choice, and the keys of members
	codes     map[string]int   // of a value: its index in values + 1
	dimension *model.Dimension // of a member
}

// register is a register while its edition is read.
type register struct {
	of          *model.Register
	table       *source.Table
	example     bool   // the incidents are invented, as an example
	file        string // "" when there is none to read
	idName      string
	dateName    string
	columns     []*column
	first, last day // the days that it covers
	ignored     []condition
	rules       []*rule
}

// declareRegisters reads the descriptions of registers. It opens none of them.
func (r *reader) declareRegisters(top *source.Table) {
	r.each(top, "register", registerKind, func(id string, t *source.Table) {
		required(t, "file", "id", "date", "covers")
		g := &register{table: t, example: t.Bool("example"),
			of: &model.Register{ID: id, Title: r.text(t, "title", true)}}
		g.of.Protect = model.Protection(choice(t, "protect", model.Protections, ""))
		if g.of.Protect == model.Round {
			r.checkSecret(t, "protect")
		}
		g.idName, _ = t.String("id")
		g.dateName, _ = t.String("date")
		g.file, _ = r.csvFile(t, "file")
		r.covers(t, g)
		r.columns(t, g)
		if where, ok := t.Table("ignore"); ok {
			g.ignored = g.conditions(where)
		}
		r.tables[g.of] = t
		r.registers[id] = g
		r.registerOrder = append(r.registerOrder, g)
	})
}

// covers reads the days over which the register is complete.
func (r *reader) covers(t *source.Table, g *register) {
	text, ok := t.Scalar("covers")
	if !ok {
		return
	}
	bad := func(why string) { t.Report("covers", diagnostic.BadCovers, "", text, why) }
	from, to, isRange := strings.Cut(text, "..")
	if !isRange {
		to = from
	}
	first, _, okFirst := parseDays(from)
	_, last, okLast := parseDays(to)
	switch {
	case !okFirst || !okLast:
		bad(wording.Refer("phrase.covers-form"))
		return
	case last.Before(first):
		bad(wording.Refer("phrase.covers-order"))
		return
	case !r.edition.Date.IsZero() && last.After(r.edition.Date):
		bad(wording.Refer("phrase.covers-future", r.edition.Date.Format(time.DateOnly)))
		return
	}
	g.of.First, g.of.Last = first, last
	g.first, g.last = dayOf(first), dayOf(last)
}

// parseDays returns the first and the last day of a period, or a single day twice.
func parseDays(text string) (first, last time.Time, ok bool) {
	if p, ok := model.ParsePeriod(text); ok {
		first, last = p.Days()
		return first, last, true
	}
	first, err := time.Parse(time.DateOnly, text)
	return first, first, err == nil
}

// columns reads what the columns hold, other than those of the incident number and the date.
func (r *reader) columns(t *source.Table, g *register) {
	all, ok := t.Table("column")
	if !ok {
		return
	}
	for _, name := range all.Keys() {
		s, ok := all.Table(name)
		if !ok {
			continue
		}
		if name == g.idName || name == g.dateName {
			all.ReportKey(name, diagnostic.NamedTwice, "", name)
			all.Has(name)
			s.Has("type")
			continue
		}
		required(s, "type")
		c := &column{name: name, holds: columnType(choice(s, "type", columnTypes, ""))}
		switch c.holds {
		case choiceColumn:
			for _, value := range distinct(s, "values", true) {
				c.values = append(c.values, value)
			}
		case memberColumn:
			r.memberColumn(s, c)
		case "":
			s.Has("values")
			s.Has("dimension")
		}
		if c.holds != textColumn {
			c.optional = s.Bool("optional")
		}
		c.codes = make(map[string]int, len(c.values))
		for n, value := range c.values {
			c.codes[value] = n + 1
		}
		g.columns = append(g.columns, c)
		s.Close()
	}
}

// memberColumn reads the dimension whose members a column holds.
func (r *reader) memberColumn(s *source.Table, c *column) {
	required(s, "dimension")
	id, ok := s.String("dimension")
	if !ok {
		return
	}
	if c.dimension = r.edition.Dimension(id); c.dimension == nil {
		r.reportUnknown(s, "dimension", dimensionKind, id)
		return
	}
	for _, m := range c.dimension.Members {
		c.values = append(c.values, m.Key)
	}
}

// findColumn returns the index of a column. It reports one that does not exist or that rules cannot
// use.
func (g *register) findColumn(name string, report reporter) (index int, ok bool) {
	var names []string
	for n, c := range g.columns {
		if c.name == name {
			return n, true
		}
		names = append(names, c.name)
	}
	kind := wording.Refer("phrase.column", g.of.ID)
	switch name {
	case g.idName:
		report(diagnostic.ColumnUse, "", name, "id", columnTypeNames(choiceColumn, memberColumn, countColumn))
	case g.dateName:
		report(diagnostic.ColumnUse, "", name, string(dateColumn),
			columnTypeNames(choiceColumn, memberColumn, countColumn))
	default:
		report(diagnostic.UnknownID, source.Suggest(name, names), kind, name, source.Known(name, names, ""))
	}
	return 0, false
}

// columnTypeNames lists types of columns for a message.
func columnTypeNames(types ...columnType) string {
	var words []string
	for _, t := range types {
		words = append(words, string(t))
	}
	return strings.Join(words, "/")
}

// valueName is the name in messages of a value of the column.
func (c *column) valueName() string {
	if c.dimension != nil {
		return memberName(c.dimension)
	}
	return wording.Refer("phrase.column-value", c.name)
}

// names returns the names of all columns that the file must have: number and date first.
func (g *register) names() []string {
	names := []string{g.idName, g.dateName}
	for _, c := range g.columns {
		names = append(names, c.name)
	}
	return names
}

// readable reports whether the description suffices to read the file.
func (g *register) readable() bool {
	return g.file != "" && g.idName != "" && g.dateName != "" && g.idName != g.dateName && g.last > 0 &&
		!slices.ContainsFunc(g.columns, func(c *column) bool {
			return c.holds == "" || c.holds == memberColumn && c.dimension == nil
		})
}
