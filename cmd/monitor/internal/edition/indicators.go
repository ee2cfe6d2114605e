package edition

import (
	"math"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// maxDecimals is more than any indicator about safety can mean.
const maxDecimals = 6

func (r *reader) indicators() {
	dir := path.Join(r.dir, "indicators")
	entries, err := r.root.List(dir)
	if err != nil {
		r.list.Add(diagnostic.CannotRead, diagnostic.Position{File: dir}, "", reason(err))
		return
	}
	// Taking TOML apart is most of the work, and is done for all files at a time; what is in them is read in their order.
	tops := make([]*source.Table, len(entries))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for n, e := range entries {
		name := path.Join(dir, e.Name())
		if path.Ext(e.Name()) != ".toml" {
			r.list.Add(diagnostic.UnexpectedFile, diagnostic.Position{File: name}, "", "*.toml")
			continue
		}
		group.Go(func() error {
			tops[n], _ = openTOML(r.root, name, r.list)
			return nil
		})
	}
	// The functions return no error: what is wrong is in the list.
	_ = group.Wait()
	for n, e := range entries {
		switch top := tops[n]; {
		case top != nil:
			r.each(top, "indicator", "indicator", r.indicator)
			top.Close()
		case path.Ext(e.Name()) == ".toml":
			r.edition.Partial = true
		}
	}
}

func (r *reader) indicator(id string, t *source.Table) {
	i := &model.Indicator{
		ID:         id,
		Title:      r.text(t, "title", true),
		Unit:       r.text(t, "unit", true),
		Definition: r.text(t, "definition", true),
		Method:     r.text(t, "method", false),
		Note:       r.text(t, "note", false),
		Aspect:     r.aspect(t),
		Owner:      r.role(t, "owner"),
		Example:    t.Bool("example"),
		Sensitive:  t.Bool("sensitive"),
		Direction:  model.Direction(choice(t, "direction", model.Directions, string(model.Neither))),
		Kind:       model.Kind(choice(t, "kind", model.Kinds, string(model.Count))),
	}
	if !t.Has("kind") {
		t.Missing("kind")
	}
	i.Audience = audience(t)
	i.Formerly = r.formerly(t, "indicator", id)
	i.Frequency = model.Frequency(slices.Index(model.Frequencies, choice(t, "frequency", model.Frequencies, model.Frequencies[0])))
	if n, ok := t.Int("decimals"); ok {
		if n < 0 || n > maxDecimals {
			t.Report("decimals", diagnostic.OutOfRange, "", "decimals", itoa(n), "0–"+itoa(maxDecimals))
		} else {
			i.Decimals = n
		}
	}
	r.target(t, i)
	r.source(t, i)
	r.per(t, i)
	r.sensitive(t, i)
	r.sums(t, i)
	if values, ok := t.Table("values"); ok {
		i.Values = r.values(values, i)
	}
	r.breakdowns(t, i)
	if len(i.Values) == 0 && len(i.Breakdowns) == 0 {
		t.ReportHere(diagnostic.NoValues, "")
	}
	r.baseline(t, i)
	r.registration(t, i)
	r.places[i] = t
	r.edition.Indicators = append(r.edition.Indicators, i)
}

func (r *reader) aspect(t *source.Table) *model.Aspect {
	id, ok := t.String("aspect")
	if !ok {
		return nil
	}
	a := r.edition.Aspect(id)
	if a == nil {
		r.unknown(t, "aspect", "aspect", id)
	}
	return a
}

// baseline reads the period to compare with, when the values are known.
func (r *reader) baseline(t *source.Table, i *model.Indicator) {
	s, ok := t.Scalar("baseline")
	if !ok {
		return
	}
	period, ok := model.ParsePeriod(s)
	if !ok {
		t.Report("baseline", diagnostic.BadPeriod, "", s)
		return
	}
	if v, ok := model.ValueIn(i.Values, period); !ok || v.Missing {
		t.Report("baseline", diagnostic.BaselineWithoutValue, "", s)
		return
	}
	i.Baseline = period
}

// registration reads how the indicator comes about.
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
		Delivered: date(s, "delivered"),
		Due:       date(s, "due"),
	}
	g.Every = model.Frequency(slices.Index(model.Frequencies, choice(s, "every", model.Frequencies, i.Frequency.String())))
	inOrder(s, "delivered", g.Delivered, "due", g.Due)
	if g.Due.IsZero() && !g.Delivered.IsZero() {
		g.Due = g.Every.After(g.Delivered)
	}
	i.Registration = g
}

func (r *reader) target(t *source.Table, i *model.Indicator) {
	target, ok := t.Float("target")
	if !ok {
		return
	}
	if math.IsNaN(target) || math.IsInf(target, 0) {
		t.Report("target", diagnostic.OutOfRange, "", "target", plain(target), diagnostic.Both("een gewoon getal", "an ordinary number"))
		return
	}
	if i.Direction == model.Neither {
		t.ReportKey("target", diagnostic.TargetWithoutDirection, "")
	}
	i.Target = &target
}

func (r *reader) source(t *source.Table, i *model.Indicator) {
	s, ok := t.Table("source")
	if !ok {
		if !t.Has("source") {
			t.Missing("source")
		}
		return
	}
	i.Source.Title = r.text(s, "title", true)
	i.Source.URL = webAddress(s, "url")
	s.Close()
}

