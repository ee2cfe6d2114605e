package edition

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Which incidents an indicator counts:
//
//   - A rule counts the incidents that fit all its conditions; without conditions, every incident.
//   - No incident may be counted by two rules that are beside each other, since readers add those up.
//   - With of = "…" a rule is below another rule, and counts only incidents that the other counts.
//     The rules below the same rule are beside each other, and so are those at the top.
//   - With overlap = true a rule may count what those beside it count.
//   - An incident that no rule at the top counts causes a warning, unless the register ignores it.

// rule says which incidents of a register an indicator counts.
type rule struct {
	indicator  *model.Indicator
	table      *source.Table // [indicator.ID.from]
	register   *register
	conditions []condition
	by         []int // columns of members
	breakdowns []*model.Breakdown
	of         *rule // nil at the top
	overlap    bool
	remarks    map[model.Period]model.Value // flags and texts of a period
	counted    func()                       // checks the indicator once it has values
}

// condition is what one column of an incident must hold.
type condition struct {
	column int
	codes  []bool // by code of a choice or a member
	ranges []span // of a number
}

// span is a range of numbers, both ends included.
type span struct{ from, to float64 }

func (c *condition) holds(row *incident) bool {
	code := row.codes[c.column]
	if c.codes != nil {
		return c.codes[code]
	}
	for _, s := range c.ranges {
		if code > 0 && s.from <= row.numbers[c.column] && row.numbers[c.column] <= s.to {
			return true
		}
	}
	return false
}

func allHold(conditions []condition, row *incident) bool {
	for n := range conditions {
		if !conditions[n].holds(row) {
			return false
		}
	}
	return true
}

// countingRule reads the rule of an indicator. The values follow when all rules are known.
func (r *reader) countingRule(t *source.Table, i *model.Indicator) {
	if t.Has("values") {
		t.ReportKey("from", diagnostic.ValuesTwice, "", "values")
		return
	}
	s, ok := t.Table("from")
	if !ok {
		return
	}
	id, ok := s.String("register")
	if !s.Has("register") {
		s.ReportTable(diagnostic.MissingKey, "", "register")
	}
	g := r.registers[id]
	if ok && g == nil {
		r.reportUnknown(s, "register", registerKind, id)
		r.ruleAstray = true
	}
	if g == nil {
		return // without a register the rest has no meaning
	}
	defer s.Close()
	if i.Kind != model.Count {
		t.Report("kind", diagnostic.OnlyCounts, "", string(i.Kind))
	}
	if g.example && !i.Example {
		s.Report("register", diagnostic.ExampleRegister, "", id)
	}
	rule := &rule{indicator: i, table: s, register: g, overlap: s.Bool("overlap")}
	if where, ok := s.Table("where"); ok {
		rule.conditions = g.conditions(where)
	}
	r.ruleBreakdowns(s, rule)
	r.remarks(s, rule)
	s.Has("of") // read when all rules are known
	i.Register = g.of
	if g.of.Protect == model.Round {
		i.Sensitive, i.Protect = true, model.Round
	}
	g.rules = append(g.rules, rule)
	r.rules[i] = rule
}

// ruleBreakdowns reads the columns by which a rule breaks its count down.
func (r *reader) ruleBreakdowns(s *source.Table, rule *rule) {
	names, _ := s.OneOrMore("by")
	for _, name := range names {
		index, ok := rule.register.findColumn(name, atValue(s, "by"))
		if !ok {
			continue
		}
		switch c := rule.register.columns[index]; {
		case c.holds != memberColumn:
			s.Report("by", diagnostic.ColumnUse, "", name, string(c.holds), columnTypeNames(memberColumn))
		case c.dimension == nil: // reported where the column is declared
		case rule.indicator.Breakdown(c.dimension.ID) != nil:
			s.Report("by", diagnostic.NamedTwice, "", c.dimension.ID)
		default:
			b := &model.Breakdown{Dimension: c.dimension}
			rule.by = append(rule.by, index)
			rule.breakdowns = append(rule.breakdowns, b)
			rule.indicator.Breakdowns = append(rule.indicator.Breakdowns, b)
		}
	}
}

