package edition

import (
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// maxDecimals is more than a safety indicator can need.
const maxDecimals = 6

// indicatorFolder holds the files of indicators; how many there are is up to the authors.
const indicatorFolder = "indicators"

func (r *reader) indicators() {
	dir := path.Join(r.dir, indicatorFolder)
	entries, err := r.root.List(dir)
	if err != nil {
		source.ReportRead(r.list, diagnostic.Position{File: dir}, err)
		return
	}
	for _, base := range r.skipCopies(dir, namesOf(entries), false) {
		name := path.Join(dir, base)
		if path.Ext(name) != ".toml" {
			reportUnexpected(r.list, name, namesOf(entries), "", "*.toml")
			continue
		}
		if top, ok := r.open(name, true); ok {
			top.Headed()
			if r.reportTwin(name, top) {
				continue
			}
			r.each(top, "indicator", model.IndicatorKind, r.indicator)
			r.edition.Partial = r.edition.Partial || top.Unasked() // a table with a wrong name
			top.Close()
			r.reportHeadless(name)
		}
	}
}

// headKeys are the keys that every indicator must have.
var headKeys = []string{"title", "unit", "kind", "source", "definition"}

// reportHeadless reports the indicators of a file that have values, but no more. When the name of a
// table in the file is wrong, it may be theirs.
func (r *reader) reportHeadless(file string) {
	for _, t := range r.headless {
		if !r.list.Mentions(file) {
			t.ReportTable(diagnostic.MissingKey, "", strings.Join(headKeys, `", "`))
		}
	}
	r.headless = nil
}

func (r *reader) indicator(id string, t *source.Table) {
	if slices.Equal(t.Keys(), []string{"peers"}) && t.Has("peers") {
		delete(r.defined[model.IndicatorKind], id) // it has no more, so that another was meant
		r.afterData = append(r.afterData, func() {
			r.reportUnknownID(model.IndicatorKind, id, t, t.ReportTable)
		})
		return
	}
	if !slices.ContainsFunc(headKeys, t.Has) {
		for _, key := range t.Keys() {
			t.Has(key)
		}
		r.headless = append(r.headless, t)
		r.misread(id)
		return
	}
	i := &model.Indicator{
		Head:       r.head(t, model.IndicatorKind, id, "title"),
		Unit:       r.text(t, "unit", true),
		Definition: r.text(t, "definition", true),
		Method:     r.text(t, "method", false),
		Note:       r.text(t, "note", false),
		Revised:    r.text(t, "revised", false),
		Aspect:     r.aspect(t),
		Owner:      r.role(t, "owner"),
		Example:    t.Bool("example"),
		Sensitive:  t.Bool("sensitive"),
		NoEvents:   t.Has("events") && !t.Bool("events"),
		OverYears:  intBetween(t, "over_years", 2, 100, 0),
		Direction:  model.Direction(choice(t, "direction", model.Directions, string(model.Neither))),
		Signals:    model.Signals(choice(t, "signals", model.AllSignals, "")),
		Kind:       model.NumberKind(choice(t, "kind", model.NumberKinds, "")),
	}
	if !t.Has("kind") {
		t.Missing("kind")
	}
	if i.Kind == "" {
		i.Kind, i.Partial = model.Score, true // any number may be right
	}
	i.Frequency = model.Frequency(slices.Index(model.Frequencies,
		choice(t, "frequency", model.Frequencies, model.Frequencies[0])))
	if n, ok := t.Int("decimals"); ok {
		if n < 0 || n > maxDecimals {
			t.Report("decimals", diagnostic.OutOfRange, "", "decimals", itoa(n), "0–"+itoa(maxDecimals))
		} else {
			i.Decimals = n
		}
	}
	r.target(t, i)
	r.source(t, i)
	r.denominator(t, i)
	r.base(t, i)
	r.numerator(t, i)
	r.sensitive(t, i)
	r.sums(t, i)
	r.series(t, i)
	r.breakdownAudiences(t, i)
	r.registration(t, i)
	r.outside(t, i)
	r.peerNumbers(t, i)
	r.afterData = append(r.afterData, func() { checkFractions(t, i) })
	r.edition.Indicators = append(r.edition.Indicators, i)
}

// series reads the values of an indicator and its breakdowns from its own tables, a CSV file or a
// register.
func (r *reader) series(t *source.Table, i *model.Indicator) {
	if values, ok := t.Table("values"); ok {
		if values.Has("csv") {
			i.Partial = !r.csvValues(values, i)
		} else {
			i.Values = r.valuesByPeriod(values, i)
		}
	} else {
		i.Partial = t.Has("values")
	}
	if t.Has("from") {
		r.countingRule(t, i)
	}
	r.breakdowns(t, i)
	valued := func() {
		if len(i.Values) == 0 && len(i.Breakdowns) == 0 && !i.Partial {
			t.ReportTable(diagnostic.NoValues, "")
		}
		r.baseline(t, i)
		r.limits(t, i)
		checkSeasons(t, i)
		if r.rules[i] == nil { // what is counted in a register was counted
			checkZeros(t, i)
		}
	}
	t.Has("baseline")
	t.Has("limits")
	if rule := r.rules[i]; rule != nil {
		rule.counted = valued
	} else if !t.Has("from") {
		valued()
	} else {
		i.Partial = true
	}
}

func (r *reader) aspect(t *source.Table) *model.Aspect {
	id, ok := t.String("aspect")
	if !ok {
		return nil
	}
	a := r.edition.Aspect(id)
	if a == nil {
		r.reportUnknown(t, "aspect", model.AspectKind, id)
	}
	return a
}

// baseline reads the period to compare with. The values must be known.
func (r *reader) baseline(t *source.Table, i *model.Indicator) {
	s, ok := t.Scalar("baseline")
	if !ok {
		return
	}
	period, ok := model.ParsePeriod(s)
	if !ok {
		t.Report("baseline", diagnostic.BadPeriod, source.SuggestPeriod(s), s)
		return
	}
	if v, ok := model.ValueIn(i.Values, period); !ok || v.Missing {
		if !i.Partial {
			t.Report("baseline", diagnostic.BaselineWithoutValue, "", s)
		}
		return
	}
	i.Baseline = period
}

// registration reads who records the numbers, where, and when they are due.
func (r *reader) registration(t *source.Table, i *model.Indicator) {
	s, ok := t.Table("registration")
	if !ok {
		return
	}
	defer s.Close()
	required(s, "by")
	g := &model.Registration{
		By:        r.role(s, "by"),
		System:    r.text(s, "system", true),
		Delivered: r.past(s, "delivered"),
		Due:       date(s, "due"),
	}
	g.Every = model.Rhythm(slices.Index(model.Rhythms, choice(s, "every", model.Rhythms, i.Frequency.String())))
	differs := g.By != nil && i.Owner != nil && g.By != i.Owner
	if differs && r.edition.Status != model.Adopted { // what was adopted stays said
		s.Report("by", diagnostic.SupplierNotRegistrar, "", g.By.ID, i.Owner.ID)
	}
	inOrder(s, "delivered", g.Delivered, "due", g.Due)
	if g.Due.IsZero() && !g.Delivered.IsZero() {
		g.Due = g.Every.After(g.Delivered)
	}
	i.Registration = g
}

// target reads a number, or a number with the year by which it must be met.
func (r *reader) target(t *source.Table, i *model.Indicator) {
	from, key := t, "target"
	if t.IsTable("target") {
		table, ok := t.Table("target")
		if !ok {
			return
		}
		defer table.Close()
		from, key = table, "value"
		required(table, "value")
		if by, ok := table.Int("by"); ok {
			i.TargetBy = by
			if year, err := strconv.Atoi(r.edition.Year); err == nil && by < year {
				table.Report("by", diagnostic.TargetInPast, "", itoa(by), r.edition.Year)
			}
		}
	}
	target, ok := from.Float(key)
	if !ok {
		return
	}
	if math.IsNaN(target) || math.IsInf(target, 0) {
		from.Report(key, diagnostic.OutOfRange, "", "target", digits(target), wording.Refer("type.finite"))
		return
	}
	if low, high := i.Kind.Bounds(); target < low || target > high {
		from.Report(key, diagnostic.OutOfRange, "", "target", digits(target), wording.Refer("type.of-share"))
		return
	}
	// A direction that could not be read has its own message.
	if word, _ := t.String("direction"); i.Direction == model.Neither && (word == "" || word == string(model.Neither)) {
		t.ReportKey("target", diagnostic.TargetWithoutDirection, "")
	}
	i.Target = &target
}

// checkSeasons reports the first quarter or month that the values skip without a word: its year then
// has no part in a trend.
func checkSeasons(t *source.Table, i *model.Indicator) {
	if i.Frequency.In(model.Yearly) <= 1 {
		return
	}
	for n := 1; n < len(i.Values); n++ {
		if next := i.Values[n-1].Period.Next(); next != i.Values[n].Period {
			t.ReportTable(diagnostic.SeasonSkipped, "", next.String(), strconv.Itoa(next.Year))
			return
		}
	}
}

// leastZeros is how many values that are all 0 make one ask whether anybody counted.
const leastZeros = 3

// checkZeros reports values that are all 0, unless a note says what is up with them: nothing can be
// tested then, and often nobody counted.
func checkZeros(t *source.Table, i *model.Indicator) {
	known := 0
	for _, v := range i.Values {
		switch {
		case v.Missing:
		case v.Number != 0:
			return
		default:
			known++
		}
	}
	if known >= leastZeros && len(i.Note) == 0 {
		t.ReportTable(diagnostic.AllZeros, "", itoa(known))
	}
}

// limits reads the stretch whose values show what is usual. The values must be known.
func (r *reader) limits(t *source.Table, i *model.Indicator) {
	s, ok := t.Table("limits")
	if !ok {
		return
	}
	defer s.Close()
	required(s, "from", "to")
	read := func(key string) model.Period {
		text, ok := s.Scalar(key)
		if !ok {
			return model.Period{}
		}
		p, _ := parsePeriod(text, i, atValue(s, key))
		return p
	}
	stretch := model.Stretch{From: read("from"), To: read("to")}
	if stretch.From == (model.Period{}) || stretch.To == (model.Period{}) {
		return
	}
	// Quarters and months are compared with the same ones of other years.
	seasons := map[int]int{}
	most := 0
	for _, v := range i.Values {
		if !v.Missing && !v.Period.Before(stretch.From) && !stretch.To.Before(v.Period) {
			seasons[v.Period.Part]++
			most = max(most, seasons[v.Period.Part])
		}
	}
	if most < model.LeastBase {
		t.ReportKey("limits", diagnostic.ShortBase, "", itoa(most), itoa(model.LeastBase))
		return
	}
	i.Limits = stretch
}

func (r *reader) source(t *source.Table, i *model.Indicator) {
	if !t.IsTable("source") {
		if !t.Has("source") {
			t.Missing("source")
		} else {
			t.ReportType("source", wording.Refer("type.titled"))
		}
		return
	}
	s, _ := t.Table("source")
	i.Source.Title = r.text(s, "title", true)
	i.Source.URL = webAddress(s, "url")
	s.Close()
}

// denominator reads what a rate is divided by, and checks it when all indicators are known.
func (r *reader) denominator(t *source.Table, i *model.Indicator) {
	p, ok := t.Table("per")
	if !ok {
		return
	}
	defer p.Close()
	id, ok := p.String("indicator")
	if !ok {
		if !p.Has("indicator") {
			p.Missing("indicator")
		}
		return
	}
	factor := 1.0
	if f, ok := p.Float("factor"); ok {
		if math.IsNaN(f) || math.IsInf(f, 0) || f <= 0 {
			p.Report("factor", diagnostic.OutOfRange, "", "factor", digits(f), wording.Refer("type.positive"))
		} else {
			factor = f
		}
	}
	repeated := p.Bool("repeated")
	r.afterData = append(r.afterData, func() {
		denominator := r.edition.Indicator(id)
		switch {
		case denominator == nil:
			r.reportUnknown(p, "indicator", model.IndicatorKind, id)
			return
		case denominator == i:
			p.Report("indicator", diagnostic.PerItself, "")
			return
		}
		if !samePeriods(p, "indicator", i, denominator) {
			return
		}
		i.Per = &model.Per{Indicator: denominator, Factor: factor, Repeated: repeated}
		for _, v := range i.Values {
			switch d, ok := model.ValueIn(denominator.Values, v.Period); {
			case v.Missing, !ok && denominator.Partial:
			case !ok || d.Missing || d.Number <= 0:
				p.Report("indicator", diagnostic.NoDenominator, "", v.Period.String(), id)
			case v.Number > d.Number && !repeated:
				p.Report("indicator", diagnostic.PartAboveDenominator, "", digits(v.Number), v.Period.String(), id,
					digits(d.Number))
			}
		}
	})
}

// valuesByPeriod reads a table of periods and returns its values, oldest first.
func (r *reader) valuesByPeriod(t *source.Table, i *model.Indicator) []model.Value {
	var out []model.Value
	for _, key := range t.Keys() {
		v, ok := r.periodValue(t, key, i)
		if !ok {
			i.Partial = true
			continue
		}
		// TOML takes 2024 and "2024" for the same key, so no period is here twice.
		out = append(out, v)
	}
	checkOrder(out, func(n int) reporter { return atKey(t, out[n].Period.String()) })
	byPeriod(out)
	return out
}

func (r *reader) periodValue(t *source.Table, key string, i *model.Indicator) (model.Value, bool) {
	t.Has(key)
	period, ok := parsePeriod(key, i, atKey(t, key))
	if !ok {
		return model.Value{}, false
	}
	v := model.Value{Period: period}
	if t.IsNumber(key) {
		v.Number, _ = t.Float(key)
		r.checkEnd(v, i, atKey(t, key))
		return v, checkTyped(t, key, v.Number, i)
	}
	if !t.IsTable(key) {
		t.ReportNoValue(key)
		return v, false
	}
	s, ok := t.Table(key)
	if !ok {
		return v, false
	}
	defer s.Close()
	v.Flags = flags(s)
	if n, ok := s.Int("decimals"); ok {
		if n < 0 || n > i.Decimals {
			s.Report("decimals", diagnostic.OutOfRange, "", "decimals", itoa(n), "0–"+itoa(i.Decimals))
		} else {
			v.FewerDecimals = i.Decimals - n
		}
	}
	v.Note = r.text(s, "note", false)
	v.Revised = r.text(s, "revised", false)
	var has bool
	v.Number, has = s.Float("value")
	has = readFraction(s, &v, i, has)
	if !decideMissing(&v, has, wording.Refer("phrase.missing-table"), atKey(t, key)) {
		return v, false
	}
	r.checkEnd(v, i, atKey(t, key))
	return v, !has || checkTyped(s, "value", v.Number, i)
}

// parsePeriod reads a period, which must have the indicator's frequency.
func parsePeriod(text string, i *model.Indicator, report reporter) (model.Period, bool) {
	p, ok := model.ParsePeriod(text)
	switch {
	case !ok:
		report(diagnostic.BadPeriod, source.SuggestPeriod(text), text)
	case p.Frequency != i.Frequency:
		report(diagnostic.MixedPeriods, "", text, frequencyNames[i.Frequency])
		ok = false
	}
	return p, ok
}

// decideMissing sets v.Missing from the flags of the value and whether it has a number. It reports
// a value that contradicts itself: flagged as not available with a number, or without a number and
// not flagged, with the cure for it.
func decideMissing(v *model.Value, has bool, cure string, report reporter) bool {
	v.Missing = v.Flags.Has(model.NotAvailable)
	if !has && v.Flags.Has(model.Confidential) {
		// The number is known, but not even written in the data.
		v.Missing = true
		return true
	}
	if has == v.Missing {
		report(diagnostic.ValueAndMissing, "", v.Period.String(), cure)
		return false
	}
	return true
}

// frequencyNames are the names in messages of lengths of periods.
var frequencyNames = []string{wording.Refer("phrase.year"), wording.Refer("phrase.quarter"),
	wording.Refer("phrase.month"), wording.Refer("phrase.academic-year")}

// checkNumber reports a number that the kind of the indicator does not allow.
func checkNumber(x float64, i *model.Indicator, report reporter) bool {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		report(diagnostic.BadNumber, "", digits(x), wording.Refer("type.infinite"))
	case math.Abs(x) > 1e15:
		// Above this, a float64 does not hold every whole number exactly.
		report(diagnostic.BadNumber, "", digits(x), wording.Refer("type.huge"))
	case i.Kind == model.Count && (x < 0 || x != math.Trunc(x)):
		report(diagnostic.BadCount, "", digits(x))
	case i.Kind == model.Share && (x < 0 || x > 100):
		report(diagnostic.ShareRange, "", digits(x))
	default:
		return true
	}
	return false
}