// per reads the denominator, and checks it when all indicators are known.
func (r *reader) per(t *source.Table, i *model.Indicator) {
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
			p.Report("factor", diagnostic.OutOfRange, "", "factor", plain(f), diagnostic.Both("groter dan 0", "above 0"))
		} else {
			factor = f
		}
	}
	r.later = append(r.later, func() {
		denominator := r.edition.Indicator(id)
		switch {
		case denominator == nil:
			r.unknown(p, "indicator", "indicator", id)
			return
		case denominator == i:
			p.Report("indicator", diagnostic.PerItself, "")
			return
		}
		i.Per = &model.Per{Indicator: denominator, Factor: factor}
		for _, v := range i.Values {
			if d, ok := model.ValueIn(denominator.Values, v.Period); !v.Missing && (!ok || d.Missing || d.Number <= 0) {
				p.Report("indicator", diagnostic.NoDenominator, "", v.Period.String(), id)
			}
		}
	})
}

// values reads a table of periods, oldest first in the result whatever their order in the file.
func (r *reader) values(t *source.Table, i *model.Indicator) []model.Value {
	var out []model.Value
	for _, key := range t.Keys() {
		v, ok := r.value(t, key, i)
		if !ok {
			continue
		}
		// 2024 and "2024" are the same key to TOML, so a period can stand here only once.
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b model.Value) int { return a.Period.Ordinal() - b.Period.Ordinal() })
	return out
}

func (r *reader) value(t *source.Table, key string, i *model.Indicator) (model.Value, bool) {
	period, ok := model.ParsePeriod(key)
	if !ok {
		t.ReportKey(key, diagnostic.BadPeriod, "", key)
		t.Has(key)
		return model.Value{}, false
	}
	if period.Frequency != i.Frequency {
		t.ReportKey(key, diagnostic.MixedPeriods, "", key, frequencyNames[i.Frequency])
		t.Has(key)
		return model.Value{}, false
	}
	v := model.Value{Period: period}
	if t.IsNumber(key) {
		v.Number, _ = t.Float(key)
		return v, r.number(t, key, v.Number, i)
	}
	if !t.IsTable(key) {
		t.ReportType(key, diagnostic.Both("een getal of { value = ... }", "a number or { value = ... }"))
		return v, false
	}
	s, ok := t.Table(key)
	if !ok {
		return v, false
	}
	defer s.Close()
	v.Flags = flags(s)
	v.Note = r.text(s, "note", false)
	number, has := s.Float("value")
	v.Missing = v.Flags.Has(model.NotAvailable)
	if !has && v.Flags.Has(model.Confidential) {
		// It is known and not even told here.
		v.Missing = true
		return v, true
	}
	if has == v.Missing {
		t.ReportKey(key, diagnostic.ValueAndMissing, "", key)
		return v, false
	}
	if has {
		v.Number = number
		return v, r.number(s, "value", number, i)
	}
	return v, true
}

// frequencyNames are the lengths of periods, as messages call them.
var frequencyNames = []string{diagnostic.Both("jaar", "year"), diagnostic.Both("kwartaal", "quarter"),
	diagnostic.Both("maand", "month"), diagnostic.Both("academisch jaar", "academic year")}

func flags(t *source.Table) model.Flags {
	s, _ := t.String("flags")
	for _, c := range s {
		if !strings.ContainsRune(model.AllFlags, c) {
			t.Report("flags", diagnostic.UnknownFlag, "", string(c))
		}
	}
	return model.Flags(s)
}

// number checks a value against what its kind allows.
func (r *reader) number(t *source.Table, key string, x float64, i *model.Indicator) bool {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		t.Report(key, diagnostic.BadNumber, "", plain(x), diagnostic.Both("het is oneindig of geen getal", "it is infinite or not a number"))
	case math.Abs(x) > 1e15:
		// Above this not every whole number can be held exactly.
		t.Report(key, diagnostic.BadNumber, "", plain(x), diagnostic.Both("het is groter dan 1e15", "it is above 1e15"))
	case i.Kind == model.Count && (x < 0 || x != math.Trunc(x)):
		t.Report(key, diagnostic.BadCount, "", plain(x))
	case i.Kind == model.Share && (x < 0 || x > 100):
		t.Report(key, diagnostic.ShareRange, "", plain(x))
	default:
		return true
	}
	return false
}

func plain(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

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
			r.unknownKey(all, "dimension", id)
			continue
		}
		i.Breakdowns = append(i.Breakdowns, r.breakdown(b, d, i))
	}
}

func (r *reader) breakdown(t *source.Table, d *model.Dimension, i *model.Indicator) *model.Breakdown {
	var names []string
	for _, m := range d.Members {
		names = append(names, m.Key)
	}
	series := make(map[string][]model.Value)
	for _, key := range t.Keys() {
		if !slices.Contains(names, key) {
			t.ReportKey(key, diagnostic.UnknownID, source.Suggest(key, names), diagnostic.Both("deel van dimensie "+d.ID, "member of dimension "+d.ID), key)
			t.Has(key)
			continue
		}
		if values, ok := t.Table(key); ok {
			series[key] = r.values(values, i)
		}
	}
	b := &model.Breakdown{Dimension: d}
	for _, m := range d.Members {
		if values, ok := series[m.Key]; ok {
			b.Parts = append(b.Parts, model.Part{Member: m, Values: values})
		}
	}
	if i.Kind == model.Count {
		r.compareSum(t, b, i)
	}
	return b
}

// compareSum warns when the parts of a count do not add up to its total in a period where every part has a value.
func (r *reader) compareSum(t *source.Table, b *model.Breakdown, i *model.Indicator) {
	for _, total := range i.Values {
		sum, complete := 0.0, len(b.Parts) > 0 && !total.Missing
		for _, part := range b.Parts {
			v, ok := model.ValueIn(part.Values, total.Period)
			complete = complete && ok && !v.Missing
			sum += v.Number
		}
		if complete && sum != total.Number {
			t.ReportHere(diagnostic.BreakdownSum, "", b.Dimension.ID, total.Period.String(), plain(sum), plain(total.Number),
				plain(sum-total.Number))
		}
	}
}