// remarks reads flags, notes and reasons of revision of counted periods.
func (r *reader) remarks(s *source.Table, rule *rule) {
	all, ok := s.Table("remarks")
	if !ok {
		return
	}
	rule.remarks = make(map[model.Period]model.Value)
	for _, key := range all.Keys() {
		t, ok := all.Table(key)
		if !ok {
			continue
		}
		v := model.Value{Flags: flags(t), Note: r.text(t, "note", false), Revised: r.text(t, "revised", false)}
		t.Close()
		p, ok := parsePeriod(key, rule.indicator, atKey(all, key))
		switch counted := rule.register.periods(p.Frequency); {
		case !ok || rule.register.last == 0: // reported there
		case !slices.Contains(counted, p):
			all.ReportKey(key, diagnostic.OutOfRange, "", "remarks", key, periodRange(counted))
		default:
			v.Missing = v.Flags.Has(model.NotAvailable)
			rule.remarks[p] = v
		}
	}
}

// periodRange names the first and the last of some periods in a message.
func periodRange(periods []model.Period) string {
	if len(periods) == 0 {
		return wording.Refer("phrase.stretch")
	}
	return periods[0].String() + "–" + periods[len(periods)-1].String()
}

// conditions reads a table of columns and what they must hold.
func (g *register) conditions(where *source.Table) []condition {
	var out []condition
	for _, name := range where.Keys() {
		values, given := where.OneOrMore(name)
		index, ok := g.findColumn(name, atKey(where, name))
		if !ok || !given {
			continue
		}
		if len(values) == 0 {
			where.ReportKey(name, diagnostic.MissingKey, "", name)
		}
		c := condition{column: index}
		switch column := g.columns[index]; column.holds {
		case choiceColumn, memberColumn:
			c.codes = make([]bool, len(column.values)+1)
			for n, value := range values {
				code, ok := column.codes[value]
				if !ok {
					where.ReportElement(name, n, diagnostic.UnknownID, source.Suggest(value, column.values),
						column.valueName(), value, source.Known(value, column.values, ""))
				}
				c.codes[code] = ok
			}
			c.codes[0] = false // an empty field is none of the values
		case countColumn:
			for _, value := range values {
				s, ok := parseSpan(value)
				if !ok {
					where.Report(name, diagnostic.OutOfRange, "", name, value,
						wording.Refer("type.number-or-range"))
				}
				c.ranges = append(c.ranges, s)
			}
		default:
			where.ReportKey(name, diagnostic.ColumnUse, "", name, string(column.holds),
				columnTypeNames(choiceColumn, memberColumn, countColumn))
			continue
		}
		out = append(out, c)
	}
	return out
}

// parseSpan reads "3", "1..5", "1.." or "..5".
func parseSpan(text string) (s span, ok bool) {
	from, to, isRange := strings.Cut(text, "..")
	if !isRange {
		to = from
	}
	s = span{math.Inf(-1), math.Inf(1)}
	parseEnd := func(text string, end *float64) bool {
		if text == "" && isRange {
			return true
		}
		x, err := strconv.ParseFloat(text, 64)
		*end = x
		return err == nil && !math.IsNaN(x)
	}
	return s, parseEnd(from, &s.from) && parseEnd(to, &s.to) && s.from <= s.to
}

// nestRules connects each rule to the one above it, and orders the rules so that each follows the
// one above it.
func (r *reader) nestRules(g *register) {
	for _, rule := range g.rules {
		id, ok := rule.table.String("of")
		if !ok {
			continue
		}
		i := r.edition.Indicator(id)
		switch above := r.rules[i]; {
		case i == nil:
			r.reportUnknown(rule.table, "of", model.IndicatorKind, id)
		case above == nil || above.register != g:
			rule.table.Report("of", diagnostic.NotAPart, "", id, wording.Refer("phrase.not-counted-from", g.of.ID))
		case above.within(rule):
			rule.table.Report("of", diagnostic.NotAPart, "", id, wording.Refer("phrase.part-of-this"))
		default:
			rule.of = above
		}
	}
	var ordered []*rule
	var appendBelow func(above *rule)
	appendBelow = func(above *rule) {
		for _, rule := range g.rules {
			if rule.of == above {
				ordered = append(ordered, rule)
				appendBelow(rule)
			}
		}
	}
	appendBelow(nil)
	g.rules = ordered
}

// within reports whether a rule is other, or is below it.
func (r *rule) within(other *rule) bool {
	for ; r != nil; r = r.of {
		if r == other {
			return true
		}
	}
	return false
}