// digits writes a number in full, with a decimal point.
func digits(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func (r *reader) breakdowns(t *source.Table, i *model.Indicator) {
	all, ok := t.Table("breakdown")
	if !ok {
		return
	}
	for _, id := range all.Keys() {
		b, ok := all.Table(id)
		if !ok {
			continue
		}
		d := r.edition.Dimension(id)
		if d == nil {
			r.reportUnknownKey(all, dimensionKind, id)
			i.Partial = true
			continue
		}
		if i.Breakdown(id) != nil {
			all.ReportKey(id, diagnostic.ValuesTwice, "", wording.Refer("phrase.csv-or-register"))
			continue
		}
		i.Breakdowns = append(i.Breakdowns, r.breakdown(b, d, i))
	}
}

func (r *reader) breakdown(t *source.Table, d *model.Dimension, i *model.Indicator) *model.Breakdown {
	series := make(map[string][]model.Value)
	for _, key := range t.Keys() {
		if d.Member(key) == nil {
			reportUnknownMember(d, key, atKey(t, key))
			t.Has(key)
			i.Partial = true
			continue
		}
		if values, ok := t.Table(key); ok {
			series[key] = r.valuesByPeriod(values, i)
		}
	}
	b := &model.Breakdown{Dimension: d}
	for _, m := range d.Members {
		if values, ok := series[m.Key]; ok {
			b.Parts = append(b.Parts, model.Part{Member: m, Values: values})
		}
	}
	r.checkBreakdownSum(b, i, func(model.Period) reporter { return t.ReportTable })
	return b
}

// reportUnknownMember reports a key that is no member of a dimension.
func reportUnknownMember(d *model.Dimension, key string, report reporter) {
	if totalForm.MatchString(key) {
		report(diagnostic.TotalRow, "")
		return
	}
	var names []string
	for _, m := range d.Members {
		names = append(names, m.Key)
	}
	report(diagnostic.UnknownID, source.Suggest(key, names), memberName(d), key, source.Known(key, names, ""))
}

// memberName is the name in messages of a member of a dimension.
func memberName(d *model.Dimension) string {
	return wording.Refer("phrase.member", d.ID)
}

// checkBreakdownSum warns when the parts of a count do not add up to the whole, in a period in
// which every part has a value. reporterFor returns where to report on a period.
func (r *reader) checkBreakdownSum(b *model.Breakdown, i *model.Indicator, reporterFor func(model.Period) reporter) {
	if i.Kind != model.Count || i.Partial {
		return
	}
	for _, total := range i.Values {
		sum, complete := 0.0, len(b.Parts) > 0 && !total.Missing
		for _, part := range b.Parts {
			v, ok := model.ValueIn(part.Values, total.Period)
			complete = complete && ok && !v.Missing
			sum += v.Number
		}
		if complete && sum != total.Number {
			report := reporterFor(total.Period)
			report(diagnostic.BreakdownSum, "", b.Dimension.ID, total.Period.String(), digits(sum),
				digits(total.Number), digits(sum-total.Number))
		}
	}
}
